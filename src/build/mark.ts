import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The file by which a build knows the folder that an earlier one made. */
export const MARK = '.error-reference.json';

/** How the name of a folder begins in which a build works. */
export const WORKPLACE = '.error-reference-build-';

/** What a built site says of itself. */
export interface Mark {
  /** Tells this build from all others. */
  readonly build: string;
  /** The names in the folder that are the build's own; what else is there was put there by somebody. */
  readonly entries: readonly string[];
}

/** Marks a folder as that of a build, with all that is in it. */
export function writeMark(dir: string, build: string): void {
  const entries = [...readdirSync(dir), MARK].sort();
  writeFileSync(join(dir, MARK), `${JSON.stringify({ build, entries } satisfies Mark)}\n`);
}

/** What stands in a site that was built before sites had a mark; a few of them tell that it is one. */
const UNMARKED =
  /^(?:404\.html|_astro|_headers|_redirects|actor|categories|changes|coverage|decode|endpoints|errors|errors\.(?:json|schema\.json|ts)|favicon\.svg|feed\.xml|guides|index\.html|lifecycle|llms|llms(?:-full)?\.txt|lookup|nginx-headers\.conf|nginx-redirects\.map|og\.png|openapi\.json|opensearch\.xml|pagefind|retry|robots\.txt|sitemap-\w+\.xml|status|support|theme\.js)$/;
const TELLING = ['404.html', '_headers', 'errors.json', 'errors.schema.json', 'lookup', 'pagefind'];

/** Whether a folder that holds these names is a site that a build made. */
export function isBuilt(dir: string, names: readonly string[]): boolean {
  return readMark(dir) !== undefined || TELLING.every((name) => names.includes(name));
}

/**
 * What somebody else put into a built site: files, by their paths from it, where the paths of its own are known; or else
 * the names at its top that no build makes.
 */
export function listForeign(site: string, own?: { has(path: string): boolean }): readonly string[] {
  if (!existsSync(site)) return [];
  const isOurs = (name: string): boolean => name === MARK || name.startsWith(WORKPLACE);
  if (own !== undefined) {
    return readdirSync(site, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(site, join(entry.parentPath, entry.name)))
      .filter((path) => !own.has(`/${path.replaceAll(sep, '/')}`) && !isOurs(path.split(sep)[0] ?? ''));
  }
  const mark = readMark(site);
  return readdirSync(site).filter((name) => !(mark?.entries.includes(name) ?? UNMARKED.test(name)) && !isOurs(name));
}

/** The mark of a folder; `undefined` where there is none that can be read. */
export function readMark(dir: string): Mark | undefined {
  try {
    const { build, entries } = JSON.parse(readFileSync(join(dir, MARK), 'utf8')) as Partial<Mark>;
    return typeof build === 'string' && Array.isArray(entries) ? { build, entries } : undefined;
  } catch {
    return undefined;
  }
}
