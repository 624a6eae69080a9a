import { nearest } from '../core/distance.ts';
import { RegistryError, type RegisteredError } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import { normalizePath } from '../core/site-path.ts';
import { errorPath, guidePath, isSafeLink, proseOf } from '../core/url.ts';
import { wordsOf } from '../core/say.ts';
import { tellErrors } from '../document/told-errors.ts';
import { compileBlocks } from '../document/compile.ts';
import { composeBlocks, listAnchors } from '../document/compose.ts';

/** What links are held to. */
export interface LinkTargets {
  readonly site: Site;
  /** The registry by code. */
  readonly errors: ReadonlyMap<string, RegisteredError>;
  /** Hand-written MDX by slug, without front matter. */
  readonly prose: Readonly<Record<string, string>>;
  /** Paths of all pages. */
  readonly pages: ReadonlySet<string>;
  /** Old paths, each with the page to which it leads. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Paths of all files that are no pages. */
  readonly files: ReadonlySet<string>;
  /** Fragments of each guide's page, by its name; those that could not be read are absent. */
  readonly guides: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids that the elements of prose state, by the code of its error. */
  readonly proseIds: ReadonlyMap<string, readonly string[]>;
}

/** Says what is wrong with a link on the page at `from`, and what to do; `undefined` for one that leads somewhere. */
export type DescribeLink = (href: string, from: string) => string | undefined;

/** The ids that every page has. */
const PAGE_IDS = ['content'];

/** Makes the check of links; pages are composed when a link first leads into one. */
export function createLinkCheck(targets: LinkTargets): DescribeLink {
  const { pages, redirects, files } = targets;
  const idsOf = createIdReader(targets);
  const findNear = remember((path: string) => nearestPath(path, [...pages, ...files]));
  return (href, from) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(href) || href.startsWith('//')) {
      if (isSafeLink(href) || /^tel:\+?[\d-]+$/.test(href)) return undefined;
      return `"${href}" is no safe link; write https://…, /path/, or site:support.`;
    }
    const { pathname, hash } = new URL(href, `http://site${encodeURI(from)}`);
    const path = decodePath(pathname);
    if (files.has(path)) return undefined;
    const named = normalizePath(pathname) ?? path;
    const page = redirects.get(named) ?? named;
    if (pages.has(page)) {
      const id = decodePath(hash.slice(1));
      const ids = id === '' || PAGE_IDS.includes(id) ? undefined : idsOf(page);
      if (ids === undefined || ids.has(id)) return undefined;
      const known =
        ids.size === 0 ? 'it has no blocks to link to' : `it has ${[...ids].map((each) => `#${each}`).join(', ')}`;
      return `"${href}" leads to no block of ${page}; ${known}.`;
    }
    if (pages.has(normalizePath(`${pathname}/`) ?? `${path}/`))
      return `"${href}" lacks the slash at its end; write ${path}/${hash}.`;
    const near = findNear(path);
    return `"${href}" leads to no page of the site; ${near === undefined ? 'correct it, or remove the link' : `${near} is the nearest`}.`;
  };
}

/** Of some paths the nearest in the same folder. */
function nearestPath(path: string, paths: readonly string[]): string | undefined {
  const folder = path.replace(/[^/]+\/?$/, '');
  const names = paths.flatMap((other) => (other.startsWith(folder) ? [other.slice(folder.length)] : []));
  const near = nearest(path.slice(folder.length), names.filter(Boolean));
  return near === undefined ? undefined : folder + near;
}

/** Reads the fragments of a page; `undefined` where they can't be known because the page itself is at fault. */
function createIdReader(targets: LinkTargets): (path: string) => ReadonlySet<string> | undefined {
  const { site, errors, prose, guides, proseIds } = targets;
  const words = wordsOf(site);
  const told = tellErrors({ errors: [...errors.values()] });
  const codes = new Map([...errors.keys()].map((code) => [errorPath(code), code]));
  const guideIds = new Map([...guides].map(([name, ids]) => [guidePath(name), ids]));
  const isGuide = (path: string): boolean => path.startsWith('/guides/') && path !== '/guides/';
  const idsOfError = (error: RegisteredError): ReadonlySet<string> | undefined => {
    const own = proseOf(prose, error.code);
    const blocks = composeBlocks(error, { site, words, errors: told, prose: own });
    // Only prose has headings of its own, and compiling a page takes its time.
    const ids = listAnchors(blocks);
    if (own === undefined) return new Set(ids);
    try {
      const { headings } = compileBlocks(blocks, { name: error.code, site, words, base: '' });
      return new Set([...ids, ...headings.map(({ id }) => id), ...(proseIds.get(error.code) ?? [])]);
    } catch (problem) {
      if (problem instanceof RegistryError) throw problem;
      return undefined; // its prose is told as a problem of its own
    }
  };
  return remember((path) => {
    const error = errors.get(codes.get(path) ?? '');
    return error !== undefined ? idsOfError(error) : isGuide(path) ? guideIds.get(path) : new Set();
  });
}

/** A function of a text that works out each answer once: many links lead to the same place. */
function remember<Answer>(find: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    if (!known.has(text)) known.set(text, find(text));
    return known.get(text) as Answer;
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not percent-encoded, so it means itself
  }
}
