import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from '../document/digest.ts';
import { readMark } from './mark.ts';

/** What a build remembers of a file: a digest of its bytes, their number and, where it can be kept, of what it was made. */
export type FileRecord = readonly [body: string, size: number, source?: string];

/** Files by their paths below the base, decoded. */
export type FileRecords = ReadonlyMap<string, FileRecord>;

/** A built site of which it is known what its files were made from. */
export interface LastSite {
  readonly dir: string;
  /** A digest of what is the same on every page. */
  readonly siteKey: string;
  readonly files: FileRecords;
}

/** What is kept in the cache: the files of one build. Its digest tells whether it is whole. */
interface Memory {
  readonly build: string;
  readonly siteKey: string;
  readonly files: readonly (readonly [string, ...FileRecord])[];
}

/** The site of the last build into a target; `undefined` where nothing is known of what is there. */
export function readLastSite(cache: string, target: string): LastSite | undefined {
  try {
    const text = readFileSync(memoryFile(cache, target), 'utf8');
    const end = text.indexOf('\n');
    const memory = text.slice(end + 1);
    if (digest(memory) !== text.slice(0, end)) return undefined;
    const { build, siteKey, files } = JSON.parse(memory) as Memory;
    if (build !== readMark(target)?.build) return undefined;
    return { dir: target, siteKey, files: new Map(files.map(([path, ...record]) => [path, record])) };
  } catch {
    return undefined;
  }
}

/** Remembers a site, made by a build, for the next one into the same target. */
export function rememberSite(cache: string, build: string, { dir, siteKey, files }: LastSite): void {
  const memory: Memory = { build, siteKey, files: [...files].map(([path, record]) => [path, ...record]) };
  const text = JSON.stringify(memory);
  const file = memoryFile(cache, dir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${build}`, `${digest(text)}\n${text}`);
  renameSync(`${file}.${build}`, file);
}

const memoryFile = (cache: string, target: string): string => join(cache, `${digest(target)}.json`);
