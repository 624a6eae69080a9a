/** Other registries in the site of a content folder: how they are read, renamed and joined. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { RegistryError, type CategoryHead, type RegisteredError, type Registry } from '../core/define.ts';
import { mapTexts } from '../core/entry-texts.ts';
import { pickApi, type Api, type PublishedApi } from '../core/envelope.ts';
import { mapDestinations } from '../core/markup.ts';
import type { Misfit } from '../core/misfit.ts';
import type { Include, Site } from '../core/site.ts';
import { absoluteUrl, slugOf } from '../core/url.ts';

/** A file or a content folder from which a site has errors that are not its own. */
export interface Origin {
  /** The names that these errors give in `registry`. */
  readonly registries: readonly string[];
  /** The content folder, or the folder of the file. */
  readonly dir: string;
  /** The file that states them. */
  readonly file: string;
  /** The files and folders whose edits change them. */
  readonly path: string;
}

/** What a content folder holds itself, before its base is known. */
export interface OwnContent {
  readonly dir: string;
  readonly registry: Registry;
  readonly site: Site;
  readonly prose: Readonly<Record<string, string>>;
  /** The files that hold the registry and the site. */
  readonly files: { readonly registry: string; readonly site: string };
}

/** A content folder with the registries that it includes. */
export interface JoinedContent {
  readonly registry: Registry;
  readonly site: Site;
  readonly prose: Readonly<Record<string, string>>;
  readonly origins: readonly Origin[];
}

/** Reads what may be included. */
export interface IncludeReaders {
  /** A content folder, with `registry` as the name of its errors in the whole. */
  readonly folder: (dir: string, registry: string) => Promise<OwnContent>;
  readonly file: (dir: string, file: string) => Promise<{ readonly registry: Registry; readonly api?: PublishedApi }>;
}

/** A content folder on its way into a whole. */
interface Place {
  /** The content folder of the site. */
  readonly root: string;
  /** The content folders that led here, the outermost first, by their real paths. */
  readonly chain: readonly string[];
  /** The name of its errors in the whole; absent for those of the site. */
  readonly name: string | undefined;
}

/** Joins a content folder with all that it includes. Throws a {@link RegistryError} with each misfit. */
export async function joinIncluded(own: OwnContent, readers: IncludeReaders): Promise<JoinedContent> {
  return join(own, readers, { root: own.dir, chain: [realpathSync(own.dir)], name: undefined });
}

async function join(own: OwnContent, readers: IncludeReaders, place: Place): Promise<JoinedContent> {
  const { include = [] } = own.site;
  const base: Part = { ...own, name: undefined, origins: [], dir: own.dir, file: own.files.registry, apis: {} };
  if (include.length === 0) return { registry: own.registry, site: own.site, prose: own.prose, origins: [] };
  const settled = await Promise.allSettled(
    include.map(async (each, index) => {
      try {
        return await readPart(each, index, own, readers, place);
      } catch (error) {
        throw error instanceof RegistryError && error.misfits.length > 0
          ? error
          : atInclude(own, place, index, describeFailure(each, error));
      }
    }),
  );
  const failures = settled.flatMap((result) =>
    result.status === 'rejected' ? (result.reason as RegistryError).misfits : [],
  );
  if (failures.length > 0) throw new RegistryError(failures);
  const parts = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const misfits = findConflicts([base, ...parts], own, place);
  if (misfits.length > 0) throw new RegistryError(misfits);
  const all = [base, ...parts];
  return {
    registry: {
      categories: all.flatMap(({ registry }) => registry.categories),
      errors: all.flatMap(({ registry }) => registry.errors),
    },
    site: {
      ...own.site,
      registries: Object.assign({}, own.site.registries, ...parts.map(({ apis }) => apis)) as ApisByName,
    },
    prose: Object.assign(Object.create(null) as object, ...all.map(({ prose }) => prose)) as OwnContent['prose'],
    origins: parts.flatMap(({ origins }) => origins),
  };
}

type ApisByName = Readonly<Record<string, Api>>;

/** A registry as it stands in the whole. */
interface Part extends Pick<OwnContent, 'registry' | 'prose' | 'dir'> {
  readonly name: string | undefined;
  readonly file: string;
  readonly apis: ApisByName;
  readonly origins: readonly Origin[];
}

async function readPart(
  { from, prefix, owner }: Include,
  index: number,
  own: OwnContent,
  readers: IncludeReaders,
  place: Place,
): Promise<Part> {
  const refuse = (message: string): RegistryError => atInclude(own, place, index, message);
  const path = resolve(own.dir, from);
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined)
    throw refuse(`${from} is not there; write the path of an errors.json or a content folder from the content folder.`);
  const name = place.name === undefined ? prefix : `${place.name}-${prefix}`;
  const real = realpathSync(path);
  if (info.isDirectory()) {
    const circle = place.chain.indexOf(real);
    if (circle === place.chain.length - 1) throw refuse(`${from} is this content folder itself; remove it.`);
    if (circle >= 0) {
      const way = [...place.chain.slice(circle), real].map((each) => fromRoot(place.root, each) || '.');
      throw refuse(`${from} leads in a circle, ${way.join(' to ')}; remove one of these includes.`);
    }
    const content = await readers.folder(path, name).catch((error: unknown) => {
      throw inOrigin(error, fromRoot(place.root, path));
    });
    const joined = await join(content, readers, { ...place, chain: [...place.chain, real], name });
    const origin = {
      registries: namesIn(prefix, joined.site.registries, joined.origins),
      dir: path,
      file: content.files.registry,
      path,
    };
    return rename(joined, joined.site, prefix, { owner, dir: path, file: content.files.registry, origin });
  }
  if (!info.isFile() || !path.endsWith('.json'))
    throw refuse(`${from} is neither an errors.json nor a content folder; name one of the two.`);
  const [dir, file] = [dirname(path), basename(path)];
  const { registry, api = {} } = await readers.file(dir, file).catch((error: unknown) => {
    throw inOrigin(error, fromRoot(place.root, dir));
  });
  const origin = { registries: namesIn(prefix, api.registries, []), dir, file, path };
  return rename({ registry, prose: {}, origins: [] }, api, prefix, { owner, dir, file, origin });
}

/** The names of a registry and of those in the same place, which it brings along. */
function namesIn(prefix: string, registries: ApisByName = {}, elsewhere: readonly Origin[]): readonly string[] {
  const told = new Set(elsewhere.flatMap((origin) => origin.registries));
  return [
    prefix,
    ...Object.keys(registries)
      .filter((name) => !told.has(name))
      .map((name) => `${prefix}-${name}`),
  ];
}

interface Naming {
  readonly owner: string | undefined;
  readonly dir: string;
  readonly file: string;
  readonly origin: Origin;
}

/** A registry with `prefix` before its names: its codes stay as payloads carry them. */
function rename(
  { registry, prose, origins }: Pick<JoinedContent, 'registry' | 'prose' | 'origins'>,
  stated: PublishedApi | Site,
  prefix: string,
  { owner, dir, file, origin }: Naming,
): Part {
  const under = (name: string): string => `${prefix}-${name}`;
  const others = Object.entries(stated.registries ?? {}).map(([name, api]) => [under(name), api] as const);
  const api = { ...pickApi(stated), ...(owner === undefined ? {} : { owner }) };
  const lead = leadHome(registry, stated.url);
  return {
    name: prefix,
    registry: {
      categories: registry.categories.map((category): CategoryHead => ({ ...category, name: under(category.name) })),
      errors: registry.errors.map((error): RegisteredError => {
        const changed = lead === undefined ? error : mapTexts(error, ({ text, shape }) => lead(text, shape.link));
        const from = error.registry === undefined ? prefix : under(error.registry);
        return { ...changed, category: under(error.category), registry: from };
      }),
    },
    prose:
      lead === undefined ? prose : Object.fromEntries(Object.entries(prose).map(([slug, text]) => [slug, lead(text)])),
    dir,
    file,
    apis: Object.fromEntries([[prefix, api], ...others]),
    origins: [origin, ...origins.map((each) => ({ ...each, registries: each.registries.map(under) }))],
  };
}

/**
 * Makes a function that has the links of a text lead to the pages of their own site, but for those to its errors, which
 * stand here. `undefined` where nobody states the address of that site.
 */
function leadHome(
  { errors }: Registry,
  url: string | undefined,
): ((text: string, isLink?: true) => string) | undefined {
  if (url === undefined) return undefined;
  const slugs = new Set(errors.flatMap(({ code, formerly = [] }) => [code, ...formerly].map(slugOf)));
  const home = (href: string): string | undefined => {
    // Pictures beside the texts come along.
    if (!/^\/(?!\/|_files\/)/.test(href)) return undefined;
    const slug = /^\/errors\/([^/#?]+?)(?:\/|\.md|\.json)(?:[#?]|$)/.exec(href)?.[1];
    return slug !== undefined && slugs.has(slug) ? undefined : absoluteUrl(url, href);
  };
  return (text, isLink) => (isLink ? (home(text) ?? text) : mapDestinations(text, home));
}

/** What stands in two registries at once, told at both places. */
function findConflicts(parts: readonly Part[], own: OwnContent, place: Place): readonly Misfit[] {
  const misfits: Misfit[] = [];
  const at = ({ dir, file }: Part) => {
    const away = fromRoot(place.root, dir);
    return away === '' ? { file } : { dir: away, file };
  };
  // As seen from the folder in which it is told.
  const pathOf = (other: Part, here: Part): string => fromRoot(here.dir, resolve(other.dir, other.file));
  const names = new Map<string, number>(Object.keys(own.site.registries ?? {}).map((name) => [name, -1]));
  for (const [index, { apis }] of parts.slice(1).entries()) {
    for (const name of Object.keys(apis)) {
      const first = names.get(name);
      if (first !== undefined) {
        const other = first < 0 ? 'one of registries' : `include[${first}]`;
        const message = `${name} is the name of ${other} as well; write another prefix.`;
        misfits.push(...atInclude(own, place, index, message, 'prefix').misfits);
      }
      names.set(name, index);
    }
  }
  if (misfits.length > 0) return misfits;
  const categories = new Map<string, Part>();
  const codes = new Map<string, readonly [Part, RegisteredError]>();
  for (const part of parts) {
    for (const [index, { name }] of part.registry.categories.entries()) {
      const first = categories.get(name);
      if (first !== undefined) {
        const field = ['categories', first.registry.categories.findIndex((each) => each.name === name), 'name'];
        const tell = (here: Part, other: Part, way: Misfit['field']): void => {
          const message = `${name} is the name of a category in ${pathOf(other, here)}, too; rename one of the two, or choose another prefix.`;
          misfits.push({ ...at(here), field: way, message });
        };
        tell(first, part, field);
        tell(part, first, ['categories', index, 'name']);
      }
      categories.set(name, part);
    }
    for (const error of part.registry.errors) {
      const [first] = codes.get(error.code) ?? [];
      if (first !== undefined)
        for (const [here, other] of [
          [first, part],
          [part, first],
        ] as const) {
          const message = `the code stands in ${pathOf(other, here)}, too; rename one of the two, or leave one registry out.`;
          misfits.push({ ...at(here), code: error.code, field: [], message });
        }
      else codes.set(error.code, [part, error]);
    }
  }
  return [...misfits, ...findTwoTexts(parts, at, pathOf)];
}

/** Prose of one error that two content folders have. */
function findTwoTexts(
  parts: readonly Part[],
  at: (part: Part) => Pick<Misfit, 'dir' | 'file'>,
  pathOf: (other: Part, here: Part) => string,
): readonly Misfit[] {
  const owners = new Map<string, Part>();
  return parts.flatMap((part) =>
    Object.keys(part.prose).flatMap((slug): readonly Misfit[] => {
      const first = owners.get(slug);
      owners.set(slug, first ?? part);
      if (first === undefined) return [];
      const file = `errors/${slug}.mdx`;
      const other = pathOf({ ...first, file }, part);
      return [
        { ...at({ ...part, file }), field: [], message: `${other} tells of the same error; remove one of the two.` },
      ];
    }),
  );
}

/** What is wrong with one of the includes, at its place in the settings. */
function atInclude(own: OwnContent, { root }: Place, index: number, message: string, field = 'from'): RegistryError {
  const dir = fromRoot(root, own.dir);
  const at = dir === '' ? {} : { dir };
  return new RegistryError([{ ...at, file: own.files.site, field: ['include', index, field], message }]);
}

function describeFailure({ from }: Include, error: unknown): string {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return `${from} can't be read: ${reason.replace(/[.;]?$/, '')}; correct it there.`;
}

/** What is wrong in an included folder, told as seen from the content folder of the site. */
function inOrigin(error: unknown, dir: string): unknown {
  if (!(error instanceof RegistryError) || error.misfits.length === 0) return error;
  return new RegistryError(error.misfits.map((misfit) => ({ ...misfit, dir })));
}

/** A path from the content folder, as people write it. */
function fromRoot(root: string, path: string): string {
  const way = relative(root, path).split(sep).join('/');
  return isAbsolute(way) ? path : way;
}

/** The place from which a site has an error; `undefined` for one of its own. */
export function originOf(
  origins: readonly Origin[],
  { registry }: Pick<RegisteredError, 'registry'>,
): Origin | undefined {
  return registry === undefined ? undefined : origins.find(({ registries }) => registries.includes(registry));
}
