import type { Registry } from '../core/define.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { errorPath, guidePath } from '../core/url.ts';
import { listDimensions, type Dimension } from './dimensions.ts';
import { deskPages, groupByEndpoint, paginate, paginateEndpoints } from './views.ts';

/** What decides which pages a site has. */
export interface PathSources {
  readonly registry: Registry;
  readonly site: Site;
  /** Names of the guides. */
  readonly guides: readonly string[];
}

/** The pages that every site has, whatever its content is. */
const FIXED = ['/', '/errors/', '/guides/', '/endpoints/', '/support/', '/changes/', '/coverage/', '/decode/'];
/** A page for what is no error of the API, which every site has too. */
const UNLISTED = ['/unknown/'];

const dimensionsOf = ({ registry, site }: PathSources): readonly Dimension[] =>
  listDimensions(registry, site, wordsOf(site));

/** The path of every page of a site, each with a slash at its end; pages at old addresses are not among them. */
export function sitePaths(sources: PathSources): ReadonlySet<string> {
  const unlisted = dimensionsOf(sources).flatMap((dimension) => dimension.unlisted.map(({ path }) => path));
  return new Set([...listedPaths(sources), ...UNLISTED, ...unlisted]);
}

/** Those of them that search engines are told of. */
export function listedPaths(sources: PathSources): ReadonlySet<string> {
  const { registry, site, guides } = sources;
  const { errors } = registry;
  const words = wordsOf(site);
  const dimensions = dimensionsOf(sources);
  const categories = dimensions.find(({ id }) => id === 'category')?.values ?? [];
  const lists = [
    { path: '/errors/', errors },
    ...dimensions.flatMap(({ values }) => values.map((filter) => ({ path: filter.path, errors: filter.errors }))),
  ];
  return new Set([
    ...FIXED,
    ...dimensions.map(({ path }) => path),
    ...lists.flatMap((list) => paginate(list.path, list.errors, words.lists).map(({ path }) => path)),
    ...paginateEndpoints(groupByEndpoint(registry)).map(({ path }) => path),
    ...deskPages(registry, categories, words.lists).map(({ path }) => path),
    ...errors.map(({ code }) => errorPath(code)),
    ...guides.map(guidePath),
  ]);
}
