import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModule, ownPath } from '../content/own-files.ts';
import { Mistake } from '../core/mistake.ts';
import type { VitePlugin } from './vite-plugin.ts';

const STARLIGHT = '@astrojs/starlight';

/** The document around our pages: one of ours, a layout of the site, or the page of Starlight. */
export type Frame =
  { readonly kind: 'document' } | { readonly kind: 'layout'; readonly file: string } | { readonly kind: 'starlight' };

/** The frame of our pages in a site: the layout that it names, or Starlight's where the site is made with that. */
export function chooseFrame(
  root: string,
  layout: string | undefined,
  integrations: readonly { readonly name: string }[],
): Frame {
  if (layout !== undefined) {
    const file = resolve(root, layout);
    if (existsSync(file)) return { kind: 'layout', file };
    const mistake = new Mistake(
      `error-reference: \`layout\` is ${JSON.stringify(layout)}, and there is no ${file}; correct it.`,
    );
    mistake.stack = '';
    throw mistake;
  }
  return integrations.some(({ name }) => name === STARLIGHT) ? { kind: 'starlight' } : { kind: 'document' };
}

const COMPONENTS = { document: 'Document', layout: 'InLayout', starlight: 'InStarlight' } as const;

const FRAME = 'virtual:error-reference/frame';
const LAYOUT = 'virtual:error-reference/layout';
const MIDDLEWARE = '\0virtual:error-reference/starlight-middleware';
const TITLE = ownPath('layouts/StarlightTitle.astro');

/** Gives pages their frame; and to Starlight what is ours in it, an entry in the side bar and titles of our own. */
export function frameModules(frame: Frame, root: string): VitePlugin {
  const component = ownPath(`layouts/${COMPONENTS[frame.kind]}.astro`);
  const host = frame.kind === 'document' ? undefined : JSON.stringify(frame.kind);
  const sources: Readonly<Record<string, string>> = {
    [`\0${FRAME}`]: `export { default } from ${JSON.stringify(component)};\nexport const host = ${host};`,
    [MIDDLEWARE]: [
      "import { routeMiddleware as others } from 'virtual:starlight/route-middleware';",
      `import { addEntry } from ${JSON.stringify(fileURLToPath(ownModule('layouts/starlight-route')))};`,
      'export const routeMiddleware = [...others, addEntry];',
    ].join('\n'),
  };
  return {
    name: 'error-reference:frame',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (id === FRAME) return `\0${FRAME}`;
      if (id === LAYOUT && frame.kind === 'layout') return frame.file;
      if (frame.kind !== 'starlight') return undefined;
      // The package may be one that only the site can see.
      if (id === LAYOUT)
        return this.resolve(`${STARLIGHT}/components/StarlightPage.astro`, join(root, 'astro.config.mjs'));
      if (id === 'virtual:starlight/route-middleware' && importer !== MIDDLEWARE) return MIDDLEWARE;
      if (id === 'virtual:starlight/components/PageTitle' && importer !== TITLE) return TITLE;
      return undefined;
    },
    load: (id) => sources[id],
  };
}
