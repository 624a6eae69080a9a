import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import type { Content } from '../content/load.ts';
import { wordsOf } from '../core/say.ts';
import { baseOf } from '../core/url.ts';
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
        const { redirects } = await contentPermalinks(content);
        const rules: readonly (readonly [string, string])[] = [
          ['/_headers', headersFile(base)],
          ['/nginx-headers.conf', nginxHeaders()],
          ['/_redirects', redirectsFile(redirects, base)],
          ['/nginx-redirects.map', nginxMap(redirects, base)],
          ...[...redirects].map((redirect) => {
            return [
              `${redirect[0]}index.html`,
              redirectPage(content.site, wordsOf(content.site), base, redirect),
            ] as const;
          }),
        ];
        const indexed = index?.finish(dist);
        await writeFiles(dist, rules);
        await writeFiles(dist, machineFiles(content));
        await indexed;
      },
    },
  };
}

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
