import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroIntegration, ViteUserConfig } from 'astro';
import { findContentFile, listGuides, readProse } from '../content/load.ts';
import type { Site } from '../core/site.ts';
import { safeName } from '../core/site-path.ts';

type Plugin = Extract<NonNullable<NonNullable<ViteUserConfig['plugins']>[number]>, { name: string }>;

/**
 * Gives pages the content folder: `virtual:content` (registry, site, prose), `virtual:guides` and `virtual:accent.css`.
 * In dev they are ordinary modules, so an edit is a hot reload. In a build the registry is imported at run time,
 * outside the module graph, so that one edited entry does not make every page new.
 */
export function content(root: string, dir: string, site: Site): AstroIntegration {
  return {
    name: 'content',
    hooks: {
      'astro:config:setup': ({ updateConfig, command }) => {
        updateConfig({
          vite: {
            plugins: [contentModules(root, dir, site, command === 'dev')],
            resolve: {
              alias: [
                { find: /^error-reference$/, replacement: join(root, 'src/core/define.ts') },
                { find: /^error-reference\/(.*)$/, replacement: join(root, 'src/core/$1.ts') },
              ],
            },
            server: { fs: { allow: [root, dir] } },
          },
        });
      },
    },
  };
}

function contentModules(root: string, dir: string, site: Site, dev: boolean): Plugin {
  const sources: Readonly<Record<string, () => Promise<string>>> = {
    'virtual:content': async () => (dev ? liveContent(root, dir) : builtContent(root, dir)),
    'virtual:guides': async () => importGuides(dir),
    'virtual:accent.css': async () => accentStyles(site),
  };
  const guides = join(dir, 'guides/');
  return {
    name: 'content-modules',
    async resolveId(id) {
      if (id in sources) return `\0${id}`;
      return id.startsWith(guides) && (await renamedGuides(dir)).has(id) ? id : undefined;
    },
    async load(id) {
      const file = id.startsWith(guides) ? (await renamedGuides(dir)).get(id) : undefined;
      return file === undefined ? sources[id.slice(1)]?.() : readFile(file, 'utf8');
    },
    configureServer({ watcher, moduleGraph, ws }) {
      watcher.add(dir);
      const renew = (file: string): void => {
        if (!file.startsWith(dir) || !file.endsWith('.mdx')) return;
        const guide = join(dirname(file), safeName(basename(file)));
        for (const id of [...Object.keys(sources).map((source) => `\0${source}`), guide]) {
          const module = moduleGraph.getModuleById(id);
          if (module) moduleGraph.invalidateModule(module);
        }
        ws.send({ type: 'full-reload' });
      };
      for (const event of ['add', 'unlink', 'change'] as const) watcher.on(event, renew);
    },
  };
}

async function liveContent(root: string, dir: string): Promise<string> {
  return [
    exportLive(root, dir, 'registry', 'parseRegistry'),
    exportLive(root, dir, 'site', 'parseSite'),
    `export const prose = Object.assign(Object.create(null), ${JSON.stringify(await readProse(dir))});`,
    await exportHasGuides(dir),
  ].join('\n');
}

/** The module as it is, or the JSON by way of its schema. */
function exportLive(root: string, dir: string, name: 'registry' | 'site', parse: string): string {
  const file = findContentFile(dir, name);
  const path = JSON.stringify(join(dir, file));
  if (!file.endsWith('.json')) return `export { ${name} } from ${path};`;
  return [
    `import ${name}Json from ${path};`,
    `import { ${parse} } from ${JSON.stringify(join(root, `src/schema/${name}.ts`))};`,
    `export const ${name} = ${parse}(${name}Json, ${JSON.stringify(file)});`,
  ].join('\n');
}

/** Every page asks this; the guides themselves would make every page anew with each edit of one. */
async function exportHasGuides(dir: string): Promise<string> {
  return `export const hasGuides = ${(await listGuides(dir)).length > 0};`;
}

async function builtContent(root: string, dir: string): Promise<string> {
  const loader = JSON.stringify(pathToFileURL(join(root, 'src/content/load.ts')).href);
  return [
    `const { loadContent } = await import(/* @vite-ignore */ ${loader});`,
    `export const { registry, site, prose } = await loadContent(${JSON.stringify(dir)});`,
    await exportHasGuides(dir),
  ].join('\n');
}

const guideFile = (dir: string, name: string): string => join(dir, 'guides', `${name}.mdx`);

/** Guides whose names a bundler would cut at `#` or `?`: by the file that it is told of, the one that there is. */
async function renamedGuides(dir: string): Promise<ReadonlyMap<string, string>> {
  const names = (await listGuides(dir)).filter((name) => safeName(name) !== name);
  return new Map(names.map((name) => [guideFile(dir, safeName(name)), guideFile(dir, name)]));
}

async function importGuides(dir: string): Promise<string> {
  const names = await listGuides(dir);
  const imports = names.map((name, index) => {
    return `import * as guide${index} from ${JSON.stringify(guideFile(dir, safeName(name)))};`;
  });
  const entries = names.map((name, index) => `{ name: ${JSON.stringify(name)}, ...guide${index} }`);
  return [...imports, `export const guides = [${entries.join(', ')}];`].join('\n');
}

function accentStyles({ accent }: Site): string {
  return accent === undefined ? '' : `:root { --accent: light-dark(${accent.light}, ${accent.dark}); }`;
}
