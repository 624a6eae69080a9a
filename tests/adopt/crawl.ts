import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A built site in a folder, as a host serves it below a base. */
export interface BuiltFolder {
  readonly dir: string;
  /** Without a slash at its end. */
  readonly base: string;
  readonly origin: string;
}

/** The paths of the pages of a site, below its base. */
export function listPages({ dir }: Pick<BuiltFolder, 'dir'>): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replace(/\/index\.html$/, '/'))
    .sort();
}

/** The file that a host serves at a path below the base. */
export function fileAt({ dir }: Pick<BuiltFolder, 'dir'>, path: string): string | undefined {
  const file = join(dir, decodeURIComponent(path), path.endsWith('/') ? 'index.html' : '');
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** What a site's pages link to or load within it that is not there, a line each. */
export function findBroken(site: BuiltFolder): readonly string[] {
  return listPages(site).flatMap((page) => {
    const html = readPage(site, page);
    const here = new URL(site.base + page, site.origin);
    return [...html.matchAll(/\s(?:href|src)=(?:"([^"]*)"|([^\s"'>]+))/g)].flatMap(([, quoted, bare]) => {
      const link = (quoted ?? bare ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&');
      const url = new URL(link, here);
      if (url.origin !== here.origin || !/^https?:$/.test(url.protocol)) return [];
      const path = url.pathname.startsWith(`${site.base}/`) ? url.pathname.slice(site.base.length) : undefined;
      const file = path === undefined ? undefined : fileAt(site, path);
      if (file === undefined) return [`${page} leads to ${link}`];
      const id = decodeURIComponent(url.hash.slice(1));
      return id === '' || !file.endsWith('.html') || hasId(readFileSync(file, 'utf8'), id)
        ? []
        : [`${page} leads to ${link}, which has no such id`];
    });
  });
}

/** The HTML of a page. */
export function readPage(site: BuiltFolder, page: string): string {
  const file = fileAt(site, page);
  if (file === undefined) throw new Error(`${site.dir} has no page ${page}`);
  return readFileSync(file, 'utf8');
}

const hasId = (html: string, id: string): boolean =>
  [...html.matchAll(/\sid=(?:"([^"]*)"|([^\s"'>]+))/g)].some(([, quoted, bare]) => (quoted ?? bare) === id);
