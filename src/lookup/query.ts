import type { BodyFields } from './body-fields.ts';
import { readAllFields, statedCodes, type Field, type StatedCode } from './fields.ts';
import type { IndexedError } from './lookup-index.ts';
import { readPaste } from './readable.ts';
import type { Reason } from './reason.ts';
import { contentStems, splitWords, type Word } from './words.ts';

/** A text, cut up once for all the ways of looking at it. */
export interface Query {
  /** As it was pasted, without what nobody sees. */
  readonly raw: string;
  /** Without the syntax around it. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly stems: readonly string[];
  /** How many of the words say something. */
  readonly telling: number;
  /** How many of the words are more than `Error` and the like. */
  readonly named: number;
  readonly fields: readonly Field[];
  /** What named fields hold that may be a code, the most telling first. */
  readonly codes: readonly StatedCode[];
}

/** Notes that a text may mean an error, how surely, why, and where in the text this stands. */
export type Add = (error: IndexedError, score: number, reason: Reason, place?: number) => void;

/** How sure each kind of finding is. Nuances within a kind stay below 5. */
export const SCORES = {
  own: 130,
  field: 122,
  documented: 118,
  context: 114,
  identifier: 110,
  nameToken: 104,
  spelled: 100,
  wholeMessage: 96,
  /** Three words of a code or more, side by side. */
  sentence: 93,
  likely: 92,
  words: 90,
  title: 88,
  turned: 85,
  setting: 84,
  message: 80,
  /** A title or message of two words, in the middle of a sentence. */
  casual: 77,
  misspelledIdentifier: 70,
  link: 66,
  status: 60,
  alias: 55,
  start: 50,
  bareStatus: 45,
  part: 40,
  mention: 30,
  misspelled: 20,
  faint: 8,
} as const;

/** From these scores on a finding says that a text is about an error although most texts are about none, as in logs. */
const SURE: Readonly<Partial<Record<Reason['kind'], number>>> = {
  code: 97,
  part: 97,
  former: 92.5,
  words: 91.1,
  title: 81,
  alias: 81,
  message: 79,
};

/** Whether a finding says that a text is about an error, whatever else the text may be about. */
export function isSureFinding(kind: Reason['kind'], score: number): boolean {
  return score >= (SURE[kind] ?? Infinity);
}

const MOST_WORDS = 20_000;

/** Reads a text as it was pasted or typed; `bodyFields` says where bodies of the site hold what. */
export function readQuery(input: string, bodyFields: BodyFields): Query {
  const { raw, quoted, text } = readPaste(input);
  const words = splitWords(text).slice(0, MOST_WORDS);
  const fields = readAllFields({ quoted, text });
  return {
    raw,
    text,
    words,
    stems: contentStems(words),
    telling: words.reduce((sum, { tells }) => (tells ? sum + 1 : sum), 0),
    named: words.reduce((sum, { text: word }) => (isAffix(word) ? sum : sum + 1), 0),
    fields,
    codes: statedCodes(fields, bodyFields),
  };
}

const AFFIXES = new Set(['error', 'errors', 'err', 'exception', 'exceptions', 'fault', 'code', 'errcode', 'e']);

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
