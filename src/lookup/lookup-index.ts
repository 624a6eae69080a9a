import { hasCode, nameOf, statusesOf, type RegisteredError } from '../core/define.ts';
import { letterMask } from '../core/distance.ts';
import { codePartsOf } from '../core/envelope.ts';
import { groupBy } from '../core/group-by.ts';
import { parseMessage } from '../core/message.ts';
import { lastPartOf } from '../core/names.ts';
import { slugOf } from '../core/url.ts';
import type { BodyFields } from './body-fields.ts';
import { linkKey, routeKey } from './links.ts';
import { remembering } from './remember.ts';
import { LEVELS } from './settings.ts';
import { contentStems, splitWords, squash, stem, telling, wordsOnly, type Word } from './words.ts';

/** What the lookup knows of an error; an entry of the registry will do as it is. */
export type IndexedError = Pick<
  RegisteredError,
  | 'code'
  | 'title'
  | 'status'
  | 'aliases'
  | 'formerly'
  | 'message'
  | 'identifiedBy'
  | 'parent'
  | 'variants'
  | 'docUrl'
  | 'endpoints'
>;

/** What a name is of its error: `part` the last part of a code, `digits` its number, `link` a page that documents it. */
export type NameKind = 'code' | 'subcode' | 'former' | 'part' | 'digits' | 'title' | 'alias' | 'link' | 'endpoint';

/** A text by which an error goes. */
export interface Name {
  readonly kind: NameKind;
  readonly text: string;
  /** The text squashed. */
  readonly key: string;
  readonly mask: number;
  /** Whether it is a number or one everyday word, so that only its form or its place says that it is a name. */
  readonly everyday: boolean;
  readonly error: IndexedError;
}

/** Whether a name is a code, or the part of one that is a subcode. */
export function isCodeName({ kind }: Pick<Name, 'kind'>): boolean {
  return kind === 'code' || kind === 'subcode' || kind === 'part';
}

/** A message by its literal texts, each as words alone, for a quick test whether it occurs. */
export interface IndexedMessage {
  /** As the registry has it. */
  readonly message: string;
  readonly literals: readonly string[];
  /** Whether it starts and ends with such a text, and not with a value. */
  readonly opens: boolean;
  readonly closes: boolean;
  readonly stems: readonly string[];
  readonly error: IndexedError;
}

/** Words that belong together: a code, a title, an alias or a message. */
export interface Phrase {
  readonly kind: 'code' | 'title' | 'alias' | 'message';
  readonly stems: readonly string[];
  readonly error: IndexedError;
}

/** Everything that the lookup asks; made once, never changed. */
export interface LookupIndex {
  readonly errors: readonly IndexedError[];
  /** By what is an error for the whole of a text: its code, or the squashed name of an error without one. */
  readonly whole: ReadonlyMap<string, readonly IndexedError[]>;
  /** By key; sorted by key in {@link LookupIndex.names}. */
  readonly byKey: ReadonlyMap<string, readonly Name[]>;
  readonly names: readonly Name[];
  /** Codes and titles by their stems in alphabetical order, for texts that turn or inflect their words. */
  readonly byStems: ReadonlyMap<string, readonly Name[]>;
  /** The stems in the keys of {@link LookupIndex.byStems}. */
  readonly turnedStems: ReadonlySet<string>;
  /** The first letters of all keys: no run of words that starts otherwise can be one. */
  readonly starts: ReadonlySet<string>;
  /** Whether any key starts with a word. */
  readonly mayStart: (word: string) => boolean;
  readonly longestKey: number;
  /** Each message under the stem that the fewest messages hold. */
  readonly messages: ReadonlyMap<string, readonly IndexedMessage[]>;
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** How many errors have a status; in a part of a large registry more than {@link LookupIndex.errors} shows. */
  readonly statusCounts: ReadonlyMap<number, number>;
  readonly hasNumbers: boolean;
  readonly bodyFields: BodyFields;
  /** Whether these are all errors of the registry: of a part nobody can say how rare a word is. */
  readonly isWhole: boolean;
}

/** How many letters of a key {@link LookupIndex.starts} holds: a few, then more, so that no run grows in vain. */
export const START_LENGTHS: readonly number[] = [3, 8, 16, 32];
/** The most words of a code or title that a text may turn or inflect. */
export const MOST_TURNED = 6;
// Shorter texts occur in messages of any kind and prove nothing.
const SHORTEST_MESSAGE = 10;
const LONGEST_TITLE_KEY = 80;

/**
 * Prepares errors for the lookup; `statusCounts` states the totals where the errors are part of a larger registry, which
 * `isWhole` denies, and `bodyFields` where bodies hold what.
 */
export function buildLookup(
  errors: readonly IndexedError[],
  statusCounts: ReadonlyMap<number, number> = countStatuses(errors),
  bodyFields: BodyFields = {},
  isWhole = true,
): LookupIndex {
  const names = errors.flatMap(namesOf).sort((one, other) => compare(one.key, other.key));
  const byStems = groupBy(
    names.filter((name) => turnedKey(name) !== ''),
    turnedKey,
  );
  return {
    errors,
    whole: groupBy(errors, wholeKey),
    byKey: groupBy(names, ({ key }) => key),
    names,
    byStems,
    turnedStems: new Set([...byStems.keys()].flatMap((stems) => stems.split(' '))),
    starts: new Set(names.flatMap(({ key }) => START_LENGTHS.map((length) => key.slice(0, length)))),
    mayStart: remembering((word) => names[findKey(names, word)]?.key.startsWith(word) ?? false),
    longestKey: names.reduce((longest, { key }) => Math.max(longest, key.length), 0),
    messages: fileMessages(errors.flatMap(messagesOf)),
    phrases: indexPhrases(errors.flatMap(phrasesOf)),
    statusCounts,
    hasNumbers: errors.some((error) => hasCode(error) && /^-?\d+$/.test(error.code)),
    bodyFields,
    isWhole,
  };
}

/** What the whole of a text is where it names the error, as {@link LookupIndex.whole} has it. */
function wholeKey(error: IndexedError): string {
  return hasCode(error) ? error.code : namedKey(nameOf(error));
}

/** The key of what names an error without a code, which no code has. */
export function namedKey(text: string): string {
  return ` ${squash(text)}`;
}

/** How many errors there are of each status. */
export function countStatuses(errors: readonly IndexedError[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const status of errors.flatMap(statusesOf))
    if (typeof status === 'number') counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

/** The place in `names` of the first key that is not before `key`. */
export function findKey(names: readonly { readonly key: string }[], key: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the part that holds a key, by the keys from which on the parts hold theirs. */
export function findPart(parts: readonly string[], key: string): number {
  const place = findKey(
    parts.map((part) => ({ key: part })),
    `${key}\u0000`,
  );
  return Math.max(0, place - 1);
}

/** The order of keys: by code unit, the same everywhere. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** All names of an error, the surest first; no two of one key. */
export function namesOf(error: IndexedError): readonly Name[] {
  const { code, title, formerly = [], aliases = [], variants = [], docUrl, endpoints = [] } = error;
  const coded = hasCode(error);
  const slug = slugOf(code);
  const { subcode } = codePartsOf(error);
  const digits = coded ? /^\p{L}{1,6}[-_]?(\d{3,})$/u.exec(code)?.[1] : undefined;
  const texts: readonly (readonly [NameKind, string | undefined])[] = [
    ['title', coded ? undefined : nameOf(error)],
    [coded ? 'code' : 'alias', code],
    ['subcode', subcode],
    ['code', slug === code || !coded ? undefined : slug],
    ['part', coded ? lastPartOf(code) : undefined],
    ['title', title],
    ...variants.map((variant) => ['title', variant.title] as const),
    ...formerly.map((text) => ['former', text] as const),
    ...aliases.map((text) => ['alias', text] as const),
    ['digits', digits],
    ['link', docUrl],
    ...endpoints.map((text) => ['endpoint', text] as const),
  ];
  const keys = new Set(['']);
  return texts.flatMap(([kind, text]) => {
    if (text === undefined) return [];
    const key = nameKey(kind, text);
    if (keys.has(key) || (kind === 'title' && key.length > LONGEST_TITLE_KEY)) return [];
    keys.add(key);
    return [{ kind, text, key, mask: letterMask(key), everyday: isEveryday(text), error }];
  });
}

function nameKey(kind: NameKind, text: string): string {
  if (kind === 'link') return linkKey(text) ?? '';
  return kind === 'endpoint' ? (routeKey(text) ?? '') : squash(text);
}

/** Whether a name is a number, or a word that any text may hold: `missing` or a level of logs, but not `MISSING` or `E42`. */
function isEveryday(text: string): boolean {
  return /^(?:-?\d+|\p{Lu}?\p{Ll}+)$/u.test(text) || LEVELS.has(text);
}

/** What a name's words are in alphabetical order, where a text that turns them still means it; else nothing. */
function turnedKey({ kind, text }: Name): string {
  if (kind !== 'code' && kind !== 'title' && kind !== 'part' && kind !== 'subcode') return '';
  const stems = turnableStems(splitWords(text));
  return stems.length < 2 || stems.length > MOST_TURNED ? '' : turn(stems);
}

/** The stems of the words that make a name: those that say something, and whether it is denied. */
function turnableStems(words: readonly Word[]): readonly string[] {
  return [...new Set(words.filter(isTurnable).map((word) => stem(word.text)))];
}

/** Whether a word is one of {@link LookupIndex.byStems}. */
export function isTurnable(word: Word): boolean {
  return (telling(word) && !/^\p{N}/u.test(word.text)) || word.text === 'not' || word.text === 'no';
}

/** Stems in an order that does not depend on that of the text. */
export function turn(stems: readonly string[]): string {
  return stems.toSorted(compare).join(' ');
}

/**
 * The messages of an error: their literal texts as words alone, each with a space at an end that no value touches, and their stems; none
 * where they are too short to prove anything.
 */
export function messagesOf(error: IndexedError): readonly IndexedMessage[] {
  const texts = [error, ...(error.variants ?? [])].map(({ message = '' }) => message);
  return [...new Set(texts)].flatMap((text) => readMessage(text, error));
}

function readMessage(message: string, error: IndexedError): readonly IndexedMessage[] {
  const parts = parseMessage(message);
  const literals = parts.flatMap((part, place) =>
    'text' in part ? padded(part.text, place > 0, place < parts.length - 1) : [],
  );
  const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
  const stems = contentStems(splitWords(texts.join(' ')));
  return literals.join('').length < SHORTEST_MESSAGE || stems.length === 0
    ? []
    : [{ message, literals, opens: 'text' in (parts[0] ?? {}), closes: 'text' in (parts.at(-1) ?? {}), stems, error }];
}

function padded(text: string, afterValue: boolean, beforeValue: boolean): readonly string[] {
  const words = wordsOnly(text);
  const [first, last] = [/^[\p{L}\p{N}]/u, /[\p{L}\p{N}]$/u].map((edge) => edge.test(text));
  return words === '' ? [] : [`${afterValue && first ? '' : ' '}${words}${beforeValue && last ? '' : ' '}`];
}

/** Files each message under the stem that the fewest of them hold; of equals the longest. */
export function fileMessages(messages: readonly IndexedMessage[]): ReadonlyMap<string, readonly IndexedMessage[]> {
  const counts = new Map<string, number>();
  for (const { stems } of messages) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const countOf = (stem: string): number => counts.get(stem) ?? 0;
  const rarest = ({ stems }: IndexedMessage): string =>
    stems.reduce((best, stem) =>
      countOf(stem) < countOf(best) || (countOf(stem) === countOf(best) && stem.length > best.length) ? stem : best,
    );
  const byRarity = (one: string, other: string): number => countOf(one) - countOf(other);
  // What the fewest hold is missing first.
  return groupBy(
    messages.map((message) => ({ ...message, stems: message.stems.toSorted(byRarity) })),
    rarest,
  );
}

function phrasesOf(error: IndexedError): readonly Phrase[] {
  const literals = parseMessage(error.message ?? '').map((part) => ('text' in part ? part.text : ' '));
  const texts: [Phrase['kind'], string][] = [
    hasCode(error) ? ['code', error.code] : ['title', nameOf(error)],
    ['title', error.title ?? ''],
    ['message', literals.join('')],
    ...(error.aliases ?? []).map((text): [Phrase['kind'], string] => ['alias', text]),
  ];
  return texts.flatMap(([kind, text]) => {
    const stems = contentStems(splitWords(text));
    return stems.length > 0 ? [{ kind, stems, error }] : [];
  });
}

function indexPhrases(phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    for (const word of phrase.stems) {
      const known = index.get(word);
      if (known) known.push(phrase);
      else index.set(word, [phrase]);
    }
  }
  return index;
}
