import type { Registry } from '../core/define.ts';
import type { History } from '../core/history.ts';
import { wordsOf } from '../core/say.ts';
import { hasPage, SPARE_PAGES, type Site } from '../core/site.ts';
import { errorPath, guidePath } from '../core/url.ts';
import { listDimensions, type Dimension } from './dimensions.ts';
import { hasTeamPage, TEAM_PATH, teamPages, type PageState } from './team-pages.ts';
import { deskPages, groupByEndpoint, listEndpointPages, paginate, paginateEndpoints } from './views.ts';

/** What decides which pages a site has. */
export interface PathSources {
  readonly registry: Registry;
  readonly site: Site;
  /** What became of the errors from version to version, where that is known. */
  readonly history?: History;
  /** Names of the guides. */
  readonly guides: readonly string[];
  /** Those of them that only the team of the API is led to. */
  readonly teamGuides?: readonly string[];
}

/** The pages that every site has, whatever its content is. */
const FIXED = ['/', '/errors/'];
/** A page for what is no error of the API, which every site has too. */
const UNLISTED = ['/unknown/'];

/** Those of the pages for the team that a site keeps in this way, besides its guides. */
const pathsIn = (state: PageState, pages: ReturnType<typeof teamPages>): readonly string[] =>
  (['coverage', 'changes'] as const).filter((page) => pages[page] === state).map((page) => `/${page}/`);

const dimensionsOf = ({ registry, site }: PathSources): readonly Dimension[] =>
  listDimensions(registry, site, wordsOf(site));

/** The path of every page of a site, each with a slash at its end; pages at old addresses are not among them. */
export function sitePaths(sources: PathSources): ReadonlySet<string> {
  const unlisted = dimensionsOf(sources).flatMap((dimension) => dimension.unlisted.map(({ path }) => path));
  const { registry, site, history, teamGuides = [] } = sources;
  const pages = teamPages(registry, site, history);
  return new Set([
    ...listedPaths(sources),
    ...UNLISTED,
    ...unlisted,
    ...pathsIn('team', pages),
    ...teamGuides.map(guidePath),
    ...(hasTeamPage(pages, teamGuides) ? [TEAM_PATH] : []),
  ]);
}

/** Those of them that search engines are told of. */
export function listedPaths(sources: PathSources): ReadonlySet<string> {
  const { registry, site, history, guides, teamGuides = [] } = sources;
  const { errors } = registry;
  const endpoints = groupByEndpoint(registry);
  const words = wordsOf(site);
  const dimensions = dimensionsOf(sources);
  const categories = dimensions.find(({ id }) => id === 'category')?.values ?? [];
  const lists = [
    { path: '/errors/', errors },
    ...dimensions.flatMap(({ values }) => values.map((filter) => ({ path: filter.path, errors: filter.errors }))),
  ];
  return new Set([
    ...FIXED,
    ...SPARE_PAGES.filter((page) => hasPage(site, page)).map((page) => `/${page}/`),
    ...dimensions.map(({ path }) => path),
    ...lists.flatMap((list) => paginate(list.path, list.errors, words.lists).map(({ path }) => path)),
    ...(hasPage(site, 'endpoints') ? [...listEndpointPages(endpoints), ...paginateEndpoints(endpoints)] : []).map(
      ({ path }) => path,
    ),
    ...(hasPage(site, 'support') ? deskPages(registry, categories, words.lists) : []).map(({ path }) => path),
    ...errors.map(({ code }) => errorPath(code)),
    ...guides.filter((guide) => !teamGuides.includes(guide)).map(guidePath),
    ...pathsIn('open', teamPages(registry, site, history)),
  ]);
}
