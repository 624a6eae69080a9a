/** From what was found to suggestions: what stands together counts more, and one name of many errors is one row. */
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import type { Hit } from './answer.ts';
import { createAffinity } from './exact.ts';
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
  /** Where in the text the surest finding stands; -1 where that is nowhere in particular. */
  readonly place: number;
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
  // Alone, an error is what happened wherever it stands.
  const inner = findings.size > 1 ? innerFrom(query.text) : -1;
  const scores = new Map(Array.from(findings, ([{ code }, found]) => [code, scoreOf(found, inner)]));
  const candidates = Array.from(findings, ([error, found]): Candidate => {
    const score = Math.max(scores.get(error.code) ?? 0, subcodeScore(error, found, scores));
    return { error, found, score };
  })
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_COMPARED);
  return gatherFamilies(compare(candidates, query), index).sort((one, other) => other.score - one.score);
}

/** Puts what the text says of the services and titles of several candidates to their scores. */
function compare(candidates: readonly Candidate[], query: Query): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  const affinity = createAffinity(query);
  return candidates
    .map((one) => ({ ...one, score: one.score + AFFINITY * Math.min(MOST_AFFINITY, affinity(one.error)) }))
    .sort((one, other) => other.score - one.score);
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
  const counts = new Map<string, number>();
  for (const one of candidates) {
    const name = familyName(one);
    if (name === undefined) continue;
    const members = families.get(name);
    if (members === undefined) families.set(name, [one]);
    else members.push(one);
    if (!counts.has(name)) counts.set(name, countFamily(name, index));
  }
  return candidates.flatMap((one): Scored[] => {
    const name = familyName(one);
    const count = counts.get(name ?? '') ?? 0;
    if (name === undefined || count < FAMILY_SIZE) return [toScored(one)];
    const members = families.get(name) ?? [];
    const leaders = members.filter(({ score }) => score > (members[0]?.score ?? 0) - SAME);
    // The text names one of them: then it is meant, and no list of all.
    if (leaders.length < FAMILY_SIZE && leaders.length < members.length)
      return leaders.includes(one) ? [toScored(one)] : [];
    return one === members[0] ? [{ ...toScored(one), hit: familyHit(name, count, firstFound(one)) }] : [];
  });
}

function toScored(one: Candidate): Scored {
  return { score: one.score, hit: hitOf(one), place: surestOf(one).place ?? -1 };
}

function surestOf({ found }: Candidate): Finding {
  return found.reduce((best, one) => (one.score > best.score ? one : best));
}

/** The name by which an error was found, where its code has more than that. */
function familyName(one: Candidate): string | undefined {
  return NAMED.includes(surestOf(one).reason.kind) ? lastPartOf(one.error.code) : undefined;
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
