/** What a site has beside its pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentPermalinks } from '../content/ledger.ts';
import { listShownGuides, type Content } from '../content/load.ts';
import { publicFiles, type PublicFilesOptions } from '../content/public-files.ts';
import { listTeamFiles } from '../content/team-files.ts';
import { hostRedirects, staticRedirects, type Redirects } from '../core/permalinks.ts';
import { wordsOf } from '../core/say.ts';
import { decodePath } from '../core/site-path.ts';
import { baseOf, errorTextPath } from '../core/url.ts';
import { madePaths } from '../machine/file-paths.ts';
import { fullTextFiles } from '../machine/files.ts';
import { drawPicture, pictureKey, PICTURE_PATH } from '../picture/picture.ts';
import { headersFile, nginxHeaders } from '../server/headers.ts';
import { nginxMap, redirectPage, redirectsFile } from '../server/redirects.ts';
import type { Output } from './output.ts';

/** Writes the rules for hosts, and {@link writePartFiles}. */
export async function writeSiteFiles(content: Content, output: Output, dir: string): Promise<void> {
  const { policy, url, visibility } = content.site;
  const base = baseOf(url);
  const permalinks = await contentPermalinks(content);
  const made = await pathsOf(content);
  const redirects = hostRedirects(permalinks, made);
  output.write('/_headers', headersFile(base, policy, visibility));
  output.write('/nginx-headers.conf', nginxHeaders(policy, visibility));
  output.write('/_redirects', redirectsFile(redirects, base));
  output.write('/nginx-redirects.map', nginxMap(redirects, made, base));
  await writePartFiles(content, output, dir, { hasTheme: true, isWhole: true });
}

/**
 * Writes the files that a team adds, those that pages refer to, what stands at old paths, and the pages of all errors in
 * one, which are in `dir` one by one.
 */
export async function writePartFiles(
  content: Content,
  output: Output,
  dir: string,
  given: PublicFilesOptions,
): Promise<void> {
  const { site } = content;
  const { files } = await listTeamFiles(content);
  for (const [path, file] of files) output.write(path, readFileSync(file));
  if (!files.has(PICTURE_PATH)) await writePicture(content, output);
  // What a team has of its own, or is drawn for it, takes their place.
  for (const [path, bytes] of publicFiles(given)) if (!output.files.has(path)) output.write(path, bytes);
  const permalinks = await contentPermalinks(content);
  const made = await pathsOf(content);
  const pageOf = (path: string): string => readFileSync(join(dir, path), 'utf8');
  for (const [path, text] of fullTextFiles(content, ({ code }) => pageOf(errorTextPath(code))))
    output.write(path, text);
  for (const redirect of staticRedirects(permalinks.redirects, made)) {
    const page = redirectPage(site, wordsOf(site), baseOf(site.url), redirect);
    output.write(`${decodePath(redirect[0])}index.html`, page);
  }
  copyToOldPaths(staticRedirects(permalinks.fileRedirects, made), output, pageOf);
}

const pathsOf = async (content: Content): Promise<ReadonlySet<string>> =>
  madePaths({ ...content, ...(await listShownGuides(content)) });

async function writePicture(content: Content, output: Output): Promise<void> {
  const key = await pictureKey(content);
  if (output.keep([PICTURE_PATH], key)) return;
  const picture = await drawPicture(content);
  if (picture !== undefined) output.write(PICTURE_PATH, picture, key);
}

/** A program that asks a host without rules finds at the old path of a file what the new one holds. */
function copyToOldPaths(redirects: Redirects, output: Output, textOf: (path: string) => string): void {
  for (const [from, to] of redirects) if (output.files.has(to)) output.write(decodePath(from), textOf(to));
}
