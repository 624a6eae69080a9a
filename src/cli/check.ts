import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTexts, checkTextsAlone } from '../check/content.ts';
import type { Finding } from '../check/finding.ts';
import { readSourceFiles } from '../check/source-files.ts';
import { checkTypes, ownModules } from '../check/types.ts';
import { listContentFiles } from '../check/unused.ts';
import { errorsCommand } from '../content/command.ts';
import { contentPermalinks, loadLedger } from '../content/ledger.ts';
import { findContentFile, listGuides, listShownGuides, type Content } from '../content/load.ts';
import { checkGuideNames, checkLedger, findUnlisted } from '../core/permalinks.ts';
import { findShortfalls } from '../document/coverage.ts';
import { madePaths } from '../machine/file-paths.ts';
import { checkOpenApi, DRIFT_FORMATS, type DriftOptions } from './check-openapi.ts';
import type { Invocation } from './errors.ts';
import { createLocator } from './locate.ts';
import { findBroken } from './blame.ts';
import { Mistake } from '../core/mistake.ts';
import { ContentMistake, openContent } from './report.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * `check`: holds a content folder to all that can be known before it is built: rules, types, MDX, links, files that
 * nothing reads, permanent links, and the site's bar of coverage. `check --openapi FILE` compares it with the API's
 * specification as well. Writes nothing.
 */
export async function check({ args, dir }: Invocation): Promise<void> {
  const openApi = parse(args);
  const content = await openContent(dir).catch(async (error: unknown) => {
    if (!(error instanceof ContentMistake)) throw error;
    // What keeps a module from being read leaves much to be checked beside it.
    const told = new Set(error.findings.map(({ file, line }) => `${file}:${line}`));
    const mistyped = (await findMistyped(dir)).filter(({ file, line }) => !told.has(`${file}:${line}`));
    const findings = [...mistyped, ...(await checkTextsAlone(dir).catch(() => []))];
    throw new ContentMistake(error.lines, [...error.findings, ...findings], dir);
  });
  const ledger = await loadLedger(dir);
  const findings = [...(await findMistyped(dir)), ...(await findProblems(content, ledger))];
  if (findings.length > 0) throw new ContentMistake([], findings, dir);
  if (openApi !== undefined) {
    checkOpenApi(content, openApi);
    return;
  }
  console.log(`${content.registry.errors.length} errors keep all rules, and ${ledger.size} permanent links work.`);
}

async function findMistyped(dir: string): Promise<readonly Finding[]> {
  const files = await listContentFiles(dir).catch(() => []);
  return checkTypes({ dir, files: ownModules(files), root });
}

async function findProblems(content: Content, ledger: ReadonlyMap<string, number>): Promise<readonly Finding[]> {
  const { dir, registry, site } = content;
  const sources = await readSourceFiles(dir);
  const locate = createLocator(sources);
  const permalinks = await contentPermalinks(content);
  const guides = await listGuides(dir);
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  return [
    ...findBroken(content, sources),
    ...(await checkTexts({ content, locate, publicDir: resolve(root, 'public') })),
    ...findUnlisted(ledger, permalinks, made).map((path) => ({
      file: 'permalinks.txt',
      message: `The ledger lacks ${path}; \`${errorsCommand('permalinks')}\` adds it.`,
    })),
    ...[
      ...checkGuideNames(guides),
      ...checkLedger(ledger, permalinks, made, findContentFile(dir, 'site')),
      ...findShortfalls(registry, site),
    ].map(readLine),
  ];
}

/** A problem that is told as a line: `permalinks.txt:5  …`. */
function readLine(text: string): Finding {
  const [, file = '', line, message = text] = /^(\S+?)(?::(\d+))? {2}(.*)$/s.exec(text) ?? [];
  return { file, message, ...(line === undefined ? {} : { line: Number(line) }) };
}

/** What `--openapi` asks for; `undefined` where it isn't given. */
function parse(args: readonly string[]): DriftOptions | undefined {
  const { openapi, root: folder, format, json, verbose, baseline } = readArguments(args);
  if (openapi === undefined) {
    const [stray] = [
      ['root', folder],
      ['format', format],
      ['baseline', baseline],
      ['json', json],
      ['verbose', verbose],
    ].filter(([, value]) => value !== undefined);
    if (stray !== undefined) throw new Mistake(`--${String(stray[0])} goes with --openapi FILE; name the file.`);
    return undefined;
  }
  const chosen = DRIFT_FORMATS.find((name) => name === (format ?? (json ? 'json' : 'text')));
  if (chosen === undefined) throw new Mistake(`--format ${format ?? ''} is none of ${DRIFT_FORMATS.join(', ')}.`);
  return { file: openapi, root: folder, format: chosen, isWhole: verbose ?? false, baseline };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        openapi: { type: 'string' },
        root: { type: 'string' },
        format: { type: 'string' },
        json: { type: 'boolean' },
        verbose: { type: 'boolean' },
        baseline: { type: 'string' },
      },
    }).values;
  } catch {
    throw new Mistake(
      '`check` takes nothing, or --openapi FILE and with it --format text|json|github, --baseline FILE, --root DIR or --verbose; correct the arguments.',
    );
  }
}
