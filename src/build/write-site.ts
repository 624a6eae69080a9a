import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer } from 'astro';
import type { Output } from './output.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { baseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { countPages } from './progress.ts';

/** What the pages of a build are written with. */
export interface WriteOptions {
  readonly output: Output;
  /** A digest of what is the same on every page, but for the files of Astro's own. */
  readonly siteKey: string;
  readonly say: (line: string) => void;
  /** Called when all pages are written. */
  readonly finish: () => Promise<void>;
}

/**
 * Writes the pages that Astro makes, or keeps those of the last site that would be the same; Astro's other files follow
 * when it is done.
 */
export function writeSite({ output, siteKey, say, finish }: WriteOptions): AstroIntegration {
  let base = '';
  let dir = '';
  return {
    name: 'write-site',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = baseOf(config.base);
        dir = fileURLToPath(config.outDir);
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((astro) => writePages(astro, { output, say, base, keyOf: keysOf(dir, siteKey) }));
      },
      'astro:build:done': async () => {
        await finish();
        for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile()) continue;
          const file = join(entry.parentPath, entry.name);
          output.write(`/${file.slice(dir.length)}`.replaceAll('\\', '/'), readFileSync(file));
        }
      },
    },
  };
}

interface Writing extends Pick<WriteOptions, 'output' | 'say'> {
  readonly base: string;
  /** The key of a page by what it shows. */
  readonly keyOf: () => (shown: string) => string;
}

function writePages(astro: AstroPrerenderer, { output, say, base, keyOf }: Writing): AstroPrerenderer {
  const keys = new Map<string, string>();
  let count = (): void => undefined;
  return {
    ...astro,
    getStaticPaths: async () => {
      const paths = await astro.getStaticPaths();
      const key = keyOf();
      const left = paths.filter(({ pathname, route, cacheKey }) => {
        const file = fileOf(pathname, route.type);
        if (cacheKey === undefined) return true;
        keys.set(file, key(cacheKey));
        return !output.keep([file], key(cacheKey));
      });
      count = countPages(left.length, say);
      return left;
    },
    render: async (request, options) => {
      count();
      const path = decodePath(pathBelow(base, new URL(request.url).pathname) ?? '');
      const file = fileOf(path, options.routeData.type);
      const made = await astro.render(request, options);
      const { response } = made instanceof Response ? { response: made } : made;
      output.write(file, new Uint8Array(await response.arrayBuffer()), keys.get(file));
      // Without a body, Astro writes nothing.
      return new Response(null);
    },
  };
}

/** The file of a page or an endpoint. */
function fileOf(pathname: string, type: string): string {
  const path = `/${pathname.replaceAll(/^\/|\/$/g, '')}`;
  if (type === 'endpoint' || path === '/404') return type === 'endpoint' ? path : `${path}.html`;
  return path === '/' ? '/index.html' : `${path}/index.html`;
}

/** Keys of pages, once it is known which scripts and styles they load. */
function keysOf(dir: string, siteKey: string): () => (shown: string) => string {
  return () => {
    const around = digestOf(siteKey, readdirSync(join(dir, '_astro')).sort());
    return (shown) => digestOf(around, shown);
  };
}
