import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createIndex, type PagefindIndex } from 'pagefind';
import { hasCode, nameOf, statusesOf, titleOf, type RegisteredError } from '../core/define.ts';
import { searchWords } from '../core/entry-texts.ts';
import { escapeAttribute, escapeHtml } from '../core/html.ts';
import { plainText } from '../core/markup.ts';
import { errorPath } from '../core/url.ts';
import { splitWords } from '../lookup/words.ts';
import type { PageMeta } from './page-hit.ts';
import { countParts, ERRORS_PER_PART } from './parts.ts';

/** An error as it is searched for. */
export interface SearchedError {
  readonly error: RegisteredError;
  /** Hand-written MDX, without front matter. */
  readonly prose: string | undefined;
}

/** What an index holds. */
export interface Searched {
  readonly errors: readonly SearchedError[];
  readonly lang: string;
  /** How many words of each error are searched. */
  readonly words: number;
}

// Of what Pagefind writes, the program, its worker and the index; its user interfaces and the highlighter stay out.
const UNUSED = ['pagefind-ui.js', 'pagefind-ui.css', 'pagefind-modular-ui.js', 'pagefind-modular-ui.css'];
const UNUSED_TOO = ['pagefind-component-ui.js', 'pagefind-component-ui.css', 'pagefind-highlight.js'];
const PROGRAM = ['pagefind.js', 'pagefind-worker.js'];
// A shared file costs fewer requests than a file for each page, and a search reads few of them.
const PAGES_PER_FILE = 8;
// So many pages are on their way to Pagefind at once: enough to keep it busy, few enough to be held in memory.
const PAGES_UNDER_WAY = 50;
// Pagefind holds every word of every page in memory while it writes, some 50 bytes each, and readers load its size.
const MOST_WORDS = 800_000;
const FEWEST_WORDS = 40;

/** How many words of each error are searched where there are so many errors; one more hardly ever changes it. */
export function wordsPerError(errors: number): number {
  const atMost = errors <= 1_000 ? 1_000 : countParts(errors) * ERRORS_PER_PART;
  return Math.max(FEWEST_WORDS, Math.floor(MOST_WORDS / atMost));
}

/**
 * Makes an index with what the registry says of errors. It needs no page, so it grows on one core while the pages are
 * made on the other, and no page's HTML has to be read again.
 */
export async function indexErrors({ errors, lang, words }: Searched): Promise<PagefindIndex> {
  const { index, errors: failures } = await createIndex({
    maxFragments: Math.ceil(errors.length / PAGES_PER_FILE) + 1,
  });
  if (index === undefined) throw new Error(`Pagefind did not start: ${failures.join('; ')}`);
  const underWay: Promise<void>[] = [];
  for (const { error, prose } of errors) {
    underWay.push(addPage(index, errorPath(error.code), toSearchPage(error, lang, words, prose)));
    if (underWay.length > PAGES_UNDER_WAY) await underWay.shift();
  }
  await Promise.all(underWay);
  return index;
}

/** Adds guides to an index: their HTML, by their paths. */
export async function addGuides(index: PagefindIndex, guides: Iterable<readonly [string, string]>): Promise<void> {
  for (const [path, html] of guides) await addPage(index, path, withSummary(html));
}

/** Writes an index into a folder, with the program that reads it or without. */
export async function writeIndex(
  index: PagefindIndex,
  folder: string,
  { program }: { program: boolean },
): Promise<void> {
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length > 0) throw new Error(`Pagefind can't write ${folder}: ${errors.join('; ')}`);
  const unused = [...UNUSED, ...UNUSED_TOO, ...(program ? [] : [...PROGRAM, ...(await listWasm(folder))])];
  for (const file of unused) await rm(join(folder, file), { force: true });
  await index.deleteIndex();
}

async function listWasm(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((file) => file.startsWith('wasm.'));
}

async function addPage(index: PagefindIndex, url: string, content: string): Promise<void> {
  const { errors } = await index.addHTMLFile({ url, content });
  if (errors.length > 0) throw new Error(`Pagefind can't index ${url}: ${errors.join('; ')}`);
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
    `<h1>${escapeHtml(nameOf(error))}</h1><h2>${escapeHtml(titleOf(error))}</h2>`,
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

function metaOf(error: RegisteredError): Required<Pick<PageMeta, 'title' | 'code' | 'names'>> & PageMeta {
  const { code, aliases = [], formerly = [] } = error;
  const [status] = statusesOf(error);
  const names = [...writtenForms(code), ...aliases, ...formerly].join(' · ');
  return {
    title: titleOf(error),
    code,
    ...(hasCode(error) ? {} : { name: nameOf(error) }),
    names,
    ...(status === undefined ? {} : { status: String(status) }),
  };
}

/** A code as people and languages write it: apart, with dashes, joined. */
function writtenForms(code: string): readonly string[] {
  const words = splitWords(code).map(({ text }) => text);
  return [' ', '-', ''].map((between) => words.join(between));
}
