import { fileURLToPath } from 'node:url';
import { ownModule } from '../content/own-files.ts';
import type { VitePlugin } from './vite-plugin.ts';

const HELPER = '\0vite/preload-helper.js';

/** Vite wraps each `import()` in a kilobyte of preloading that our scripts, without styles of their own, don't need. */
export const plainDynamicImports: VitePlugin = {
  name: 'error-reference:plain-dynamic-imports',
  enforce: 'pre',
  configEnvironment: () => ({ build: { modulePreload: false } }),
  load: (id) =>
    id === HELPER
      ? `export { loadModule as __vitePreload } from ${JSON.stringify(fileURLToPath(ownModule('scripts/load-module')))};`
      : undefined,
};
