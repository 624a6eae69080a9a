import { join, relative } from 'node:path';
import { checkTexts, checkTextsAlone } from '../check/content.ts';
import type { Finding } from '../check/finding.ts';
import { readSourceFiles } from '../check/source-files.ts';
import { checkTypes, ownModules } from '../check/types.ts';
import { listContentFiles } from '../check/unused.ts';
import { command } from '../content/command.ts';
import { contentPermalinks, loadLedger } from '../content/ledger.ts';
import { PACKAGE } from '../content/own-files.ts';
import { loadReservations, RESERVATIONS } from '../content/reservations.ts';
import { checkReservations } from '../core/claims.ts';
import { findContentFile, listGuides, listShownGuides, type Content } from '../content/load.ts';
import { checkGuideNames, checkLedger, findUnlisted } from '../core/permalinks.ts';
import { findShortfalls } from '../document/coverage.ts';
import { madePaths } from '../machine/file-paths.ts';
import { findTakenTwice } from './against.ts';
import { annotation } from './annotation.ts';
import { checkOpenApi, type DriftOptions } from './check-openapi.ts';
import type { SourceOptions } from './check-sources.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { createWideLocator } from './locate.ts';
import { findBroken } from './blame.ts';
import { Mistake } from '../core/mistake.ts';
import { ContentMistake, openContent, REPORT_FORMATS, type ReportFormat } from './report.ts';
import { terminalText } from './terminal.ts';

export const options = {
  openapi: { type: 'string', value: 'FILE', about: 'the specification of the API, to compare the registry with' },
  against: { type: 'string', value: 'REVISION', about: 'a git revision, as main, that may have taken the same codes' },
  root: { type: 'string', value: 'DIR', about: 'the folder within which its references may lead' },
  baseline: { type: 'string', value: 'FILE', about: 'differences that are known, as --format json prints them' },
  sources: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    about: 'the code of the API, to compare the registry with: src/**, !**/*.test.ts',
  },
  pattern: {
    type: 'string',
    multiple: true,
    value: 'REGEX',
    about: 'what names a code there, its first group; absent: by the forms of the registry’s codes',
  },
  verbose: { type: 'boolean', about: 'tell long lists whole' },
  format: { type: 'string', value: REPORT_FORMATS.join('|'), about: 'how findings are told; absent: text' },
  json: { type: 'boolean', about: 'the same as --format json' },
} as const satisfies VerbOptions;

/**
 * `check`: holds a content folder to all that can be known before it is built: rules, types, MDX, links, files that
 * nothing reads, permanent links, and the site's bar of coverage. `check --openapi FILE` compares it with the API's
 * specification as well. Writes nothing.
 */
export async function run({ args, dir }: Invocation): Promise<void> {
  const asked = parse(args);
  const { format } = asked;
  try {
    await check(dir, asked);
  } catch (error) {
    if (!(error instanceof ContentMistake) || format === 'text') throw error;
    tellFindings(error, dir, format);
    process.exitCode = 1;
  }
}

/** Tells programs what a content folder must mend. */
function tellFindings({ lines, findings }: ContentMistake, dir: string, format: Exclude<ReportFormat, 'text'>): void {
  const placed = findings.map((finding) => ({ ...finding, file: relative(process.cwd(), join(dir, finding.file)) }));
  if (format === 'json') {
    const all = [...lines.map((message) => ({ message })), ...placed];
    console.log(terminalText(JSON.stringify(all, null, 2)));
    return;
  }
  for (const line of lines) console.log(annotation('error', {}, line));
  for (const { message, ...place } of placed) console.log(annotation('error', place, message));
}

async function check(dir: string, { format, openApi, sources, against }: Asked): Promise<void> {
  const content = await openContent(dir).catch(async (error: unknown) => {
    if (!(error instanceof ContentMistake)) throw error;
    // What keeps a module from being read leaves much to be checked beside it.
    const told = new Set(error.findings.map(({ file, line }) => `${file}:${line}`));
    const mistyped = (await findMistyped(dir)).filter(({ file, line }) => !told.has(`${file}:${line}`));
    const findings = [...mistyped, ...(await checkTextsAlone(dir).catch(() => []))];
    throw new ContentMistake(error.lines, [...error.findings, ...findings], dir);
  });
  const ledger = await loadLedger(dir);
  const { reservations, flaws: misread } = await loadReservations(dir);
  const { flaws, done } = checkReservations(reservations, content.registry, content.site);
  const findings = [
    ...(await findMistyped(dir)),
    ...(await findProblems(content, ledger)),
    ...[...misread, ...flaws].map((flaw) => ({ file: RESERVATIONS, ...flaw })),
    ...(against === undefined ? [] : await findTakenTwice(content, reservations, against)),
  ];
  if (findings.length > 0) throw new ContentMistake([], findings, dir);
  if (openApi !== undefined) {
    checkOpenApi(content, openApi);
    return;
  }
  const isCompared = sources !== undefined || content.site.sources !== undefined;
  if (format !== 'json') {
    console.log(`${content.registry.errors.length} errors keep all rules, and ${ledger.size} permanent links work.`);
    const file = relative(process.cwd(), join(dir, RESERVATIONS));
    for (const { line, message } of done)
      console.log(format === 'github' ? annotation('notice', { file, line }, message) : `${file}:${line}  ${message}`);
  } else if (!isCompared) console.log('[]');
  if (isCompared) {
    // Parsers of many languages take their time to load.
    const { checkSources, sourcesOfSite } = await import('./check-sources.ts');
    const stated = sourcesOfSite(content, format);
    const chosen = sources ?? stated;
    const patterns = sources?.patterns.length === 0 ? (stated?.patterns ?? []) : (chosen?.patterns ?? []);
    if (chosen !== undefined) await checkSources(content, { ...chosen, patterns });
  }
}

async function findMistyped(dir: string): Promise<readonly Finding[]> {
  const files = await listContentFiles(dir).catch(() => []);
  return checkTypes({ dir, files: ownModules(files) });
}

async function findProblems(content: Content, ledger: ReadonlyMap<string, number>): Promise<readonly Finding[]> {
  const { dir, site } = content;
  const sources = await readSourceFiles(dir);
  const locate = await createWideLocator(sources, [], content);
  const permalinks = await contentPermalinks(content);
  const guides = await listGuides(dir);
  const made = madePaths({ ...content, ...(await listShownGuides(content)) });
  return [
    ...(await findBroken(content, sources)),
    ...(await checkTexts({ content, locate, publicDir: join(PACKAGE, 'public') })),
    ...findUnlisted(ledger, permalinks, made).map((path) => ({
      file: 'permalinks.txt',
      message: `The ledger lacks ${path}; \`${command('permalinks')}\` adds it.`,
    })),
    ...[
      ...checkGuideNames(guides),
      ...checkLedger(ledger, permalinks, made, findContentFile(dir, 'site')),
      // Nobody here can add to what others wrote.
      ...findShortfalls(content.own, site),
    ].map(readLine),
  ];
}

/** A problem that is told as a line: `permalinks.txt:5  …`. */
function readLine(text: string): Finding {
  const [, file = '', line, message = text] = /^(\S+?)(?::(\d+))? {2}(.*)$/s.exec(text) ?? [];
  return { file, message, ...(line === undefined ? {} : { line: Number(line) }) };
}

/** What a check is asked for; of specification, sources and revision `undefined` where none are named. */
interface Asked {
  readonly format: ReportFormat;
  readonly openApi: DriftOptions | undefined;
  readonly sources: SourceOptions | undefined;
  readonly against: string | undefined;
}

function parse(args: readonly string[]): Asked {
  const { openapi, against, root, format, json, verbose, baseline, sources, pattern } = readOptions(
    args,
    options,
    "`check` takes --format text|json|github, --against REVISION, and --openapi FILE with --root DIR or --verbose, or --sources 'GLOB' in quotes with --pattern REGEX, both with --baseline FILE; correct the arguments.",
  );
  const chosen = REPORT_FORMATS.find((name) => name === (format ?? (json ? 'json' : 'text')));
  if (chosen === undefined) throw new Mistake(`--format ${format ?? ''} is none of ${REPORT_FORMATS.join(', ')}.`);
  if (openapi !== undefined && sources !== undefined)
    throw new Mistake('--openapi and --sources are two comparisons; run one after the other.');
  refuseStray({ root, verbose }, openapi, '--openapi FILE; name the file');
  refuseStray({ pattern }, sources, '--sources GLOB; name the files');
  refuseStray({ baseline }, openapi ?? sources, '--openapi FILE or --sources GLOB; name what is compared');
  return {
    format: chosen,
    against,
    openApi:
      openapi === undefined ? undefined : { file: openapi, root, format: chosen, isWhole: verbose ?? false, baseline },
    sources:
      sources === undefined
        ? undefined
        : { globs: sources, dir: process.cwd(), patterns: pattern ?? [], format: chosen, baseline },
  };
}

/** Refuses options that mean nothing without another one. */
function refuseStray(given: Readonly<Record<string, unknown>>, owner: unknown, advice: string): void {
  const [stray] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (stray !== undefined && owner === undefined) throw new Mistake(`--${stray} goes with ${advice}.`);
}
