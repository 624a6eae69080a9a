import { glob, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { searchWords } from '../core/entry-texts.ts';
import { escapeAttribute, escapeHtml } from '../core/html.ts';
import { plainText } from '../core/markup.ts';
import { normalizePath } from '../core/site-path.ts';
import { errorPath, proseOf } from '../core/url.ts';
import { splitWords } from '../lookup/words.ts';
import type { PageMeta } from './page-hit.ts';

/** What the search index is made from, besides the guides. */
export interface Searched {
  readonly registry: Registry;
  readonly lang: string;
  /** Hand-written MDX by slug. */
  readonly prose: Readonly<Record<string, string>>;
}

/** An index in the making. */
export interface GrowingIndex {
  /** Adds the guides of the built site and writes the index into a folder; returns how many pages are in it. */
  finish(dist: string, folder: string): Promise<number>;
  /** Ends the indexer, whether or not it is done. */
  close(): Promise<void>;
}

// Of what Pagefind writes, the program, its worker and the index; its user interfaces and the highlighter stay out.
const UNUSED = ['pagefind-ui.js', 'pagefind-ui.css', 'pagefind-modular-ui.js', 'pagefind-modular-ui.css'];
const UNUSED_TOO = ['pagefind-component-ui.js', 'pagefind-component-ui.css', 'pagefind-highlight.js'];
// A shared file costs fewer requests than a file for each page, and a search reads few of them.
const PAGES_PER_FILE = 8;
// So many pages are on their way to Pagefind at once: enough to keep it busy, few enough to be held in memory.
const PAGES_UNDER_WAY = 50;
// Pagefind holds every word of every page in memory while it writes, some 50 bytes each: the sum is bounded.
const MOST_WORDS = 800_000;
const FEWEST_WORDS = 40;

/**
 * Begins an index with what the registry says of each error. It needs no page, so it grows on one core while the pages
 * are made on the other, and no page's HTML has to be read again.
 */
export function startIndex(searched: Searched): GrowingIndex {
  const { registry } = searched;
  const filling = fillIndex(searched);
  // The rejection waits for `finish`.
  filling.catch(() => undefined);
  return {
    finish: async (dist, folder) => {
      const index = await filling;
      const guides = (await Array.fromAsync(glob('guides/*/index.html', { cwd: dist }))).sort();
      for (const file of guides) {
        const html = await readFile(join(dist, file), 'utf8');
        await addPage(index, pathOf(file), withSummary(html));
      }
      await writeIndex(index, folder);
      return registry.errors.length + guides.length;
    },
    close: async () => {
      await close();
    },
  };
}

async function fillIndex({ registry, lang, prose }: Searched): Promise<PagefindIndex> {
  const maxFragments = Math.ceil(registry.errors.length / PAGES_PER_FILE) + 1;
  const { index, errors } = await createIndex({ maxFragments });
  if (index === undefined) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
  const words = Math.max(FEWEST_WORDS, Math.floor(MOST_WORDS / registry.errors.length));
  const underWay: Promise<void>[] = [];
  for (const error of registry.errors) {
    underWay.push(addPage(index, errorPath(error.code), toSearchPage(error, lang, words, proseOf(prose, error.code))));
    if (underWay.length > PAGES_UNDER_WAY) await underWay.shift();
  }
  await Promise.all(underWay);
  return index;
}

/** The path of a page's file, as links write it. */
function pathOf(file: string): string {
  const path = `/${file.replaceAll('\\', '/').slice(0, -'index.html'.length)}`;
  return normalizePath(path) ?? path;
}

async function addPage(index: PagefindIndex, url: string, content: string): Promise<void> {
  const { errors } = await index.addHTMLFile({ url, content });
  if (errors.length > 0) throw new Error(`Pagefind can't index ${url}: ${errors.join('; ')}`);
}

async function writeIndex(index: PagefindIndex, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length > 0) throw new Error(`Pagefind can't write ${folder}: ${errors.join('; ')}`);
  for (const file of [...UNUSED, ...UNUSED_TOO]) await rm(join(folder, file), { force: true });
}

/** A guide whose description serves as its summary in results. */
function withSummary(html: string): string {
  return html.replace('<meta name="description"', '<meta data-pagefind-meta="summary[content]" name="description"');
}

/** What tells an error from the others, as a page: its metadata and the first words of its own texts. */
function toSearchPage(error: RegisteredError, lang: string, words: number, prose = ''): string {
  const metas = Object.entries<string>({ ...metaOf(error) }).map(
    ([name, value]) => `<meta data-pagefind-meta="${name}[content]" content="${escapeAttribute(value)}">`,
  );
  const texts = firstWords([...searchWords(error), plainProse(prose)], words);
  return [
    `<html lang="${escapeAttribute(lang)}"><head>${metas.join('')}</head><body data-pagefind-body>`,
    `<h1>${escapeHtml(error.code)}</h1><h2>${escapeHtml(titleOf(error))}</h2>`,
    ...texts.map((text) => `<p>${escapeHtml(text)}</p>`),
    '</body></html>',
  ]
    .join('')
    .toWellFormed();
}

function firstWords(texts: readonly string[], most: number): readonly string[] {
  let left = most;
  return texts.flatMap((text) => {
    const words = text.split(/\s+/).filter(Boolean).slice(0, Math.max(0, left));
    left -= words.length;
    return words.length === 0 ? [] : [words.join(' ')];
  });
}

/** Hand-written MDX without its code, tags and marks. */
function plainProse(mdx: string): string {
  return plainText(mdx.replaceAll(/^```[^]*?^```|<\/?[A-Z]\w*[^>]*>|^#+ |^\|[-| ]+\|$/gm, ' '));
}

function metaOf(error: RegisteredError): Required<Omit<PageMeta, 'summary' | 'status'>> & PageMeta {
  const { code, status, aliases = [], formerly = [] } = error;
  const names = [...writtenForms(code), ...aliases, ...formerly].join(' · ');
  return { title: titleOf(error), code, names, ...(status === undefined ? {} : { status: String(status) }) };
}

/** A code as people and languages write it: apart, with dashes, joined. */
function writtenForms(code: string): readonly string[] {
  const words = splitWords(code).map(({ text }) => text);
  return [' ', '-', ''].map((between) => words.join(between));
}
