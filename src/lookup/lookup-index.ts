import { hasCode, nameOf, statusesOf, type RegisteredError } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { groupBy } from '../core/group-by.ts';
import { parseMessage } from '../core/message.ts';
import { slugOf } from '../core/url.ts';
import { letterMask } from '../core/distance.ts';
import type { BodyFields } from './body-fields.ts';
import { contentStems, splitWords, squash } from './words.ts';

/** What the lookup knows of an error; an entry of the registry will do as it is. */
export type IndexedError = Pick<
  RegisteredError,
  'code' | 'title' | 'status' | 'aliases' | 'formerly' | 'message' | 'identifiedBy' | 'parent' | 'variants'
>;

/** A text by which an error goes. */
export interface Name {
  readonly kind: 'code' | 'subcode' | 'former' | 'title' | 'alias';
  readonly text: string;
  /** The text squashed. */
  readonly key: string;
  readonly mask: number;
  readonly error: IndexedError;
}

/** Whether a name is a code, or the part of one that is a subcode. */
export function isCodeName({ kind }: Pick<Name, 'kind'>): boolean {
  return kind === 'code' || kind === 'subcode';
}

/** A message with its literal texts, lower case, for a quick test whether it occurs. */
export interface IndexedMessage {
  readonly literals: readonly string[];
  readonly error: IndexedError;
}

/** Words that belong together: a code, a title, an alias or a message. */
export interface Phrase {
  readonly kind: 'code' | 'title' | 'alias' | 'message';
  readonly stems: readonly string[];
  readonly error: IndexedError;
}

/** Everything that {@link lookup} asks; made once, never changed. */
export interface LookupIndex {
  readonly errors: readonly IndexedError[];
  /** By key; sorted by key in {@link LookupIndex.names}. */
  readonly byKey: ReadonlyMap<string, readonly Name[]>;
  readonly names: readonly Name[];
  /** The first letters of all keys: no run of words that starts otherwise can be one. */
  readonly starts: ReadonlySet<string>;
  readonly longestKey: number;
  readonly messages: readonly IndexedMessage[];
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** How many errors have a status; in a part of a large registry more than {@link LookupIndex.errors} shows. */
  readonly statusCounts: ReadonlyMap<number, number>;
  readonly bodyFields: BodyFields;
}

/** How many letters of a key {@link LookupIndex.starts} holds. */
export const START_LENGTH = 3;
// Shorter texts occur in messages of any kind and prove nothing.
const SHORTEST_MESSAGE = 10;

/**
 * Prepares errors for the lookup; `statusCounts` states the totals where the errors are part of a larger registry, and
 * `bodyFields` where bodies hold what.
 */
export function buildLookup(
  errors: readonly IndexedError[],
  statusCounts: ReadonlyMap<number, number> = countStatuses(errors),
  bodyFields: BodyFields = {},
): LookupIndex {
  const names = errors.flatMap(namesOf).sort((one, other) => compare(one.key, other.key));
  return {
    errors,
    byKey: groupBy(names, ({ key }) => key),
    names,
    starts: new Set(names.map(({ key }) => key.slice(0, START_LENGTH))),
    longestKey: names.reduce((longest, { key }) => Math.max(longest, key.length), 0),
    messages: errors.flatMap(messageOf),
    phrases: indexPhrases(errors.flatMap(phrasesOf)),
    statusCounts,
    bodyFields,
  };
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

/** The order of keys: by code unit, the same everywhere. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function namesOf(error: IndexedError): Name[] {
  const slug = slugOf(error.code);
  const { subcode } = codePartsOf(error);
  const texts: [Name['kind'], string][] = [
    ...(hasCode(error) ? [] : [['title', nameOf(error)] satisfies [Name['kind'], string]]),
    [hasCode(error) ? 'code' : 'alias', error.code],
    ...(subcode === undefined ? [] : [['subcode', subcode] satisfies [Name['kind'], string]]),
    ...(slug === error.code || !hasCode(error) ? [] : [['code', slug] satisfies [Name['kind'], string]]),
    ...(error.title === undefined ? [] : [['title', error.title] satisfies [Name['kind'], string]]),
    ...(error.formerly ?? []).map((text): [Name['kind'], string] => ['former', text]),
    ...(error.aliases ?? []).map((text): [Name['kind'], string] => ['alias', text]),
  ];
  const keys = new Set(['']);
  return texts.flatMap(([kind, text]) => {
    const key = squash(text);
    if (keys.has(key)) return [];
    keys.add(key);
    return [{ kind, text, key, mask: letterMask(key), error }];
  });
}

function messageOf(error: IndexedError): IndexedMessage[] {
  const literals = parseMessage(error.message ?? '').flatMap((part) => ('text' in part ? [plain(part.text)] : []));
  return literals.join('').length < SHORTEST_MESSAGE ? [] : [{ literals, error }];
}

/** Lower case with single spaces, so that line breaks and capitals in a copy don't matter. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}

function phrasesOf(error: IndexedError): Phrase[] {
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
