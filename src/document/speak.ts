/** Words of the interface in documents. */
import { foreignLang, sayWith } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';
import { inlinePart, text } from './mdx.ts';

/** Whose words a document holds. */
export interface Speaker {
  readonly site: Site;
  readonly words: Words;
}

/** MDX that holds words of ours: marked with their language where the site speaks another. */
export function ours({ site, words }: Speaker, mdx: string): string {
  const lang = foreignLang(words, site);
  return lang === undefined || mdx === '' ? mdx : `<span lang="${lang}">${mdx}</span>`;
}

/** A word as MDX; its values are MDX already. */
export function speak(speaker: Speaker, word: string, values: Readonly<Record<string, string>> = {}): string {
  return sayWith(word, (part, place) => inlinePart(part, place, (mdx) => ours(speaker, mdx)), values);
}

/** The words over the columns of a table. */
export function columns<Key extends string>(
  speaker: Speaker,
  titles: Readonly<Record<Key, string>>,
): Readonly<Record<Key, string>> {
  const named = Object.entries<string>(titles).map(([key, title]) => [key, ours(speaker, text(title))]);
  return Object.fromEntries(named) as Record<Key, string>;
}
