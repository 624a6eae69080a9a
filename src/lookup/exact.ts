/** The findings that need no guess: codes, messages, statuses and other names that stand in the text. */
import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import { boundsOf, type Status } from '../core/http.ts';
import { isCodeName, plain, START_LENGTH, type LookupIndex, type Name } from './lookup-index.ts';
import { closesName, opensName, SCORES, type Add, type Query } from './query.ts';
import type { Reason } from './reason.ts';
import { readStatuses } from './statuses.ts';
import { squash, type Word } from './words.ts';

/** Codes in a field that holds one, by the rank of the field. */
export function findInFields({ codes }: Query, { byKey }: LookupIndex, add: Add): void {
  codes.forEach((value, rank) => {
    for (const { kind, text, error } of named(byKey.get(squash(value)), value)) {
      if (isCodeName({ kind }))
        add(error, SCORES.field + (text === value ? 0.5 : 0) - Math.min(rank, 4), { kind: 'code' });
    }
  });
}

/** Codes that are the whole text, whatever they are made of, and what names an error without one. */
export function findWhole({ text }: Query, { errors }: LookupIndex, add: Add): void {
  for (const error of errors) {
    if (hasCode(error) ? error.code === text : squash(nameOf(error)) === squash(text))
      add(error, SCORES.field, { kind: hasCode(error) ? 'code' : 'title' });
  }
}

/** Names that stand in the text as a run of whole words: identifiers of any style, `Enum.CODE`, spaced words. */
export function findRuns({ text, words, stems }: Query, { byKey, starts, longestKey }: LookupIndex, add: Add): void {
  let free = 0;
  for (let first = 0; first < words.length; first++) {
    if (first < free || !opensName(words, first)) continue;
    let key = '';
    for (let last = first; last < words.length && key.length < longestKey; last++) {
      key += words[last]?.text ?? '';
      if (key.length >= START_LENGTH && !starts.has(key.slice(0, START_LENGTH))) break;
      if (!byKey.has(key) || !closesName(words, last)) continue;
      // A number alone is a code only where there is little else.
      if (/^\p{N}+$/u.test(key) && words.length > 3) continue;
      const run = words.slice(first, last + 1);
      const start = words[first]?.start ?? 0;
      const found = text.slice(start, words[last]?.end);
      const names = named(byKey.get(key), signBefore(text, start) + found);
      for (const name of names) {
        add(name.error, runScore(name, found, run, stems.length) + nuance(key, first), runReason(name, found));
      }
      if (names.some(isCodeName)) free = last + 1;
    }
  }
}

/** The names that a text may mean: of a number with a sign or a point only those that are written alike. */
function named(names: readonly Name[] = [], written: string): readonly Name[] {
  return /^(?:-[.\p{N}]+|\p{N}+\.[.\p{N}]+)$/u.test(written) ? names.filter(({ text }) => text === written) : names;
}

/** A minus before a number that belongs to it, for no word stands before the minus. */
function signBefore(text: string, start: number): string {
  return text[start - 1] === '-' && !/[\p{L}\p{N}_]/u.test(text[start - 2] ?? '') ? '-' : '';
}

/** Longer names say more, and of two codes in a text the first is what happened. */
function nuance(key: string, place: number): number {
  return Math.min(key.length, 40) / 40 - Math.min(place, 1000) / 2000;
}

function runScore({ kind, text }: Name, found: string, run: readonly Word[], stems: number): number {
  const token = run.slice(1).every(({ glued }) => glued);
  // A subcode of one word may be any word of a sentence.
  if (kind === 'code' || kind === 'former' || (kind === 'subcode' && (run.length > 1 || stems === 1))) {
    const score = found === text ? SCORES.identifier : token ? SCORES.spelled : SCORES.words;
    return kind === 'former' ? score - 5 : score;
  }
  // One everyday word in a long text says little.
  return token && stems > 4 ? SCORES.mention : SCORES.alias;
}

function runReason({ kind, text }: Name, found: string): Reason {
  if (isCodeName({ kind })) return { kind: found === text ? 'code' : 'words' };
  return kind === 'alias' ? { kind, text } : { kind: kind === 'former' ? kind : 'title' };
}

/** Messages of the registry in the text, whatever their values. */
export function findMessages({ text, messages: stated }: Query, { messages }: LookupIndex, add: Add): void {
  const haystack = plain([...stated, text.slice(0, 5000)].join('\n'));
  for (const { literals, error } of messages) {
    let position = 0;
    const occurs = literals.every((literal) => {
      const found = haystack.indexOf(literal, position);
      position = found + literal.length;
      return found >= 0;
    });
    if (occurs) add(error, SCORES.message + Math.min(literals.join('').length, 100) / 100, { kind: 'message' });
  }
}

/** The errors with a status that the text mentions; returns the statuses that several errors share. */
export function findStatuses(
  { text }: Query,
  { errors, statusCounts }: LookupIndex,
  add: Add,
): readonly SharedStatus[] {
  return readStatuses(text).flatMap(({ status, sure }) => {
    const count = statusCounts.get(status) ?? 0;
    const score = sure ? SCORES.status : SCORES.bareStatus;
    const ownScore = count === 1 ? score : score - 5;
    for (const error of errors) {
      // A range means the statuses that no error has for itself.
      if (statusesOf(error).some((own) => (count === 0 ? holds(own, status) : own === status)))
        add(error, ownScore, { kind: 'status', text: String(status) });
    }
    return count > 1 ? [{ status, count, score }] : [];
  });
}

function holds(range: Status, status: number): boolean {
  const [first, last] = boundsOf(range);
  return first <= status && status <= last;
}

/** A status that several errors have. */
export interface SharedStatus {
  readonly status: number;
  readonly count: number;
  readonly score: number;
}
