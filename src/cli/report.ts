import { join, relative } from 'node:path';
import { namePlace, RegistryError, type Misplaced } from '../core/define.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { findContentFile, loadContent, type Content } from '../content/load.ts';
import { createLocator } from './locate.ts';

/** An author's mistake: the lines to print; no stack trace belongs to it. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** Reads a content folder and holds it to the rules. Throws a {@link Mistake} with one line a problem. */
export async function readContent(dir: string): Promise<Content> {
  const content = await openContent(dir);
  const problems = await describeProblems(content, dir);
  if (problems.length > 0) throw new Mistake(problems.join('\n'));
  return content;
}

/** Reads a content folder without holding it to the rules. Throws a {@link Mistake} where it can't be read. */
export async function openContent(dir: string): Promise<Content> {
  return loadContent(dir).catch(async (error: unknown) => {
    throw new Mistake(await describeLoadError(error, dir));
  });
}

async function describeProblems({ registry, site }: Content, dir: string): Promise<readonly string[]> {
  const problems = checkRegistry(registry, site).map((problem) => ({
    ...problem,
    message: `${problem.message} (${problem.rule})`,
  }));
  return problems.length === 0 ? [] : describePlaces(problems, dir, findContentFile(dir, 'registry'));
}

/** Mistakes as lines at their places; where none is found, in the file as a whole. */
async function describePlaces(mistakes: readonly Misplaced[], dir: string, file: string): Promise<readonly string[]> {
  const locate = await createLocator(dir);
  const whole = relative(process.cwd(), join(dir, file));
  return mistakes.map((mistake) => {
    const place = namePlace(mistake);
    return `${locate(mistake, file) ?? whole}  ${place === '' ? '' : `${place}: `}${mistake.message}`;
  });
}

async function describeLoadError(error: unknown, dir: string): Promise<string> {
  if (error instanceof RegistryError) {
    const { places } = error;
    const lines = await Promise.all(places.map(async ({ file, mistakes }) => describePlaces(mistakes, dir, file)));
    return places.length === 0 ? error.message : lines.flat().join('\n');
  }
  if (!(error instanceof Error)) return `${dir} can't be read: ${String(error)}`;
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return `${dir} is no complete content folder: ${error.message.replace(/ imported from .*/s, '')}. A module that it imports is missing.`;
  }
  // Node puts the place of a syntax error on the first line of its stack: `file:///…/client.ts:12`.
  const place = /^(?:file:\/\/)?(\/\S+\.ts:\d+)/.exec(error.stack ?? '')?.[1];
  return `${place ?? dir}: ${error.message}`;
}

/** Runs a command: a {@link Mistake} prints its lines and exits with 1, anything else is a bug and keeps its trace. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
