import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../document/digest.ts';

/** What decides how the same content is shown: the program, what it shows besides, and its dependencies. */
const PARTS = ['src', 'public', 'astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A digest of the program. */
export function engineKey(root: string): string {
  const files = readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => PARTS.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(root, entry.name) : [entry.name]))
    .sort();
  return digestOf(
    process.version,
    files.map((file) => [file, readFileSync(join(root, file), 'latin1')]),
  );
}

function listFiles(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
