import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/**
 * Whether the files of a site can stand beside those of others until they are removed, on any file system: none differs
 * from another by case alone, and none has the name of another's folder.
 */
export function canStandBeside({ files }: LastSite, others: Iterable<string>): boolean {
  const names = new Map([...files.keys()].flatMap((file) => listNames(file)));
  return [...others].every((file) =>
    listNames(file).every(([caseless, name]) => (names.get(caseless) ?? name) === name),
  );
}

/** The names of a file and its folders, which end with a slash, by how they are written where case is ignored. */
function listNames(file: string): readonly (readonly [string, string])[] {
  const parts = file.split('/');
  return parts.slice(1).map((_, index) => {
    const path = parts.slice(0, index + 2).join('/');
    return [path.toLowerCase(), path === file ? path : `${path}/`];
  });
}

/** Remembers a site, made by a build, for the next one into the same target. */
export function rememberSite(cache: string, build: string, { dir, siteKey, files }: LastSite): void {
  const memory: Memory = { build, siteKey, files: [...files].map(([path, record]) => [path, ...record]) };
  const text = JSON.stringify(memory);
  const file = memoryFile(cache, dir);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${build}`, `${digest(text)}\n${text}`);
    renameSync(`${file}.${build}`, file);
    forgetOld(cache);
  } catch {
    // The site is there; without its memory the next build makes all anew.
  }
}

const MONTH = 30 * 24 * 60 * 60 * 1000;

/** Forgets sites that nobody built for a month. */
function forgetOld(cache: string): void {
  for (const entry of readdirSync(cache, { withFileTypes: true })) {
    const file = join(cache, entry.name);
    if (entry.isFile() && Date.now() - statSync(file).mtimeMs > MONTH) rmSync(file);
  }
}

const memoryFile = (cache: string, target: string): string => join(cache, `${digest(target)}.json`);
