import { constants, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from '../document/digest.ts';
import type { FileRecords, LastSite } from './last-site.ts';
import { runThread } from './run-thread.ts';

/** Fewer files than this are copied before a thread is ready for them. */
const FEW = 2_000;

/** Copies a site into a folder, on another core if it is large, and returns the files that were whole. */
export async function copySite(last: LastSite, to: string): Promise<FileRecords> {
  if (last.files.size < FEW) return copyFiles(last, to);
  return runThread('copy-thread', { last, to });
}

/** Copies the files of a site that are as it was built, and returns them. */
export function copyFiles({ dir, files }: LastSite, to: string): FileRecords {
  const folders = new Set<string>();
  return new Map(
    files.entries().filter(([path, [wanted]]) => {
      const body = readWhole(join(dir, path), wanted);
      if (body === undefined) return false;
      const file = join(to, path);
      const folder = dirname(file);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
      linkOrWrite(join(dir, path), file, body);
      return true;
    }),
  );
}

/** A link that somebody made of a file leads to another one, and a pipe, which is no file, to no end. */
const READ_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function readWhole(file: string, wanted: string): Uint8Array | undefined {
  try {
    const body = readFileSync(file, { flag: READ_FILE });
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
