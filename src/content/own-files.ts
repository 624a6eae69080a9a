import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Mistake } from '../core/mistake.ts';

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
export function schemaFrom(dir: string, above = dir): string | undefined {
  const file = join(above, 'node_modules/error-reference/schema.json');
  if (existsSync(file)) return relative(dir, file).replaceAll(sep, '/');
  return dirname(above) === above ? undefined : schemaFrom(dir, dirname(above));
}

/**
 * Where this package keeps what it works with: beside the packages that it was installed with, or else at the user's; where
 * nothing can be written there, in a temporary folder that is nobody else's.
 */
export function cacheFolder(): string {
  const parts = PACKAGE.split(sep);
  const last = parts.lastIndexOf('node_modules');
  const packages = last === -1 ? join(PACKAGE, 'node_modules') : parts.slice(0, last + 1).join(sep);
  const places = [
    join(packages, '.cache'),
    process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    join(homedir(), '.cache'),
  ];
  const folder = places.map((place) => join(place, 'error-reference')).find(canHold);
  return withoutLinks(folder ?? temporaryFolder());
}

/** Astro counts paths from the folder that it works in, which a link would lead elsewhere. */
function withoutLinks(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : join(withoutLinks(dirname(folder)), basename(folder));
}

/** Gives a home to a user whom the system does not know, as containers have them: Astro asks for it as soon as it is loaded. */
export function ensureHome(): void {
  try {
    homedir();
  } catch {
    process.env['HOME'] = temporaryFolder();
  }
}

/** Whether something can be written in a folder, which may have to be made. */
function canHold(folder: string): boolean {
  // A link that leads nowhere is no place for a folder.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() && !existsSync(folder)) return false;
  if (!existsSync(folder)) return dirname(folder) !== folder && canHold(dirname(folder));
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function temporaryFolder(): string {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `error-reference-${user ?? 'cache'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // What lies there is run; others can write in the folder around it.
  if (user !== undefined && lstatSync(folder).uid !== user)
    throw new Mistake(`${folder} belongs to somebody else; name a folder to work in with XDG_CACHE_HOME.`);
  return folder;
}

/**
 * Makes a folder for Astro to work in, wherever it lies: it finds the packages there that this one needs, and writes
 * nothing beside them. Returns its settings.
 */
export function makeWorkFolder(root: string) {
  mkdirSync(root, { recursive: true });
  const link = join(root, 'node_modules');
  rmSync(link, { force: true });
  // Windows lets everybody make a junction; elsewhere the word means nothing.
  symlinkSync(packagesFolder(PACKAGE), link, 'junction');
  const cacheDir = join(root, 'cache');
  return { root, cacheDir, configFile: false, vite: { cacheDir: join(cacheDir, 'vite') } } as const;
}

/** The folder of packages that has Astro; Node looks in the same ones. */
function packagesFolder(folder: string): string {
  const packages = join(folder, 'node_modules');
  return existsSync(join(packages, 'astro')) || dirname(folder) === folder ? packages : packagesFolder(dirname(folder));
}
