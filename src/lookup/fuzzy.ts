/** The findings that are guesses: beginnings, shared words, misspellings. */
import { countBits, editDistance, letterMask, prefixDistance } from '../core/distance.ts';
import { findKey, isCodeName, type IndexedError, type LookupIndex, type Name, type Phrase } from './lookup-index.ts';
import { closesName, isAffix, opensName, SCORES, type Add, type Query } from './query.ts';
import { isCodeLike, readTokens } from './unknown-code.ts';
import { contentStems, splitWords, squash } from './words.ts';

const LONGEST_TYPED = 80;
const MOST_STARTS = 8;
// In telling words: longer texts hold the words of any name by chance.
const LONGEST_SENTENCE = 12;
// A single word of fewer letters that runs into a name's second word does so by chance.
const LONGEST_CHANCE = 6;

/** Names that start as the whole text does. */
export function findStarts(query: Query, { names }: LookupIndex, add: Add): void {
  for (const key of [...typedKeys(query), ...lastIdentifier(query)]) {
    // Half a number is another number.
    if (key.length < 2 || /^\d+$/.test(key)) continue;
    const first = findKey(names, key);
    for (const name of names.slice(first, first + MOST_STARTS)) {
      if (!name.key.startsWith(key)) break;
      if (query.words.length === 1 && key.length < LONGEST_CHANCE && !startsFirstWord(key, name)) continue;
      const share = key.length / name.key.length;
      if (isCodeName(name)) add(name.error, SCORES.start + share, { kind: 'start', found: query.raw });
      else if (isSpoken(name)) add(name.error, SCORES.part + share, { kind: 'alias', text: name.text });
    }
  }
}

/** The identifier at the end of a short text, as somebody types it behind the name of a service. */
function lastIdentifier({ raw, words }: Query): readonly string[] {
  const last = /\S+$/.exec(raw)?.[0] ?? '';
  return words.length <= MOST_WORDS_MISSPELLED && isCodeLike(last) ? [squash(last)] : [];
}

/** Whether people say a name, so that a part of it or a misspelling may mean it. */
function isSpoken({ kind }: Name): boolean {
  return kind !== 'link' && kind !== 'endpoint' && kind !== 'digits';
}

/** Whether a key ends within the first word of a name: `nope` starts "no permission" by chance only. */
function startsFirstWord(key: string, { text }: Name): boolean {
  return key.length <= (splitWords(text)[0]?.text.length ?? 0);
}

/** What was typed as one key, with and without words such as `error`. */
export function typedKeys({ text, words }: Query): readonly string[] {
  if (text.length > LONGEST_TYPED) return [];
  const spared = words.filter((word) => !isAffix(word.text));
  return [...new Set([words, spared].map((list) => list.map((word) => word.text).join('')))];
}

// Of the words of a text by their rarity.
const CERTAINLY_SHARED = 0.7;
const LONGEST_LONE = 3;

/** Errors whose code, title, other names and message share enough of the text's telling words. */
export function findPhrases(
  { text, words }: Query,
  { errors, phrases }: LookupIndex,
  add: Add,
  least = CERTAINLY_SHARED,
): void {
  // What an identifier says with its number is no longer said without.
  if (/\d/.test(text) && !/\s/.test(text)) return;
  const asked = askedStems(text);
  const rarity = (word: string): number => {
    const users = new Set(phrases.get(word)?.map(({ error }) => error));
    return Math.log(1 + errors.length / (users.size || 0.5));
  };
  const weigh = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + rarity(word), 0);
  const total = weigh(asked);
  const identifier = isCodeLike(text);
  for (const [error, { found, best }] of sharedWords(asked, phrases)) {
    const covered = weigh(found) / total;
    const { kind, stems } = best.phrase;
    // A sentence that holds most of a name: `You have hit the rate limit`.
    const holdsName =
      kind !== 'message' && best.share > 0.6 && stems.length > 1 && asked.length <= LONGEST_SENTENCE && covered >= 0.5;
    // One word alone is the whole of a short text at most.
    const isLone = found.size === 1 && words.length > LONGEST_LONE;
    const enough = found.size > 1 ? covered >= least || holdsName : covered > 0.99 && kind !== 'message' && !isLone;
    if (covered > 0.99 && kind === 'code' && !isLone) {
      add(error, SCORES.part + best.share, { kind: 'part' });
    } else if (enough && !identifier) {
      const reason = kind === 'message' ? 'similarMessage' : 'similarWords';
      add(error, SCORES.mention + covered * 3 + best.share, { kind: reason });
    }
  }
}

/** The telling words of a text: values, addresses and identifiers say nothing, unless they are all there is. */
function askedStems(text: string): readonly string[] {
  const chunks = text.split(/\s+/);
  const prose = chunks.filter((chunk) => chunks.length === 1 || !/[\d_*@/\\]/.test(chunk));
  return contentStems(splitWords(prose.join(' ')));
}

interface Shared {
  readonly found: Set<string>;
  best: { readonly phrase: Phrase; readonly share: number };
}

/** For each error the words that it shares, and which of its phrases is matched most fully. */
function sharedWords(asked: readonly string[], phrases: LookupIndex['phrases']): ReadonlyMap<IndexedError, Shared> {
  const counts = new Map<Phrase, number>();
  const shared = new Map<IndexedError, Shared>();
  for (const word of asked) {
    for (const phrase of phrases.get(word) ?? []) {
      const count = (counts.get(phrase) ?? 0) + 1;
      counts.set(phrase, count);
      const share = count / phrase.stems.length;
      const known = shared.get(phrase.error);
      if (known === undefined) shared.set(phrase.error, { found: new Set([word]), best: { phrase, share } });
      else {
        known.found.add(word);
        if (share > known.best.share) known.best = { phrase, share };
      }
    }
  }
  return shared;
}

/** Codes that an identifier or a field of the text misspells. */
export function findMisspelledIdentifiers(query: Query, index: LookupIndex, add: Add): void {
  for (const key of identifierKeys(query)) findMisspelledCode(key, index, add);
}

/** Codes and last parts of codes that a key misspells. */
export function findMisspelledCode(key: string, { names }: Pick<LookupIndex, 'names'>, add: Add): void {
  for (const { name, distance } of closest(key, names, editDistance)) {
    // Of two that are as near, the one that the longer reading of the identifier means.
    const score = SCORES.misspelledIdentifier - distance + key.length / LONGEST_TYPED / 2;
    if (isCodeName(name)) add(name.error, score, { kind: 'misspelled' });
  }
}

/** The keys that the identifiers of a text may stand for, values of telling fields first. */
export function identifierKeys({ text, codes }: Query): readonly string[] {
  const tokens = [...codes.map(({ value }) => value), ...likelyTokens(text)];
  const segments = tokens.slice(0, MOST_TOKENS).flatMap((token) => [token, token.split('.').at(-1) ?? token]);
  const names = segments.flatMap((segment) => [segment.replace(/(?:Error|Exception|Fault)$/, ''), segment]);
  return [...new Set(names.map(squash))];
}

/** The tokens of a text that look like codes, those first that stand where a code does; a trace tells at its end. */
function likelyTokens(text: string): readonly string[] {
  const ends = text.length > 2 * READ_OF_END ? [text.slice(0, READ_OF_END), text.slice(-READ_OF_END)] : [text];
  const tokens = ends.flatMap((part) =>
    readTokens(part)
      .filter(isCodeLike)
      .map((token) => ({ token, rank: STANDS_AS_CODE.some((place) => part.includes(place(token))) ? 0 : 1 })),
  );
  return [...new Set(tokens.sort((one, other) => one.rank - other.rank).map(({ token }) => token))];
}

const READ_OF_END = 1500;
const STANDS_AS_CODE: readonly ((token: string) => string)[] = [
  (token) => `(${token})`,
  (token) => `[${token}]`,
  (token) => `"${token}"`,
  (token) => `'${token}'`,
  (token) => `${token}:`,
];
const MOST_TOKENS = 12;
const MOST_WORDS_MISSPELLED = 8;

/** Names that the text misspells: as a whole, as a start, or in a run of its words. */
export function findMisspelled(query: Query, { names }: LookupIndex, add: Add): void {
  const report = (key: string, distanceTo: typeof editDistance, score: number): boolean => {
    const found = closest(key, names, distanceTo);
    for (const { name, distance } of found) {
      if (isCodeName(name)) add(name.error, score - distance, { kind: 'misspelled' });
      else if (isSpoken(name)) add(name.error, score - distance - 4, { kind: 'like', text: name.text });
    }
    return found.length > 0;
  };
  const typed = typedKeys(query);
  const whole = typed.map((key) => report(key, editDistance, SCORES.misspelled));
  const start = typed.map((key) => report(key, prefixDistance, SCORES.misspelled - 3));
  if ([...whole, ...start].includes(true) || query.words.length > MOST_WORDS_MISSPELLED) return;
  const { words } = query;
  for (let first = 0; first < words.length; first++) {
    for (let last = first; last < words.length && opensName(words, first); last++) {
      const run = words.slice(first, last + 1).map(({ text }) => text);
      if (closesName(words, last)) report(run.join(''), editDistance, SCORES.misspelled - 5);
    }
  }
}

/** How many edits a key of this length may have: more, and it would be another word. */
function mostEdits(length: number): number {
  return length < 5 ? 0 : length < 9 ? 1 : length < 15 ? 2 : 3;
}

/** The names within the allowed number of edits, nearest first; numbers are never misspelled. */
function closest(
  key: string,
  names: readonly Name[],
  distanceTo: (from: string, to: string, limit: number) => number,
): readonly { readonly name: Name; readonly distance: number }[] {
  const limit = mostEdits(key.length);
  if (limit === 0 || key.length > LONGEST_TYPED || /^\p{N}|\p{N}{3}/u.test(key)) return [];
  const mask = letterMask(key);
  const whole = distanceTo === editDistance;
  const found: { name: Name; distance: number }[] = [];
  for (const name of names) {
    if (!isSpoken(name)) continue;
    // A start leaves more to chance than a whole.
    const most = whole ? limit : Math.max(1, limit - 1);
    const allowed = isCodeName(name) ? most : Math.min(most, key.length < 10 ? 1 : 2);
    // Cheap tests first: length, then the letters that one has and the other hasn't.
    if (name.key.length < key.length - allowed || (whole && name.key.length > key.length + allowed)) continue;
    if (countBits(whole ? mask ^ name.mask : mask & ~name.mask) > (whole ? 2 * allowed : allowed)) continue;
    const distance = distanceTo(key, name.key, allowed);
    if (distance <= allowed) found.push({ name, distance });
  }
  return found.sort((one, other) => one.distance - other.distance).slice(0, MOST_STARTS);
}
