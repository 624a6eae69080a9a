import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RegistryError, type Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { baseOf } from '../core/url.ts';
import { parseModules, parseRegistry } from '../schema/registry.ts';
import { parseSite } from '../schema/site.ts';

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

/** The files of a content folder: typed modules, or JSON in their place. */
export const CONTENT_FILES = {
  registry: ['registry/index.ts', 'registry.json'],
  site: ['site.ts', 'site.json'],
} as const;

/** Which of the two forms of the registry or the site a folder holds. Throws where it holds none or both. */
export function findContentFile(dir: string, name: keyof typeof CONTENT_FILES): string {
  const [module, json] = CONTENT_FILES[name];
  const found = [module, json].filter((file) => existsSync(join(dir, file)));
  const [file] = found;
  if (file === undefined) {
    throw new RegistryError(`${dir} is no complete content folder: it has neither ${module} nor ${json}; add one.`);
  }
  if (found.length > 1) throw new RegistryError(`${dir} has both ${module} and ${json}; remove one of the two.`);
  return file;
}

const loaded = new Map<string, Promise<Content>>();

/** Reads registry, site and prose of a content folder, once a process. Throws what its modules throw. */
export async function loadContent(dir: string): Promise<Content> {
  const known = loaded.get(dir) ?? readContentFolder(dir);
  loaded.set(dir, known);
  return known;
}

async function readContentFolder(dir: string): Promise<Content> {
  const load = async (name: keyof typeof CONTENT_FILES): Promise<unknown> => {
    const file = findContentFile(dir, name);
    if (file.endsWith('.json')) return readJson(join(dir, file), file);
    const module = (await import(pathToFileURL(join(dir, file)).href)) as Readonly<Record<string, unknown>>;
    if (module[name] === undefined) throw new RegistryError(`${dir}/${file} exports no \`${name}\`; export one.`);
    return module[name];
  };
  const [source, site] = [await load('registry'), await load('site')];
  const file = findContentFile(dir, 'registry');
  const parsed = parseBoth(
    () => (file.endsWith('.json') ? parseRegistry(source, file) : parseModules(source, file)),
    () => parseSite(site, findContentFile(dir, 'site')),
  );
  return { dir, registry: parsed.registry, site: applyBase(parsed.site), prose: await readProse(dir) };
}

/** The registry and the site; where both are wrong, the mistakes of both are thrown. */
function parseBoth(
  parse: () => Registry,
  parseSettings: () => Site,
): { readonly registry: Registry; readonly site: Site } {
  const errors: RegistryError[] = [];
  const attempt = <Value>(read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
  const [registry, site] = [attempt(parse), attempt(parseSettings)];
  if (registry !== undefined && site !== undefined) return { registry, site };
  throw new RegistryError(
    errors.map(({ message }) => message).join('\n'),
    errors.flatMap(({ places }) => places),
  );
}

/** The site with the base that `BASE` states for one build, if it does. */
function applyBase(site: Site): Site {
  const base = process.env['BASE'];
  return base === undefined ? site : { ...site, url: new URL(`${baseOf(base)}/`, site.url).href };
}

async function readJson(path: string, name: string): Promise<unknown> {
  const source = await readFile(path, 'utf8');
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new RegistryError(`${name} is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The front matter of an MDX file, without the line end behind it; its YAML is the first group. */
export const FRONT_MATTER = /^\uFEFF?---[^\S\n]*\n(?:([^]*?)\n)?---[^\S\n]*(?=\n|$)/;

/** The files in `errors/`, by slug. */
async function readProse(dir: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(dir, 'errors');
  const files = await listFiles(folder, '.mdx');
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const prose = files.map(
    (file, index) => [file.slice(0, -'.mdx'.length), stripFrontMatter(texts[index] ?? '')] as const,
  );
  // Without a prototype: a code may be called `hasOwnProperty`.
  return Object.assign(Object.create(null) as object, Object.fromEntries(prose));
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

/** MDX without its front matter, which may have the line ends and the mark at its start that Windows writes. */
function stripFrontMatter(mdx: string): string {
  return mdx.replace(FRONT_MATTER, '').trim();
}
