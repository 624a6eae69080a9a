import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { digest } from '../document/digest.ts';
import { listForeign, MARK, WORKPLACE } from './mark.ts';
import { listMounts } from './mounts.ts';
import { codeOf } from './system-error.ts';

/** Where a build works until it is done: a folder on the same file system as its target. */
export interface Workplace {
  readonly target: string;
  readonly dir: string;
  /** The site in the making. */
  readonly next: string;
  /** The site whose place it takes; there only once the next one is whole. */
  readonly last: string;
  /** Whether it lies in the target, which can't be moved as a whole, and not beside it. */
  readonly isInside: boolean;
}

/**
 * Makes the workplace of a target, for a build that has locked and repaired it. Throws a {@link Mistake} where nothing can be written.
 */
export function openWorkplace(target: string): Workplace {
  const place = findWorkplace(target);
  try {
    makeFolder(place.dir);
    writeFileSync(join(place.dir, MARK), '');
    mkdirSync(place.next);
  } catch (error) {
    throw new Mistake(
      `--out is ${target}, where nothing can be written (${codeOf(error) ?? String(error)}); name another folder.`,
    );
  }
  return place;
}

/** Brings the swap to its end in whose middle a build was stopped, and removes what it left of its work. */
export function repairTarget(target: string): void {
  const place = findWorkplace(target);
  if (!existsSync(place.dir)) return;
  if (existsSync(place.last)) swap(place);
  closeWorkplace(place);
}

/** Makes a folder with those above it. Node's own way never returns below `/proc`. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  mkdirSync(dir);
}

type Move = (from: string, to: string) => void;

/**
 * Lets the next site take the place of the last one; what somebody else put into the last one moves along. Stopped
 * anywhere, it can be called again. Throws a {@link Mistake} where the system refuses, with all as it was.
 */
export function swap(place: Workplace): void {
  const moved: (readonly [from: string, to: string])[] = [];
  const move: Move = (from, to) => {
    renameSync(from, to);
    moved.push([from, to]);
  };
  try {
    if (place.isInside) swapEntries(place, move);
    else swapFolders(place, move);
    moveForeign(place, move);
  } catch (error) {
    for (const [from, to] of moved.reverse()) renameSync(to, from);
    throw new Mistake(
      `--out is ${place.target}, which can't be replaced (${codeOf(error) ?? String(error)}); name another folder.`,
    );
  }
}

function swapFolders({ target, next, last }: Workplace, move: Move): void {
  if (!existsSync(last) && existsSync(target)) move(target, last);
  if (existsSync(next)) move(next, target);
}

function swapEntries({ target, dir, next, last }: Workplace, move: Move): void {
  const entering = enteringOf(dir);
  if (!existsSync(entering)) {
    mkdirSync(last, { recursive: true });
    moveEntries(target, last, move, basename(dir));
    move(next, entering);
  }
  moveEntries(entering, target, move);
}

function moveEntries(from: string, to: string, move: Move, except?: string): void {
  for (const name of readdirSync(from)) if (name !== except) move(join(from, name), join(to, name));
}

/** Notes what somebody else put into the last site, so that a swap moves it along, also one that is ended later. */
export function noteForeign({ dir }: Workplace, paths: readonly string[]): void {
  writeFileSync(join(dir, FOREIGN), JSON.stringify(paths));
}

const FOREIGN = 'foreign.json';

function moveForeign({ target, dir, last }: Workplace, move: Move): void {
  const noted = join(dir, FOREIGN);
  const paths = existsSync(noted) ? (JSON.parse(readFileSync(noted, 'utf8')) as readonly string[]) : listForeign(last);
  for (const path of paths) {
    if (existsSync(join(target, path)) || !existsSync(join(last, path))) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    move(join(last, path), join(target, path));
  }
}

/**
 * Removes a workplace and all that is in it: by which the next build knows where a stopped one was goes after what it
 * would take for a swap that has not ended, and the mark at the end.
 */
export function closeWorkplace({ target, dir, next, last }: Workplace): void {
  // A swap that has not ended is for the next command to end.
  const isEntering = existsSync(enteringOf(dir)) && readdirSync(enteringOf(dir)).length > 0;
  if (isEntering || (existsSync(last) && !existsSync(target))) return;
  for (const folder of [next, last, enteringOf(dir), dir]) rmSync(folder, { recursive: true, force: true });
}

/** The next site while its entries move, one by one, into a folder that can't be moved. */
const enteringOf = (dir: string): string => join(dir, 'entering');

/** The workplace that a stopped build left of a target, or else one whose name nobody has taken. */
function findWorkplace(target: string): Workplace {
  const isInside = isImmovable(target);
  const parent = isInside ? target : dirname(target);
  const free = (copy: number): string => {
    const dir = join(parent, WORKPLACE + digest(`${target}\n${copy}`));
    return isOurs(dir) ? dir : free(copy + 1);
  };
  const dir = free(0);
  return { target, dir, next: join(dir, 'next'), last: join(dir, 'last'), isInside };
}

function isOurs(dir: string): boolean {
  return !existsSync(dir) || existsSync(join(dir, MARK)) || readdirSync(dir).length === 0;
}

/** Whether a folder keeps its place: something is mounted there, or its parent is closed to us. */
function isImmovable(target: string): boolean {
  const parent = statSync(dirname(target), { throwIfNoEntry: false });
  const own = statSync(target, { throwIfNoEntry: false });
  if (own === undefined || parent === undefined) return false;
  return own.dev !== parent.dev || listMounts().includes(target) || !isWritable(dirname(target));
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
