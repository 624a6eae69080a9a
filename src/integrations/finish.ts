import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import { baseOf } from '../core/url.ts';
import type { Registry } from '../core/define.ts';
import { indexSite } from '../search/index-site.ts';
import { headersFile } from '../server/headers.ts';

/** What is written beside the pages once they are there: host rules and the search index. */
export function finish(registry: Registry): AstroIntegration {
  let base = '';
  return {
    name: 'finish',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = baseOf(config.base);
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        await writeFile(join(dist, '_headers'), headersFile(base));
        await indexSite({ dist, registry });
      },
    },
  };
}
