import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RegistryError, type Registry } from '../core/define.ts';
import { command } from './command.ts';
import { joinIncluded, type Origin, type OwnContent } from './include.ts';
import { readAsModules } from './own-package.ts';
import { publicReferences } from '../core/rules/public-references.ts';
import { findLeaks, type GuideFile, type TextFile } from '../core/leaks.ts';
import type { Misfit } from '../core/misfit.ts';
import { HISTORY_FILE, type History } from '../core/history.ts';
import { isRecord } from '../core/json.ts';
import { numberOf, withPlainNumbers } from '../core/numbers.ts';
import { publishPictures } from '../core/pictures.ts';
import { hasPage, type Site } from '../core/site.ts';
import { baseOf, isBase } from '../core/url.ts';
import { publicContent } from '../core/visibility.ts';
import { VISIBILITIES, type Visibility } from '../core/vocabulary.ts';
import { parseHistory } from '../schema/history.ts';
import { parseModules, parseRegistry, parseRegistryFile } from '../schema/registry.ts';
import { parseSite } from '../schema/site.ts';

/** What an API team owns, read from its folder. */
export interface Content {
  readonly dir: string;
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
  /** What became of the errors from version to version, where the folder has a file of it. */
  readonly history?: History;
  /** What of the registry the folder declares itself: all of it, unless its site includes others. */
  readonly own: Registry;
  /** Where the rest comes from. */
  readonly origins: readonly Origin[];
}

/** The content folder: that of `--content` or `CONTENT`, or else `content`, counted from where the command runs. */
export function contentDir(): string {
  return resolve(process.env['CONTENT'] ?? 'content');
}

/** The files of a content folder: typed modules, or JSON in their place. */
export const CONTENT_FILES = {
  registry: ['registry/index.ts', 'registry.json'],
  site: ['site.ts', 'site.json'],
} as const;

/** Which of the two forms of the registry or the site a folder holds. Throws where it holds none or both. */
export function findContentFile(dir: string, name: keyof typeof CONTENT_FILES): string {
  if (!existsSync(dir))
    throw new RegistryError(
      `${dir} is not there; name the content folder with --content, or make one with \`${command('init')}\`.`,
    );
  const [module, json] = CONTENT_FILES[name];
  const found = [module, json].filter((file) => isFile(join(dir, file)));
  const [file] = found;
  if (file === undefined) {
    throw new RegistryError(`${dir} is no complete content folder: it has neither ${module} nor ${json}; add one.`);
  }
  if (found.length > 1) throw new RegistryError(`${dir} has both ${module} and ${json}; remove one of the two.`);
  return file;
}

/** Whether a path leads to a file, and not to a folder. */
export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const loaded = new Map<string, Promise<Content>>();

/**
 * Reads registry, site and prose of a content folder as a site of some visibility has them, once a process. Throws a
 * {@link RegistryError} with all that is wrong with them, or else what the folder's modules throw.
 */
export async function loadContent(dir: string, visibility = statedVisibility()): Promise<Content> {
  const key = `${visibility} ${dir}`;
  const known = loaded.get(key) ?? readContentFolder(dir).then((content) => showContent(content, visibility));
  loaded.set(key, known);
  return known;
}

/** Whom a site is for, as `--visibility` or `VISIBILITY` says it. Throws a {@link RegistryError} for what is no such word. */
export function statedVisibility(stated = process.env['VISIBILITY'] ?? ''): Visibility {
  const known = VISIBILITIES.find((name) => name === (stated || 'public'));
  if (known !== undefined) return known;
  throw new RegistryError(`--visibility is ${JSON.stringify(stated)}; write ${VISIBILITIES.join(' or ')}.`);
}

/**
 * What a site of some visibility has of a content folder: all downstream sees no more than that. Throws a
 * {@link RegistryError} where something public names what is internal.
 */
async function showContent(content: Content, visibility: Visibility): Promise<Content> {
  if (visibility === 'internal') return { ...content, site: { ...content.site, visibility } };
  const leaks = [...publicReferences.check(content.registry), ...(await listLeaks(content))];
  if (leaks.length > 0) throw new RegistryError(leaks);
  return publicView(content);
}

/** What the public sees of the whole content of a folder. */
export async function publicView({ site: { visibility: _, ...site }, ...content }: Content): Promise<Content> {
  const guides = await readGuideFiles(content.dir);
  return publicContent(
    { ...content, site },
    guides.filter(({ isInternal }) => isInternal).map(({ name }) => name),
  );
}

/** What is public in a content folder and names what is internal, as far as no rule of the registry tells it. */
export async function listLeaks({ dir, registry, site, prose, origins }: Content): Promise<readonly Misfit[]> {
  return findLeaks(
    { registry, site, prose },
    {
      guides: await readGuideFiles(dir),
      prose: [...(await readTextFiles(dir, 'errors')), ...(await readIncludedTexts(dir, origins))],
      siteFile: findContentFile(dir, 'site'),
    },
  );
}

/** The texts of errors that come along with other content folders. */
async function readIncludedTexts(root: string, origins: readonly Origin[]): Promise<readonly TextFile[]> {
  const texts = await Promise.all(
    origins
      .filter(({ dir, path }) => dir === path)
      .map(async ({ dir: from }) => {
        const dir = relative(root, from).replaceAll('\\', '/');
        return (await readTextFiles(from, 'errors')).map((text) => ({ ...text, dir }));
      }),
  );
  return texts.flat();
}

async function readContentFolder(dir: string): Promise<Content> {
  const own = await readOwn(dir);
  const { registry, site, prose, origins } = await joinIncluded(own, {
    folder: readOwn,
    file: async (folder, file) => parseRegistryFile(await readJsonFile(folder, file), file),
  });
  const history = await readHistory(dir);
  return { dir, registry, site: applyBase(site), prose, own: own.registry, origins, ...(history && { history }) };
}

/** What a folder holds itself; `name` is that of its registry where another site includes it. */
async function readOwn(dir: string, name?: string): Promise<OwnContent> {
  readAsModules(dir);
  const [registry, site] = await Promise.allSettled([readRegistry(dir), readSite(dir)]);
  if (registry.status === 'rejected' || site.status === 'rejected') throw joinReasons([registry, site]);
  const files = { registry: findContentFile(dir, 'registry'), site: findContentFile(dir, 'site') };
  return { dir, registry: registry.value, site: site.value, prose: await readProse(dir, name), files };
}

async function readHistory(dir: string): Promise<History | undefined> {
  if (!isFile(join(dir, HISTORY_FILE))) return undefined;
  return parseHistory(withPlainNumbers(await readJsonFile(dir, HISTORY_FILE)), HISTORY_FILE);
}

async function readRegistry(dir: string): Promise<Registry> {
  const file = findContentFile(dir, 'registry');
  return file.endsWith('.json')
    ? parseRegistry(await readJsonFile(dir, file), file)
    : parseModules(await readExport(dir, file, 'registry'), file);
}

async function readSite(dir: string): Promise<Site> {
  const file = findContentFile(dir, 'site');
  return parseSite(file.endsWith('.json') ? await readSiteJson(dir, file) : await readExport(dir, file, 'site'), file);
}

/** What is wrong with both, where both say it at their places; else the first reason. */
function joinReasons(results: readonly PromiseSettledResult<unknown>[]): unknown {
  const reasons = results.flatMap((result): readonly unknown[] =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const misfits = reasons.map((reason) => (reason instanceof RegistryError ? reason.misfits : []));
  return misfits.every(({ length }) => length > 0) ? new RegistryError(misfits.flat()) : reasons[0];
}

async function readExport(dir: string, file: string, name: string): Promise<unknown> {
  const module = (await import(pathToFileURL(join(dir, file)).href)) as Readonly<Record<string, unknown>>;
  if (module[name] !== undefined) return module[name];
  const said = 'default' in module ? `exports \`${name}\` as default only` : `exports no \`${name}\``;
  throw new RegistryError([{ file, field: [], message: `The module ${said}; write \`export const ${name} = …\`.` }]);
}

/** The site with the base that `BASE` states for one build, if it does. */
function applyBase(site: Site): Site {
  const base = process.env['BASE'];
  if (base === undefined) return site;
  if (isBase(base)) return { ...site, url: new URL(`${baseOf(base)}/`, site.url).href };
  throw new RegistryError(
    `--base is ${JSON.stringify(base)}, which is no path that every host serves; write one like /docs.`,
  );
}

/** The settings without the address of their schema, which is for editors. */
async function readSiteJson(dir: string, file: string): Promise<unknown> {
  const value = withPlainNumbers(await readJsonFile(dir, file));
  if (!isRecord(value)) return value;
  const { $schema: _, ...site } = value;
  return site;
}

async function readJsonFile(dir: string, file: string): Promise<unknown> {
  return readJson(await readFile(join(dir, file), 'utf8'), file);
}

/** Reads JSON, its numbers with their digits. Throws a {@link RegistryError} that names the file. */
export function readJson(source: string, file: string): unknown {
  try {
    return JSON.parse(withoutBom(source), (_, value: unknown, { source: digits }) =>
      typeof value === 'number' && digits !== undefined ? numberOf(digits) : value,
    );
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    throw new RegistryError([{ file, field: [], message: `It is not valid JSON: ${reason}; correct it.` }]);
  }
}

/** The files in `errors/`, by slug. */
async function readProse(dir: string, registry: string | undefined): Promise<Readonly<Record<string, string>>> {
  const folder = join(dir, 'errors');
  const files = await listFiles(folder, '.mdx');
  const texts = await Promise.all(
    files.map((file) =>
      readFile(join(folder, file), 'utf8').catch((error: unknown) => {
        throw isSystemError(error) ? new RegistryError([{ field: [], ...unreadable(`errors/${file}`, error) }]) : error;
      }),
    ),
  );
  const prose = files.map(
    (file, index) =>
      [file.slice(0, -'.mdx'.length), publishPictures(stripFrontMatter(texts[index] ?? ''), registry)] as const,
  );
  // Without a prototype: a code may be called `hasOwnProperty`.
  return Object.assign(Object.create(null) as object, Object.fromEntries(prose));
}

/** Whether the system refused something, and not a program. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

/** What is wrong with a file of a content folder that the system does not give out. */
export function unreadable(file: string, { code }: NodeJS.ErrnoException): Required<Pick<Misfit, 'file' | 'message'>> {
  const message =
    code === 'EISDIR'
      ? 'It is a folder; put a file in its place, or give it a name without the ending.'
      : `It can't be read (${code ?? 'for no known reason'}); see to its permissions.`;
  return { file, message };
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

/** The guides that a site shows, and those among them that are for the team of the API alone. */
export interface ShownGuides {
  readonly guides: readonly string[];
  readonly teamGuides: readonly string[];
}

/** The names of the guides that a site may show, sorted: a public one has none that are internal. */
export async function listSeenGuides(content: Pick<Content, 'dir' | 'site'>): Promise<readonly string[]> {
  return (await readSeenGuides(content)).map(({ name }) => name);
}

async function readSeenGuides({ dir, site }: Pick<Content, 'dir' | 'site'>): ReturnType<typeof readGuideFiles> {
  const all = await readGuideFiles(dir);
  return all.filter(({ isInternal }) => !isInternal || site.visibility === 'internal');
}

/**
 * The names of the guides that a site shows, of those that it may show; `pages.teamGuides` decides about those for the
 * team.
 */
export async function listShownGuides({ dir, site }: Pick<Content, 'dir' | 'site'>): Promise<ShownGuides> {
  if (!hasPage(site, 'guides')) return { guides: [], teamGuides: [] };
  const seen = await readSeenGuides({ dir, site });
  const names = seen.map(({ name }) => name);
  if (site.pages?.teamGuides === true) return { guides: names, teamGuides: [] };
  const teamGuides = seen.filter(({ isForTeam }) => isForTeam).map(({ name }) => name);
  return site.pages?.teamGuides === false
    ? { guides: names.filter((name) => !teamGuides.includes(name)), teamGuides: [] }
    : { guides: names, teamGuides };
}

/** The guides of a content folder, sorted, with what their front matter says as far as it can be read: what is wrong with it is told elsewhere. */
async function readGuideFiles(dir: string): Promise<readonly (GuideFile & { readonly isForTeam: boolean })[]> {
  const files = await readTextFiles(dir, 'guides');
  return Promise.all(
    files.map(async ({ file, text }) => {
      const { audience, visibility, errors } = await readFrontMatter(text);
      return {
        ...{ file, text, name: file.slice('guides/'.length, -'.mdx'.length) },
        isForTeam: audience === 'team',
        isInternal: visibility === 'internal',
        errors: Array.isArray(errors) ? errors.map(String) : [],
      };
    }),
  );
}

/** The texts in a folder of a content folder, sorted; one that can't be read is empty. */
async function readTextFiles(dir: string, folder: string): Promise<readonly TextFile[]> {
  const names = await listFiles(join(dir, folder), '.mdx');
  return Promise.all(
    names.map(async (name) => ({
      file: `${folder}/${name}`,
      text: await readFile(join(dir, folder, name), 'utf8').catch(() => ''),
    })),
  );
}

async function readFrontMatter(mdx: string): Promise<Readonly<Record<string, unknown>>> {
  const [, head = ''] = FRONT_MATTER.exec(mdx) ?? [];
  if (!/audience|visibility|errors/.test(head)) return {};
  const { parseDocument } = await import('yaml');
  const { errors, contents } = parseDocument(head);
  const value: unknown = errors.length > 0 ? undefined : contents?.toJSON();
  return isRecord(value) ? value : {};
}

/** The front matter of a text with its fences, at the very start: behind a BOM at most, and with any line ends. */
export const FRONT_MATTER = /^\uFEFF?---[^\S\n]*\n(?:([^]*?)\r?\n)?---[^\S\n]*(?=\n|$)/;

function stripFrontMatter(mdx: string): string {
  return withoutBom(mdx.replace(FRONT_MATTER, '')).replaceAll('\r\n', '\n').trim();
}

const withoutBom = (text: string): string => text.replace(/^\uFEFF/, '');
