import { join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Finding } from '../check/finding.ts';
import { findLostFiles } from '../check/site-settings.ts';
import type { ReadText } from '../check/texts.ts';
import { cacheFolder } from '../content/own-files.ts';
import { listGuides, type Content } from '../content/load.ts';
import { publicFiles } from '../content/public-files.ts';
import { listTeamFiles } from '../content/team-files.ts';
import { filePaths } from '../machine/file-paths.ts';
import { ContentMistake } from './report.ts';
import { settle, Unsettled } from './settle.ts';

/**
 * Builds pages from a content folder. Throws a {@link ContentMistake} with what is wrong with its texts: before the build
 * where that can be known, after it where it shows only in the making. Other failures are ours, and thrown as they are.
 */
export async function buildFrom<Result>(content: Content, build: () => Promise<Result>): Promise<Result> {
  refuse(content, await checkFiles(content));
  const hasTexts = Object.keys(content.prose).length > 0 || (await listGuides(content.dir)).length > 0;
  // What reads MDX takes longer to load than a small build.
  const check = hasTexts ? await import('../check/build-texts.ts') : undefined;
  const guides = (await check?.readGuides(content)) ?? [];
  refuse(content, [...guides.flatMap(({ findings }) => findings), ...((await check?.checkProse(content)) ?? [])]);
  try {
    return await settle(build());
  } catch (error) {
    refuse(content, (await check?.checkProseOfPages(content)) ?? []);
    refuse(content, blameGuides(error, guides, content.dir));
    throw error;
  }
}

/** What is wrong with the files that a team adds, and with the settings that name some. */
async function checkFiles(content: Content): Promise<readonly Finding[]> {
  const { files, flaws } = await listTeamFiles(content);
  const paths = new Set([
    ...filePaths(content),
    ...publicFiles({ hasTheme: true, isWhole: true }).keys(),
    ...files.keys(),
  ]);
  const lost = findLostFiles(content.site, paths);
  // The compiler of TypeScript, which finds places in sources, takes its time to load.
  return [...flaws, ...(lost.length === 0 ? [] : await (await import('./blame.ts')).locateInSite(content, lost))];
}

function refuse({ dir }: Content, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new ContentMistake([], findings, dir);
}

/**
 * What a failed build says of guides. One without imports was run before, so what fails while pages are made is code
 * that a guide imports.
 */
function blameGuides(error: unknown, guides: readonly ReadText[], dir: string): readonly Finding[] {
  const bundled = bundlerFindings(error, guides, dir);
  if (bundled.length > 0) return bundled;
  const importing = guides.filter(({ mdx }) => (mdx?.imports.length ?? 0) > 0);
  const reason = error instanceof Unsettled ? NEVER : isOfGuides(error) ? reasonOf(error) : undefined;
  if (reason === undefined) return [];
  const [first, ...others] = importing.map(({ file, mdx }) => ({ file, line: mdx?.imports[0]?.line ?? 1 }));
  if (first === undefined) return [];
  const also = others.length === 0 ? '' : `, or with that of ${others.map(({ file }) => file).join(', ')}`;
  return [{ ...first, message: `The page fails with the code that is imported here${also}: ${reason}; correct it.` }];
}

const NEVER = 'it waits for what does not come';

/** Whether it was thrown while the page of a guide was made, or by the code that Astro bundles from guides. */
function isOfGuides(error: unknown): boolean {
  const { id, stack } = Object(error) as { readonly id?: unknown; readonly stack?: unknown };
  return String(id).endsWith('pages/guides/[name].astro') || /\/own-guides_[\w-]+\.mjs:/.test(String(stack));
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (stripVTControlCharacters(message).split('\n')[0] ?? '').replace(/\.$/, '');
}

// It counts paths from the folder that it works in, which is one of those here.
const BUNDLER_FOLDER = join(cacheFolder(), 'site');

/** What the bundler found in files of the folder; it tells its place in the text only, below the sentence. */
function bundlerFindings(error: unknown, guides: readonly ReadText[], dir: string): readonly Finding[] {
  const errors = (Object(error) as { readonly errors?: unknown }).errors;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((each: unknown): readonly Finding[] => {
    // A guide is a module by its name with a query.
    const said = stripVTControlCharacters(each instanceof Error ? each.message : String(each));
    const text = said.replaceAll(/(?<=\.mdx)\?error-reference/g, '');
    const { id } = Object(each) as { readonly id?: string };
    const [, path = id ?? '', line = ''] = /\[ (\S.*?):(\d+):\d+ \]/.exec(text) ?? [];
    const file = relative(dir, resolve(BUNDLER_FOLDER, path.replace(/\?.*$/, ''))).replaceAll('\\', '/');
    if (path === '' || file.startsWith('..')) return [];
    const guide = guides.find((candidate) => candidate.file === file);
    // Of a guide the bundler has the script that it became; what it complains of names the import.
    const ownLine = guide?.mdx?.imports.find(
      ({ from }) => text.includes(`"${from}"`) || text.includes(`'${from}'`),
    )?.line;
    const place =
      guide === undefined && line !== '' ? { line: Number(line) } : ownLine === undefined ? {} : { line: ownLine };
    const sentence = reasonOf(text)
      .replace(/^\[[^\]]*\] /, '')
      .replaceAll(/(?<=")(?:\.\.\/)+[^"]*/g, (name) => relative(process.cwd(), resolve(BUNDLER_FOLDER, name)));
    return [{ file, ...place, message: `The bundler says: ${sentence}; correct it.` }];
  });
}
