import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, normalize } from 'node:path';
import sirv from 'sirv';
import { cacheControl, contentType, SECURITY_HEADERS } from './headers.ts';

/** What the server serves: the folder of a built site, below its base. */
export interface ServedSite {
  readonly dir: string;
  readonly base: string;
}

/** A static server with the headers of the host rules; unknown paths get `404.html` with status 404. */
export function createSiteServer({ dir, base }: ServedSite): Server {
  const notFoundPage = readFileSync(join(dir, '404.html'));
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
    const local = path === base ? '' : path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
    if (local !== undefined && !path.startsWith('//') && !local.endsWith('/') && isPage(dir, local)) {
      response.writeHead(301, { Location: `${path}/${query === undefined ? '' : `?${query}`}` }).end();
      return;
    }
    const notFound = (): void => {
      response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' }).end(notFoundPage);
    };
    if (local === undefined) return notFound();
    // Without the file's name, /errors/index/ would be taken for /errors/index.html, the list.
    request.url = local.endsWith('/') && isPage(dir, local) ? `${local}index.html` : local;
    serveFile(request, response, notFound);
  });
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
