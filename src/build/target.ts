import { lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { isBuilt, WORKPLACE } from './mark.ts';
import { listMounts } from './mounts.ts';
import { codeOf } from './system-error.ts';

/** The folders that a build reads from. */
export interface Project {
  /** The folder of this project. */
  readonly root: string;
  /** The content folder. */
  readonly content: string;
}

const DEFAULT = 'dist';

/** What a project may have in its folder that no build made. */
const SOURCES = ['.ci', '.git', '.github', 'content', 'node_modules', 'public', 'src', 'tests'];

/** Throws a {@link Mistake} unless a site may take the place of a folder: it is absent, empty or made by an earlier build. */
export function checkTarget(target: string, project: Project): void {
  const refuse = (why: string): never => {
    throw new Mistake(`--out is ${target}, ${why}; name a folder that is empty or not there yet.`);
  };
  const sources = SOURCES.map((name) => join(project.root, name)).filter(holdsOthers);
  const inside = [project.content, ...sources].map(followLinks);
  const holder = inside.find((folder) => isWithin(target, folder));
  if (holder !== undefined) refuse(holder === target ? 'which no build made' : `which lies in ${holder}`);
  const held = [project.root, ...inside, followLinks(homedir())].find((folder) => isWithin(folder, target));
  if (held !== undefined) refuse(held === target ? 'which no build made' : `which holds ${held}`);
  if (target.split(sep).includes('.git')) refuse('which lies in a Git repository’s own folder');
  // What is mounted there would be moved, or removed, with the last site.
  const mount = listMounts().find((folder) => folder !== target && isWithin(folder, target));
  if (mount !== undefined) refuse(`in which something is mounted (${mount})`);
  const names = listNames(target);
  if (names === undefined) refuse('which is a file');
  else if (names.includes('.git')) refuse('which holds a Git repository');
  else if (names.length > 0 && !isBuilt(target, names)) refuse(`which holds what no build made (${names[0] ?? ''})`);
}

/**
 * The folder of a site, by the name that was given for it, with links followed. Throws a {@link Mistake} where that names
 * none.
 */
export function locateTarget(name: string | undefined, { root }: Pick<Project, 'root'>): string {
  const given = name ?? DEFAULT;
  if (given.trim() === '')
    throw new Mistake(`--out is empty; name the folder of the site, or leave it out for \`${DEFAULT}\`.`);
  if (/^~(?:\/|$)/.test(given))
    throw new Mistake(`--out is ${given}, whose tilde no shell replaced; write the folder in full.`);
  return followLinks(resolve(root, given));
}

/** Whether there is something at a path that no build made. */
function holdsOthers(path: string): boolean {
  const names = listNames(path) ?? [path];
  return names.length > 0 && !isBuilt(path, names);
}

/** The names in a folder, none where there is no such folder; `undefined` for a file. */
function listNames(path: string): readonly string[] | undefined {
  try {
    return (
      readdirSync(path)
        // A file system of its own has the last one at its top.
        .filter((name) => !name.startsWith(WORKPLACE) && name !== 'lost+found')
        .sort()
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Mistake {
  return new Mistake(`--out is ${path}, which can't be read (${codeOf(error) ?? 'unknown'}); name another folder.`);
}

/** A path without links, whether or not there is something at its end. */
function followLinks(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') throw new Mistake(`--out is below a file: ${path}; name another folder.`);
    if (codeOf(error) === 'ELOOP') throw new Mistake(`--out is a link that leads to itself: ${path}; name a folder.`);
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw unreadable(path, error);
    const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return link
      ? followLinks(resolve(dirname(path), readlinkSync(path)))
      : join(followLinks(dirname(path)), basename(path));
  }
}

/** Whether a folder is another one or lies in it. */
function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
