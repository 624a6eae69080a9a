import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import type { AstroIntegration, HookParameters } from 'astro';
import type { HastPluginEntry } from 'satteri';
import type { VitePlugin } from './vite-plugin.ts';

type Setup = HookParameters<'astro:config:setup'>;

// With it, the address of a guide is none of those that an MDX integration of the site takes for its own.
const QUERY = '?error-reference';

/** The module of a guide's file. */
export const guideModule = (file: string): string => file + QUERY;

/** The file of a guide's module; `undefined` where a module is none. */
export function guideFile(id: string): string | undefined {
  return id.endsWith(QUERY) ? id.slice(0, -QUERY.length) : undefined;
}

/**
 * Compiles guides as Astro compiles MDX, but with elements of ours, and with no setting of a site that has pages and
 * plugins of its own.
 */
export function compileGuides(elements: () => HastPluginEntry): AstroIntegration {
  const { hooks } = mdx({
    extendMarkdownConfig: false,
    processor: satteri({ hastPlugins: [elements], features: { smartPunctuation: false } }),
    syntaxHighlight: false,
    optimize: true,
  });
  return {
    name: 'error-reference/guides',
    hooks: {
      'astro:config:setup': async (setup) => {
        const { addRenderer, config, updateConfig } = setup;
        // No file is a page or an entry of a collection because of us.
        const ignore = (): void => undefined;
        const own = { addPageExtension: ignore, addContentEntryType: ignore };
        const take: Setup['updateConfig'] = ({ vite }) =>
          updateConfig({ vite: { plugins: (vite?.plugins as readonly FullPlugin[]).map(forGuides) } });
        await hooks['astro:config:setup']?.({ ...setup, config, addRenderer, ...own, updateConfig: take } as Setup);
      },
      'astro:config:done': (done) => hooks['astro:config:done']?.(done),
    },
  };
}

type FullPlugin = Extract<VitePlugin, { transform?: unknown }>;
type Transform = Extract<FullPlugin['transform'], { handler: unknown }>;

/** A plugin for MDX that sees nothing but guides. */
function forGuides({ name, buildEnd, configResolved, enforce, transform }: FullPlugin): VitePlugin {
  const { handler } = transform as Transform;
  return {
    name: `error-reference:guides (${name})`,
    ...(enforce && { enforce }),
    ...(buildEnd && { buildEnd }),
    configResolved(resolved) {
      // It takes a plugin of Astro's away, which may have work to do elsewhere.
      if (typeof configResolved === 'function') void configResolved.call(this, { ...resolved, plugins: [] });
    },
    transform: {
      filter: { id: /\.mdx\?error-reference$/ },
      handler(code, id, options) {
        return handler.call(this, code, guideFile(id) ?? id, options);
      },
    },
  };
}
