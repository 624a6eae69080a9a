import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { errorPath } from '../core/url.ts';
import { splitWords } from '../lookup/words.ts';
import { INDEX_FOLDER, type PageMeta } from './page-hit.ts';

/** A built site: its folder, and the registry that it was built from. */
export interface BuiltSite {
  readonly dist: string;
  readonly registry: Registry;
}

// Of what Pagefind writes, the program, its worker and the index; its user interfaces and the highlighter stay out.
const UNUSED = /^pagefind-(?!worker|entry).*\.(?:js|css)$/;
// Up to this many pages a few shared files cost fewer requests than a file for each page.
const FEW_PAGES = 100;
const PAGES_PER_FILE = 8;
// Sections that say the same on most pages, or name other errors.
const REPEATED = /<h2 id="(?:handle-in-code|not-this|endpoints|support|history)"[^]*?(?=<h2 |<\/main>)/g;

/** Indexes all pages that carry `data-pagefind-body` and writes `pagefind/`; returns how many pages there are. */
export async function indexSite({ dist, registry }: BuiltSite): Promise<number> {
  const errors = new Map(registry.errors.map((error) => [errorPath(error.code), error]));
  const pages = await readPages(dist);
  try {
    const maxFragments = Math.ceil(pages.length / PAGES_PER_FILE);
    const { index, errors: problems } = await createIndex(pages.length <= FEW_PAGES ? { maxFragments } : {});
    if (index === undefined) throw new Error(`Pagefind did not start: ${problems.join('; ')}`);
    for (const { path, html } of pages) await addPage(index, path, withMeta(html, errors.get(path)));
    await writeIndex(index, join(dist, INDEX_FOLDER));
  } finally {
    await close();
  }
  return pages.length;
}

interface Page {
  readonly path: string;
  readonly html: string;
}

async function readPages(dist: string): Promise<readonly Page[]> {
  const files = (await Array.fromAsync(glob('**/index.html', { cwd: dist }))).sort();
  const pages: Page[] = [];
  for (const file of files) {
    const html = await readFile(join(dist, file), 'utf8');
    const path = `/${file.replaceAll('\\', '/').slice(0, -'index.html'.length)}`;
    if (html.includes('data-pagefind-body')) pages.push({ path, html });
  }
  return pages;
}

async function addPage(index: PagefindIndex, url: string, content: string): Promise<void> {
  const { errors } = await index.addHTMLFile({ url, content });
  if (errors.length > 0) throw new Error(`Pagefind can't index ${url}: ${errors.join('; ')}`);
}

async function writeIndex(index: PagefindIndex, folder: string): Promise<void> {
  const { files } = await index.getFiles();
  await rm(folder, { recursive: true, force: true });
  for (const { path, content } of files) {
    if (UNUSED.test(path)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** The page with its metadata, and without what would only blur it. */
function withMeta(html: string, error: RegisteredError | undefined): string {
  const metas = Object.entries(error === undefined ? {} : metaOf(error)).map(
    ([name, value]) => `<meta data-pagefind-meta="${name}[content]" content="${escapeAttribute(value)}">`,
  );
  return html
    .replace('<meta name="description"', '<meta data-pagefind-meta="summary[content]" name="description"')
    .replace('</head>', () => `${metas.join('')}</head>`)
    .replace(REPEATED, '');
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

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
