import type { RegisteredError, Registry } from '../core/define.ts';
import type { ExplainedError, Explanation, ReceivedValues, Suggestion } from '../core/explanation.ts';
import { findingText } from '../core/findings.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl } from '../core/url.ts';
import { supportFacts } from '../document/support-facts.ts';
import { isOpen, type Answer, type Hit } from '../lookup/answer.ts';
import { bodyFieldsOf } from '../lookup/body-fields.ts';
import { buildLookup, countStatuses, type LookupIndex } from '../lookup/lookup-index.ts';
import { answer } from '../lookup/lookup.ts';
import { findNearestOf, indexWords, type Postings } from '../lookup/nearest.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { readValues } from '../lookup/read-values.ts';
import { isSure, sayReasons, titleOfHit } from '../lookup/reason.ts';
import { answerCauses, tellFindings } from '../lookup/ticket-facts.ts';
import { tellError } from './tell-error.ts';

/** What is made once from a registry, for any number of texts. */
export interface Indexed {
  readonly registry: Registry;
  readonly site: Site;
  readonly index: LookupIndex;
  /** The words of all errors, which take their time: made when they are first asked for. */
  readonly words: () => readonly Postings[];
}

/** Prepares a registry for {@link explain}. */
export function indexRegistry(registry: Registry, site: Site): Indexed {
  const { errors } = registry;
  let words: readonly Postings[] | undefined;
  return {
    registry,
    site,
    index: buildLookup(errors, countStatuses(errors), bodyFieldsOf(site)),
    words: () => (words ??= indexWords(errors)),
  };
}

/** What a pasted text means, as data: the error if there is no doubt, else the candidates with their reasons. */
export function explainAsData(text: string, registry: Registry, site: Site): Explanation {
  return explain(text, indexRegistry(registry, site));
}

/** {@link explainAsData} for a registry that is prepared. */
export function explain(text: string, { registry, site, index, words }: Indexed): Explanation {
  const { errors } = registry;
  const meant = answer(text, index);
  const { unknown, hits } = meant;
  const toSuggestion = (hit: Hit): Suggestion => suggest(hit, site);
  const nearest = isOpen(meant) ? findNearestOf(text, errors, unknown?.code, words()) : [];
  const error = certainError(meant, errors);
  const others = error === undefined ? hits : hits.slice(1).filter(({ reasons }) => isSure(reasons[0]));
  return {
    outcome:
      unknown !== undefined ? 'unknown' : error !== undefined ? 'error' : hits.length > 0 ? 'several' : 'nothing',
    ...(error === undefined ? {} : { error: explainError(text, error, site) }),
    ...(unknown === undefined ? {} : { unknown }),
    others: others.map(toSuggestion),
    near: meant.near.map(toSuggestion),
    nearest: nearest.map(toSuggestion),
    errors: meant.errors,
    succeeded: meant.succeeded,
    list: absoluteUrl(site.url, '/errors/'),
  };
}

interface Found {
  readonly error: RegisteredError;
  readonly hit: Hit;
}

/** The error that a text means without doubt. */
function certainError(
  { unknown, hits: [hit, ...others] }: Answer,
  errors: readonly RegisteredError[],
): Found | undefined {
  if (unknown !== undefined || hit === undefined || (others.length > 0 && !isSure(hit.reasons[0]))) return undefined;
  const error = errors.find(({ code }) => code === hit.code);
  return error && { error, hit };
}

function explainError(text: string, { error, hit }: Found, site: Site): ExplainedError {
  const words = wordsOf(site);
  const facts = supportFacts(error, site, words);
  const values = readValues(text, error, bodyFieldsOf(site)) ?? {};
  const answers = new Map(answerCauses(facts, values).map(({ place, isConfirmed }) => [place, isConfirmed]));
  const received = receivedOf(values);
  return {
    ...tellError(error, site, words, answers),
    reasons: sayReasons(hit, words),
    findings: tellFindings(facts, values).map(findingText),
    ...(received === undefined ? {} : { received }),
  };
}

function receivedOf({ code: _, ...received }: PastedValues): ReceivedValues | undefined {
  return Object.keys(received).length === 0 ? undefined : received;
}

/** A page that a text may mean, with what it is called. */
function suggest(hit: Hit, site: Site): Suggestion {
  const { code, name = code, path } = hit;
  const words = wordsOf(site);
  const title = titleOfHit(hit, words);
  return {
    ...(code === undefined ? {} : { key: code }),
    name: name ?? title,
    title,
    reasons: sayReasons(hit, words),
    url: absoluteUrl(site.url, path),
  };
}
