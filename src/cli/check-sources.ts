import { join, relative, resolve } from 'node:path';
import { readSourceFiles } from '../check/source-files.ts';
import { describeFindings, type Finding } from '../check/finding.ts';
import { command } from '../content/command.ts';
import type { Content } from '../content/load.ts';
import type { RegisteredError } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { newCommands } from '../lookup/new-commands.ts';
import { compareSources, type NamedCode, type SourceText } from '../sources/compare.ts';
import { listSources, MOST_SOURCE_BYTES, readText } from '../sources/files.ts';
import { annotation } from './annotation.ts';
import { readBaseline } from './baseline.ts';
import { createLocator } from './locate.ts';
import type { ReportFormat } from './report.ts';
import { count, terminalLine, terminalText } from './terminal.ts';

/** What is compared, and how it is told. */
export interface SourceOptions {
  /** Globs, counted from `dir`. */
  readonly globs: readonly string[];
  readonly dir: string;
  readonly patterns: readonly string[];
  readonly format: ReportFormat;
  /** A file of findings that are known, as `--format json` prints them. */
  readonly baseline: string | undefined;
}

/** A code that only one of the two has: sources, or the registry. */
interface SourceFinding extends Finding {
  readonly kind: 'unknown code' | 'unnamed code';
  readonly code: string;
}

/** What a site says of the code of its API; paths are counted from the content folder. */
export function sourcesOfSite({ site: { sources }, dir }: Content, format: ReportFormat): SourceOptions | undefined {
  if (sources === undefined) return undefined;
  const { files, patterns = [], baseline } = sources;
  return {
    globs: files,
    dir: resolve(dir),
    patterns,
    format,
    baseline: baseline === undefined ? undefined : join(dir, baseline),
  };
}

/** Compares the code of an API with its registry; tells what only one of them has, and exits with 1 where there is any. */
export async function checkSources(content: Content, options: SourceOptions): Promise<void> {
  const { globs, dir, format } = options;
  const patterns = options.patterns.map(compilePattern);
  const known = readBaseline(options.baseline, 'name one that `check --sources GLOB --format json` printed', identify);
  const files = await listSources(globs, dir);
  if (files.length === 0)
    throw new Mistake(`No file is named by ${globs.join(' ')}; correct the glob, which is counted from ${dir}.`);
  const left = { large: 0, binary: 0, unreadable: 0 };
  const { unknown, unnamed } = await compareSources(read(files, left), content.registry, patterns);
  const all = [...unknown.map(describeUnknown), ...(await placeUnnamed(content, unnamed))];
  const findings = all.filter((finding) => !known.has(identify(finding)));
  if (format === 'json') console.log(terminalText(JSON.stringify(findings, null, 2)));
  else if (format === 'github')
    for (const { file, line, kind, code, message } of findings)
      console.log(
        annotation('error', { file, ...(line === undefined ? {} : { line }), title: `${kind}: ${code}` }, message),
      );
  else {
    for (const line of describeFindings(findings, process.cwd())) console.log(terminalLine(line));
    for (const line of sumUp(findings, all.length - findings.length, files.length, left)) console.log(line);
  }
  if (findings.length > 0) process.exitCode = 1;
}

function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gm');
  } catch {
    throw new Mistake(
      `--pattern ${pattern} is no regular expression; its first group is the code: "fail\\((\\w+)\\)".`,
    );
  }
}

/** The files that are text, one after the other; the others are counted. */
function* read(
  files: readonly string[],
  left: Record<'large' | 'binary' | 'unreadable', number>,
): Generator<SourceText> {
  for (const path of files) {
    const source = readText(path);
    if ('text' in source) yield { file: relative(process.cwd(), path).replaceAll('\\', '/'), text: source.text };
    else left[source.left]++;
  }
}

/** What makes a finding the one that it is: not its line, which moves, nor its words. */
const identify = ({ kind, code, file }: Partial<Record<'kind' | 'code' | 'file', unknown>>): string =>
  JSON.stringify([kind, code, kind === 'unknown code' ? file : undefined]);

function describeUnknown({ code, file, line, now }: NamedCode): SourceFinding {
  const message =
    now === undefined
      ? `The registry lacks ${code}; \`${newCommands([{ code, count: 1 }], { tool: command('') })[0] ?? ''}\` adds it.`
      : `${code} is ${now} in the registry now; name that one.`;
  return { kind: 'unknown code', code, file, line, message };
}

async function placeUnnamed(content: Content, unnamed: readonly RegisteredError[]): Promise<readonly SourceFinding[]> {
  if (unnamed.length === 0) return [];
  const locate = createLocator(await readSourceFiles(content.dir));
  return unnamed.map(({ code }) => {
    const { file, line } = locate({ code, field: [], message: '' });
    return {
      kind: 'unnamed code',
      code,
      file: relative(process.cwd(), join(content.dir, file)).replaceAll('\\', '/'),
      ...(line === undefined ? {} : { line }),
      message: `No source names ${code}; state \`removed\` where the API no longer returns it, or name its source.`,
    };
  });
}

function sumUp(
  findings: readonly SourceFinding[],
  known: number,
  files: number,
  { large, binary, unreadable }: Readonly<Record<'large' | 'binary' | 'unreadable', number>>,
): readonly string[] {
  const unknown = new Set(findings.filter(({ kind }) => kind === 'unknown code').map(({ code }) => code)).size;
  const unnamed = findings.filter(({ kind }) => kind === 'unnamed code').length;
  const left = [
    ...(large > 0 ? [`${large} larger than ${MOST_SOURCE_BYTES / 1024 / 1024} MB`] : []),
    ...(binary > 0 ? [`${binary} binary`] : []),
    ...(unreadable > 0 ? [`${unreadable} without the right to be read`] : []),
  ];
  return [
    findings.length === 0
      ? `${count(files, 'source file')} and the registry name the same codes.`
      : `${count(files, 'source file')}: ${count(unknown, 'code')} that the registry lacks, ${unnamed} of the registry that no source names.`,
    ...(known > 0 ? [`${count(known, 'finding')} of the baseline ${known === 1 ? 'is' : 'are'} left out.`] : []),
    ...(left.length > 0 ? [`Files left out: ${left.join(', ')}.`] : []),
  ];
}
