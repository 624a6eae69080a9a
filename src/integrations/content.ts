import { readFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { AstroIntegration, HookParameters } from 'astro';
import { command } from '../content/command.ts';
import { ownModule, PACKAGE } from '../content/own-files.ts';
import { listGuides, listShownGuides, type Content } from '../content/load.ts';
import type { Site } from '../core/site.ts';
import { safeName } from '../core/site-path.ts';
import { baseOf } from '../core/url.ts';
import type { Frame } from './frame.ts';
import { guideFile, guideModule } from './guides.ts';
import { siteStyles } from './site-styles.ts';
import type { ContentSource } from './source.ts';
import type { VitePlugin } from './vite-plugin.ts';

type DevServer = HookParameters<'astro:server:setup'>['server'];

/**
 * Gives pages the content folder, as modules below `virtual:error-reference/`: `content` (registry, site, prose), `own-guides`,
 * `site.css`, and `documents`, the pages that a build makes in threads.
 * In dev the folder is read anew after each edit, and open pages are loaded anew. In a build the registry is imported at
 * run time, outside the module graph, so that one edited entry does not make every page new.
 */
export function content(source: ContentSource, frame: Frame): AstroIntegration {
  return {
    name: 'error-reference/content',
    hooks: {
      'astro:config:setup': async ({ updateConfig, command: given }) => {
        const dev = given === 'dev';
        if (dev) await source.renew();
        updateConfig({
          vite: {
            plugins: [contentModules(source, frame, dev)],
            resolve: {
              alias: [
                { find: /^error-reference$/, replacement: ownFile('exports/index') },
                { find: /^error-reference\/respond$/, replacement: ownFile('exports/respond') },
              ],
            },
          },
        });
      },
    },
  };
}

const ownFile = (name: string): string => fileURLToPath(ownModule(name));

function contentModules(source: ContentSource, frame: Frame, dev: boolean): VitePlugin {
  const { dir } = source;
  const sources: Readonly<Record<string, () => string | Promise<string>>> = {
    'virtual:error-reference/content': () => (dev ? liveContent(source) : builtContent(source.latest())),
    'virtual:error-reference/documents': () => madeAhead(dev),
    'virtual:error-reference/own-guides': () => importGuides(source.latest()),
    'virtual:error-reference/site.css': () => siteStyles(source.latest(), frame),
  };
  const isText = (file: string | undefined): file is string => file?.startsWith(join(dir, sep)) ?? false;
  return {
    name: 'error-reference:content',
    // Before Vite itself, which finds the files that texts import.
    enforce: 'pre',
    resolveId(id, importer) {
      if (id in sources) return `\0${id}`;
      // A text that another one imports is compiled as that one is.
      const from = guideFile(importer ?? '') ?? importer;
      if (isText(from) && /^\.{1,2}\/.*\.mdx$/.test(id)) return guideModule(resolve(dirname(from), id));
      // Astro takes a path without a folder in common with its root for one below that, unless it is marked.
      if (PART_OF_COMPONENT.test(id) && isText(id.replace(/^\/@fs/, ''))) return `/@fs${id.replace(/^\/@fs/, '')}`;
      return isText(guideFile(id)) ? id : undefined;
    },
    async load(id) {
      const file = guideFile(id);
      if (!isText(file)) return sources[id.slice(1)]?.();
      return readFile((await renamedGuides(dir)).get(file) ?? file, 'utf8');
    },
    // Beside what the site allows already: a list in the settings would take its place.
    configResolved({ server }) {
      server.fs.allow.push(PACKAGE, dir);
    },
    configureServer(server) {
      const ids = Object.keys(sources).map((id) => `\0${id}`);
      const watch = (): void => void server.watcher.add([...source.watched()]);
      const follow = createFollower(server, source, { ids, watch });
      watch();
      for (const event of ['add', 'unlink', 'change'] as const) {
        server.watcher.on(event, (file: string) => {
          if (source.watched().some((path) => file === path || file.startsWith(`${path}${sep}`))) follow();
        });
      }
    },
  };
}

/** A style or a script of a component. */
const PART_OF_COMPONENT = /\.astro\?astro&/;

interface Following {
  /** The modules that are made of the content. */
  readonly ids: readonly string[];
  /** Watches what the content is read from, which an edit of its settings may change. */
  readonly watch: () => void;
}

/** Makes a function that reads the source anew and has open pages loaded anew, once for all edits made meanwhile. */
function createFollower(server: DevServer, source: ContentSource, { ids, watch }: Following): () => void {
  let edits = 0;
  let busy = false;
  const follow = async (): Promise<void> => {
    busy = true;
    for (let seen = -1; seen !== edits;) {
      seen = edits;
      const before = source.latest().site;
      await source.renew();
      watch();
      tellMistake(server, source, before);
      // The words and settings of the site are in scripts and guides too, which don't import it.
      const own = [...ids, ...[...(await renamedGuides(source.dir)).keys()].map(guideModule)];
      renewModules(server, isDeepStrictEqual(before, source.latest().site) ? own : undefined);
      server.ws.send({ type: 'full-reload' });
    }
    busy = false;
  };
  return () => {
    edits++;
    if (!busy) void follow();
  };
}

function tellMistake(server: DevServer, source: ContentSource, before: Site): void {
  const { logger } = server.config;
  try {
    const { site } = source.current();
    if (baseOf(site.url) === baseOf(before.url)) return;
    logger.warn(
      `The path of \`site.url\` is the base of all addresses; start \`${command('dev')}\` again to use the new one.`,
    );
  } catch (error) {
    logger.error(error instanceof Error ? error.message : String(error), { timestamp: true });
  }
}

/** Has modules, or all of them, made anew when they are next asked for. */
function renewModules({ environments }: DevServer, ids: readonly string[] | undefined): void {
  for (const { moduleGraph } of Object.values(environments)) {
    if (ids === undefined) moduleGraph.invalidateAll();
    for (const id of ids ?? []) {
      const module = moduleGraph.getModuleById(id);
      if (module) moduleGraph.invalidateModule(module);
    }
  }
}

async function liveContent(source: ContentSource): Promise<string> {
  const content = source.current();
  const { registry, site, prose, history } = content;
  const data = JSON.stringify({ registry, site, prose, history });
  return [
    `export const { registry, site, prose, history } = JSON.parse(${JSON.stringify(data)});`,
    await exportHasGuides(content),
  ].join('\n');
}

/** Every page asks this; the guides themselves would make every page anew with each edit of one. */
async function exportHasGuides(content: Content): Promise<string> {
  const { guides, teamGuides } = await listShownGuides(content);
  return [
    `export const hasGuides = ${guides.length > teamGuides.length};`,
    `export const teamGuides = ${JSON.stringify(teamGuides)};`,
  ].join('\n');
}

/** In a build, threads make pages while Astro is still busy with others. */
function madeAhead(dev: boolean): string {
  if (dev) return 'export const pageMadeAhead = () => undefined;';
  const module = JSON.stringify(ownModule('build/made-ahead').href);
  return `export const { pageMadeAhead } = await import(/* @vite-ignore */ ${module});`;
}

async function builtContent(content: Content): Promise<string> {
  const { dir, site } = content;
  const loader = JSON.stringify(ownModule('content/load').href);
  return [
    `const { loadContent } = await import(/* @vite-ignore */ ${loader});`,
    `const { registry, site: found, prose, history } = await loadContent(${JSON.stringify(dir)}, ${JSON.stringify(site.visibility ?? 'public')});`,
    // In another site, its address is another.
    `const site = { ...found, url: ${JSON.stringify(site.url)} };`,
    'export { registry, site, prose, history };',
    await exportHasGuides(content),
  ].join('\n');
}

const fileOfGuide = (dir: string, name: string): string => join(dir, 'guides', `${name}.mdx`);

/** Guides whose names a bundler would cut at `#` or `?`: by the file that it is told of, the one that there is. */
async function renamedGuides(dir: string): Promise<ReadonlyMap<string, string>> {
  const names = (await listGuides(dir)).filter((name) => safeName(name) !== name);
  return new Map(names.map((name) => [fileOfGuide(dir, safeName(name)), fileOfGuide(dir, name)]));
}

async function importGuides(content: Content): Promise<string> {
  const { dir } = content;
  const { guides: names } = await listShownGuides(content);
  const imports = names.map((name, index) => {
    return `import * as guide${index} from ${JSON.stringify(guideModule(fileOfGuide(dir, safeName(name))))};`;
  });
  const entries = names.map((name, index) => `{ name: ${JSON.stringify(name)}, ...guide${index} }`);
  return [...imports, `export const guides = [${entries.join(', ')}];`].join('\n');
}
