/** The one way in which texts and codes are cut into words and compared. */
import { remembering } from './remember.ts';
import { scanRuns } from './scan-text.ts';

/** One word of a text: lower case, with its place and whether `_` or nothing ties it to the word before. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly glued: boolean;
  /** Whether it says what a text is about. */
  readonly tells: boolean;
  /** Its stem where it carries meaning; empty for numbers and words that say nothing. */
  readonly stem: string;
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{L}\p{M}]+/gu;
// Texts repeat themselves, logs most of all: a run of letters is cut up once.
const cutRuns = remembering(cutRun);

/** Cuts a text into words at everything but letters and digits, and at the humps of camel case. */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  scanRuns(text, (from, to) => {
    for (const { text: word, start, end, glued, tells, stem: own } of cutRuns(text.slice(from, to)))
      words.push({ text: word, start: from + start, end: from + end, glued, tells, stem: own });
  });
  return words;
}

/** The words of a run of letters, digits and `_`. */
function cutRun(run: string): readonly Word[] {
  const words: Word[] = [];
  let end = -1;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(run); match !== null; match = WORD.exec(run)) {
    const start = match.index;
    const glued = start === end || (end >= 0 && /^_+$/.test(run.slice(end, start)));
    end = start + match[0].length;
    const text = match[0].toLowerCase();
    const tells = text.length > 1 && !STOP_WORDS.has(text);
    words.push({ text, start, end, glued, tells, stem: tells && !/^\p{N}/u.test(text) ? stem(text) : '' });
  }
  return words;
}

/** Letters and digits only, lower case: equal for all spellings of a code. */
export function squash(text: string): string {
  return lettersOnly(text, '');
}

/** The words of a text alone, lower case with single spaces: quotes, line breaks and signs are syntax, not text. */
export function wordsOnly(text: string): string {
  return lettersOnly(text, ' ').trim();
}

function lettersOnly(text: string, between: string): string {
  // Most texts are ASCII, and for those a short way leads to the same.
  if (!/[^\0-\u007f]/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, between);
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, between);
}

/** The word without its inflection, roughly: enough to let `expired` meet `expires`. */
export function stem(word: string): string {
  if (word.startsWith('fail')) return 'fail'; // `failure`, `failed`
  if (word === 'found') return 'find'; // the one irregular form that errors live on
  return word.length < 5 ? word : word.replace(/(?:ing|ed|es|s|e)$/, '');
}

const STOP_WORDS = new Set(
  `a about after again all also an and any api are as at be been before but by can cannot code could did do does error errors
  exception fix for from get getting got had has have help how http https i if in into is it its just keep later me message must my
  no not of on or our please request response return returned returns see so status than that the their then there they this
  to too try up use using was we were what when where which while why will with would you your`.split(/\s+/),
);

/** Whether a word says what a text is about. */
export function telling({ tells }: Word): boolean {
  return tells;
}

/** The stems that carry the meaning of some words, without numbers. */
export function contentStems(words: readonly Word[]): readonly string[] {
  const stems = new Set<string>();
  for (const word of words) if (word.stem !== '') stems.add(word.stem);
  return [...stems];
}
