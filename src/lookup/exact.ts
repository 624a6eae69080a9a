/** The findings that need no guess: codes, messages, statuses and other names that stand in the text. */
import { hasCode, statusesOf } from '../core/define.ts';
import { boundsOf, isRegisteredStatus, statusOfPhrase, type Status } from '../core/http.ts';
import { contextOf } from './context.ts';
import type { StatedCode } from './fields.ts';
import type { Findings } from './findings.ts';
import { isRouteOf, linkKey, readLinks, readRoutes, routeKeys } from './links.ts';
import {
  isCodeName,
  isTurnable,
  MOST_TURNED,
  namedKey,
  START_LENGTHS,
  turn,
  type IndexedError,
  type LookupIndex,
  type Name,
} from './lookup-index.ts';
import { closesName, opensName, SCORES, type Add, type Query } from './query.ts';
import type { Reason } from './reason.ts';
import { isSetting } from './settings.ts';
import { readStatuses } from './statuses.ts';
import { contentStems, splitWords, squash, telling, type Word } from './words.ts';

/** The codes and other names that a text states, as they are or in another spelling. */
export function findNames(query: Query, index: LookupIndex, add: Add): void {
  findWhole(query, index, add);
  findInFields(query, index, add);
  findRuns(query, index, add);
}

/** Codes in a field that holds one, by the rank of the field. */
function findInFields({ text, codes }: Query, { byKey }: LookupIndex, add: Add): void {
  for (const { value, rank, field } of codes) {
    for (const name of named(byKey.get(squash(value)) ?? byKey.get(squash(withoutAffix(value))), value)) {
      const surest = rank === 0 ? SCORES.own : SCORES.field - Math.min(rank / 2, 6);
      const score = name.everyday && !statesEveryday(text, { value, rank, field }) ? SCORES.likely : surest;
      if (isCodeName(name) || name.kind === 'former')
        add(
          name.error,
          score - (name.text === value ? 0 : INEXACT),
          { kind: kindOf(name, true), found: field.found },
          field.start,
        );
      else if (!name.everyday && (name.kind === 'title' || name.kind === 'alias'))
        add(name.error, Math.min(score, SCORES.nameToken), reasonOf(name, value), field.start);
    }
  }
}

/** Whether a field says of a number or an everyday word that it is the code of an error: `"status": 7` does not. */
function statesEveryday(text: string, { value, rank, field }: StatedCode): boolean {
  const start = text.indexOf(value, text.indexOf(field.found) + field.name.length);
  if (start < 0) return true;
  const context = contextOf(text, start, start + value.length);
  return context === 'code' || (context === 'none' && (rank === 0 || (!/\d/.test(value) && TOLD_BY.has(field.name))));
}

const TOLD_BY = new Set(['type', 'reason']);

// What a field holds in another spelling is a code for sure, and less surely this one.
const INEXACT = 4;

const withoutAffix = (name: string): string => name.replace(/(?:Errors?|Exceptions?|Fault)$/, '');

/** Codes that are the whole text, whatever they are made of, and what names an error without one. */
function findWhole({ raw, text, words }: Query, { whole, byKey, longestKey }: LookupIndex, add: Add): void {
  for (const error of whole.get(raw) ?? []) if (hasCode(error)) add(error, SCORES.own, { kind: 'code', found: raw });
  if (raw.length > LONGEST_NAME || lettersOf(words) > longestKey) return;
  const key = squash(text);
  for (const error of whole.get(namedKey(text)) ?? []) add(error, SCORES.own, { kind: 'title', found: raw });
  if (key === '') return;
  for (const name of named(byKey.get(key), raw)) {
    if (name.kind === 'digits' || (name.everyday && name.kind !== 'title' && name.kind !== 'alias'))
      add(name.error, SCORES.identifier, { kind: kindOf(name, name.text === raw), found: raw });
  }
}

const LONGEST_NAME = 200;

function lettersOf(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}

/** Names that stand in the text as a run of whole words: identifiers of any style, `Enum.CODE`, spaced words. */
function findRuns(query: Query, index: LookupIndex, add: Add): void {
  const { text, words } = query;
  const { byKey, starts, mayStart, longestKey } = index;
  let free = 0;
  let found = 0;
  for (let first = 0; first < words.length && found < MOST_NAMES; first++) {
    if (first < free || !opensName(words, first)) continue;
    let key = '';
    for (let last = first; last < words.length && key.length < longestKey; last++) {
      key += words[last]?.text ?? '';
      if (
        !(first === last
          ? mayStart(key)
          : START_LENGTHS.every((length) => key.length < length || starts.has(key.slice(0, length))))
      )
        break;
      const names = byKey.get(key);
      if (names === undefined || !closesName(words, last)) continue;
      const run = words.slice(first, last + 1);
      const start = words[first]?.start ?? 0;
      const end = words[last]?.end ?? start;
      const written = text.slice(start, end);
      const meant = named(names, signBefore(text, start) + written);
      found += meant.length;
      // With `Exception` behind it, an identifier is less surely this name than one that has it.
      const isPart = words[first]?.glued === true || words[last + 1]?.glued === true;
      for (const name of meant) addRun(query, name, { run, start, end, found: written, isPart }, add);
      if (meant.some((name) => isCodeName(name) && !name.everyday)) free = last + 1;
    }
  }
}

// A text that names so many has named them all.
const MOST_NAMES = 1500;

interface Run {
  readonly run: readonly Word[];
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly isPart: boolean;
}

function addRun(
  { text, named: wordsNamed, telling: told }: Query,
  name: Name,
  { run, start, end, found, isPart }: Run,
  add: Add,
): void {
  const { kind } = name;
  if (kind === 'link' || kind === 'endpoint') return;
  const isAll = run.length === wordsNamed;
  const token = run.slice(1).every(({ glued }) => glued) || JOINED.test(found);
  const exact = found === name.text && !isPart;
  const report = (score: number, part: string): void =>
    add(
      name.error,
      score + nuance(name.key, start),
      kindOf(name, exact) === 'alias' ? reasonOf(name, part) : { kind: kindOf(name, exact), found: part },
      start,
    );
  if (name.everyday || kind === 'digits') {
    const context = isAll ? 'code' : contextOf(text, start, end);
    if (context === 'code' && (isCodeName(name) || kind === 'digits' || kind === 'former'))
      report(SCORES.context, aroundOf(text, start, end));
    else if (context === 'likely' && found.length > 2 && isCodeName(name))
      report(SCORES.likely, aroundOf(text, start, end));
    else if (!/\d/.test(found) && (kind === 'title' || kind === 'alias'))
      report(isAll ? SCORES.alias + 4 : told > 5 ? SCORES.faint : SCORES.alias, found);
    return;
  }
  if (isCodeName(name) || kind === 'former' || token) {
    if (!isAll && isSetting(text, start, end, exact)) {
      report(SCORES.setting, found);
      return;
    }
  }
  const says = run.filter(telling).length;
  const isCasual = !isAll && ((!token && says < 3 && !standsOut(text, start, end, name.text)) || isPhraseOfHttp(name));
  if (isCodeName(name) || kind === 'former') {
    // A code of everyday words, such as `not_found`, counts for little where a sentence holds them.
    const isLoose = kind === 'part' && says < 2 && !isAll && /-$/.test(text.slice(0, start));
    if (isLoose) return;
    const spaced = says > 2 ? SCORES.sentence : says > 1 || isAll ? SCORES.words : SCORES.alias + 3;
    const score = exact
      ? SCORES.identifier
      : token && run.length > 1
        ? SCORES.spelled
        : token
          ? sureOf(name, found, isAll)
          : spaced;
    report(
      kind === 'former' ? score - 5 : kind === 'part' ? Math.min(score, SCORES.nameToken + (exact ? 2 : 0)) : score,
      found,
    );
  } else if (token && (run.length > 1 || /\d/.test(found)))
    report(exact ? SCORES.nameToken : SCORES.spelled - 1, found);
  else if (isCasual && says > 1) report(SCORES.casual, found);
  else if (says > 1 || isAll) report(kind === 'title' ? SCORES.title : SCORES.title - 4, found);
  else report(told > 5 && run.length === 1 ? SCORES.faint : SCORES.alias, found);
}

/** Words that signs make one: `CARD-DECLINED`, and as compilers write a number: `ts(2322`. */
const JOINED = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+$|^\p{L}+\(\p{N}+$/u;

/**
 * Whether words are what a text says and not a part of a sentence, where any two may meet: as they are written, or alone
 * between signs.
 */
export function standsOut(text: string, start: number, end: number, written: string): boolean {
  if (/\p{Lu}/u.test(written) && text.slice(start, end) === written) return true;
  return (
    OPENS.test(text.slice(Math.max(0, start - LONGEST_BESIDE), start)) &&
    CLOSES.test(text.slice(end, end + LONGEST_BESIDE))
  );
}

const LONGEST_BESIDE = 8;
const OPENS = /(?:^|[^\p{L}\p{N}\s,]|\n)\s*$/u;
const CLOSES = /^\s*(?:$|[^\p{L}\p{N}\s,]|\n)/u;

/** Whether a name is what HTTP calls a status, and so said of any request. */
function isPhraseOfHttp({ key }: Name): boolean {
  return statusOfPhrase(key) !== undefined;
}

/** How sure one word is that is written otherwise than the name: `42p01` is, `Unknown` for `UNKNOWN` is a word. */
function sureOf({ text }: Name, found: string, isAll: boolean): number {
  return isAll || /\d/.test(text)
    ? SCORES.spelled
    : found.length > 5 && found === found.toUpperCase()
      ? SCORES.words
      : SCORES.faint;
}

/** The names that a text may mean: of a number with a sign or a point only those that are written alike. */
function named(names: readonly Name[] = [], written: string): readonly Name[] {
  return /^(?:-[.\p{N}]+|\p{N}+\.[.\p{N}]+)$/u.test(written) ? names.filter(({ text }) => text === written) : names;
}

/** A minus before a number that belongs to it, for no word stands before the minus. */
function signBefore(text: string, start: number): string {
  return text[start - 1] === '-' && !/[\p{L}\p{N}_]/u.test(text[start - 2] ?? '') ? '-' : '';
}

/** A number with the word before it that makes it a code. */
function aroundOf(text: string, start: number, end: number): string {
  const before = /[\p{L}\p{N}_.]{0,24}[\s"'`:=#([{]{0,4}$/u.exec(text.slice(Math.max(0, start - 28), start))?.[0] ?? '';
  const after = /^[\])]?/.exec(text.slice(end, end + 1))?.[0] ?? '';
  return (before + text.slice(start, end) + after).trim();
}

/** Longer names say more, and of two codes in a text the first is what happened. */
function nuance(key: string, place: number): number {
  return Math.min(key.length, 40) / 40 - Math.min(place, 5000) / 2500;
}

function kindOf({ kind }: Name, exact: boolean): Reason['kind'] {
  if (kind === 'code' || kind === 'subcode') return exact ? 'code' : 'words';
  if (kind === 'digits' || kind === 'part') return 'part';
  return kind === 'former' || kind === 'title' ? kind : 'alias';
}

const reasonOf = (name: Name, found: string): Reason => ({
  kind: kindOf(name, true),
  ...(name.kind === 'alias' ? { text: name.text } : {}),
  found,
});

/** Codes and titles whose words the text holds side by side, inflected or in another order: `Your card was declined`. */
export function findTurned({ text, words }: Query, { byStems, turnedStems }: LookupIndex, add: Add): void {
  // The pieces of an id, such as `ch_1Foo`, are no words.
  const isPiece = (place: number): boolean =>
    (words[place]?.glued === true && /^\p{N}/u.test(words[place - 1]?.text ?? '')) ||
    (words[place + 1]?.glued === true && /^\p{N}/u.test(words[place + 1]?.text ?? ''));
  const told = words.flatMap((word, place) => (isTurnable(word) && !isPiece(place) ? [{ ...word, place }] : []));
  const stems = told.map((word) => word.stem || word.text);
  told.forEach((one, first) => {
    for (let length = 1; length <= MOST_TURNED && turnedStems.has(stems[first + length - 1] ?? ''); length++) {
      const last = told[first + length - 1] ?? one;
      // Words of two sentences, or far apart, are not one name, and neither is a piece of a longer one.
      if (last.end - one.start > 16 * length || /[.;!?]\s/.test(text.slice(one.start, last.end))) break;
      if (length === 1 || !opensName(words, one.place) || !closesName(words, last.place)) continue;
      if (isDenied(told[first - 1], one)) continue;
      const found = text.slice(one.start, last.end);
      for (const name of byStems.get(turn([...new Set(stems.slice(first, first + length))])) ?? []) {
        const score = SCORES.turned + length + nuance(name.key, one.start);
        add(name.error, score, { kind: kindOf(name, false), found }, one.start);
      }
    }
  });
}

/** Whether the word before a name denies it: `No reassignment is in progress`. */
function isDenied(before: Word | undefined, { start }: Word): boolean {
  return before !== undefined && /^(?:no|not)$/.test(before.text) && start - before.end < 3;
}

/** The errors whose documentation or endpoint a text names. */
export function findLinks({ text }: Query, { byKey }: LookupIndex, add: Add): void {
  for (const url of readLinks(text)) {
    for (const { error } of byKey.get(linkKey(url) ?? '') ?? [])
      add(error, SCORES.link, { kind: 'link', found: url }, text.indexOf(url));
  }
  for (const route of readRoutes(text)) {
    for (const name of routeKeys(route).flatMap((key) => byKey.get(key) ?? []))
      if (isRouteOf(route, name.text)) add(name.error, SCORES.mention, { kind: 'endpoint', found: name.text });
  }
}

/** A status that several errors have, or none. */
export interface StatedStatus {
  readonly status: number;
  readonly count: number;
  readonly score: number;
  readonly found: string;
}

/** The errors with a status that the text mentions; returns the statuses that several errors share, and those that none has. */
export function findStatuses(
  { text }: Query,
  { errors, statusCounts }: LookupIndex,
  add: Add,
): readonly StatedStatus[] {
  return readStatuses(text).flatMap(({ status, sure, found }) => {
    const count = statusCounts.get(status) ?? 0;
    const score = sure ? SCORES.status : SCORES.bareStatus;
    const ownScore = count === 1 ? score : count > MOST_OF_STATUS ? SCORES.faint : score - 5;
    const own = errors.filter((error) =>
      statusesOf(error).some((other) => (count === 0 ? holds(other, status) : other === status)),
    );
    for (const error of own) add(error, ownScore, { kind: 'status', text: String(status), found });
    const hasPage = count > 1 || (own.length === 0 && isRegisteredStatus(status));
    return hasPage ? [{ status, count, score, found }] : [];
  });
}

/** A page that documents an error, or its endpoint, leaves little doubt together with the status. */
export function findTogether(findings: Findings, add: Add): void {
  for (const [error, found] of [...findings]) {
    const reasonOfKind = (wanted: Reason['kind']): Reason | undefined =>
      found.find(({ reason }) => reason.kind === wanted)?.reason;
    const [link, endpoint, status] = (['link', 'endpoint', 'status'] as const).map(reasonOfKind);
    if (status === undefined) continue;
    if (link !== undefined) add(error, SCORES.documented, link);
    else if (endpoint !== undefined) add(error, SCORES.turned, endpoint);
  }
}

// A status of more errors means none of them.
const MOST_OF_STATUS = 7;

/** Whether a range holds a status: it means those that no error has for itself. */
function holds(range: Status, status: number): boolean {
  const [first, last] = boundsOf(range);
  return first <= status && status <= last;
}

/** How much of what tells two errors of one name apart stands in a text: the service or the category, and the title. */
export function createAffinity({ words, stems }: Query): (error: IndexedError) => number {
  const spoken = new Set([...words.map(({ text }) => text), ...pairs(words)]);
  const asked = new Set(stems);
  return (error) => {
    const { parts, told } = tellingApart(error);
    return (
      parts.reduce((sum, part) => sum + spokenShare(part, spoken), 0) +
      (told.length === 0 ? 0 : told.filter((own) => asked.has(own)).length / told.length)
    );
  };
}

interface TellingApart {
  /** The parts of the code before its name. */
  readonly parts: readonly { readonly whole: string; readonly pieces: readonly string[] }[];
  /** The stems of the title. */
  readonly told: readonly string[];
}

const knownApart = new WeakMap<IndexedError, TellingApart>();

function tellingApart(error: IndexedError): TellingApart {
  const known = knownApart.get(error);
  if (known !== undefined) return known;
  const { code, title = '' } = error;
  const parts = code.split(/[/:.#\\]/).slice(0, -1);
  const apart = {
    parts: parts.map((part) => ({ whole: squash(part), pieces: part.toLowerCase().split(/[-_]/) })),
    told: contentStems(splitWords(title)),
  };
  knownApart.set(error, apart);
  return apart;
}

/** Each word with the next, as one: `DynamoDB` is `dynamodb`. */
function pairs(words: readonly Word[]): readonly string[] {
  return words.slice(1).map(({ text }, place) => (words[place]?.text ?? '') + text);
}

function spokenShare({ whole, pieces }: TellingApart['parts'][number], spoken: ReadonlySet<string>): number {
  if (spoken.has(whole)) return 1;
  return pieces.length < 2 ? 0 : (0.5 * pieces.filter((piece) => spoken.has(piece)).length) / pieces.length;
}
