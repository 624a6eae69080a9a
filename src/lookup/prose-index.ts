/** Titles, other names and messages as they stand in sentences, found word by word. */
import { hasCode } from '../core/define.ts';
import { reasonPhrase } from '../core/http.ts';
import { parseMessage } from '../core/message.ts';
import type { IndexedError } from './lookup-index.ts';
import type { Found } from './read-record.ts';
import { lowerCase, scanWords } from './scan-words.ts';
import { telling } from './words.ts';

/** A name or a message: its words in a row, and the other texts of the message, which must be there too. */
interface Prose {
  readonly error: IndexedError;
  readonly words: readonly string[];
  readonly others: readonly string[];
  /** As the registry has it. */
  readonly written: string;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly ends: Prose[];
}

const SHORTEST_MESSAGE = 10;
const LONGEST_PROSE = 40;
/** Scripts without spaces: a run of letters is many words. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]{6,}$/u;

/** Finds what tells one error in a text; what several errors share tells none, unless the number of one stands before it. */
export function createProseIndex(errors: readonly IndexedError[]): (text: string) => readonly Found[] {
  const root = newNode();
  for (const prose of errors.flatMap(proseOf)) insert(root, prose);
  if (root.next.size === 0) return () => [];
  return (text) => {
    const found: (Found & { readonly said: string })[] = [];
    const lower = lowerCase(text);
    const starts: number[] = [];
    const ends: number[] = [];
    scanWords(lower, (start, end) => {
      starts.push(start);
      ends.push(end);
    });
    const wordAt = (place: number): string => lower.slice(starts[place] ?? 0, ends[place] ?? 0);
    let plain: string | undefined;
    for (let first = 0; first < starts.length; first++) {
      let node = root.next.get(wordAt(first));
      if (node === undefined) continue;
      let best: readonly Prose[] = [];
      let last = first;
      for (let place = first; node !== undefined; node = node.next.get(wordAt(++place))) {
        if (node.ends.length === 0) continue;
        plain ??= wordsOf(lower).join(' ');
        const span = { start: starts[first] ?? 0, end: ends[place] ?? 0 };
        const fitting = node.ends.filter(
          (prose) => standsOut(text, span, prose) && holdsInOrder(plain ?? '', prose.words.join(' '), prose.others),
        );
        if (fitting.length > 0) [best, last] = [fitting, place];
      }
      const codes = new Set(best.map(({ error }) => error.code));
      const code =
        codes.size === 1 ? best[0]?.error.code : [first - 1, first - 2].map(wordAt).find((word) => codes.has(word));
      const prose = best.find(({ error }) => error.code === code);
      if (prose !== undefined && !found.some(({ name }) => name === code))
        found.push({ name: prose.error.code, start: starts[first] ?? 0, end: ends[last] ?? 0, said: saidBy(prose) });
      if (best.length > 0) first = last;
    }
    // A message that is the start of another one is not what was said.
    return found.filter(({ said }) => !found.some((other) => other.said !== said && other.said.includes(said)));
  };
}

function newNode(): Node {
  return { next: new Map(), ends: [] };
}

function insert(root: Node, prose: Prose): void {
  let node = root;
  for (const word of prose.words) {
    const next = node.next.get(word) ?? newNode();
    node.next.set(word, next);
    node = next;
  }
  node.ends.push(prose);
}

function wordsOf(text: string): readonly string[] {
  const lower = lowerCase(text.normalize('NFKC'));
  const words: string[] = [];
  scanWords(lower, (start, end) => words.push(lower.slice(start, end)));
  return words;
}

/**
 * Whether words stand in a sentence and not in an identifier. Two words may meet in any sentence: they tell an error as it
 * is written, or where they are all that is said.
 */
function standsOut(text: string, { start, end }: { start: number; end: number }, { words, written }: Prose): boolean {
  const found = text.slice(start, end);
  if (words.length > 1 && !/\s/.test(found)) return false;
  if (words.length !== 2 || (found === written && /\p{Lu}/u.test(written))) return true;
  const [before, after] = [
    text.slice(Math.max(0, start - LONGEST_BESIDE), start),
    text.slice(end, end + LONGEST_BESIDE),
  ];
  return OPENS.test(before) && CLOSES.test(after);
}

const LONGEST_BESIDE = 8;
const OPENS = /(?:^|[^\p{L}\p{N}\s,]|\n)\s*$/u;
const CLOSES = /^\s*(?:$|[^\p{L}\p{N}\s,]|\n)/u;

function holdsInOrder(text: string, first: string, others: readonly string[]): boolean {
  if (others.length === 0) return true;
  let position = 0;
  return others.every((other) => {
    const found = text.indexOf(other === ANCHOR ? first : other, position);
    position = found + (other === ANCHOR ? first : other).length;
    return found >= 0;
  });
}

/** All texts of a message, without its values. */
function saidBy({ words, others }: Prose): string {
  const first = words.join(' ');
  return others.length === 0 ? first : others.map((other) => (other === ANCHOR ? first : other)).join(' ');
}

/** Stands for the text that was found word by word. */
const ANCHOR = '\u0000';

function proseOf(error: IndexedError): readonly Prose[] {
  const { code, title = '', aliases = [], message = '' } = error;
  const proseOfName = (written: string): Prose => ({
    error,
    words: wordsOf(written).slice(0, LONGEST_PROSE),
    others: [],
    written,
  });
  const named = [title, ...aliases]
    .map(proseOfName)
    .filter(({ words }) => tellsAlone(words) && !REASON_PHRASES.has(words.join(' ')));
  const spelled = hasCode(error) ? [proseOfName(code.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '))] : [];
  return [
    ...named,
    ...spelled.filter(({ words }) => words.filter(isTelling).length >= 3),
    ...messageOf(error, message),
  ];
}

/** The longest text of a message, with the others in their order around it. */
function messageOf(error: IndexedError, message: string): readonly Prose[] {
  const parts = parseMessage(message);
  const texts = parts.flatMap((part, place) => {
    if (!('text' in part)) return [];
    // A word that touches a value isn't whole.
    const whole = part.text
      .replace(place > 0 ? /^[\p{L}\p{M}\p{N}]+/u : /^/, '')
      .replace(place < parts.length - 1 ? /[\p{L}\p{M}\p{N}]+$/u : /$/, '');
    const words = wordsOf(whole);
    return words.length === 0 ? [] : [words];
  });
  const longest = texts.reduce((best, words) => (words.length > best.length ? words : best), texts[0] ?? []);
  const isLong = texts.flat().join(' ').length >= SHORTEST_MESSAGE;
  if (!isLong || !(tellsAlone(longest) || longest.length > 2) || REASON_PHRASES.has(longest.join(' '))) return [];
  const words = longest.slice(0, LONGEST_PROSE);
  const others = texts.length === 1 ? [] : texts.map((own) => (own === longest ? ANCHOR : own.join(' ')));
  return [{ error, words, others, written: message.replace(/[.!]$/, '') }];
}

function tellsAlone(words: readonly string[]): boolean {
  return words.filter(isTelling).length >= 2 || words.some((word) => UNSPACED.test(word));
}

function isTelling(text: string): boolean {
  return telling({ text, start: 0, end: 0, glued: false });
}

/** What HTTP calls its statuses: said of any request. */
const REASON_PHRASES = new Set(
  Array.from({ length: 112 }, (_, place) => reasonPhrase(400 + place)?.toLowerCase()).filter(
    (phrase) => phrase !== undefined,
  ),
);
