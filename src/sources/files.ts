import { existsSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Folders that hold what others wrote, or what is no source. */
const NEVER = new Set(['node_modules', '.git', '.hg', '.svn']);

/**
 * The files that globs name, counted from a folder, without those that another takes away (`!**\/*.test.ts`), that git ignores, and
 * that packages brought. Links are not followed, so none leads in a circle.
 */
export async function listSources(globs: readonly string[], dir: string): Promise<readonly string[]> {
  const isIgnored = ignoredBelow(dir);
  const list = async (patterns: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    const exclude = (entry: Dirent): boolean =>
      NEVER.has(entry.name) || isIgnored(pathOf(entry, dir), entry.isDirectory());
    for (const pattern of patterns)
      for await (const entry of glob(isFolder(resolve(dir, pattern)) ? `${pattern}/**` : pattern, {
        cwd: dir,
        withFileTypes: true,
        exclude,
      })) {
        const path = pathOf(entry, dir);
        if (entry.isFile()) found.add(path);
      }
    return found;
  };
  const wanted = await list(globs.filter((each) => !each.startsWith('!')));
  const unwanted = await list(globs.filter((each) => each.startsWith('!')).map((each) => each.slice(1)));
  return [...wanted.difference(unwanted)].sort();
}

/** A folder stands for all that is in it. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const pathOf = ({ parentPath, name }: Dirent, dir: string): string => resolve(dir, parentPath, name);

/** Tells what the `.gitignore` files say, from the top of a repository down to the folder of a path. */
function ignoredBelow(start: string): (path: string, isFolder: boolean) => boolean {
  const rules = new Map<string, readonly (readonly [string, Ignore])[]>();
  const rulesOf = (folder: string): readonly (readonly [string, Ignore])[] => {
    const known = rules.get(folder);
    if (known !== undefined) return known;
    const own = readIgnore(folder);
    const isTop =
      folder === dirname(folder) || existsSync(join(folder, '.git')) || (folder === start && !isInRepository(start));
    const all = [...(isTop ? [] : rulesOf(dirname(folder))), ...(own === undefined ? [] : [[folder, own] as const])];
    rules.set(folder, all);
    return all;
  };
  return (path, isFolder) => {
    let isIgnored = false;
    for (const [folder, rule] of rulesOf(dirname(path))) {
      const way = relative(folder, path).replaceAll(sep, '/');
      if (way === '' || way.startsWith('..')) continue;
      const { ignored, unignored } = rule.test(isFolder ? `${way}/` : way);
      isIgnored = ignored || (isIgnored && !unignored);
    }
    return isIgnored;
  };
}

function readIgnore(folder: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    return undefined;
  }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return folder !== dirname(folder) && isInRepository(dirname(folder));
}

/** Files beyond this size are data rather than what somebody wrote. */
export const MOST_SOURCE_BYTES = 2 * 1024 * 1024;

/** The text of a source, or why it is not read. */
export function readText(
  path: string,
): { readonly text: string } | { readonly left: 'large' | 'binary' | 'unreadable' } {
  try {
    if (statSync(path).size > MOST_SOURCE_BYTES) return { left: 'large' };
    const bytes = readFileSync(path);
    return bytes.subarray(0, FIRST_BYTES).includes(0) ? { left: 'binary' } : { text: bytes.toString('utf8') };
  } catch {
    return { left: 'unreadable' };
  }
}

/** As many bytes as git looks at. */
const FIRST_BYTES = 8000;
