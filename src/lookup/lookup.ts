import { errorPath, statusPath } from '../core/url.ts';
import { findInFields, findMessages, findRuns, findStatuses, findWhole, type SharedStatus } from './exact.ts';
import { findMisspelled, findMisspelledIdentifiers, findPhrases, findStarts } from './fuzzy.ts';
import type { IndexedError, LookupIndex } from './lookup-index.ts';
import { readQuery, SCORES, type Add } from './query.ts';

/** A page that a text may mean, and why. */
export interface Hit {
  /** From the site's root, without its base. */
  readonly path: string;
  /** Absent where the page lists all errors of a status. */
  readonly code?: string;
  readonly title: string;
  readonly status?: number;
  /** A sentence about the page, where it has no code. */
  readonly about?: string;
  /** In words: `HTTP 429`, `misspelled code`. */
  readonly reason: string;
}

const MOST_HITS = 8;
const MOST_REASONS = 2;

/** The pages that a pasted or typed text means, best first; none where nothing fits. */
export function lookup(input: string, index: LookupIndex): readonly Hit[] {
  const query = readQuery(input);
  const findings = new Map<IndexedError, Map<string, number>>();
  let best = 0;
  const add: Add = (error, score, reason) => {
    best = Math.max(best, score);
    const reasons = findings.get(error) ?? new Map<string, number>();
    findings.set(error, reasons.set(reason, Math.max(score, reasons.get(reason) ?? 0)));
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

  const errors = Array.from(findings, ([error, reasons]) => errorHit(error, reasons));
  return [...errors, ...shared.map((status) => ({ score: status.score, hit: statusHit(status) }))]
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
}

function errorHit(
  error: IndexedError,
  reasons: ReadonlyMap<string, number>,
): { readonly score: number; readonly hit: Hit } {
  const ranked = [...reasons].sort(([, one], [, other]) => other - one);
  const told = ranked.filter(([, score], rank) => rank === 0 || score >= SCORES.status).slice(0, MOST_REASONS);
  const reason = told.map(([text]) => text).join(' · ');
  const { code, title = code, status } = error;
  const hit = { path: errorPath(code), code, title, reason, ...(status === undefined ? {} : { status }) };
  return { score: ranked[0]?.[1] ?? 0, hit };
}

function statusHit({ status, count }: SharedStatus): Hit {
  return {
    path: statusPath(status),
    title: `All ${count} errors with status ${status}`,
    status,
    reason: `HTTP ${status}`,
  };
}
