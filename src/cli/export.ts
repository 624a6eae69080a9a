import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeMdxError, readMdxFile } from '../check/mdx-file.ts';
import { filePath } from '../core/url.ts';
import { isPictureFile, isRelative, resolveBeside } from '../core/pictures.ts';
import { decodePath } from '../core/site-path.ts';
import { findInside, listTeamFiles } from '../content/team-files.ts';
import { listShownGuides, type Content } from '../content/load.ts';
import { RegistryError } from '../core/define.ts';
import { isRecord } from '../core/json.ts';
import { Mistake } from '../core/mistake.ts';
import { codeOf } from '../build/system-error.ts';
import { digest } from '../document/digest.ts';
import { exportFiles, pagesWithOwnCode, type Host } from '../export/host.ts';
import { HOSTS } from '../export/hosts.ts';
import type { Book } from '../export/model.ts';
import { makeBook, type ExportSource, type GuideSource } from '../export/pages.ts';
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
  const findPicture = await pictureFinder(content);
  try {
    return makeBook({ ...content, guides: sources, findPicture });
  } catch (error) {
    if (error instanceof Mistake || !(error instanceof Error)) throw error;
    throw new Mistake(error.message);
  }
}

/** Finds pictures as the site does: those with a path of the site among its files, others beside the text that shows them. */
async function pictureFinder(content: Content): Promise<NonNullable<ExportSource['findPicture']>> {
  const { files } = await listTeamFiles(content);
  return (folder, href) => {
    const path = href.replace(/[?#][^]*$/, '');
    if (!isRelative(path)) return files.get(decodePath(path));
    const file = resolveBeside(folder, path);
    return file !== undefined && isPictureFile(file) ? findInside(content.dir, file) : undefined;
  };
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
  const files = new Map([...exportFiles(book, host, at), ...readPictures(book)]);
  const removed = await writeRecorded(dir, files);
  return describe(book, host, at, { dir, written: files.size, removed });
}

/** The files of an export by their paths below its folder. */
type ExportedFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Writes the MDX of errors as it is into a folder, by the rules of {@link writeExport}, and gives that folder and how many
 * files of the last time are gone.
 */
export async function writeDocuments(
  folder: string,
  files: ExportedFiles,
): Promise<{ readonly dir: string; readonly removed: number }> {
  const dir = locateFolder(folder);
  return { dir, removed: await writeRecorded(dir, files) };
}

function readPictures({ pictures }: Book): ExportedFiles {
  return new Map([...pictures].map(([file, path]) => [file, readPicture(path)]));
}

function readPicture(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Mistake(`${path} can’t be read (${codeOf(error) ?? String(error)}); see to its permissions.`);
  }
}

/** Writes files and their record, all or none, and gives how many files of the last export are gone. */
async function writeRecorded(dir: string, files: ExportedFiles): Promise<number> {
  const lock = await lockFolder(dir);
  try {
    restoreLocked(dir);
    const changes = planExport(dir, files);
    await replaceFiles(dir, changes, () => Promise.resolve());
    return changes.remove.length;
  } finally {
    lock.close();
  }
}

function planExport(dir: string, files: ExportedFiles): FileChanges {
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
  return [
    `Wrote ${count(written, 'file')} for ${host.title} to ${dir}${describeRemoved(removed)}.`,
    ...describeOwnCode(book, host),
    ...describeLostPictures(book),
    ...host.next(book, at),
  ];
}

/** How many files an export removed, for the end of a sentence. */
export const describeRemoved = (removed: number): string =>
  removed === 0 ? '' : ` and removed ${removed} that no page has any more`;

/** What a text says of a picture beside it, which is read with its path on the site. */
const textHref = (href: string): string => href.replace(filePath('errors/'), './');

function describeLostPictures({ lostPictures }: Book): readonly string[] {
  return lostPictures.map(
    ({ file, href }) =>
      `${file} has words in the place of the picture ${textHref(href)}, which is not in the content folder.`,
  );
}

function describeOwnCode(book: Book, { isMdx, title }: Host): readonly string[] {
  return pagesWithOwnCode(book).map(({ file }) =>
    isMdx
      ? `${file} keeps the imports, components and expressions of its author; bring along what they need.`
      : `${file} lost the components and expressions of its author, which ${title} does not take.`,
  );
}
