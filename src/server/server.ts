import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Redirects } from '../core/permalinks.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { closeFile, openFile, sendFile } from './files.ts';
import { cacheControl, fileType, readHeaders } from './headers.ts';
import { parseRedirects } from './redirects.ts';

/** What the server serves: the folder of a built site, below its base. */
export interface ServedSite {
  readonly dir: string;
  readonly base: string;
}

const GONE = 'The site is not there at the moment; build it, or wait until a build is done.\n';

/**
 * A static server with the headers and the redirects of the host rules; a file goes before a redirect, and other unknown
 * paths get `404.html` with status 404. It keeps nothing of the folder, which may be replaced or go away at any time.
 */
export function createSiteServer(site: ServedSite): Server {
  return createServer((request, response) => void answer(site, request, response));
}

async function answer({ dir, base }: ServedSite, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(await readRules(dir))) response.setHeader(name, value);
  // A proxy asks with the whole address.
  const [path = '', query] = (request.url ?? '').replace(/^https?:\/\/[^/?]*/i, '').split('?');
  const leadTo = (target: string): void => {
    // A base may be written as people read it; a header can't hold that.
    const encoded = target.replaceAll(/[^!-~]+/g, encodeURIComponent);
    response.writeHead(301, { Location: `${encoded}${query === undefined ? '' : `?${query}`}` }).end();
  };

  const local = pathBelow(base, path);
  const name = local === undefined ? undefined : fileName(local);
  if (name !== undefined) {
    const page = await openFile(join(dir, name, 'index.html'));
    if (page !== undefined && !name.endsWith('/')) {
      await closeFile(page);
      leadTo(`${path}/`);
      return;
    }
    const file = page ?? (name.endsWith('/') ? undefined : await openFile(join(dir, name)));
    if (file !== undefined) {
      await sendFile(request, response, file, headersOf(page === undefined ? name : `${name}index.html`));
      return;
    }
  }

  const target = (await readRedirects(dir)).get(decodePath(path));
  if (target !== undefined) {
    leadTo(target);
    return;
  }
  const notFoundPage = await readFile(join(dir, '404.html')).catch(() => undefined);
  if (notFoundPage === undefined) response.writeHead(503, { 'Content-Type': 'text/plain;charset=utf-8' }).end(GONE);
  else response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' }).end(notFoundPage);
}

/** The headers of the host rules, which hold what the site adds to the policy. */
async function readRules(dir: string): Promise<Readonly<Record<string, string>>> {
  return readHeaders(await readFile(join(dir, '_headers'), 'utf8').catch(() => ''));
}

async function readRedirects(dir: string): Promise<Redirects> {
  return parseRedirects(await readFile(join(dir, '_redirects'), 'utf8').catch(() => ''));
}

/** A path as its file is named; `undefined` where no file of the site can be: an escaped slash, `..`, a hidden file. */
function fileName(path: string): string | undefined {
  const name = decodePath(path);
  return /%2F/i.test(path) || /\/\/|[\0\\]|\/\.(?!well-known\/)/.test(name) ? undefined : name;
}

function headersOf(name: string): Readonly<Record<string, string>> {
  return { 'Cache-Control': cacheControl(name), 'Content-Type': fileType(name) };
}
