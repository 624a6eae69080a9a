import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import type { AstroIntegration, HookParameters } from 'astro';
import type { HastPluginEntry } from 'satteri';
import { listShownGuides, loadContent, type Content } from '../content/load.ts';
import { ownPath, PACKAGE } from '../content/own-files.ts';
import { wordsOf } from '../core/say.ts';
import { decodePath } from '../core/site-path.ts';
import { absoluteUrl, baseOf } from '../core/url.ts';
import { pageElements } from '../document/plugins.ts';
import { listedPaths } from '../document/site-paths.ts';
import { countParts } from '../search/parts.ts';
import { content } from './content.ts';
import { outsideRoot } from './outside-root.ts';
import { plainDynamicImports } from './plain-dynamic-imports.ts';
import { serveFiles } from './serve-files.ts';
import { createSource, type ContentSource } from './source.ts';
import { browserWords } from './words.ts';

type Config = Parameters<HookParameters<'astro:config:setup'>['updateConfig']>[0];

/** Where an error reference has its content, and where its pages stand. */
export interface ErrorReferenceOptions {
  /** The content folder, counted from the root of the Astro project; absent: `content`. */
  readonly content?: string;
}

// The oldest browsers that are served, as the README says; `tests/site/browsers.test.ts` holds what they lack.
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/** Makes a function that reads a content folder as it is now, each time anew. */
export type CreateReader = (dir: string) => () => Promise<Content>;

/** The error reference of a content folder as an Astro site, which in dev reads the folder with `createReader`. */
export function integrateReference(
  { content: folder = 'content' }: ErrorReferenceOptions,
  createReader: CreateReader,
): AstroIntegration {
  return {
    name: 'error-reference',
    hooks: {
      'astro:config:setup': async ({ config, injectRoute, updateConfig }) => {
        const dir = resolve(fileURLToPath(config.root), folder);
        const source = createSource(await loadContent(dir), createReader(dir));
        for (const route of listRoutes()) injectRoute(route);
        updateConfig(await siteConfig(source));
      },
    },
  };
}

/** The routes of our pages: `pages/errors/[code].astro` is `/errors/[code]`. */
function listRoutes(): readonly { readonly pattern: string; readonly entrypoint: string }[] {
  const folder = ownPath('pages');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:astro|ts|js)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => ({
      pattern: `/${file.replace(/\.(?:astro|ts|js)$/, '').replace(/(?:^|\/)index$/, '')}`,
      entrypoint: resolve(folder, file),
    }));
}

/** The settings of a site that consists of our pages. */
async function siteConfig(source: ContentSource): Promise<Config> {
  const site = () => source.latest().site;
  const base = baseOf(site().url);
  // Of the pages that are taken over from the last site, the sitemap would not know. It sorts much faster what is sorted.
  const pages = [...listedPaths({ ...source.latest(), ...(await listShownGuides(source.latest())) })]
    .map((path) => absoluteUrl(site().url, path))
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  const listed = new Set(pages);
  // Made for each guide anew, for in dev the site changes.
  const elements = (): HastPluginEntry => pageElements({ site: site(), words: wordsOf(site()), base });
  return {
    site: new URL(site().url).origin,
    // Astro compares it with decoded addresses.
    base: decodePath(base) || '/',
    trailingSlash: 'always',
    // While one page waits for its document, others are made.
    build: { format: 'directory', inlineStylesheets: 'never', concurrency: 8 },
    devToolbar: { enabled: false },
    publicDir: pathToFileURL(join(PACKAGE, 'public/')),
    markdown: {
      syntaxHighlight: false,
      processor: satteri({ hastPlugins: [elements], features: { smartPunctuation: false } }),
    },
    integrations: [
      content(source),
      mdx({ optimize: true }),
      sitemap({ entryLimit: 5000, customPages: pages, filter: (page) => listed.has(page) }),
      serveFiles(source),
    ],
    vite: {
      build: { assetsInlineLimit: 0, target: BROWSERS },
      define: {
        'import.meta.env.SITE_BASE': JSON.stringify(base),
        'import.meta.env.SEARCH_PARTS': countParts(source.latest().registry.errors.length),
      },
      plugins: [plainDynamicImports, outsideRoot, browserWords(() => wordsOf(site()))],
    },
  };
}
