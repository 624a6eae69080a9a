/** The words of a site, and how they are filled in. */
import { fillMessage, parseMessage } from './message.ts';
import type { Site } from './site.ts';
import { LANGUAGES, type Plural, type Words } from './words.ts';

/** Some of the words, nested as {@link Words} are; the forms of a plural are replaced together. */
export type WordOverrides = Overrides<Words>;
// Groups of words may have one named `other`, so a plural is known by all of its keys.
type Overrides<Whole> = Whole extends string
  ? Whole
  : [keyof Whole] extends [keyof Plural]
    ? Whole
    : { readonly [Key in keyof Whole]?: Overrides<Whole[Key]> };

const FALLBACK = 'en';

/** The words in the language of a site, with what the site says otherwise; English where its language is missing. */
export function wordsOf({ lang, words = {} }: Pick<Site, 'lang' | 'words'>): Words {
  const written = writtenLanguage(lang);
  const found = Object.values(LANGUAGES).find((own) => writtenLanguage(own.lang) === written) ?? LANGUAGES[FALLBACK];
  return override(found, words) as Words;
}

/** The language of a tag and the script that it is written in, which its region may tell; nothing for what is no tag. */
function writtenLanguage(tag: string): string | undefined {
  try {
    const locale = new Intl.Locale(tag);
    return `${locale.language}-${locale.maximize().script ?? ''}`;
  } catch {
    return undefined;
  }
}

function override(whole: unknown, changes: unknown): unknown {
  if (changes === undefined) return whole;
  if (isPlural(whole) || !isNested(whole) || !isNested(changes)) return changes;
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, override(value, changes[key])]));
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether a part of the words is a text with plural forms. */
export function isPlural(value: unknown): value is Plural {
  return isNested(value) && 'other' in value && Object.keys(value).every((key) => PLURAL_FORMS.includes(key));
}

/** The plural categories of all languages. */
export const PLURAL_FORMS: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The language of the words where it is not that of the site: what then stands on elements that hold only words. */
export function foreignLang({ lang }: Words, site: Pick<Site, 'lang'>): string | undefined {
  return writtenLanguage(site.lang) === writtenLanguage(lang) ? undefined : lang;
}

/** A word with its `{names}` filled in. */
export function say(word: string, values: Readonly<Record<string, unknown>>): string {
  return fillMessage(word, values);
}

/** What stands between a sentence and what follows it: a sign that is as wide as a letter brings its space along. */
export function gapAfter(sentence: string): '' | ' ' {
  return /[。！？：）」]$/u.test(sentence) ? '' : ' ';
}

/** The sentences that there are, in a row. */
export function joinSentences(sentences: readonly (string | undefined)[]): string {
  return sentences.reduce<string>((joined, next = '') => {
    return joined === '' || next === '' ? joined + next : joined + gapAfter(joined) + next;
  }, '');
}

/** A word whose texts and values are each written on their own, as markup does; `writeText` gets the place of a text. */
export function sayWith(
  word: string,
  writeText: (text: string, place: number) => string,
  values: Readonly<Record<string, string>>,
): string {
  return parseMessage(word)
    .map((part, place) => ('text' in part ? writeText(part.text, place) : (values[part.placeholder] ?? '')))
    .join('');
}

/** The form of a word that fits a count, filled in; `{count}` is the count. */
export function sayCount(
  { lang }: Pick<Words, 'lang'>,
  word: Plural,
  count: number,
  values: Readonly<Record<string, unknown>> = {},
): string {
  const form = word[new Intl.PluralRules(lang).select(count)] ?? word.other;
  return say(form, { count, ...values });
}
