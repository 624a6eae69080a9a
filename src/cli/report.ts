import { join, relative } from 'node:path';
import { RegistryError, type Registry } from '../core/define.ts';
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
  const problems = await describeProblems(content.registry, dir);
  if (problems.length > 0) throw new Mistake(problems.join('\n'));
  return content;
}

/** Reads a content folder without holding it to the rules. Throws a {@link Mistake} where it can't be read. */
export async function openContent(dir: string): Promise<Content> {
  return loadContent(dir).catch((error: unknown) => {
    throw new Mistake(describeLoadError(error, dir));
  });
}

async function describeProblems(registry: Registry, dir: string): Promise<readonly string[]> {
  const problems = checkRegistry(registry);
  if (problems.length === 0) return [];
  const locate = await createLocator(dir);
  const file = relative(process.cwd(), join(dir, findContentFile(dir, 'registry')));
  return problems.map((problem) => {
    const place = locate(problem) ?? file;
    const field = problem.field.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    return `${place}  ${JSON.stringify(problem.code).slice(1, -1)}${field}: ${problem.message} (${problem.rule})`;
  });
}

function describeLoadError(error: unknown, dir: string): string {
  if (error instanceof RegistryError) return error.message;
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
