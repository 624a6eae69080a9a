import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { contentPermalinks } from '../content/ledger.ts';
import type { Content } from '../content/load.ts';
import { baseOf } from '../core/url.ts';
import { startIndex, type GrowingIndex } from '../search/index-site.ts';
import { headersFile, nginxHeaders } from '../server/headers.ts';
import { nginxMap, redirectPage, redirectsFile } from '../server/redirects.ts';

/** What is written beside the pages once they are there: host rules, pages at old paths, and the search index. */
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
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        const { redirects } = await contentPermalinks(content);
        const files: readonly (readonly [string, string])[] = [
          ['_headers', headersFile(base)],
          ['nginx-headers.conf', nginxHeaders()],
          ['_redirects', redirectsFile(redirects, base)],
          ['nginx-redirects.map', nginxMap(redirects, base)],
          ...[...redirects].map((redirect) => {
            return [`${redirect[0].slice(1)}index.html`, redirectPage(content.site, base, redirect)] as const;
          }),
        ];
        for (const [file, text] of files) {
          await mkdir(dirname(join(dist, file)), { recursive: true });
          await writeFile(join(dist, file), text);
        }
        await index?.finish(dist);
      },
    },
  };
}
