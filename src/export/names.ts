import { slugOf } from '../core/url.ts';

/** What names of files mean more to one of the hosts: an index, a folder, what is passed over, an order, an ending. */
const SPECIAL = /^(?:[_.]|(?:index|readme|errors|guides)$|\d+[-_.])/i;
const ENDING = /\.(?=(?:mdx?|html?)$)/i;

/**
 * The names of files for codes or guides, which are also segments of their addresses: the slugs, with one character
 * written as `~XX` where a host would take the name for more, and a number where names differ only by case.
 */
export function fileNames(names: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set<string>();
  return new Map(
    names.map((name) => {
      const wanted = safeSlug(name);
      let free = wanted;
      for (let copy = 2; used.has(free.toLowerCase()); copy++) free = `${wanted}~~${copy}`;
      used.add(free.toLowerCase());
      return [name, free];
    }),
  );
}

function safeSlug(name: string): string {
  const slug = slugOf(name);
  const start = SPECIAL.test(slug) ? escape(slug[0] ?? '') + slug.slice(1) : slug;
  return start.replace(ENDING, escape);
}

const escape = (character: string): string => `~${character.charCodeAt(0).toString(16).toUpperCase()}`;
