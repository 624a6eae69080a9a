import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import { listGuides, type Content } from '../content/load.ts';
import { hostRedirects, staticRedirects, type Redirects } from '../core/permalinks.ts';
import { wordsOf } from '../core/say.ts';
import { decodePath } from '../core/site-path.ts';
import { baseOf } from '../core/url.ts';
import { madePaths } from '../machine/file-paths.ts';
import { machineFiles } from '../machine/files.ts';
import { startIndex, type GrowingIndex } from '../search/index-site.ts';
import { contentType, headersFile, nginxHeaders } from '../server/headers.ts';
import { nginxMap, redirectPage, redirectsFile } from '../server/redirects.ts';

/**
 * What is written beside the pages once they are there: host rules, pages at old paths, the files for programs, and the
 * search index.
 */
export function finish(content: Content): AstroIntegration {
  let base = '';
  let index: GrowingIndex | undefined;
  return {
    name: 'finish',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = baseOf(config.base);
      },
      'astro:build:start': () => {
        index = startIndex({ registry: content.registry, lang: content.site.lang, prose: content.prose });
      },
      'astro:server:setup': ({ server }) => {
        // The registry is asked for anew each time, so that these files follow an edit as the pages do.
        server.middlewares.use((request, response, next) => {
          const path = (request.url ?? '').slice(base.length).replace(/\?.*/s, '');
          if (!/^\/(?:errors|llms|openapi)\b.*\.(?:md|json|txt|ts)$/.test(path)) return next();
          void (async () => {
            const files = new Map(machineFiles((await server.ssrLoadModule('virtual:content')) as Content));
            const text = files.get(path);
            if (text === undefined) return next();
            response.setHeader('Content-Type', contentType(path) ?? 'text/plain');
            response.end(text);
          })().catch(next);
        });
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
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

const pageFile = (path: string): string => `${decodePath(path)}index.html`;

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
