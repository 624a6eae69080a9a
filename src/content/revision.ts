import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { openRepository, type Repository } from './git.ts';
import { loadContent, type Content } from './load.ts';

/** A folder at a revision: where it is, and what that is. */
interface Revision {
  readonly repository: Repository;
  readonly commit: string;
  /** From the top of the repository; empty for the top. */
  readonly path: string;
}

/**
 * A content folder as it was at a git revision: `main`, `v1.2.0`, or `HEAD~3:docs/errors` where it is not `dir`. Its files,
 * and what its modules import from elsewhere in the repository, are written to a temporary folder that is there until the
 * process ends; nothing is checked out. Throws a {@link Mistake} with one sentence where that can't be.
 */
export async function readRevision(revision: string, dir: string): Promise<Content> {
  const found = findRevision(revision, dir);
  const folder = await writeRevision(found, revision);
  try {
    return await loadContent(folder);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).replaceAll(folder, '').split('\n');
    throw new Mistake(`The content folder can't be read as it was at ${revision}: ${reason}`);
  }
}

/** Whether a text names a commit of the repository of a folder. Throws a {@link Mistake} where there is no repository, or no git. */
export function isRevision(revision: string, dir: string): boolean {
  return resolveCommit(openRepository(dir), splitRevision(revision).commit) !== undefined;
}

/** A tag of a repository. */
export interface Tag {
  readonly name: string;
  /** ISO date: when it was made, or the commit that it names. */
  readonly date: string;
}

/** The tags of the repository of a folder whose names fit a pattern such as `v*`, in the order of their versions. */
export function listTags(pattern: string, dir: string): readonly Tag[] {
  const sort = ['-c', 'versionsort.suffix=-', 'for-each-ref', '--sort=version:refname'];
  const listed = openRepository(dir).ask([...sort, '--format=%(creatordate:short) %(refname)', `refs/tags/${pattern}`]);
  return [...(listed?.toString() ?? '').matchAll(/^(\d{4}-\d\d-\d\d) refs\/tags\/(.+)$/gm)].map(
    ([, date = '', name = '']) => ({ name, date }),
  );
}

/** A tag as a revision: what a branch of the same name holds is something else. */
export const tagRevision = ({ name }: Tag): string => `refs/tags/${name}`;

function findRevision(revision: string, dir: string): Revision {
  const { commit: name, path } = splitRevision(revision);
  const repository = openRepository(dir);
  const commit = resolveCommit(repository, name);
  if (commit === undefined)
    throw new Mistake(
      `${name || revision} is no revision of the git repository ${repository.root}; name a branch, a tag or a commit.`,
    );
  return { repository, commit, path: path ?? repository.path };
}

/** The commit, and the folder where one is named. A colon within braces belongs to the commit: `main@{10:00}`. */
function splitRevision(revision: string): { readonly commit: string; readonly path?: string } {
  const [, commit = '', path] = /^((?:[^:{]|\{[^}]*\})*)(?::(.*))?$/s.exec(revision) ?? [];
  if (path === undefined) return { commit: revision };
  return { commit, path: posix.join('/', path.replaceAll('\\', '/')).slice(1).replace(/\/$/, '') };
}

function resolveCommit({ ask }: Repository, name: string): string | undefined {
  if (name === '' || name.startsWith('-')) return undefined;
  return ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
    ?.toString()
    .trim();
}

interface TreeFile {
  readonly mode: string;
  readonly id: string;
}

const LINK = '120000';
const MODULE = /\.[cm]?[jt]s$/;

/** Writes the folder of a revision, and returns where it is. */
async function writeRevision({ repository, commit, path }: Revision, revision: string): Promise<string> {
  const tree = listTree(repository, commit);
  const below = (folder: string): readonly string[] =>
    [...tree.keys()].filter((file) => folder === '' || file.startsWith(`${folder}/`));
  const own = below(path);
  if (own.length === 0)
    throw new Mistake(`${revision.split(':')[0] ?? ''} has no folder ${path}; name it, as in HEAD~3:docs/errors.`);
  const root = makeTemporary();
  const written = new Set<string>();
  let next = new Set(own);
  while (next.size > 0) {
    for (const file of next) written.add(file);
    const texts = readBlobs(repository, tree, [...next]);
    const leads = await Promise.all([...texts].map(async ([file, bytes]) => listLeads(file, bytes, tree)));
    for (const [file, bytes] of texts) writeEntry(root, file, bytes, tree);
    next = new Set(
      leads
        .flat()
        .flatMap((lead) => (tree.has(lead) ? [lead] : below(lead)))
        .filter((file) => !written.has(file)),
    );
  }
  linkPackages(root, repository, path);
  return join(root, path);
}

/** The files of a commit by their paths; other repositories in it are none. */
function listTree({ ask }: Repository, commit: string): ReadonlyMap<string, TreeFile> {
  const listed = ask(['ls-tree', '-r', '-z', '--full-tree', commit])?.toString() ?? '';
  const files = listed.split('\0').flatMap((row): readonly (readonly [string, TreeFile])[] => {
    const [, mode = '', id = '', path = ''] = /^(\d+) blob (\w+)\t(.*)$/s.exec(row) ?? [];
    // Git itself refuses such names; what somebody forged must not be written elsewhere.
    const isSafe = path !== '' && path.split('/').every((name) => !/^(?:|\.\.?|\.git)$/i.test(name));
    return isSafe ? [[path, { mode, id }]] : [];
  });
  return new Map(files);
}

function readBlobs(
  { ask }: Repository,
  tree: ReadonlyMap<string, TreeFile>,
  files: readonly string[],
): ReadonlyMap<string, Buffer> {
  const ids = [...new Set(files.map((file) => tree.get(file)?.id ?? ''))];
  const all = ask(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')) ?? Buffer.alloc(0);
  const blobs = new Map<string, Buffer>();
  for (let start = 0; start < all.length;) {
    const end = all.indexOf('\n', start);
    const [id = '', , size] = all.toString('utf8', start, end).split(' ');
    // What is missing has no size and no bytes.
    const length = size === undefined ? -1 : Number(size);
    if (length >= 0) blobs.set(id, all.subarray(end + 1, end + 1 + length));
    start = end + 1 + length + 1;
  }
  return new Map(
    files.map((file) => {
      const bytes = blobs.get(tree.get(file)?.id ?? '');
      if (bytes === undefined) throw new Mistake(`This clone has no ${file} of that revision; fetch it first.`);
      return [file, bytes];
    }),
  );
}

/** What a file needs besides itself: what a link leads to, and of a module its imports by path and what says how it is read. */
async function listLeads(file: string, bytes: Buffer, tree: ReadonlyMap<string, TreeFile>): Promise<readonly string[]> {
  if (tree.get(file)?.mode === LINK) return [linkTarget(file, bytes)].filter((target) => target !== undefined);
  if (!MODULE.test(file)) return [];
  // The compiler of TypeScript takes its time to load.
  const { default: ts } = await import('typescript');
  const imports = ts
    .preProcessFile(bytes.toString(), true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
  return [
    ...imports.map(({ fileName }) => posix.join(posix.dirname(file), fileName)).filter((path) => tree.has(path)),
    ...foldersAbove(file)
      .map((folder) => posix.join(folder, 'package.json'))
      .filter((path) => tree.has(path)),
  ];
}

/** The path to which a link leads, which is in the repository; `undefined` where it isn't. */
function linkTarget(file: string, bytes: Buffer): string | undefined {
  const text = bytes.toString();
  const target = posix.join(posix.dirname(file), text);
  return text.startsWith('/') || target === '..' || target.startsWith('../') ? undefined : target.replace(/\/$/, '');
}

function writeEntry(root: string, file: string, bytes: Buffer, tree: ReadonlyMap<string, TreeFile>): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  if (tree.get(file)?.mode !== LINK) writeFileSync(path, bytes);
  else {
    const target = linkTarget(file, bytes);
    // Written anew, it leads through no other link to the outside.
    if (target !== undefined) symlinkSync(posix.relative(posix.dirname(file), target), path);
  }
}

/** The folders in which a path lies, the nearest first and the top last. */
function foldersAbove(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [''] : [folder, ...foldersAbove(folder)];
}

/** The packages that modules import are those of today. */
function linkPackages(root: string, repository: Repository, path: string): void {
  for (const folder of new Set([path, ...foldersAbove(posix.join(path, 'x'))])) {
    const [packages, link] = [join(repository.root, folder, 'node_modules'), join(root, folder, 'node_modules')];
    if (existsSync(packages) && existsSync(dirname(link)) && !existsSync(link)) symlinkSync(packages, link, 'junction');
  }
}

const temporary: string[] = [];

/** Makes a folder that is gone when the process ends. It can't lie below `node_modules`, where Node strips no types. */
function makeTemporary(): string {
  if (temporary.length === 0)
    process.once('exit', () => {
      for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
    });
  const folder = mkdtempSync(join(tmpdir(), 'error-reference-revision-'));
  temporary.push(folder);
  return folder;
}
