import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import { isRegisteredStatus, statusLine } from '../core/http.ts';
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import { errorPath, namePath, statusPath } from '../core/url.ts';
import type { Answer, Hit } from './answer.ts';
import {
  affinity,
  findInFields,
  findLinks,
  findMessages,
  findRuns,
  findStatuses,
  findTurned,
  findWhole,
  type StatedStatus,
} from './exact.ts';
import { findMisspelled, findMisspelledCode, findMisspelledIdentifiers, findPhrases, findStarts } from './fuzzy.ts';
import type { IndexedError, LookupIndex } from './lookup-index.ts';
import { readQuery, SCORES, type Add, type Query } from './query.ts';
import type { Reason } from './reason.ts';
import { innerFrom, succeedsLater } from './story.ts';
import { statedUnknown, SURELY_STATED, TYPED } from './unknown-code.ts';
import { squash } from './words.ts';

const MOST_HITS = 8;
const MOST_NEAR = 3;
const MOST_REASONS = 2;

/** The pages that a pasted or typed text means, best first; none where nothing fits. */
export function lookup(input: string, index: LookupIndex): readonly Hit[] {
  return answer(input, index).hits;
}

/** What a pasted or typed text means, and how surely. */
export function answer(input: string, index: LookupIndex): Answer {
  const query = readQuery(input, index.bodyFields);
  const { findings, add, best } = collect();
  findWhole(query, index, add);
  findInFields(query, index, add);
  findRuns(query, index, add);
  findTurned(query, index, add);
  findMessages(query, index, add);
  findLinks(query, index, add);
  const statuses = findStatuses(query, index, add);
  const unknown = statedUnknown(query, index);
  if (unknown !== undefined && unknown.score >= SURELY_STATED && unknown.score > best()) {
    const [status] = statuses;
    const received = status?.status ?? statedStatus(findings);
    return {
      unknown: { code: unknown.code, ...(received === undefined ? {} : { status: received }) },
      hits: [],
      near: [...nearStatus(received, index), ...nearCodes(unknown.code, index)],
      errors: 1,
      succeeded: false,
    };
  }
  if (best() < SCORES.words - 5) findMisspelledIdentifiers(query, index, add);
  if (best() < SCORES.alias - 5) {
    findStarts(query, index, add);
    findPhrases(query, index, add);
  }
  if (best() < SCORES.misspelled) findMisspelled(query, index, add);
  if (unknown !== undefined && best() < (unknown.score === TYPED ? TYPED : unknown.score))
    return {
      unknown: { code: unknown.code },
      hits: [],
      near: nearCodes(unknown.code, index),
      errors: 1,
      succeeded: false,
    };
  preferSubcodes(findings);
  const scored = [...settle(findings, query, index), ...statuses.map(statusHit)]
    .filter(({ score }) => score > TYPED)
    .sort((one, other) => other.score - one.score);
  return {
    hits: scored.slice(0, MOST_HITS).map(({ hit }) => hit),
    near: [],
    errors: countErrors(findings, query),
    succeeded: succeedsLater(query.text),
  };
}

// Of one error: what says so first will do.
const MOST_FINDINGS = 24;

interface Finding {
  readonly reason: Reason;
  readonly score: number;
  /** Where in the text it stands; absent where that is nowhere in particular. */
  readonly place?: number | undefined;
}

type Findings = ReadonlyMap<IndexedError, readonly Finding[]>;

/** Gathers what is found, and how sure the surest of it is. */
function collect(): {
  readonly findings: Map<IndexedError, Finding[]>;
  readonly add: Add;
  readonly best: () => number;
} {
  const findings = new Map<IndexedError, Finding[]>();
  let best = 0;
  const add: Add = (error, score, reason, place) => {
    best = Math.max(best, score);
    const found = findings.get(error);
    if (found === undefined) findings.set(error, [{ reason, score, place }]);
    else if (found.length < MOST_FINDINGS) found.push({ reason, score, place });
  };
  return { findings, add, best: () => best };
}

function statedStatus(findings: Findings): number | undefined {
  const reasons = [...findings.values()].flat().map(({ reason }) => reason);
  const found = reasons.find(({ kind }) => kind === 'status')?.text;
  return found === undefined ? undefined : Number(found);
}

/** A text that holds a subcode and its parent means the subcode. */
function preferSubcodes(findings: Map<IndexedError, Finding[]>): void {
  const best = (found: readonly Finding[]): number => Math.max(...found.map(({ score }) => score));
  const parents = new Map(Array.from(findings, ([{ code }, found]) => [code, best(found)]));
  for (const [{ parent }, found] of findings) {
    const score = parents.get(parent ?? '') ?? 0;
    const named = found.find(({ reason }) => reason.kind === 'code' || reason.kind === 'words');
    if (parent !== undefined && named !== undefined && score > 0)
      found.push({ ...named, score: Math.max(score, named.score) + 0.5 });
  }
}

interface Scored {
  readonly score: number;
  readonly hit: Hit;
}

/** The errors that were found, each with its score: what stands together counts more, and one name of many is one row. */
function settle(findings: Findings, query: Query, index: LookupIndex): readonly Scored[] {
  const inner = innerFrom(query.text);
  const scored = Array.from(findings, ([error, found]) => {
    const score = scoreOf(found, inner);
    return { error, found, score };
  }).sort((one, other) => other.score - one.score);
  const top = scored
    .slice(0, MOST_COMPARED)
    .map((one) => ({ ...one, score: one.score + 0.9 * Math.min(4, affinity(query, one.error)) }));
  const families = new Map<string, typeof top>();
  for (const one of top) {
    const name = familyName(one.error, one.found);
    if (name !== undefined) families.set(name, [...(families.get(name) ?? []), one]);
  }
  return top.flatMap((one): Scored[] => {
    const name = familyName(one.error, one.found);
    const members = name === undefined ? [] : (families.get(name) ?? []);
    const count = name === undefined ? 0 : countFamily(name, index);
    if (name === undefined || count < FAMILY_SIZE) return [errorHit(one)];
    const best = Math.max(...members.map(({ score }) => score));
    const leaders = members.filter(({ score }) => score > best - 0.3);
    // The text names one of them: then it is meant, and no list of all.
    if (leaders.length < FAMILY_SIZE && leaders.length < members.length)
      return leaders.includes(one) ? [errorHit(one)] : [];
    return one === members[0] ? [familyHit(name, count, one)] : [];
  });
}

const MOST_COMPARED = 600;

function scoreOf(found: readonly Finding[], inner: number): number {
  const best = Math.max(
    ...found.map(
      (finding) =>
        finding.score + (inner > 0 && (finding.place ?? -1) >= inner && finding.score >= SCORES.message ? 4 : 0),
    ),
  );
  const has = (kind: Reason['kind']): boolean => found.some(({ reason }) => reason.kind === kind);
  // A page that documents the error, or the endpoint, together with the status leaves little doubt.
  if (has('link') && has('status')) return Math.max(best, SCORES.context);
  if (has('endpoint') && has('status')) return Math.max(best, SCORES.title);
  return best;
}

/** The name by which an error was found that others share with it. */
function familyName({ code }: IndexedError, found: readonly Finding[]): string | undefined {
  const name = lastPartOf(code);
  if (name === undefined) return undefined;
  const surest = found.reduce((best, one) => (one.score > best.score ? one : best));
  return ['part', 'title', 'words', 'misspelled'].includes(surest.reason.kind) ? name : undefined;
}

function countFamily(name: string, { byKey }: LookupIndex): number {
  const members = (byKey.get(squash(name)) ?? []).filter(
    ({ error }) => lastPartOf(error.code)?.toLowerCase() === name.toLowerCase(),
  );
  return new Set(members.map(({ error }) => error)).size;
}

function familyHit(
  name: string,
  count: number,
  { found, score }: { readonly found: readonly Finding[]; readonly score: number },
): Scored {
  const part = found.find(({ reason }) => reason.found !== undefined)?.reason.found;
  return {
    score,
    hit: {
      path: namePath(name),
      name,
      count,
      reasons: [{ kind: 'family', ...(part === undefined ? {} : { found: part }) }],
    },
  };
}

function errorHit({
  error,
  found,
  score,
}: {
  readonly error: IndexedError;
  readonly found: readonly Finding[];
  readonly score: number;
}): Scored {
  const [best = NOTHING, ...rest] = found.toSorted((one, other) => other.score - one.score);
  const others = rest.filter((one) => one.score >= SCORES.status && one.reason.kind !== best.reason.kind);
  const reasons = [best, ...others.slice(0, MOST_REASONS - 1)].map(({ reason }) => reason) as [Reason, ...Reason[]];
  const { code } = error;
  const name = nameOf(error);
  const [status] = statusesOf(error);
  const hit = {
    path: errorPath(code),
    code,
    ...(hasCode(error) ? {} : { name }),
    title: error.title ?? name,
    reasons,
    ...(status === undefined ? {} : { status }),
  };
  return { score, hit };
}

const NOTHING: Finding = { reason: { kind: 'similarWords' }, score: 0 };

function statusHit({ status, count, score, found }: StatedStatus): Scored {
  const about = count === 0 ? { title: statusLine(status) } : {};
  return {
    score,
    hit: {
      path: statusPath(status),
      status,
      count,
      ...about,
      reasons: [{ kind: 'status', text: String(status), found }],
    },
  };
}

/** What a status means that was received with an unknown code. */
function nearStatus(status: number | undefined, { statusCounts }: LookupIndex): readonly Hit[] {
  const count = statusCounts.get(status ?? 0) ?? 0;
  if (status === undefined || (count === 0 && !isRegisteredStatus(status))) return [];
  return [statusHit({ status, count, score: 0, found: String(status) }).hit];
}

/** The codes that resemble an unknown one: misspelled by little, or of the same words for the most part. */
function nearCodes(code: string, index: LookupIndex): readonly Hit[] {
  const { findings, add } = collect();
  findMisspelledCode(squash(code.replace(/(?:Error|Exception|Fault)$/, '')), index, add);
  findPhrases(
    readQuery(code.replaceAll(/[_.:/-]+/g, ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), index.bodyFields),
    index,
    add,
  );
  return settle(findings, readQuery('', {}), index)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST_NEAR)
    .map(({ hit }) => hit);
}

/** How many different errors a text states: by different values of one field, or by codes on lines of their own. */
function countErrors(findings: Findings, { text }: Query): number {
  const stated = [...findings].flatMap(([error, found]) => {
    const codes = found.filter(
      ({ reason, score, place }) =>
        score >= SCORES.spelled &&
        place !== undefined &&
        (reason.kind === 'code' || reason.kind === 'part' || reason.kind === 'words'),
    );
    return codes.map(({ place = 0 }) => ({ error, line: lineStart(text, place) }));
  });
  const lines = new Map<number, Set<IndexedError>>();
  for (const { error, line } of stated) lines.set(line, (lines.get(line) ?? new Set()).add(error));
  const firsts = new Set([...lines.values()].map(([first]) => first));
  return Math.max(1, firsts.size);
}

function lineStart(text: string, place: number): number {
  return text.lastIndexOf('\n', place);
}
