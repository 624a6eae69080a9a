/** Codes, categories and fields as identifiers: each text gets a name that all languages take, no two the same. */

/** The words of a text, in small letters: `SignatureDoesNotMatch`, `parent/child` and `-1` as people would read them. */
export function wordsIn(text: string): readonly string[] {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replace(/^-(?=\d)/, 'minus ')
    .replaceAll(/[^\p{Cc}\p{Z}\p{P}\u0021-\u007e]/gu, (sign) => ` u${(sign.codePointAt(0) ?? 0).toString(16)} `)
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** How a language writes a name of several words. */
export type Style = (words: readonly string[]) => string;

const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Digits that belonged to two words stay apart. */
const joinWords = (words: readonly string[]): string =>
  words.reduce((name, word) => (/\d$/.test(name) && /^\d/.test(word) ? `${name}_${word}` : name + word), '');

/** `orderNotFound`, as `Pascal` writes it. */
export const pascal: Style = (words) => joinWords(words.map(capitalize));

/** As `camel` writes it: `orderNotFound`. */
export const camel: Style = (words) => joinWords(words.map((word, at) => (at === 0 ? word : capitalize(word))));

/** As `order_not_found`. */
export const snake: Style = (words) => words.join('_');

/** As `ORDER_NOT_FOUND`. */
export const screaming: Style = (words) => snake(words).toUpperCase();

/** What decides the names of one kind. */
export interface Naming {
  readonly style: Style;
  /** Words for a text that begins with a digit or holds no word: `code` makes `CODE_40001`. */
  readonly kind: string;
  /** Names that the language or the file keeps for itself: `class` becomes `class_`. */
  readonly taken?: Iterable<string>;
  /** Follows the words of each name: `error` makes `ClientError`. */
  readonly ending?: string;
}

/**
 * A name for each text. Names that differ by case alone count as the same, for files and some languages take them so: the
 * first in the order given keeps its name, and those behind it get a number.
 */
export function nameEach(texts: readonly string[], naming: Naming): ReadonlyMap<string, string> {
  const wished = new Map(texts.map((text) => [text, wordsFor(text, naming)]));
  const kept = new Set(Array.from(naming.taken ?? [], fold));
  const taken = new Set(kept);
  // What is another's own name is not given to one that needs a number.
  const own = new Set([...wished.values()].map((words) => fold(naming.style(words))));
  const names = new Map<string, string>();
  for (const [text, words] of wished) {
    let name = naming.style(words);
    const [base, ending] = [words.slice(0, -1), words.slice(-1)];
    // `TypeApiError` says more than `TypeError2`.
    if (taken.has(fold(name))) {
      if (naming.ending !== undefined) name = naming.style([...base, 'api', ...ending]);
      else if (kept.has(fold(name))) name += '_';
    }
    for (let number = 2; taken.has(fold(name)) || (number > 2 && own.has(fold(name))); number += 1)
      name = naming.style([...words, String(number)]);
    taken.add(fold(name));
    names.set(text, name);
  }
  return names;
}

const fold = (name: string): string => name.toLowerCase();

function wordsFor(text: string, { kind, ending }: Naming): readonly string[] {
  const words = wordsIn(text);
  const begun = /^[a-z]/.test(words[0] ?? '') ? words : [kind, ...words];
  if (ending === undefined) return begun;
  const isEnded = begun.length > 1 && /^(?:errors?|exceptions?)$/.test(begun.at(-1) ?? '');
  return [...(isEnded ? begun.slice(0, -1) : begun), ending];
}
