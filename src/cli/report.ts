import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describeFindings, type Finding } from '../check/finding.ts';
import { checkKeys } from '../check/keys.ts';
import { placeOf, readSourceFiles, type SourceFiles } from '../check/source-files.ts';
import { loadContent, type Content } from '../content/load.ts';
import { RegistryError } from '../core/define.ts';
import { describeMisfit, type Misfit } from '../core/misfit.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { createLocator } from './locate.ts';
import { settle, Unsettled } from './settle.ts';

/** An author's mistake: the lines to print; no stack trace belongs to it. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** What keeps a content folder from being read as it is written. */
export class ContentMistake extends Mistake {
  /** What has no place in the folder's data. */
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];

  constructor(lines: readonly string[], findings: readonly Finding[], dir: string) {
    super([...lines, ...describeFindings(findings, dir)].join('\n'));
    this.lines = lines;
    this.findings = findings;
  }
}

/** Reads a content folder and holds it to the rules. Throws a {@link ContentMistake} with one line a problem. */
export async function readContent(dir: string): Promise<Content> {
  const { content, sources } = await openWithSources(dir);
  const findings = findBroken(content, sources);
  if (findings.length > 0) throw new ContentMistake([], findings, dir);
  return content;
}

/** Reads a content folder without holding it to the rules. Throws a {@link ContentMistake} where it can't be read. */
export async function openContent(dir: string): Promise<Content> {
  const { content } = await openWithSources(dir);
  return content;
}

async function openWithSources(dir: string): Promise<{ readonly content: Content; readonly sources: SourceFiles }> {
  const [loaded] = await Promise.allSettled([settle(loadContent(dir), PATIENCE)]);
  const sources = await readSourceFiles(dir);
  const lost = checkKeys(sources);
  if (loaded.status === 'fulfilled' && lost.length === 0) return { content: loaded.value, sources };
  if (loaded.status === 'fulfilled') throw new ContentMistake([], lost, dir);
  const reason: unknown = loaded.reason;
  const findings =
    reason instanceof RegistryError
      ? placeMisfits(reason.misfits, sources)
      : reason instanceof Unsettled
        ? findAwaits(sources)
        : [];
  const lines = findings.length > 0 ? [] : [describeThrown(reason, sources)];
  throw new ContentMistake(lines, [...findings, ...lost], dir);
}

/** Modules that take longer than this many milliseconds wait for what does not come. */
const PATIENCE = 10_000;

/** What may keep the folder's modules from ever being ready: an `await` outside of functions. */
function findAwaits(sources: SourceFiles): readonly Finding[] {
  const awaits: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isAwaitExpression(node)) awaits.push(node);
    ts.forEachChild(node, visit);
  };
  for (const source of sources.files.values()) visit(source);
  return awaits.map((node) => ({
    ...placeOf(node, sources),
    message: 'The module waits here, and the wait does not end; remove the `await`, or see to what it waits for.',
  }));
}

/** What breaks the rules of the registry, each with the rule that it breaks. */
export function findBroken({ registry, site }: Content, sources: SourceFiles): readonly Finding[] {
  return placeMisfits(
    checkRegistry(registry, site).map(({ rule, message, ...problem }) => ({
      ...problem,
      message: `${message} (${rule})`,
    })),
    sources,
  );
}

function placeMisfits(misfits: readonly Misfit[], sources: SourceFiles): readonly Finding[] {
  const locate = createLocator(sources);
  return misfits.map((misfit) => ({ ...locate(misfit), message: describeMisfit(misfit) }));
}

/** What a module of the folder threw, on one line: behind the place where it did, if that is known. */
function describeThrown(error: unknown, sources: SourceFiles): string {
  const { dir } = sources;
  if (error instanceof RegistryError) return error.message;
  if (error instanceof Unsettled) return `${dir} can't be read: a module waits for what does not come; correct it.`;
  if (!(error instanceof Error)) return `${dir} can't be read: ${String(error)}`;
  const missing = /^Cannot find (?:module|package) '(.+?)' imported from (.+)$/.exec(error.message);
  if (missing !== null) return describeMissing(missing[1] ?? '', missing[2] ?? '', sources);
  const place = findThrower(error.stack ?? '', sources) ?? dir;
  const [reason] = error.message.split('\n').filter((line) => line.trim() !== '');
  return `${place}  ${reason ?? error.name}; correct it.`;
}

/** The first place of a stack that is in the folder. Of a syntax error it is the stack's first line. */
function findThrower(stack: string, { files }: SourceFiles): string | undefined {
  for (const [, start = '', path = '', line = ''] of stack.matchAll(/(file:\/\/)?(\/\S+?\.[cm]?[jt]s):(\d+)/g)) {
    const file = start === '' ? path : fileURLToPath(start + path);
    if (files.has(file)) return `${relative(process.cwd(), file)}:${line}`;
  }
  return undefined;
}

function describeMissing(wanted: string, importer: string, { dir, files }: SourceFiles): string {
  const source = files.get(importer);
  const statement = source?.statements.find((candidate) => {
    const from =
      ts.isImportDeclaration(candidate) || ts.isExportDeclaration(candidate) ? candidate.moduleSpecifier : undefined;
    if (from === undefined || !ts.isStringLiteral(from)) return false;
    return from.text === wanted || resolve(dirname(importer), from.text) === wanted;
  });
  const name = isAbsolute(wanted) ? relative(dirname(importer), wanted) : wanted;
  const message = `${name} is imported, but not there; correct the import.`;
  if (statement === undefined) return `${relative(process.cwd(), importer)}  ${message}`;
  const { line } = placeOf(statement, { dir, files });
  return `${relative(process.cwd(), importer)}:${line}  ${message}`;
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
