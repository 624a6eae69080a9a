import type { IndexedError } from './lookup-index.ts';
import type { BodyFields } from './body-fields.ts';
import { codeFields, messageFields, readFields } from './fields.ts';
import type { Reason } from './reason.ts';
import { cleanText, contentStems, splitWords, type Word } from './words.ts';

/** A text, cut up once for all the ways of looking at it. */
export interface Query {
  readonly text: string;
  readonly words: readonly Word[];
  readonly stems: readonly string[];
  /** What named fields hold that may be a code, the most telling first. */
  readonly codes: readonly string[];
  /** What named fields hold that may be a message, the most telling first. */
  readonly messages: readonly string[];
}

/** Notes that a text may mean an error, how surely and why. */
export type Add = (error: IndexedError, score: number, reason: Reason) => void;

/** How sure each kind of finding is. Nuances within a kind stay below 5. */
export const SCORES = {
  field: 120,
  identifier: 110,
  spelled: 100,
  words: 90,
  message: 80,
  misspelledIdentifier: 70,
  status: 60,
  alias: 55,
  start: 50,
  bareStatus: 45,
  part: 40,
  mention: 30,
  misspelled: 20,
} as const;

/** No text is read beyond this many characters. */
export const LONGEST_TEXT = 100_000;

/** Reads a text as it was pasted or typed; `bodyFields` says where bodies of the site hold what. */
export function readQuery(input: string, bodyFields: BodyFields): Query {
  const text = cleanText(input.slice(0, LONGEST_TEXT));
  const words = splitWords(text);
  const fields = readFields(text);
  const [codes, messages] = [codeFields(fields, bodyFields), messageFields(fields, bodyFields)];
  return { text, words, stems: contentStems(words), codes, messages };
}

const AFFIXES = new Set(['error', 'errors', 'err', 'exception', 'code', 'e']);

/** Whether a word is what languages put before or behind an error's name. */
export function isAffix(word: string | undefined): boolean {
  return word !== undefined && AFFIXES.has(word);
}

/** Whether an identifier starts with this word, or with nothing before it but `ERR` and the like. */
export function opensName(words: readonly Word[], first: number): boolean {
  for (let place = first; words[place]?.glued; place--) if (!isAffix(words[place - 1]?.text)) return false;
  return true;
}

/** Whether an identifier ends with this word, or goes on with nothing but `Error` or `Exception`. */
export function closesName(words: readonly Word[], last: number): boolean {
  for (let place = last + 1; words[place]?.glued; place++) if (!isAffix(words[place]?.text)) return false;
  return true;
}
