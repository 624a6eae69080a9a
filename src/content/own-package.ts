/** How Node reads the modules of content folders, wherever they lie. */
import { existsSync, realpathSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ownModule } from './own-files.ts';

const folders = new Set<string>();

/** Has the TypeScript of a folder read as modules, also where a `package.json` above it says that its scripts are CommonJS. */
export function readAsModules(dir: string): void {
  // Node names modules by their real paths.
  for (const path of [dir, existsSync(dir) ? realpathSync(dir) : dir]) folders.add(`${pathToFileURL(path).href}/`);
}

registerHooks({
  resolve(specifier, context, next) {
    // A content folder finds this package under its name, also where it isn't installed.
    const [own, name = 'index'] = /^error-reference(?:\/(respond|astro))?$/.exec(specifier) ?? [];
    const found = next(own === undefined ? specifier : ownModule(`exports/${name}`).href, context);
    const isModule = /\.ts(?:\?|$)/.test(found.url) && [...folders].some((folder) => found.url.startsWith(folder));
    return isModule ? { ...found, format: 'module-typescript' } : found;
  },
});
