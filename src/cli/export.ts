import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeMdxError, readMdxFile } from '../check/mdx-file.ts';
import { listShownGuides, type Content } from '../content/load.ts';
import { RegistryError } from '../core/define.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import { digest } from '../document/digest.ts';
import { exportFiles, pagesWithOwnCode, type Host } from '../export/host.ts';
import { HOSTS } from '../export/hosts.ts';
import type { Book } from '../export/model.ts';
import { makeBook, type GuideSource } from '../export/pages.ts';
import { parseGuideFrontMatter } from '../schema/guide.ts';
import { locateFolder, lockFolder, replaceFiles, restoreLocked, type FileChanges } from './replace-files.ts';
import { count } from './terminal.ts';

/** The names of all hosts. */
export const HOST_NAMES = Object.keys(HOSTS).join(', ');

/** A host by its name. Throws a {@link Mistake} with the names that there are. */
export function hostOf(name: string): Host {
  const host = Object.hasOwn(HOSTS, name) ? HOSTS[name] : undefined;
  if (host === undefined)
    throw new Mistake(`"${name}" is no host that pages are written for; those are ${HOST_NAMES}.`);
  return host;
}

/** The folder of an export among the pages of a host, from the path that people name: `reference` from `/reference/`. */
export function folderAt(path: string): string {
  const folder = path.replaceAll(/^\/+|\/+$/g, '');
  if (folder === '' || folder.split('/').every((segment) => /^[A-Za-z][\w-]*$/.test(segment))) return folder;
  throw new Mistake(`${path} is no path for pages: write one like /reference, of letters, digits, - and _.`);
}

/** The pages of a content folder for an export. Throws a {@link Mistake} where a guide is not valid. */
export async function readBook(content: Content): Promise<Book> {
  const { guides, teamGuides } = await listShownGuides(content);
  const shown = guides.filter((name) => !teamGuides.includes(name));
  const sources = await Promise.all(shown.map((name) => readGuide(content.dir, name)));
  try {
    return makeBook({ ...content, guides: sources });
  } catch (error) {
    if (error instanceof Mistake || !(error instanceof Error)) throw error;
    throw new Mistake(error.message);
  }
}

async function readGuide(dir: string, name: string): Promise<GuideSource> {
  const file = `guides/${name}.mdx`;
  const source = await readFile(join(dir, file), 'utf8');
  try {
    const { frontMatter, body } = readMdxFile(source);
    const { title, summary, order, errors } = parseGuideFrontMatter(name, frontMatter?.value);
    return { name, title, summary, order, errors, mdx: body.trim() };
  } catch (error) {
    if (error instanceof RegistryError) throw new Mistake(error.message);
    throw new Mistake(`${file} is not valid MDX: ${describeMdxError(error).reason}.`);
  }
}

/** The file in which an export keeps what it wrote, so that the next one touches nothing else. */
const RECORD = '.error-reference-export.json';

/**
 * Writes the files of a book for a host below a folder, all or none. Files of the last export that are no longer made
 * are removed; a file that no export wrote, or that somebody changed since, makes it throw a {@link Mistake}.
 */
export async function writeExport(book: Book, host: Host, pages: string, at: string): Promise<readonly string[]> {
  const dir = locateFolder(join(pages, at));
  const files = exportFiles(book, host, at);
  const lock = await lockFolder(dir);
  try {
    restoreLocked(dir);
    const changes = planExport(dir, files);
    await replaceFiles(dir, changes, () => Promise.resolve());
    return describe(book, host, at, { dir, written: files.size, removed: changes.remove.length });
  } finally {
    lock.close();
  }
}

function planExport(dir: string, files: ReadonlyMap<string, string>): FileChanges {
  const last = readRecord(dir);
  const gone = [...last.keys()].filter((path) => !files.has(path));
  for (const path of [...files.keys(), ...gone]) {
    const file = join(dir, path);
    if (!existsSync(file)) continue;
    const known = last.get(path);
    if (known === undefined)
      throw new Mistake(`${file} is there and no export wrote it; move it away, or name another folder.`);
    if (known !== digest(readFileSync(file)))
      throw new Mistake(`${file} was changed since it was exported; move it away to have it written anew.`);
  }
  const record = { made: 'by an export of error-reference', files: {} as Record<string, string> };
  for (const [path, text] of files) record.files[path] = digest(text);
  return { write: new Map([...files, [RECORD, `${JSON.stringify(record, null, 2)}\n`]]), remove: gone };
}

/** The digests of what the last export into a folder wrote, by path. */
function readRecord(dir: string): ReadonlyMap<string, string> {
  const file = join(dir, RECORD);
  if (!existsSync(file)) return new Map();
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(record) && isRecord(record['files'])) {
      const entries = Object.entries(record['files']);
      // A path of ours leads nowhere else.
      return new Map(
        entries
          .map(([path, known]) => [path, String(known)] as const)
          .filter(([path]) => !/(?:^|[\\/])\.\.|^[\\/]/.test(path)),
      );
    }
  } catch {
    // said below
  }
  throw new Mistake(`${file} is damaged; restore it, or export into an empty folder.`);
}

function describe(
  book: Book,
  host: Host,
  at: string,
  { dir, written, removed }: { readonly dir: string; readonly written: number; readonly removed: number },
): readonly string[] {
  const gone = removed === 0 ? '' : ` and removed ${removed} that no page has any more`;
  return [
    `Wrote ${count(written, 'file')} for ${host.title} to ${dir}${gone}.`,
    ...describeOwnCode(book, host),
    ...host.next(book, at),
  ];
}

function describeOwnCode(book: Book, { isMdx, title }: Host): readonly string[] {
  return pagesWithOwnCode(book).map(({ file }) =>
    isMdx
      ? `${file} keeps the imports, components and expressions of its author; bring along what they need.`
      : `${file} lost the components and expressions of its author, which ${title} does not take.`,
  );
}
