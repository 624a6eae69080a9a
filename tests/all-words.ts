import { isPlural } from '../src/core/say.ts';
import type { Plural } from '../src/core/words.ts';

/** A word of the interface: one text, or its plural forms. */
export type Word = string | Plural;

/** The words of a language by their paths, without its tag. */
export function flattenWords(words: object, path = ''): readonly (readonly [path: string, word: Word])[] {
  return Object.entries(words as Readonly<Record<string, object | string>>).flatMap(([name, word]) => {
    if (path === '' && name === 'lang') return [];
    const place = path === '' ? name : `${path}.${name}`;
    return typeof word === 'string' || isPlural(word) ? [[place, word] as const] : flattenWords(word, place);
  });
}

/** The texts of a word by their plural forms; a word of one text has it under an empty name. */
export function formsOf(word: Word): readonly (readonly [form: string, text: string])[] {
  return typeof word === 'string' ? [['', word]] : Object.entries<string>({ ...word });
}

/** Whether a text holds more than placeholders and punctuation. */
export function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ''));
}
