import { readdir, readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { baseOf } from '../core/url.ts';

// A content folder outside the project finds the core under the same name as one inside.
registerHooks({
  resolve(specifier, context, next) {
    const name = /^error-reference(?:\/(.+))?$/.exec(specifier);
    return next(name ? new URL(`../core/${name[1] ?? 'define'}.ts`, import.meta.url).href : specifier, context);
  },
});

/** What an API team owns, read from its folder. */
export interface Content {
  readonly dir: string;
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
}

/** The content folder: `CONTENT`, or `content/` of the project. */
export function contentDir(root: string): string {
  return resolve(root, process.env['CONTENT'] ?? 'content');
}

/** Reads registry, site and prose of a content folder. Throws what its modules throw. */
export async function loadContent(dir: string): Promise<Content> {
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(join(dir, file)).href);
  const { registry } = (await load('registry/index.ts')) as { registry: Registry };
  const { site } = (await load('site.ts')) as { site: Site };
  return { dir, registry, site: applyBase(site), prose: await readProse(dir) };
}

/** The site with the base that `BASE` states for one build, if it does. */
function applyBase(site: Site): Site {
  const base = process.env['BASE'];
  return base === undefined ? site : { ...site, url: new URL(`${baseOf(base)}/`, site.url).href };
}

/** The files in `errors/`, by slug. */
export async function readProse(dir: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(dir, 'errors');
  const files = await listFiles(folder, '.mdx');
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return Object.fromEntries(
    files.map((file, index) => [file.slice(0, -'.mdx'.length), stripFrontMatter(texts[index] ?? '')]),
  );
}

/** Names of the files of a folder with an ending, sorted; none where the folder is missing. */
export async function listFiles(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(ending)).sort();
}

/** The names of the guides of a content folder, sorted. */
export async function listGuides(dir: string): Promise<readonly string[]> {
  const files = await listFiles(join(dir, 'guides'), '.mdx');
  return files.map((file) => file.slice(0, -'.mdx'.length));
}

function stripFrontMatter(mdx: string): string {
  return mdx.replace(/^---\n.*?\n---\n/s, '').trim();
}
