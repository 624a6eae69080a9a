import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AstroIntegration } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { baseOf, withBase } from '../core/url.ts';
import { machineFiles } from '../machine/files.ts';
import { contentType } from '../server/headers.ts';
import type { ContentSource } from './source.ts';
import type { VitePlugin } from './vite-plugin.ts';

/** Serves in dev what a build writes beside the pages: the files for programs, and the way from old addresses. */
export function serveFiles(source: ContentSource): AstroIntegration {
  const base = baseOf(source.latest().site.url);
  return {
    name: 'serve-files',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'dev') return;
        updateConfig({ vite: { plugins: [servePlugin(source, base)] } });
        if (isEncoded(base)) updateConfig({ base: '/' });
      },
    },
  };
}

/** Whether addresses hold a base in another form than its letters: the dev server of Astro finds no such base. */
const isEncoded = (base: string): boolean => decodePath(base) !== base;

function servePlugin(source: ContentSource, base: string): VitePlugin {
  return {
    name: 'serve-files',
    configureServer: (server) => () => {
      // Before all others, for they take the base away and refuse an address without a slash at its end.
      server.middlewares.stack.unshift({
        route: '',
        handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
          const [path = ''] = (request.url ?? '').split('?');
          const local = pathBelow(base, path);
          if (!local) {
            next();
            return;
          }
          const goOn = (): void => {
            if (isEncoded(base)) request.url = request.url?.slice(path.length - local.length);
            next();
          };
          answer(source, base, local, response).then((done) => done || goOn(), next);
        },
      });
    },
  };
}

/** Answers with a file or a redirect; `false` where there is neither. What is wrong with the content is the pages' to say. */
async function answer(source: ContentSource, base: string, path: string, response: ServerResponse): Promise<boolean> {
  if (!FOR_PROGRAMS.test(path)) {
    const { redirects } = await contentPermalinks(source.latest());
    const target = redirects.get(path) ?? redirects.get(`${path}/`);
    // Browsers remember a permanent one, also when the folder no longer says so.
    if (target !== undefined) response.writeHead(302, { Location: withBase(base, target) }).end();
    return target !== undefined;
  }
  for (const [name, text] of machineFiles(source.current())) {
    if (name !== path) continue;
    response.setHeader('Content-Type', contentType(path) ?? 'text/plain');
    response.end(text);
    return true;
  }
  return false;
}

const FOR_PROGRAMS = /^\/(?:errors|llms|openapi)\b.*\.(?:md|json|txt|ts)$/;
