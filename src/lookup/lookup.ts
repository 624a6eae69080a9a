import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import type { Answer, Hit } from './answer.ts';
import { errorPath, statusPath } from '../core/url.ts';
import { findInFields, findMessages, findRuns, findStatuses, findWhole, type SharedStatus } from './exact.ts';
import { findMisspelled, findMisspelledIdentifiers, findPhrases, findStarts } from './fuzzy.ts';
import type { IndexedError, LookupIndex } from './lookup-index.ts';
import { readQuery, SCORES, type Add } from './query.ts';
import type { Reason } from './reason.ts';
import { unknownCode } from './unknown-code.ts';

const MOST_HITS = 8;
const MOST_REASONS = 2;

/** What a pasted or typed text means, and how surely. */
export function answer(input: string, index: LookupIndex): Answer {
  const hits = lookup(input, index);
  const code = hits.length > 0 ? undefined : unknownCode(input, index.bodyFields);
  return {
    ...(code === undefined ? {} : { unknown: { code } }),
    hits,
    near: [],
    errors: hits.length,
    succeeded: false,
  };
}

/** The pages that a pasted or typed text means, best first; none where nothing fits. */
export function lookup(input: string, index: LookupIndex): readonly Hit[] {
  const query = readQuery(input, index.bodyFields);
  const findings = new Map<IndexedError, Finding[]>();
  let best = 0;
  const add: Add = (error, score, reason) => {
    best = Math.max(best, score);
    const found = findings.get(error);
    if (found === undefined) findings.set(error, [{ reason, score }]);
    else found.push({ reason, score });
  };

  findWhole(query, index, add);
  findInFields(query, index, add);
  findRuns(query, index, add);
  if (best < SCORES.words - 5) findMisspelledIdentifiers(query, index, add);
  findMessages(query, index, add);
  const shared = findStatuses(query, index, add);
  if (best < SCORES.alias - 5) {
    findStarts(query, index, add);
    findPhrases(query, index, add);
  }
  if (best === 0) findMisspelled(query, index, add);

  preferSubcodes(findings);

  const errors = Array.from(findings, ([error, found]) => errorHit(error, found));
  return [...errors, ...shared.map((status) => ({ score: status.score, hit: statusHit(status) }))]
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
}

/** A text that holds a subcode and its parent means the subcode. */
function preferSubcodes(findings: ReadonlyMap<IndexedError, Finding[]>): void {
  const best = (found: readonly Finding[]): number => Math.max(...found.map(({ score }) => score));
  const parents = new Map(Array.from(findings, ([{ code }, found]) => [code, best(found)]));
  for (const [{ parent }, found] of findings) {
    const score = parents.get(parent ?? '') ?? 0;
    const named = found.find(({ reason }) => reason.kind === 'code' || reason.kind === 'words');
    if (parent !== undefined && named !== undefined && score > 0)
      found.push({ ...named, score: Math.max(score, named.score) + 0.5 });
  }
}

interface Finding {
  readonly reason: Reason;
  readonly score: number;
}

interface Scored {
  readonly score: number;
  readonly hit: Hit;
}

function errorHit(error: IndexedError, found: readonly Finding[]): Scored {
  const [best = NOTHING, ...rest] = found.toSorted((one, other) => other.score - one.score);
  const others = rest.filter(({ reason, score }) => score >= SCORES.status && !isSame(reason, best.reason));
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
  return { score: best.score, hit };
}

const NOTHING: Finding = { reason: { kind: 'similarWords' }, score: 0 };

const isSame = (one: Reason, other: Reason): boolean => one.kind === other.kind && one.text === other.text;

function statusHit({ status, count }: SharedStatus): Hit {
  return { path: statusPath(status), status, count, reasons: [{ kind: 'status', text: String(status) }] };
}
