/** From what was found to suggestions: what stands together counts more, and one name of many errors is one row. */
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import type { Hit } from './answer.ts';
import { affinityTo } from './exact.ts';
import type { Finding, Findings } from './findings.ts';
import { errorHit, familyHit } from './hits.ts';
import type { IndexedError, LookupIndex } from './lookup-index.ts';
import { SCORES, type Query } from './query.ts';
import type { Reason } from './reason.ts';
import { innerFrom } from './story.ts';
import { squash } from './words.ts';

/** A suggestion and how sure it is. */
export interface Scored {
  readonly score: number;
  readonly hit: Hit;
}

interface Candidate {
  readonly error: IndexedError;
  readonly found: readonly Finding[];
  readonly score: number;
}

const MOST_REASONS = 2;
// A name may have hundreds of errors; what the text says of their services is looked up for so many.
const MOST_COMPARED = 600;
// What the text names besides an error decides between equals, and outranks no surer finding of another kind.
const AFFINITY = 0.9;
const MOST_AFFINITY = 4;
const INNER = 4;
// A name with its status, or a message with its name.
const MORE = 0.5;
const SAME = 0.3;

/** The suggestions for what was found in a text, the surest first. */
export function settle(findings: Findings, query: Query, index: LookupIndex): readonly Scored[] {
  const inner = innerFrom(query.text);
  const affinity = affinityTo(query);
  const scores = new Map(Array.from(findings, ([{ code }, found]) => [code, scoreOf(found, inner)]));
  const candidates = Array.from(findings, ([error, found]): Candidate => {
    const score = Math.max(scores.get(error.code) ?? 0, subcodeScore(error, found, scores));
    return { error, found, score };
  })
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_COMPARED)
    .map((one) => ({ ...one, score: one.score + AFFINITY * Math.min(MOST_AFFINITY, affinity(one.error)) }))
    .sort((one, other) => other.score - one.score);
  return gatherFamilies(candidates, index).sort((one, other) => other.score - one.score);
}

/** How sure the findings of an error are together; what stands behind `caused by` is what happened. */
function scoreOf(found: readonly Finding[], inner: number): number {
  const isInner = ({ place = -1, score }: Finding): boolean => inner >= 0 && place >= inner && score >= SCORES.message;
  const best = Math.max(...found.map((finding) => finding.score + (isInner(finding) ? INNER : 0)));
  const sources = new Set(found.map(({ reason }) => sourceOf(reason)));
  return best + MORE * (sources.size - 1);
}

/** A text that holds a subcode and its parent means the subcode. */
function subcodeScore(
  { parent }: IndexedError,
  found: readonly Finding[],
  scores: ReadonlyMap<string, number>,
): number {
  const named = found.find(({ reason }) => reason.kind === 'code' || reason.kind === 'words');
  const score = scores.get(parent ?? '') ?? 0;
  return parent === undefined || named === undefined || score === 0 ? 0 : Math.max(score, named.score) + 0.5;
}

/** Errors of one name that nothing in the text tells apart become one suggestion, which leads to their list. */
function gatherFamilies(candidates: readonly Candidate[], index: LookupIndex): Scored[] {
  const families = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const name = familyName(one);
    if (name !== undefined) families.set(name, [...(families.get(name) ?? []), one]);
  }
  return candidates.flatMap((one): Scored[] => {
    const name = familyName(one);
    const count = name === undefined ? 0 : countFamily(name, index);
    if (name === undefined || count < FAMILY_SIZE) return [{ score: one.score, hit: hitOf(one) }];
    const members = families.get(name) ?? [];
    const leaders = members.filter(({ score }) => score > (members[0]?.score ?? 0) - SAME);
    // The text names one of them: then it is meant, and no list of all.
    if (leaders.length < FAMILY_SIZE && leaders.length < members.length)
      return leaders.includes(one) ? [{ score: one.score, hit: hitOf(one) }] : [];
    return one === members[0] ? [{ score: one.score, hit: familyHit(name, count, firstFound(one)) }] : [];
  });
}

/** The name by which an error was found, where its code has more than that. */
function familyName({ error, found }: Candidate): string | undefined {
  const surest = found.reduce((best, one) => (one.score > best.score ? one : best));
  return NAMED.includes(surest.reason.kind) ? lastPartOf(error.code) : undefined;
}

const NAMED: readonly Reason['kind'][] = ['part', 'title', 'words', 'misspelled'];

function countFamily(name: string, { byKey }: LookupIndex): number {
  const isMember = ({ code }: IndexedError): boolean => lastPartOf(code)?.toLowerCase() === name.toLowerCase();
  return new Set((byKey.get(squash(name)) ?? []).map(({ error }) => error).filter(isMember)).size;
}

function firstFound({ found }: Candidate): string | undefined {
  return found.find(({ reason }) => reason.found !== undefined)?.reason.found;
}

function hitOf({ error, found }: Candidate): Hit {
  const [best, ...rest] = found.toSorted((one, other) => other.score - one.score);
  const told = best?.reason ?? SIMILAR;
  const others = rest.filter(({ score, reason }) => score >= SCORES.status && sourceOf(reason) !== sourceOf(told));
  const reasons = [told, ...others.slice(0, MOST_REASONS - 1).map(({ reason }) => reason)] as const;
  return errorHit(error, reasons);
}

/** What of an error a reason is about: one of its names, or something else. */
function sourceOf({ kind }: Reason): string {
  return kind === 'message' || kind === 'status' || kind === 'link' || kind === 'endpoint' ? kind : 'name';
}

const SIMILAR: Reason = { kind: 'similarWords' };
