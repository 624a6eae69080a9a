import { accessSync, constants, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder of this package, as installed or as checked out. */
export const PACKAGE = resolve(import.meta.dirname, '../..');

const { dependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The names of the packages that it needs. */
export const DEPENDENCIES = Object.keys(dependencies);

const MODULES = resolve(import.meta.dirname, '..');
// Sources here, compiled where the package is installed: Node strips no types below `node_modules`.
const ENDING = extname(import.meta.filename);

/** A folder or a file of this package that is the same before and after compiling: `pages`, `styles/site.css`. */
export function ownPath(path: string): string {
  return join(MODULES, path);
}

/** A module of this package, for threads and bundles that load it by its address: `build/made-ahead`. */
export function ownModule(name: string): URL {
  return pathToFileURL(join(MODULES, name + ENDING));
}

/** The path of the package's JSON Schema from a folder that it is installed above; `undefined` where it is installed elsewhere. */
export function schemaFrom(dir: string): string | undefined {
  const path = relative(dir, join(PACKAGE, 'schema.json')).replaceAll(sep, '/');
  return /^(?:\.\.\/)*node_modules\//.test(path) ? path : undefined;
}

/** Where this package keeps what it works with: beside the packages that it was installed with, or else at the user's. */
export function cacheFolder(): string {
  const parts = PACKAGE.split(sep);
  const last = parts.lastIndexOf('node_modules');
  const packages = last === -1 ? join(PACKAGE, 'node_modules') : parts.slice(0, last + 1).join(sep);
  const place = isWritable(packages) ? packages : (process.env['XDG_CACHE_HOME'] ?? homedir());
  return join(place, '.cache/error-reference');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
