import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEPENDENCIES, PACKAGE } from '../content/own-files.ts';
import { digestOf } from '../document/digest.ts';

/** What decides how the same content is shown: the program, as sources or compiled, and what it shows besides. */
const PARTS = ['src', 'lib', 'public', 'package.json'];

/** A digest of the program and of the packages that it depends on. */
export function engineKey(): string {
  const files = readdirSync(PACKAGE, { withFileTypes: true })
    .filter(({ name }) => PARTS.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(entry.name) : [entry.name]))
    .sort();
  return digestOf(
    process.version,
    files.map((file) => [file, readFileSync(join(PACKAGE, file), 'latin1')]),
    DEPENDENCIES.map((name) => manifestOf(name, PACKAGE)),
  );
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(join(PACKAGE, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1));
}

/** The manifest of a dependency, which has its version; Node looks in the same folders. */
function manifestOf(name: string, folder: string): string {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (existsSync(file)) return readFileSync(file, 'latin1');
  return dirname(folder) === folder ? '' : manifestOf(name, dirname(folder));
}
