import { errorDataPath, errorTextPath } from '../core/url.ts';
import { hasPage } from '../core/site.ts';
import { FILES } from '../document/machine-files.ts';
import { sitePaths, type PathSources } from '../document/site-paths.ts';
import { CLIENTS } from '../generate/targets.ts';
import { API_TOOLS, toolPath } from '../macros/tools.ts';
import { indexPartPath, splitIndex } from './llms.ts';
import { hasWellKnown, WELL_KNOWN } from './well-known.ts';

/** What the build writes for programs besides the files about errors. */
const OTHER_FILES = ['/opensearch.xml', '/robots.txt', '/sitemap-index.xml'];

/** The replies of the desk. */
const DESK_FILES = ['/support/macros.csv', '/support/macros.json', ...Object.values(API_TOOLS).map(toolPath)];

/** The path of every file for programs, to which a text may link as it does to a page. */
export function filePaths({ registry, site }: Pick<PathSources, 'registry' | 'site'>): ReadonlySet<string> {
  return new Set([
    ...FILES,
    ...OTHER_FILES,
    ...(hasWellKnown(site) ? [WELL_KNOWN] : []),
    ...(hasPage(site, 'support') ? DESK_FILES : []),
    ...(hasPage(site, 'clients') ? CLIENTS.map(({ path }) => path) : []),
    ...(site.pages?.changes === false ? [] : ['/feed.xml']),
    ...registry.errors.flatMap(({ code }) => [errorTextPath(code), errorDataPath(code)]),
    ...splitIndex(registry).flatMap((part) => [indexPartPath(part, false), indexPartPath(part, true)]),
  ]);
}

/** Every path at which a site has something of its own: pages with a slash at their end, files without. */
export function madePaths(sources: PathSources): ReadonlySet<string> {
  return new Set([...sitePaths(sources), ...filePaths(sources)]);
}
