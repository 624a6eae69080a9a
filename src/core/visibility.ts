/** What the public sees of a registry and its site: the one place that takes away what is internal. */
import { endpointsOf, type ErrorEntry, type Marked, type RegisteredError, type Registry } from './define.ts';
import { listPlaceholderPaths, type Api } from './envelope.ts';
import type { History } from './history.ts';
import { isRecord, ownValue, type Json } from './json.ts';
import { normalizePath } from './site-path.ts';
import type { Site } from './site.ts';
import { categoryPath, endpointPath, errorPath, guidePath, slugOf } from './url.ts';

/** What a content folder holds for a site. */
export interface SiteContent {
  readonly registry: Registry;
  readonly site: Site;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
  readonly history?: History;
}

/** The settings of a site that are for the house alone: who owns which codes, and where its code is. */
export const HOUSE_FIELDS: ReadonlySet<string> = new Set(['ranges', 'sources']);

/** The fields of an entry whose items may be internal. */
const MARKED_FIELDS: ReadonlySet<string> = new Set<keyof ErrorEntry>(['steps', 'causes']);

/** Whether the public may see something: an entry, a cause, a step, the front matter of a guide. */
export function isPublic(part: unknown): boolean {
  return !(isRecord(part) && part['visibility'] === ('internal' satisfies Marked['visibility']));
}

/** Whether a field of an entry belongs to what the public may see of it. */
export function isPublicField(error: RegisteredError, [name, place]: readonly (string | number)[]): boolean {
  const items: unknown = MARKED_FIELDS.has(String(name)) ? error[name as keyof ErrorEntry] : undefined;
  return !Array.isArray(items) || isPublic(items[Number(place)]);
}

/** A registry and its site as the public sees them; `guides` are the names of the internal ones. */
export function publicContent<Content extends SiteContent>(content: Content, guides: readonly string[]): Content {
  const { registry, site, prose, history } = content;
  const seen = publicRegistry(registry);
  const hidden = findHidden(content, guides);
  const slugs = new Set(hidden.codes.map(slugOf));
  const shown = Object.entries(prose).filter(([slug]) => !slugs.has(slug));
  return {
    ...content,
    registry: seen,
    site: publicSite(site, hidden),
    // Without a prototype: a code may be called `hasOwnProperty`.
    prose: Object.assign(Object.create(null) as object, Object.fromEntries(shown)),
    ...(history && { history: publicHistory(history, hidden) }),
  };
}

/** What became of errors that the public sees, or saw; versions stay, whatever is left of them. */
function publicHistory({ releases }: History, { names }: Hidden): History {
  return {
    releases: releases.map(({ changes, ...release }) => ({
      ...release,
      changes: changes.filter(({ code }) => code === undefined || !names.has(code)),
    })),
  };
}

/** The entries that the public sees, each without its internal parts, in the categories that hold one or never did. */
function publicRegistry({ categories, errors }: Registry): Registry {
  const seen = errors.filter(isPublic).map(publicEntry);
  const lost = onlyIn(errors, seen, ({ category }) => [category]);
  return { categories: categories.filter(({ name }) => !lost.has(name)), errors: seen };
}

/** The entry itself where nothing of it is internal; what loses all its items is absent. */
function publicEntry(error: RegisteredError): RegisteredError {
  const fields = Object.entries(error) as readonly (readonly [string, unknown])[];
  const isMixed = ([name, value]: readonly [string, unknown]): boolean =>
    MARKED_FIELDS.has(name) && Array.isArray(value) && !value.every(isPublic);
  if (!fields.some(isMixed)) return error;
  const seen = fields.flatMap((field) => {
    const left = isMixed(field) ? (field[1] as readonly unknown[]).filter(isPublic) : undefined;
    return left === undefined ? [field] : left.length === 0 ? [] : [[field[0], left] as const];
  });
  return Object.fromEntries(seen) as unknown as RegisteredError;
}

/** What only the internal site has. */
export interface Hidden {
  /** The codes of internal errors. */
  readonly codes: readonly string[];
  /** These codes, and other names of theirs, that no public error has. */
  readonly names: ReadonlySet<string>;
  /** Paths of pages, and old ones that lead there. */
  readonly paths: ReadonlySet<string>;
  /** Values of the site's own dimensions that internal errors alone have, by the ids of the dimensions. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Registries from which internal errors alone come. */
  readonly registries: ReadonlySet<string>;
  /** Envelopes that internal errors alone have, as {@link envelopeKey} names them. */
  readonly envelopes: ReadonlySet<string>;
}

/** What only the internal site has; `guides` are the names of the internal guides. */
export function findHidden({ registry, site }: SiteContent, guides: readonly string[]): Hidden {
  const { errors } = registry;
  const seen = errors.filter(isPublic);
  const lost = (valuesOf: (error: RegisteredError) => readonly string[]): ReadonlySet<string> =>
    onlyIn(errors, seen, valuesOf);
  const values = new Map(
    Object.keys(site.dimensions ?? {}).map(
      (id) => [id, lost(({ dimensions }) => [ownValue(dimensions, id) ?? []].flat())] as const,
    ),
  );
  const codes = errors.filter((error) => !isPublic(error)).map(({ code }) => code);
  const pages = [
    ...lost(({ code, formerly = [] }) => [code, ...formerly].map(errorPath)),
    ...guides.map(guidePath),
    ...[...lost(({ category }) => [category])].map(categoryPath),
    ...lost((error) => endpointsOf(error).map(endpointPath)),
    ...[...values].flatMap(([id, own]) => [...own].map((value) => `/${id}/${slugOf(value)}/`)),
  ];
  return {
    codes,
    names: lost(({ code, formerly = [], aliases = [] }) => [code, ...formerly, ...aliases]),
    paths: withOldPaths(new Set(pages), site),
    values,
    registries: lost(({ registry }) => [registry ?? []].flat()),
    envelopes: lost(({ registry, envelope }) => (envelope === undefined ? [] : [envelopeKey(registry, envelope)])),
  };
}

/** What tells an envelope of the site, or of one of the registries that it includes, from all others. */
const envelopeKey = (registry: string | undefined, envelope: string): string => JSON.stringify([registry, envelope]);

/** The values that all have, and some don't: what nobody has is hidden from nobody. */
function onlyIn(
  all: readonly RegisteredError[],
  some: readonly RegisteredError[],
  valuesOf: (error: RegisteredError) => readonly string[],
): ReadonlySet<string> {
  const had = new Set(some.flatMap(valuesOf));
  return new Set(all.flatMap(valuesOf).filter((value) => !had.has(value)));
}

/** Paths with the old ones of `site.moved` that lead to one of them, however many steps it takes. */
function withOldPaths(paths: ReadonlySet<string>, site: Site): ReadonlySet<string> {
  const moved = Object.entries(site.moved ?? {}).map((line) => line.map(oneForm));
  const more = moved.flatMap(([from = '', to = '']) => (paths.has(to) && !paths.has(from) ? [from] : []));
  return more.length === 0 ? paths : withOldPaths(new Set([...paths, ...more]), site);
}

const oneForm = (path: string): string => normalizePath(path) ?? path;

function publicSite(site: Site, { paths, values, registries, envelopes }: Hidden): Site {
  const isHiddenIn = (registry?: string) => (name: string) => envelopes.has(envelopeKey(registry, name));
  const { dimensions, moved, registries: apis, ...settings } = publicShapes(site, isHiddenIn());
  const shown = Object.entries(apis ?? {}).map(([name, api]) => [name, publicShapes(api, isHiddenIn(name))] as const);
  const seen = {
    ...settings,
    ...leave('moved', moved, (from) => paths.has(oneForm(from))),
    ...leave('registries', apis && Object.fromEntries(shown), (name) => registries.has(name)),
    ...(dimensions && { dimensions: publicDimensions(dimensions, values) }),
  };
  return Object.fromEntries(Object.entries(seen).filter(([name]) => !HOUSE_FIELDS.has(name))) as unknown as Site;
}

/** What an API states of its shapes, without envelopes that are hidden, and without placeholders that only those have. */
function publicShapes<Stated extends Api>(api: Stated, isHidden: (envelope: string) => boolean): Stated {
  const { envelopes = {}, placeholders, ...others } = api;
  const [hidden, shown] = [true, false].map((lost) => Object.keys(envelopes).filter((name) => isHidden(name) === lost));
  if (hidden === undefined || hidden.length === 0) return api;
  const namesIn = (bodies: readonly (Json | undefined)[]): ReadonlySet<string> =>
    new Set(bodies.flatMap((body) => listPlaceholderPaths(body).map(({ name }) => name)));
  const bodiesOf = (names: readonly string[] = []) => names.map((name) => envelopes[name]?.body);
  const [lost, kept] = [namesIn(bodiesOf(hidden)), namesIn([api.envelope, ...bodiesOf(shown)])];
  return {
    ...others,
    ...leave('envelopes', envelopes, isHidden),
    ...leave('placeholders', placeholders, (name) => lost.has(name) && !kept.has(name)),
  } as Stated;
}

/** A record without what is lost, under its name: one that loses all it had would tell that there was something. */
function leave<Name extends string, Value>(
  name: Name,
  record: Readonly<Record<string, Value>> | undefined,
  isLost: (name: string) => boolean,
): { readonly [Key in Name]?: Readonly<Record<string, Value>> } {
  const all = Object.entries(record ?? {});
  const left = all.filter(([each]) => !isLost(each));
  const isGone = record === undefined || (left.length === 0 && all.length > 0);
  return (isGone ? {} : { [name]: Object.fromEntries(left) }) as {
    readonly [Key in Name]?: Readonly<Record<string, Value>>;
  };
}

/** The dimensions with the values that the public sees; one of which nothing is left is none. */
function publicDimensions(
  dimensions: NonNullable<Site['dimensions']>,
  lost: Hidden['values'],
): NonNullable<Site['dimensions']> {
  return Object.fromEntries(
    Object.entries(dimensions).flatMap(([id, dimension]) => {
      const own = Object.entries(dimension.values);
      const values = own.filter(([value]) => lost.get(id)?.has(value) !== true);
      return values.length === 0 && own.length > 0 ? [] : [[id, { ...dimension, values: Object.fromEntries(values) }]];
    }),
  );
}
