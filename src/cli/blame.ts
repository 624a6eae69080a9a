import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Finding } from '../check/finding.ts';
import { checkKeys } from '../check/keys.ts';
import { placeOf, readSourceFiles, type SourceFiles } from '../check/source-files.ts';
import { findContentFile, type Content } from '../content/load.ts';
import { RegistryError } from '../core/define.ts';
import { describeMisfit, type Misfit } from '../core/misfit.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { createWideLocator } from './locate.ts';
import { Unsettled } from './settle.ts';

/** What keeps a content folder from being read as it is written: findings, and lines where no place is known. */
export interface Blame {
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
}

/** What is to blame for a folder that could not be read, if there is a reason, and for what its files say in vain. */
export async function findBlame(dir: string, failure: { readonly reason: unknown } | undefined): Promise<Blame> {
  const sources = await readSourceFiles(dir);
  const lost = checkKeys(sources);
  if (failure === undefined) return { lines: [], findings: lost };
  const { reason } = failure;
  const findings =
    reason instanceof RegistryError
      ? await placeMisfits(reason.misfits, sources)
      : reason instanceof Unsettled
        ? findAwaits(sources)
        : [];
  const lines = findings.length > 0 ? [] : [describeThrown(reason, sources)];
  return { lines, findings: [...findings, ...lost] };
}

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

/** What breaks the rules of the registry, at its places. */
export async function locateBroken(content: Content): Promise<readonly Finding[]> {
  return findBroken(content, await readSourceFiles(content.dir));
}

/** What breaks the rules of the registry, each with the rule that it breaks. */
export async function findBroken(content: Content, sources: SourceFiles): Promise<readonly Finding[]> {
  const { registry, site } = content;
  const problems = checkRegistry(registry, site);
  const misfits = problems.map(({ rule, message, ...problem }) => ({ ...problem, message: `${message} (${rule})` }));
  return placeMisfits(misfits, sources, content);
}

/** What is wrong with the settings of a site, at its places. */
export async function locateInSite({ dir }: Content, misfits: readonly Misfit[]): Promise<readonly Finding[]> {
  if (misfits.length === 0) return [];
  const file = findContentFile(dir, 'site');
  return placeMisfits(
    misfits.map((misfit) => ({ file, ...misfit })),
    await readSourceFiles(dir),
  );
}

async function placeMisfits(
  misfits: readonly (Misfit & { readonly other?: string })[],
  sources: SourceFiles,
  content?: Content,
): Promise<readonly Finding[]> {
  const locate = await createWideLocator(sources, misfits, content);
  return misfits.map(({ other, ...misfit }) => {
    const place = locate(misfit);
    const message = describeMisfit(misfit);
    if (other === undefined || content === undefined || content.origins.length === 0) return { ...place, message };
    const { file, line } = locate({ code: other, field: [], message });
    const where = `${relative(process.cwd(), join(content.dir, file))}${line === undefined ? '' : `:${line}`}`;
    return { ...place, message: file === place.file ? message : `${message} ${other} stands in ${where}.` };
  });
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
