import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, posix } from 'node:path';
import ts from 'typescript';
import type { RegisteredError } from '../core/define.ts';
import { slugOf } from '../core/url.ts';
import type { Finding } from './finding.ts';
import { nearest } from '../core/distance.ts';

/** A content folder as its files stand: paths inside it with `/`, sorted. */
export async function listContentFiles(dir: string): Promise<readonly string[]> {
  const folders = ['registry', 'errors', 'guides'];
  const nested = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.flatMap((entry) =>
        entry.isDirectory() ? [] : [posixPath(join(entry.parentPath, entry.name).slice(dir.length + 1))],
      );
    }),
  );
  const own = await readdir(dir, { withFileTypes: true });
  return [...own.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])), ...nested.flat()].sort();
}

const posixPath = (path: string): string => path.replaceAll('\\', '/');

/** What decides whether a file is used. */
export interface UseSources {
  readonly dir: string;
  readonly files: readonly string[];
  /** Absent where the registry can't be read, and any name of prose may be right. */
  readonly errors: readonly RegisteredError[] | undefined;
  /** Files that guides import. */
  readonly imported: ReadonlySet<string>;
}

/** The files of a content folder that nothing reads, each with what to do. */
export async function findUnused({ dir, files, errors, imported }: UseSources): Promise<readonly Finding[]> {
  const modules = await findModules(dir);
  return files.flatMap((file) => {
    if (imported.has(file)) return [];
    const message = file.startsWith('registry/')
      ? describeModule(file, modules, files)
      : isText(file)
        ? describeText(file, errors)
        : undefined;
    return message === undefined ? [] : [{ file, message }];
  });
}

const isText = (file: string): boolean =>
  /\.(?:mdx|md|mdown|markdown)$/i.test(file) && !/^readme\./i.test(basename(file));

function describeText(file: string, errors: UseSources['errors']): string | undefined {
  const [folder = '', ...rest] = file.split('/');
  const name = basename(file, extname(file));
  if (rest.length === 0) return `Nothing shows a text here; move it to guides/${name}.mdx.`;
  const wanted = folder === 'errors' ? proseName(name, errors) : `guides/${name}.mdx`;
  if (wanted === undefined)
    return `Nothing shows this text, for ${name} is no code of the registry; give it the slug of a code as its name.`;
  if (wanted === file) return undefined;
  const reason =
    rest.length > 1
      ? ` from a folder below ${folder}`
      : extname(file) === '.mdx'
        ? `, for ${name} is no code of the registry`
        : ` with the ending ${extname(file)}`;
  return `Nothing shows this text${reason}; move it to ${wanted}.`;
}

/** The file in which prose of such a name would be shown. */
function proseName(name: string, errors: UseSources['errors']): string | undefined {
  if (errors === undefined) return `errors/${name}.mdx`;
  const slugs = new Map(
    errors.flatMap(({ code, formerly = [] }) => [code, ...formerly].map((each) => [slugOf(each), slugOf(code)])),
  );
  const slug = slugs.get(name) ?? slugs.get(nearest(name, [...slugs.keys()]) ?? '');
  return slug === undefined ? undefined : `errors/${slug}.mdx`;
}

function describeModule(file: string, modules: ReadonlySet<string>, files: readonly string[]): string | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file) || /\.(?:d|test|spec)\.[cm]?[jt]sx?$/.test(file) || modules.has(file))
    return undefined;
  if (!files.includes('registry/index.ts'))
    return 'Nothing reads this module, for the registry is in registry.json; move its errors there, or remove it.';
  const path = posix.relative('registry', file);
  return `Nothing reads this module; import it in registry/index.ts from './${path}', or remove it.`;
}

/** The modules that the registry and the site consist of, as paths inside the folder. */
async function findModules(dir: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (found.has(file) || !existsSync(join(dir, file))) return;
    found.add(file);
    const { importedFiles } = ts.preProcessFile(await readFile(join(dir, file), 'utf8'), true, true);
    const local = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
    for (const name of local) await visit(posix.join(posixPath(dirname(file)), name));
  };
  await visit('registry/index.ts');
  await visit('site.ts');
  return found;
}
