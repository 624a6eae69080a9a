import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from '../document/digest.ts';
import type { FileRecord, LastSite } from './last-site.ts';

/** The files of a site in the making, by their paths below the base, decoded: `/errors/X/index.html`. */
export interface Output {
  /** What was written or taken over so far. */
  readonly files: ReadonlyMap<string, FileRecord>;
  /** Takes files over from the last site if all were made from this source and are whole; `false` if not. */
  keep(paths: readonly string[], source: string): boolean;
  /** Writes a file, unless the last site has the same; `source` tells what it was made from. */
  write(path: string, body: string | Uint8Array, source?: string): void;
  /** Knows of files that another thread wrote. */
  adopt(written: Iterable<readonly [string, FileRecord]>): void;
}

/** A file that the last site has. */
interface WholeFile {
  readonly path: string;
  readonly record: FileRecord;
  readonly body: Uint8Array;
}

/** An empty site in `dir`, which takes files over from the last one. */
export function createOutput(dir: string, last?: LastSite): Output {
  const files = new Map<string, FileRecord>();
  const folders = new Set<string>();

  const placeOf = (path: string): string => {
    const file = join(dir, path);
    const folder = dirname(file);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    // What was taken over is the last site's file as well, which nothing may change.
    if (files.has(path)) rmSync(file);
    return file;
  };
  const findWhole = (path: string, isWanted: (record: FileRecord) => boolean): readonly WholeFile[] => {
    const record = last?.files.get(path);
    if (last === undefined || record === undefined || !isWanted(record)) return [];
    const body = readWhole(join(last.dir, path), record);
    return body === undefined ? [] : [{ path, record, body }];
  };
  const takeOver = ({ path, body }: WholeFile): void => linkOrWrite(join(last?.dir ?? '', path), placeOf(path), body);

  return {
    files,
    keep: (paths, source) => {
      const found = paths.flatMap((path) => findWhole(path, ([, , own]) => own === source));
      if (found.length < paths.length) return false;
      for (const file of found) {
        takeOver(file);
        files.set(file.path, file.record);
      }
      return true;
    },
    write: (path, body, source) => {
      const own = digest(body);
      const [same] = findWhole(path, ([other]) => other === own);
      if (same) takeOver(same);
      else writeFileSync(placeOf(path), body);
      const size = Buffer.byteLength(body);
      files.set(path, source === undefined ? [own, size] : [own, size, source]);
    },
    adopt: (written) => {
      for (const [path, record] of written) files.set(path, record);
    },
  };
}

function readWhole(file: string, [wanted]: FileRecord): Uint8Array | undefined {
  try {
    const body = readFileSync(file);
    return digest(body) === wanted ? body : undefined;
  } catch {
    return undefined;
  }
}

/** One file in two folders takes half the time and no space; not every file system can do that. */
function linkOrWrite(from: string, to: string, body: Uint8Array): void {
  try {
    linkSync(from, to);
  } catch {
    writeFileSync(to, body);
  }
}
