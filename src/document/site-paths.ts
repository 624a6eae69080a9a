import type { Registry } from '../core/define.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { deskPath, errorPath, guidePath } from '../core/url.ts';
import { listDimensions } from './dimensions.ts';
import { groupByEndpoint, LONG_DESK, paginate, paginateEndpoints } from './views.ts';

/** What decides which pages a site has. */
export interface PathSources {
  readonly registry: Registry;
  readonly site: Site;
  /** Names of the guides. */
  readonly guides: readonly string[];
}

/** The pages that every site has, whatever its content is. */
const FIXED = ['/', '/errors/', '/guides/', '/endpoints/', '/support/', '/changes/', '/coverage/', '/decode/'];

/** The path of every page of a site, each with a slash at its end; pages at old addresses are not among them. */
export function sitePaths({ registry, site, guides }: PathSources): ReadonlySet<string> {
  const { errors } = registry;
  const words = wordsOf(site);
  const dimensions = listDimensions(registry, site, words);
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
    ...(errors.length > LONG_DESK ? categories.map(({ value }) => deskPath(value)) : []),
    ...errors.map(({ code }) => errorPath(code)),
    ...guides.map(guidePath),
  ]);
}
