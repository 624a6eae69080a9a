import type { Status } from '../core/http.ts';
import { errorPath, statusPath } from '../core/url.ts';
import { findInFields, findMessages, findRuns, findStatuses, findWhole, type SharedStatus } from './exact.ts';
import { findMisspelled, findMisspelledIdentifiers, findPhrases, findStarts } from './fuzzy.ts';
import type { IndexedError, LookupIndex } from './lookup-index.ts';
import { readQuery, SCORES, type Add } from './query.ts';
import type { Reason } from './reason.ts';

/** A page that a text may mean, and why. */
export interface Hit {
  /** From the site's root, without its base. */
  readonly path: string;
  /** Absent where the page is none of an error. */
  readonly code?: string;
  /** Absent where the page lists all errors of a status. */
  readonly title?: string;
  readonly status?: Status;
  /** How many errors the page of a status lists. */
  readonly count?: number;
  /** A sentence about the page, where it has no code. */
  readonly about?: string;
  /** Surest first. */
  readonly reasons: readonly [Reason, ...Reason[]];
}

const MOST_HITS = 8;
const MOST_REASONS = 2;

/** The pages that a pasted or typed text means, best first; none where nothing fits. */
export function lookup(input: string, index: LookupIndex): readonly Hit[] {
  const query = readQuery(input);
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

  const errors = Array.from(findings, ([error, found]) => errorHit(error, found));
  return [...errors, ...shared.map((status) => ({ score: status.score, hit: statusHit(status) }))]
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
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
  const { code, title = code, status } = error;
  const hit = { path: errorPath(code), code, title, reasons, ...(status === undefined ? {} : { status }) };
  return { score: best.score, hit };
}

const NOTHING: Finding = { reason: { kind: 'similarWords' }, score: 0 };

const isSame = (one: Reason, other: Reason): boolean => one.kind === other.kind && one.text === other.text;

function statusHit({ status, count }: SharedStatus): Hit {
  return { path: statusPath(status), status, count, reasons: [{ kind: 'status', text: String(status) }] };
}
