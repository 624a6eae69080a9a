import { mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, ViteUserConfig } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import { listGuides } from '../content/load.ts';
import { hostRedirects, staticRedirects, type Redirects } from '../core/permalinks.ts';
import { wordsOf } from '../core/say.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { baseOf, withBase } from '../core/url.ts';
import { madePaths } from '../machine/file-paths.ts';
import { machineFiles } from '../machine/files.ts';
import { startIndex, type GrowingIndex } from '../search/index-site.ts';
import { contentType, headersFile, nginxHeaders } from '../server/headers.ts';
import { nginxMap, redirectPage, redirectsFile } from '../server/redirects.ts';
import type { ContentSource } from './source.ts';

type Plugin = Extract<NonNullable<NonNullable<ViteUserConfig['plugins']>[number]>, { name: string }>;

/**
 * What is written beside the pages once they are there: host rules, pages at old paths, the files for programs, and the
 * search index.
 */
export function finish(source: ContentSource): AstroIntegration {
  const base = baseOf(source.latest().site.url);
  let index: GrowingIndex | undefined;
  return {
    name: 'finish',
    hooks: {
      'astro:build:start': () => {
        const content = source.current();
        index = startIndex({ registry: content.registry, lang: content.site.lang, prose: content.prose });
      },
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'dev') return;
        updateConfig({ vite: { plugins: [serveFiles(source, base)] } });
        if (isEncoded(base)) updateConfig({ base: '/' });
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        const content = source.current();
        const permalinks = await contentPermalinks(content);
        const made = madePaths({ ...content, guides: await listGuides(content.dir) });
        const redirects = hostRedirects(permalinks, made);
        const words = wordsOf(content.site);
        const rules: readonly (readonly [string, string])[] = [
          ['/_headers', headersFile(base)],
          ['/nginx-headers.conf', nginxHeaders()],
          ['/_redirects', redirectsFile(redirects, base)],
          ['/nginx-redirects.map', nginxMap(redirects, made, base)],
          ...[...staticRedirects(permalinks.redirects, made)].map((redirect) => {
            return [pageFile(redirect[0]), redirectPage(content.site, words, base, redirect)] as const;
          }),
        ];
        const indexed = index?.finish(dist);
        await writeFiles(dist, rules);
        await writeFiles(dist, withCopies(machineFiles(content), staticRedirects(permalinks.fileRedirects, made)));
        await indexed;
      },
    },
  };
}

/** Files, each also at its old paths: a program that asks a host without rules finds there what the new path holds. */
function* withCopies(
  files: Iterable<readonly [string, string]>,
  redirects: Redirects,
): Generator<readonly [string, string]> {
  const oldPaths = Map.groupBy(redirects, ([, to]) => to);
  for (const [path, text] of files) {
    yield [path, text];
    for (const [old] of oldPaths.get(path) ?? []) yield [old, text];
  }
}

/** Whether addresses hold a base in another form than its letters: the dev server of Astro finds no such base. */
const isEncoded = (base: string): boolean => decodePath(base) !== base;

const pageFile = (path: string): string => `${decodePath(path)}index.html`;

/** In dev: the files for programs, and the way from old addresses, as the folder is now. */
function serveFiles(source: ContentSource, base: string): Plugin {
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
const FILES_AT_A_TIME = 100;

/**
 * Writes files one after the other and synchronously: with ten thousand small ones this is the fastest way. Now and then
 * the search index, which grows on another core, gets its turn.
 */
async function writeFiles(dist: string, files: Iterable<readonly [string, string]>): Promise<void> {
  const folders = new Set<string>();
  let count = 0;
  for (const [path, text] of files) {
    if (++count % FILES_AT_A_TIME === 0) await setImmediate();
    const file = join(dist, path);
    const folder = dirname(file);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(file, text);
  }
}
