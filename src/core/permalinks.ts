import type { RegisteredError, Registry } from './define.ts';
import { groupBy } from './group-by.ts';
import { caselessPath, encodeSegment, isPortable, isServed, normalizePath } from './site-path.ts';
import type { Site } from './site.ts';
import { errorDataPath, errorPath, errorTextPath, guidePath } from './url.ts';

/** Old path to present path. */
export type Redirects = ReadonlyMap<string, string>;

/** Every path that must work for ever: those with a page, and those that lead to another one. */
export interface Permalinks {
  readonly pages: ReadonlySet<string>;
  /** Old pages: those of renamed codes, and what `site.moved` names. */
  readonly redirects: Redirects;
  /** The `.md` and `.json` beside those old pages that lead to an error's page. */
  readonly fileRedirects: Redirects;
  /** The paths that the names of guides would give if {@link guidePath} wrote them letter by letter. */
  readonly spellings: Redirects;
  /** The part of the old pages that renamed codes leave behind. */
  readonly renamed: Redirects;
  /** The lines of `site.moved` in the one form of a path. */
  readonly moved: readonly (readonly [string, string])[];
}

/** The permanent paths of a registry and its guides; renamed codes and `site.moved` make the redirects. */
export function listPermalinks({ errors }: Registry, guides: readonly string[], site: Site): Permalinks {
  const moved = Object.entries(site.moved ?? {}).map(([from, to]) => [oneForm(from), oneForm(to)] as const);
  const renamed = new Map(
    errors.flatMap(({ code, formerly = [] }) => formerly.map((old) => [errorPath(old), errorPath(code)] as const)),
  );
  const redirects = new Map([...moved, ...renamed]);
  const spellings = guides
    .map((name) => [`/guides/${encodeSegment(name)}/`, guidePath(name)] as const)
    .filter(([spelling, path]) => spelling !== path && !redirects.has(spelling));
  return {
    pages: new Set([...errors.map(({ code }) => errorPath(code)), ...guides.map(guidePath)]),
    redirects,
    fileRedirects: listFileRedirects(errors, redirects),
    spellings: new Map(spellings),
    renamed,
    moved,
  };
}

function listFileRedirects(errors: readonly RegisteredError[], redirects: Redirects): Redirects {
  const codes = new Map(errors.map(({ code }) => [errorPath(code), code]));
  return new Map(
    [...redirects].flatMap(([from, to]) => {
      const [slug, code] = [slugIn(from), codes.get(to)];
      if (slug === undefined || code === undefined) return [];
      return [
        [`/errors/${slug}.md`, errorTextPath(code)],
        [`/errors/${slug}.json`, errorDataPath(code)],
      ] as const;
    }),
  );
}

/**
 * Every old path for the rules of a host, but none that has come to be made. Some hosts read only so many, so those come
 * first at which no file leads on, then pages.
 */
export function hostRedirects(permalinks: Permalinks, made: ReadonlySet<string>): Redirects {
  const { redirects, fileRedirects, spellings } = permalinks;
  const rules = new Map([...redirects, ...fileRedirects, ...spellings].filter(([from]) => !made.has(from)));
  const covered = staticRedirects(rules, made);
  return new Map([...[...rules].filter(([from]) => !covered.has(from)), ...covered]);
}

/**
 * Those old paths at which a site can hold a file of its own: not where a file system that ignores case would write it
 * over what the site makes or over another one, nor under a name that a host may refuse.
 */
export function staticRedirects(redirects: Redirects, made: ReadonlySet<string>): Redirects {
  const taken = new Set([...made].map(caselessPath));
  const free = [...redirects].filter(([from]) => {
    const path = caselessPath(from);
    if (!isPortable(from) || taken.has(path) || enclosing(path).some((file) => taken.has(file))) return false;
    taken.add(path);
    return true;
  });
  return new Map(free);
}

/** The files that can't lie beside a path: `/a/b/` needs a folder at `/a` and one at `/a/b`. */
function enclosing(path: string): readonly string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}

/**
 * Reads the ledger: one path a line, in any of its spellings; `#` after a space or a slash starts a comment. Returns each
 * path, in the one form where it is one, with its line number.
 */
export function readLedger(text: string): ReadonlyMap<string, number> {
  const lines = text
    .split('\n')
    .map((line, index) => [oneForm(line.replace(/(^|[\s/])#.*/, '$1').trim()), index + 1] as const);
  return new Map(lines.filter(([path]) => path !== ''));
}

/**
 * The paths that the ledger lacks, in the order of the site. A line of `site.moved` that can't work adds none: what is in
 * the ledger stays there.
 */
export function findUnlisted(
  ledger: ReadonlyMap<string, number>,
  permalinks: Permalinks,
  made: ReadonlySet<string>,
): readonly string[] {
  const { pages, redirects } = permalinks;
  const wrong = new Set(listMistakes(permalinks, made).map(([from]) => from));
  return [...pages, ...redirects.keys()].filter((path) => !ledger.has(path) && !wrong.has(path));
}

/**
 * What is wrong with old paths, one sentence each: those of the ledger that lead nowhere, and redirects that can't work.
 * `made` holds what the site makes: the paths of its pages with a slash at their end, those of its files without;
 * `siteFile` is the file in which the site states its settings.
 */
export function checkLedger(
  ledger: ReadonlyMap<string, number>,
  permalinks: Permalinks,
  made: ReadonlySet<string>,
  siteFile: string,
): readonly string[] {
  const { redirects, spellings } = permalinks;
  const lost = [...ledger]
    .filter(([path]) => ![made, redirects, spellings].some((known) => known.has(path)))
    .map(([path, line]) => `permalinks.txt:${line}  ${path} leads nowhere; ${adviceFor(path, siteFile)}`);
  const astray = listMistakes(permalinks, made).map(([from, why]) => {
    return `${siteFile}  moved: ${why}; correct the line for ${from}.`;
  });
  return [...lost, ...astray];
}

/** The lines of `site.moved` that can't work, by their old paths, each with the reason. */
function listMistakes(
  permalinks: Permalinks,
  made: ReadonlySet<string>,
): readonly (readonly [from: string, why: string])[] {
  return permalinks.moved.flatMap(([from, to], index) => {
    const why = mistakeIn(from, to, permalinks, made, index);
    return why === undefined ? [] : [[from, why] as const];
  });
}

// Folders and files that hosts and the build keep for themselves; no page was ever there.
const KEPT = /^\/(?:_[^/]*|[^/]*\.[^/]*|lookup|pagefind)\//;

/** Why a line of `site.moved` can't work; `undefined` where it does. */
function mistakeIn(
  from: string,
  to: string,
  { moved, redirects, renamed }: Permalinks,
  made: ReadonlySet<string>,
  index: number,
): string | undefined {
  if (made.has(from)) return `${from} has a page of its own`;
  if (KEPT.test(from) || enclosing(from).some((file) => made.has(file))) return `${from} has the name of a file`;
  const twin = moved.findIndex(([other]) => other === from);
  if (twin < index) return `${from} stands there twice`;
  const present = renamed.get(from);
  if (present !== undefined && present !== to) return `${from} is the old address of ${present} already`;
  if (made.has(to)) return undefined;
  const way = follow(from, redirects);
  const [end] = way.slice(-1);
  if (end === from) {
    // Each line of a ring is as wrong as the others; one is told.
    const first = moved.find(([other]) => way.includes(other))?.[0];
    return first === from ? `it leads in a circle, ${[from, ...way].join(' to ')}` : undefined;
  }
  if (end !== undefined && made.has(end)) return `${to} has moved as well, to ${end}`;
  // A line further on is to blame, and is told by itself.
  return redirects.has(to) ? undefined : `${to} is no page of the site`;
}

/** The paths to which a path leads, one after the other, up to the last or to one that was passed before. */
function follow(from: string, redirects: Redirects): readonly string[] {
  const way: string[] = [];
  for (let next = redirects.get(from); next !== undefined; next = redirects.get(next)) {
    if (way.includes(next)) break;
    way.push(next);
    if (next === from) break;
  }
  return way;
}

/** What is wrong with the names of guides, one sentence each: those that no host shows, and those that share an address. */
export function checkGuideNames(guides: readonly string[]): readonly string[] {
  const unserved = guides
    .filter((name) => !isServed(name))
    .map(
      (name) => `guides/${name}.mdx  can't be a page on every host: the name is too long, starts with a dot or ends \
with one or a space, or holds a control character; rename the file.`,
    );
  const sharing = [...groupBy(guides, (name) => caselessPath(guidePath(name))).values()]
    .filter(({ length }) => length > 1)
    .map((names) => {
      const files = names.map((name) => `${name}.mdx`);
      return `guides/  ${files.join(' and ')} have the same address where case is ignored; rename one of them.`;
    });
  return [...unserved, ...sharing];
}

const oneForm = (path: string): string => normalizePath(path) ?? path;

/** The slug of an error's page; `undefined` for other paths. */
const slugIn = (path: string): string | undefined => /^\/errors\/([^/]+)\/$/.exec(path)?.[1];

function adviceFor(path: string, siteFile: string): string {
  if (normalizePath(path) === undefined) return 'write it as a path of the site, /errors/CODE/ or /guides/name/.';
  const slug = slugIn(path);
  return slug === undefined
    ? `name its new path under moved in ${siteFile}: { ${quote(path)}: '/guides/…/' }.`
    : `list ${codeOf(slug)} under the formerly of its successor, or keep its entry with removed: { since, use }.`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

/** The code that a slug was made from; the slug of a code so long that its end was cut stays as it is. */
function codeOf(slug: string): string {
  try {
    return slug.includes('~~') ? slug : decodeURIComponent(slug.replaceAll('~', '%'));
  } catch {
    return slug; // no code has this slug
  }
}
