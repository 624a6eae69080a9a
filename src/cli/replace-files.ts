import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { tryLock } from '../build/lock.ts';
import { codeOf } from '../build/system-error.ts';
import { Mistake } from '../core/mistake.ts';

/** How the name of a folder begins in which an import works; it lies in the content folder until the import is done. */
export const WORK = '.error-reference-import-';

/** What is to be written into a folder, and what removed from it, by paths in it; all else there stays as it is. */
export interface FileChanges {
  readonly write: ReadonlyMap<string, string | Uint8Array>;
  readonly remove: readonly string[];
}

/** The folder that a name leads to, links followed; one that is not there yet is made later. Throws a {@link Mistake}. */
export function locateFolder(name: string): string {
  const path = resolve(name);
  try {
    const real = realpathSync.native(path);
    if (statSync(real).isDirectory()) return real;
    throw new Mistake(`${path} is a file; name a folder.`);
  } catch (error) {
    if (error instanceof Mistake) throw error;
    const code = codeOf(error);
    // What is in the way is named further up.
    if (code === 'ENOTDIR' && dirname(path) !== path) return locateFolder(dirname(path));
    if (code !== 'ENOENT' && code !== 'ELOOP') throw unwritable(path, error);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Mistake(`${path} is a link that leads to no folder; name a folder.`);
    return join(locateFolder(dirname(path)), basename(path));
  }
}

/** Keeps other imports from a folder until the lock is closed or this process ends. Throws a {@link Mistake} where one is under way. */
export async function lockFolder(dir: string): Promise<Server> {
  const lock = await tryLock(join(dir, WORK));
  if (lock === undefined) throw new Mistake(`Another import is under way into ${dir}; wait for its end.`);
  return lock;
}

/** Puts a folder back as it was before an import that was stopped; one that is under way is left alone. */
export async function restoreFolder(dir: string): Promise<void> {
  if (findWork(dir).length === 0) return;
  const lock = await tryLock(join(realpathSync.native(dir), WORK));
  if (lock === undefined) return;
  restoreLocked(dir);
  lock.close();
}

/** As {@link restoreFolder}, for who holds the lock. */
export function restoreLocked(dir: string): void {
  for (const work of findWork(dir)) undo(work);
}

/**
 * Changes files of a locked folder, all or none: stopped anywhere, {@link restoreFolder} puts back what was there, and so
 * does this when `prove` rejects. What is replaced lies in a work folder until then, moved and not copied.
 */
export async function replaceFiles(dir: string, changes: FileChanges, prove: () => Promise<unknown>): Promise<void> {
  let work: string | undefined;
  const made = missingFolders(dir);
  try {
    // One after another, for Node's own way never returns below `/proc`.
    for (const folder of made.toReversed()) mkdirSync(folder);
    work = join(dir, WORK + randomUUID());
    mkdirSync(work);
    const moves = stage(dir, work, changes);
    const folders = [...[...changes.write.keys()].flatMap((path) => missingFolders(join(dir, dirname(path)))), ...made];
    writeJournal(work, { folder: identify(work), moves, folders });
    for (const move of moves) apply(work, move);
    await prove();
    rmSync(join(work, JOURNAL));
  } catch (error) {
    if (work !== undefined) undo(work);
    for (const folder of made) removeEmpty(folder);
    throw error instanceof Mistake ? error : unwritable(dir, error);
  }
  discard(work);
}

/** Removes a work folder that is no longer needed; where that fails, the next command does. */
function discard(work: string): void {
  try {
    rmSync(work, { recursive: true });
  } catch {
    // The files of the folder are as they should be.
  }
}

/** A file that an import replaces: where it is, links followed, and where its new text and its former self lie meanwhile. */
interface Move {
  readonly path: string;
  readonly name: string;
  readonly hasNew: boolean;
  readonly hasOld: boolean;
}

interface Journal {
  /** What tells the work folder from a copy of it, whose journal would move files of somebody else. */
  readonly folder: string;
  readonly moves: readonly Move[];
  /** Folders that were not there, the innermost first. */
  readonly folders: readonly string[];
}

const JOURNAL = 'journal.json';
const NEW = 'new-';
const OLD = 'old-';

function stage(dir: string, work: string, { write, remove }: FileChanges): readonly Move[] {
  const changed = [...write].filter(([path, body]) => !holds(join(dir, path), body));
  const gone = remove.filter((path) => existsSync(join(dir, path)) && !write.has(path));
  return [...changed, ...gone.map((path) => [path, undefined] as const)].map(([name, text], index): Move => {
    const path = followLink(join(dir, name));
    const hasOld = existsSync(path);
    const move = { path, name: String(index), hasNew: text !== undefined, hasOld };
    if (text !== undefined) {
      writeFileSync(join(work, NEW + move.name), text);
      if (hasOld) chmodSync(join(work, NEW + move.name), statSync(path).mode);
    }
    return move;
  });
}

function holds(file: string, body: string | Uint8Array): boolean {
  return existsSync(file) && readFileSync(file).equals(Buffer.from(body));
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A link within a folder stays one: what changes is the file that it leads to. */
function followLink(path: string): string {
  return existsSync(path) ? realpathSync.native(path) : path;
}

function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

function writeJournal(work: string, journal: Journal): void {
  writeFileSync(join(work, `${JOURNAL}.next`), JSON.stringify(journal));
  renameSync(join(work, `${JOURNAL}.next`), join(work, JOURNAL));
}

function apply(work: string, { path, name, hasNew, hasOld }: Move): void {
  if (hasOld) moveFile(path, join(work, OLD + name));
  if (!hasNew) return;
  mkdirSync(dirname(path), { recursive: true });
  moveFile(join(work, NEW + name), path);
}

/** Puts back what a journal tells, as often as it is called; the work folder goes last, and with it what was new. */
function undo(work: string): void {
  try {
    const journal = readJournal(work);
    if (journal !== undefined && journal.folder !== identify(work))
      throw new Mistake(
        `${work} was made in another place, by an import that was stopped there; look into its ${JOURNAL} for what belongs where, then remove it.`,
      );
    for (const { path, name, hasOld } of journal?.moves ?? []) {
      const old = join(work, OLD + name);
      if (existsSync(old)) moveFile(old, path);
      else if (!hasOld && !existsSync(join(work, NEW + name))) rmSync(path, { force: true });
    }
    rmSync(join(work, JOURNAL), { force: true });
    rmSync(work, { recursive: true, force: true });
    for (const folder of journal?.folders ?? []) removeEmpty(folder);
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(
      `${work} holds files as they were before an import that was stopped, and they can’t be put back (${codeOf(error) ?? String(error)}); see to its permissions and to the room on the disk, then repeat the command.`,
    );
  }
}

/** Where a folder is on the disk: a copy of it, or a clone of the repository that holds it, is somewhere else. */
function identify(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
}

function readJournal(work: string): Journal | undefined {
  const text = readText(join(work, JOURNAL));
  return text === undefined ? undefined : (JSON.parse(text) as Journal);
}

function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Moves a file, also to another file system, where the copy is whole before it has its name. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    const part = `${to}.${randomUUID()}`;
    cpSync(from, part, { preserveTimestamps: true });
    renameSync(part, to);
    rmSync(from);
  }
}

/** The work folders of imports that were stopped, or of one that is under way. */
function findWork(dir: string): readonly string[] {
  const names = listNames(dir);
  return names.filter((name) => isWork(name)).map((name) => join(dir, name));
}

function listNames(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return []; // who reads the folder after this is told why it can't be read
  }
}

/** Whether a name is that of a work folder: nobody else takes one with a random part like this. */
export function isWork(name: string): boolean {
  return name.startsWith(WORK) && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(name.slice(WORK.length));
}

function unwritable(dir: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new Mistake(`${dir} can’t be written (${code}); see to its permissions and to the room on the disk.`);
}
