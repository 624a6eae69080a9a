import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { digest } from '../document/digest.ts';
import type { FileRecord, FileRecords } from './last-site.ts';
import { codeOf } from './system-error.ts';

/** The files of a site in the making, by their paths below the base, decoded: `/errors/X/index.html`. */
export interface Output {
  /** What was written or kept so far. */
  readonly files: FileRecords;
  /** Keeps files that are there already if all were made from this source; `false` if not. */
  keep(paths: readonly string[], source: string): boolean;
  /** Writes a file, unless it is there already; `source` tells what it was made from. */
  write(path: string, body: string | Uint8Array, source?: string): void;
  /** Removes what was there already and was neither kept nor written. */
  removeRest(): void;
}

/** A site in `dir`, which holds files of the last one: whole, and never to be changed, for they are that site's as well. */
export function createOutput(dir: string, held: FileRecords = new Map()): Output {
  const files = new Map<string, FileRecord>();
  const folders = new Set<string>();
  const makeFolder = (folder: string): void => {
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
  };
  return {
    files,
    keep: (paths, source) => {
      const records = paths.map((path) => [path, held.get(path)] as const);
      const isSame = records.every(([, record]) => record?.[2] === source);
      if (isSame) for (const [path, record] of records) if (record) files.set(path, record);
      return isSame;
    },
    write: (path, body, source) => {
      const own = digest(body);
      const before = files.get(path) ?? held.get(path);
      const size = Buffer.byteLength(body);
      files.set(path, source === undefined ? [own, size] : [own, size, source]);
      if (before?.[0] === own) return;
      makeFolder(join(dir, dirname(path)));
      writeNew(join(dir, path), body);
    },
    removeRest: () => {
      for (const path of held.keys()) {
        if (!files.has(path)) removeFile(dir, path);
      }
    },
  };
}

/** Writes the files of a folder below a path that ends with a slash, but for those that the site has from elsewhere. */
export function writeFolder(output: Output, folder: string, path: string, source?: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const place = path + relative(folder, file).replaceAll(sep, '/');
    if (!output.files.has(place)) output.write(place, readFileSync(file), source);
  }
}

/** Writes a file that is a new one, for what stands at its place may be a file of the last site as well. */
function writeNew(file: string, body: string | Uint8Array): void {
  try {
    writeFileSync(file, body, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    rmSync(file);
    writeFileSync(file, body, { flag: 'wx' });
  }
}

/** Removes a file, and the folders that it leaves empty. */
function removeFile(dir: string, path: string): void {
  rmSync(join(dir, path));
  for (
    let folder = dirname(path);
    folder !== '/' && readdirSync(join(dir, folder)).length === 0;
    folder = dirname(folder)
  )
    rmdirSync(join(dir, folder));
}
