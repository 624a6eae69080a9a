import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, normalize } from 'node:path';
import sirv from 'sirv';
import type { Redirects } from '../core/permalinks.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { cacheControl, contentType, SECURITY_HEADERS } from './headers.ts';
import { parseRedirects } from './redirects.ts';

/** What the server serves: the folder of a built site, below its base. */
export interface ServedSite {
  readonly dir: string;
  readonly base: string;
}

/**
 * A static server with the headers and the redirects of the host rules; a file goes before a redirect, and other unknown
 * paths get `404.html` with status 404.
 */
export function createSiteServer({ dir, base }: ServedSite): Server {
  const notFoundPage = readFileSync(join(dir, '404.html'));
  const redirects = readRedirects(dir);
  const serveFile = sirv(dir, {
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', cacheControl(path));
      const type = contentType(path);
      if (type !== undefined) response.setHeader('Content-Type', type);
    },
  });
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const [path = '/', query] = (request.url ?? '/').split('?');
    const local = pathBelow(base, path);
    const leadTo = (target: string): void => {
      response.writeHead(301, { Location: `${target}${query === undefined ? '' : `?${query}`}` }).end();
    };
    if (local !== undefined && !path.startsWith('//') && !local.endsWith('/') && isPage(dir, local)) {
      leadTo(`${path}/`);
      return;
    }
    const notFound = (): void => {
      const target = redirects.get(decodePath(path));
      if (target !== undefined) {
        leadTo(target);
        return;
      }
      response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' }).end(notFoundPage);
    };
    if (local === undefined) {
      notFound();
      return;
    }
    // Without the file's name, /errors/index/ would be taken for /errors/index.html, the list.
    request.url = fileUrl(local.endsWith('/') && isPage(dir, local) ? `${local}index.html` : local);
    serveFile(request, response, notFound);
  });
}

function readRedirects(dir: string): Redirects {
  const file = join(dir, '_redirects');
  return parseRedirects(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** A path as sirv finds its file: sirv leaves `%26` and its like as they are, and no file is called so. */
function fileUrl(path: string): string {
  return /%2F/i.test(path) ? path : encodeURI(decodePath(path)).replaceAll(/[?#]/g, encodeURIComponent);
}

/** Whether the path is that of a page, had it a slash at its end. */
function isPage(dir: string, path: string): boolean {
  try {
    const file = normalize(decodeURIComponent(path));
    return !file.includes('\0') && !file.startsWith('..') && existsSync(join(dir, file, 'index.html'));
  } catch {
    return false; // a path that is not valid percent-encoding names no page
  }
}
