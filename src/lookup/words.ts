/** The one way in which texts and codes are cut into words and compared. */

/** One word of a text: lower case, with its place and whether `_` or nothing ties it to the word before. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly glued: boolean;
}

const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|[\p{L}\p{M}]+/gu;
/** Cuts a text into words at everything but letters and digits, and at the humps of camel case. */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let end = -1;
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const glued = start === end || (end >= 0 && /^_+$/.test(text.slice(end, start)));
    end = start + match[0].length;
    words.push({ text: match[0].toLowerCase(), start, end, glued });
  }
  return words;
}

/** Letters and digits only, lower case: equal for all spellings of a code. */
export function squash(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/** The words of a text alone, lower case with single spaces: quotes, line breaks and signs are syntax, not text. */
export function wordsOnly(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** The word without its inflection, roughly: enough to let `expired` meet `expires`. */
export function stem(word: string): string {
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
export function telling({ text }: Word): boolean {
  return text.length > 1 && !STOP_WORDS.has(text);
}

/** The stems that carry the meaning of some words, without numbers. */
export function contentStems(words: readonly Word[]): readonly string[] {
  const told = words.filter((word) => telling(word) && !/^\p{N}/u.test(word.text));
  return [...new Set(told.map(({ text }) => stem(text)))];
}
