import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { createContentReader } from './src/cli/content-reader.ts';
import { contentDir, listShownGuides, loadContent } from './src/content/load.ts';
import { wordsOf } from './src/core/say.ts';
import { decodePath } from './src/core/site-path.ts';
import { absoluteUrl, baseOf } from './src/core/url.ts';
import { listedPaths } from './src/document/site-paths.ts';
import { pageElements } from './src/document/plugins.ts';
import { content } from './src/integrations/content.ts';
import { serveFiles } from './src/integrations/serve-files.ts';
import { countParts } from './src/search/parts.ts';
import { createSource } from './src/integrations/source.ts';
import { browserWords } from './src/integrations/words.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const dir = contentDir(root);
const source = createSource(await loadContent(dir), createContentReader(dir));
const site = () => source.latest().site;
const base = baseOf(site().url);
// Of the pages that are taken over from the last site, the sitemap would not know. It sorts much faster what is sorted.
const pages = [...listedPaths({ ...source.latest(), ...(await listShownGuides(source.latest())) })]
  .map((path) => absoluteUrl(site().url, path))
  .sort(new Intl.Collator('en', { numeric: true }).compare);
const listed = new Set(pages);

// The oldest browsers that are served, as the README says; `tests/site/browsers.test.ts` holds what they lack.
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

const LOADER = fileURLToPath(new URL('src/scripts/load-module.ts', import.meta.url));
/** Vite wraps each `import()` in a kilobyte of preloading that our scripts, without styles of their own, don't need. */
const plainDynamicImports = {
  name: 'plain-dynamic-imports',
  enforce: /** @type {const} */ ('pre'),
  configEnvironment: () => ({ build: { modulePreload: false } }),
  /** @param {string} id */
  load: (id) =>
    id === '\0vite/preload-helper.js' ? `export { loadModule as __vitePreload } from '${LOADER}';` : undefined,
};

/**
 * Made for each guide anew, for in dev the site changes.
 * @returns {import('satteri').HastPluginEntry}
 */
const elements = () => pageElements({ site: site(), words: wordsOf(site()), base });

export default defineConfig({
  site: new URL(site().url).origin,
  // Astro compares it with decoded addresses.
  base: decodePath(base) || '/',
  trailingSlash: 'always',
  // While one page waits for its document, others are made.
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 8 },
  devToolbar: { enabled: false },
  markdown: {
    syntaxHighlight: false,
    processor: satteri({
      hastPlugins: [elements],
      features: { smartPunctuation: false },
    }),
  },
  integrations: [
    content(root, source),
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
    plugins: [plainDynamicImports, browserWords(() => wordsOf(site()))],
  },
});
