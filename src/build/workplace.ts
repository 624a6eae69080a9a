import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { digest } from '../document/digest.ts';
import { MARK, readMark, WORKPLACE } from './mark.ts';
import { codeOf } from './target.ts';

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
 * Makes the workplace of a target, for a build that has locked it. What a stopped build left is put in order first.
 * Throws a {@link Mistake} where nothing can be written.
 */
export function openWorkplace(target: string): Workplace {
  repairTarget(target);
  const place = findWorkplace(target);
  try {
    mkdirSync(place.dir, { recursive: true });
    writeFileSync(join(place.dir, MARK), '');
    mkdirSync(place.next);
  } catch (error) {
    throw new Mistake(
      `OUT is ${target}, where nothing can be written (${codeOf(error) ?? String(error)}); name another folder.`,
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

/**
 * Lets the next site take the place of the last one; what somebody else put into the last one moves along. Stopped
 * anywhere, it can be called again.
 */
export function swap(place: Workplace): void {
  const { target, last } = place;
  if (place.isInside) swapEntries(place);
  else swapFolders(place);
  for (const name of listForeign(last)) {
    if (!existsSync(join(target, name))) renameSync(join(last, name), join(target, name));
  }
}

function swapFolders({ target, next, last }: Workplace): void {
  if (!existsSync(last) && existsSync(target)) renameSync(target, last);
  if (existsSync(next)) renameSync(next, target);
}

function swapEntries({ target, dir, next, last }: Workplace): void {
  const entering = join(dir, 'entering');
  if (!existsSync(entering)) {
    mkdirSync(last, { recursive: true });
    moveEntries(target, last, basename(dir));
    renameSync(next, entering);
  }
  moveEntries(entering, target);
}

function moveEntries(from: string, to: string, except?: string): void {
  for (const name of readdirSync(from)) if (name !== except) renameSync(join(from, name), join(to, name));
}

/** The names in a built site that the build did not make. */
export function listForeign(site: string): readonly string[] {
  const mark = readMark(site);
  return mark === undefined
    ? []
    : readdirSync(site).filter((name) => !mark.entries.includes(name) && !name.startsWith(WORKPLACE));
}

/** Removes a workplace and all that is in it. */
export function closeWorkplace({ dir }: Workplace): void {
  rmSync(dir, { recursive: true, force: true });
}

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
  return own.dev !== parent.dev || !isWritable(dirname(target));
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
