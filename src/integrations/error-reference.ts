import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sitemap from '@astrojs/sitemap';
import type { AstroIntegration, HookParameters } from 'astro';
import type { HastPluginEntry } from 'satteri';
import { listShownGuides, loadContent, statedVisibility, type Content } from '../content/load.ts';
import { ownPath, PACKAGE } from '../content/own-files.ts';
import type { Part } from '../content/part.ts';
import { publicFiles } from '../content/public-files.ts';
import { wordsOf } from '../core/say.ts';
import { hasPage, SPARE_PAGES } from '../core/site.ts';
import { decodePath } from '../core/site-path.ts';
import type { Visibility } from '../core/vocabulary.ts';
import { absoluteUrl, baseOf } from '../core/url.ts';
import { pageElements } from '../document/plugins.ts';
import { listedPaths } from '../document/site-paths.ts';
import { countParts } from '../search/parts.ts';
import { content } from './content.ts';
import { chooseFrame, frameModules, type Frame } from './frame.ts';
import { compileGuides } from './guides.ts';
import { fitStyles } from './host-styles.ts';
import { outsideRoot } from './outside-root.ts';
import { checkPlace, isPlace, patternBelow, placeContent } from './place.ts';
import { plainDynamicImports } from './plain-dynamic-imports.ts';
import { sentence } from './sentence.ts';
import { serveFiles } from './serve-files.ts';
import { createSource, type ContentSource } from './source.ts';
import { browserWords } from './words.ts';

type Setup = HookParameters<'astro:config:setup'>;
type Config = Parameters<Setup['updateConfig']>[0];

/** Where an error reference has its content, and where its pages stand. */
export interface ErrorReferenceOptions {
  /** The content folder, counted from the root of the Astro project; absent: `content`. */
  readonly content?: string;
  /** The path below which the pages stand in a site that has others, as `/reference`; absent where all pages are ours. */
  readonly at?: string;
  /**
   * The layout of that site, counted from the root of the project: it gets `title` and `description`, has the page in its
   * slot, and what belongs into the head in a slot of the name `head`, if it has one. Absent in a Starlight site, whose
   * frame the pages have; elsewhere they then have a frame of their own.
   */
  readonly layout?: string;
  /** `internal` for a site of the team of the API, which shows what is marked as internal too; absent: for the public. */
  readonly visibility?: Visibility;
}

// The oldest browsers that are served, as the README says; `tests/site/browsers.test.ts` holds what they lack.
const BROWSERS = ['chrome111', 'edge111', 'firefox115', 'safari16.4'];

/** What the integration is made with. */
export interface Tools {
  /** Makes a function that reads a content folder as it is now, each time anew. */
  readonly createReader: (dir: string, visibility: Visibility) => () => Promise<Content>;
  /** Writes in a build what stands beside our pages; absent where somebody else does. */
  readonly writeBeside?: (part: Part) => AstroIntegration;
}

const NAME = 'error-reference';

/** The error reference of a content folder as an Astro site, or as a part of one. */
export function integrateReference(options: ErrorReferenceOptions, tools: Tools): AstroIntegration {
  let patterns: readonly string[] = [];
  return {
    name: NAME,
    hooks: {
      'astro:routes:resolved': ({ routes }) => {
        const taken = routes.find(({ origin, pattern }) => origin === 'project' && patterns.includes(pattern));
        if (taken !== undefined)
          throw sentence(
            `${taken.entrypoint} has the address ${taken.pattern}, where a page of the reference stands; move it, or name another path in \`at\`.`,
          );
      },
      'astro:config:setup': async (setup) => {
        const dir = resolve(fileURLToPath(setup.config.root), options.content ?? 'content');
        const { at } = options;
        const visibility = readVisibility(options.visibility);
        const read = tools.createReader(dir, visibility);
        if (setup.config.integrations.filter(({ name }) => name === NAME).length > 1)
          throw sentence(
            'A site has one error reference, and `integrations` names errorReference() twice; leave one out.',
          );
        patterns = isPlace(at)
          ? await setUpPart(setup, { ...options, at }, { ...tools, read })
          : await setUpSite(setup, createSource(await loadContent(dir, visibility), read), tools);
      },
    },
  };
}

/** Whom the site is for; a site of others asks no environment. */
function readVisibility(stated: string = 'public'): Visibility {
  try {
    return statedVisibility(stated);
  } catch (error) {
    throw sentence(error instanceof Error ? error.message.replace('--visibility', '`visibility`') : String(error));
  }
}

/** Makes all of a site ours. Returns the patterns of its routes. */
async function setUpSite(
  { command, config, injectRoute, updateConfig }: Setup,
  source: ContentSource,
  { writeBeside }: Tools,
): Promise<readonly string[]> {
  const own = baseOf(source.latest().site.url);
  if (baseOf(config.base) !== '' && baseOf(config.base) !== own)
    throw sentence(
      `\`base\` is ${JSON.stringify(config.base)}, and the path of site.url is ${JSON.stringify(own || '/')}; write the same, or leave \`base\` out.`,
    );
  // In the repository of this package Astro finds them itself.
  const isFound = fileURLToPath(new URL('pages', config.srcDir)) === ownPath('pages');
  const routes = isFound ? [] : listRoutes(command, source);
  for (const route of routes) injectRoute(route);
  const beside = writeBeside?.({ content: () => source.latest(), at: '', hasTheme: true });
  updateConfig(await siteConfig(source, beside));
  return routes.map(({ pattern }) => pattern);
}

/** Puts our pages into a site that has others, whose settings stay as they are. Returns the patterns of their routes. */
async function setUpPart(
  { command, config, injectRoute, updateConfig }: Setup,
  { at, layout }: ErrorReferenceOptions & { readonly at: string },
  { read, writeBeside }: Tools & { readonly read: () => Promise<Content> },
): Promise<readonly string[]> {
  checkPlace(at, config);
  const root = fileURLToPath(config.root);
  const frame = chooseFrame(root, layout, config.integrations);
  const hasTheme = frame.kind === 'document';
  const readPlaced = async (): Promise<Content> => placeContent(await read(), at, config);
  const source = createSource(await readPlaced(), readPlaced);
  const routes = listRoutes(command, source)
    // These are of the whole site.
    .filter(({ pattern }) => pattern !== '/404' && pattern !== '/robots.txt')
    .map(({ pattern, entrypoint }) => ({ pattern: patternBelow(at, pattern), entrypoint, prerender: true }));
  for (const route of routes) injectRoute(route);
  updateConfig({
    integrations: [
      ...commonParts(source, frame),
      serveFiles(source, { files: publicFiles({ hasTheme, isWhole: false }), isWhole: false }),
      ...(writeBeside === undefined ? [] : [writeBeside({ content: () => source.latest(), at, hasTheme })]),
    ],
    vite: {
      define: defineConstants(source, frame),
      plugins: [fitStyles(frame), ...commonPlugins(source, frame, root)],
    },
  });
  return routes.map(({ pattern }) => pattern);
}

interface Route {
  readonly pattern: string;
  readonly entrypoint: string;
}

/** The routes of our pages: `pages/errors/[code].astro` is `/errors/[code]`. */
function listRoutes(command: Setup['command'], source: ContentSource): readonly Route[] {
  const { site } = source.latest();
  // In dev all are there, for the settings of the site may change; nothing leads to those that a build leaves out.
  const left = command === 'dev' ? [] : SPARE_PAGES.filter((page) => !hasPage(site, page));
  const folder = ownPath('pages');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:astro|ts|js)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => ({
      pattern: `/${file.replace(/\.(?:astro|ts|js)$/, '').replace(/(?:^|\/)index$/, '')}`,
      entrypoint: resolve(folder, file),
    }))
    .filter(({ pattern }) => !left.some((page) => `${pattern}/`.startsWith(`/${page}/`)));
}

/** The settings of a site that consists of our pages. */
async function siteConfig(source: ContentSource, beside: AstroIntegration | undefined): Promise<Config> {
  const { site } = source.latest();
  // Of the pages that are taken over from the last site, the sitemap would not know. It sorts much faster what is sorted.
  const pages = [...listedPaths({ ...source.latest(), ...(await listShownGuides(source.latest())) })]
    .map((path) => absoluteUrl(site.url, path))
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  const listed = new Set(pages);
  const frame: Frame = { kind: 'document' };
  return {
    site: new URL(site.url).origin,
    // Astro compares it with decoded addresses.
    base: decodePath(baseOf(site.url)) || '/',
    trailingSlash: 'always',
    // The dev server, too, finds nothing without that slash.
    image: { endpoint: { route: '/_image/' } },
    // While one page waits for its document, others are made.
    build: { format: 'directory', inlineStylesheets: 'never', concurrency: 8 },
    devToolbar: { enabled: false },
    integrations: [
      ...commonParts(source, frame),
      sitemap({ entryLimit: 5000, customPages: pages, filter: (page) => listed.has(page) }),
      serveFiles(source, { files: publicFiles({ hasTheme: true, isWhole: true }), isWhole: true }),
      ...(beside === undefined ? [] : [beside]),
    ],
    vite: {
      build: { assetsInlineLimit: 0, target: BROWSERS },
      define: defineConstants(source, frame),
      plugins: [plainDynamicImports, ...commonPlugins(source, frame, PACKAGE)],
    },
  };
}

function commonParts(source: ContentSource, frame: Frame): readonly AstroIntegration[] {
  // Made for each guide anew, for in dev the site changes.
  const elements = (): HastPluginEntry => {
    const { site } = source.latest();
    return pageElements({ site, words: wordsOf(site), base: baseOf(site.url) });
  };
  return [content(source, frame), compileGuides(elements)];
}

const commonPlugins = (source: ContentSource, frame: Frame, root: string): ReturnType<typeof browserWords>[] => [
  outsideRoot,
  browserWords(() => wordsOf(source.latest().site)),
  frameModules(frame, root),
];

function defineConstants(source: ContentSource, { kind }: Frame): Readonly<Record<string, string>> {
  const { registry, site } = source.latest();
  return {
    'import.meta.env.ERROR_REFERENCE_BASE': JSON.stringify(baseOf(site.url)),
    'import.meta.env.ERROR_REFERENCE_IS_PART': String(kind !== 'document'),
    'import.meta.env.ERROR_REFERENCE_SEARCH_PARTS': String(countParts(registry.errors.length)),
  };
}
