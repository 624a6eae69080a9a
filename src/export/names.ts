import { parse } from 'node:path';
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

/**
 * Names the files of pictures below the folder of an export, each once: as they are called, in letters that no host takes
 * for more, and with a number where two are called alike.
 */
export function createPictureNames(): {
  readonly files: ReadonlyMap<string, string>;
  readonly name: (path: string) => string;
} {
  const files = new Map<string, string>();
  const names = new Map<string, string>();
  return {
    files,
    name: (path) => {
      const named = names.get(path);
      if (named !== undefined) return named;
      const { name, ext } = parse(path);
      const wanted = name.replaceAll(/[^\w-]+/g, '-').replace(/^[-_]+/, '') || 'picture';
      const ending = ext.toLowerCase();
      let free = `files/${wanted}${ending}`;
      for (let copy = 2; hasCaseless(files, free); copy++) free = `files/${wanted}-${copy}${ending}`;
      files.set(free, path);
      names.set(path, free);
      return free;
    },
  };
}

const hasCaseless = (files: ReadonlyMap<string, string>, wanted: string): boolean =>
  [...files.keys()].some((file) => file.toLowerCase() === wanted.toLowerCase());

const escape = (character: string): string => `~${character.charCodeAt(0).toString(16).toUpperCase()}`;
