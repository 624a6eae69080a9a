import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer } from 'astro';
import { writeFolder, type Output } from './output.ts';
import { decodePath, pathBelow } from '../core/site-path.ts';
import { baseOf } from '../core/url.ts';
import { digestOf } from '../document/digest.ts';
import { countPages } from './progress.ts';

/** A site in the making, as far as pages need it. */
export interface WritableSite {
  readonly output: Output;
  /** A digest of what is the same on every page, but for the files of Astro's own. */
  readonly siteKey: string;
  /** Writes what a site has beside its pages, once they are there. */
  readonly writeRest: () => Promise<void>;
}

/** What the pages of a build are written with. */
export interface WriteOptions {
  readonly preparing: Promise<WritableSite>;
  readonly say: (line: string) => void;
}

/**
 * Writes the pages that Astro makes, or keeps those of the last site that would be the same; Astro's other files follow
 * when it is done.
 */
export function writeSite(options: WriteOptions): AstroIntegration {
  return {
    name: 'write-site',
    hooks: {
      // Behind those that the reference brings: the sitemap is written when all pages are.
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ integrations: [writeAll(options)] });
      },
    },
  };
}

function writeAll({ preparing, say }: WriteOptions): AstroIntegration {
  let base = '';
  let dir = '';
  return {
    name: 'write-all',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = baseOf(config.base);
        dir = fileURLToPath(config.outDir);
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((astro) => writePages(astro, { preparing, say, base, dir }));
      },
      'astro:build:done': async () => {
        const { output, writeRest } = await preparing;
        await writeRest();
        writeFolder(output, dir, '/');
      },
    },
  };
}

interface Writing extends WriteOptions {
  readonly base: string;
  /** Where Astro writes what is not a page. */
  readonly dir: string;
}

function writePages(astro: AstroPrerenderer, { preparing, say, base, dir }: Writing): AstroPrerenderer {
  const keys = new Map<string, string>();
  let count = (): void => undefined;
  return {
    ...astro,
    getStaticPaths: async () => {
      const paths = await astro.getStaticPaths();
      const { output, siteKey } = await preparing;
      // Only now it is known which scripts and styles pages load.
      const around = digestOf(siteKey, readdirSync(join(dir, '_astro')).sort());
      const left = paths.filter(({ pathname, route, cacheKey }) => {
        if (cacheKey === undefined) return true;
        const file = fileOf(pathname, route.type);
        const key = digestOf(around, cacheKey);
        keys.set(file, key);
        return !output.keep([file], key);
      });
      count = countPages(left.length, say);
      return left;
    },
    render: async (request, options) => {
      count();
      const { output } = await preparing;
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
