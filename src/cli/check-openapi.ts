import { resolve } from 'node:path';
import type { Content } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';
import { createCuration } from '../import/update.ts';
import { findDrift, type Difference } from '../machine/drift.ts';
import { readSpecification, type Specification } from '../machine/specification.ts';
import { openDocuments, OpenApiProblem } from '../openapi/documents.ts';
import { annotation } from './annotation.ts';
import { readBaseline } from './baseline.ts';
import type { ReportFormat } from './report.ts';
import { readRecord, readRules } from './import-record.ts';
import { count, terminalLine, terminalText } from './terminal.ts';

/** What is compared, and how it is told. */
export interface DriftOptions {
  /** The OpenAPI file. */
  readonly file: string;
  /** The folder that may be read; absent: that of the file. */
  readonly root: string | undefined;
  readonly format: ReportFormat;
  /** Whether each difference is told, however many there are. */
  readonly isWhole: boolean;
  /** A file of differences that are known, as `--format json` prints them. */
  readonly baseline: string | undefined;
}

/** Compares an API's specification with the registry; tells what differs, and exits with 1 where something does. */
export function checkOpenApi({ dir, own: registry, site: joined }: Content, options: DriftOptions): void {
  const { file, format, isWhole } = options;
  // The specification is that of the site's own API.
  const { registries: _, ...site } = joined;
  const specification = read(options, site);
  const keys = [...new Set(specification.statements.map(({ key }) => key))];
  const last = readRecord(dir)?.entries ?? new Map();
  const curate = createCuration(keys, { current: registry, last, rules: readRules(dir) });
  const known = readBaseline(options.baseline, 'name one that `check --openapi FILE --format json` printed', identify);
  const all = findDrift(specification, registry, curate);
  const differences = all.filter((difference) => !known.has(identify(difference)));
  // JSON has the controls of a text as escapes, and so has this of those that it leaves.
  if (format === 'json') console.log(terminalText(JSON.stringify(differences, null, 2)));
  else if (format === 'github') for (const difference of differences) console.log(annotate(difference, file));
  else console.log(describe(differences, options, specification, all.length - differences.length, isWhole));
  if (differences.length > 0) process.exitCode = 1;
}

function read({ file, root }: DriftOptions, site: Content['site']): Specification {
  try {
    return readSpecification(openDocuments(resolve(file), { root }), site);
  } catch (error) {
    throw error instanceof OpenApiProblem ? new Mistake(`${file}: ${error.message}`) : error;
  }
}

/** What makes a difference the one that it is: all but its words, which may be put better one day. */
function identify({
  kind,
  operation,
  status,
  code,
}: Partial<Record<'kind' | 'operation' | 'status' | 'code', unknown>>): string {
  return JSON.stringify([kind, operation, status, code]);
}

/** A difference as an annotation of GitHub Actions. */
function annotate({ kind, operation, status, code, message }: Difference, file: string): string {
  const place = [operation, status, code].filter((part) => part !== undefined).join(' ');
  return annotation('error', { file, title: `${kind}: ${place}` }, `${place}: ${message}`);
}

function describe(
  differences: readonly Difference[],
  { file }: DriftOptions,
  { statements, lost }: Specification,
  known: number,
  isWhole: boolean,
): string {
  const beside = [
    ...(known > 0 ? [`${count(known, 'difference')} of the baseline ${known === 1 ? 'is' : 'are'} left out.`] : []),
    ...lost.map(({ reference, file: holder, reason }) => `${reference} in ${holder} is not compared. ${reason}`),
  ].map(terminalLine);
  const compared = new Set(statements.map(({ response }) => response)).size;
  const told =
    differences.length === 0
      ? terminalLine(`${file} and the registry agree on ${count(compared, 'error response')}.`)
      : describeDrift(differences, file, isWhole);
  return [told, ...beside].join('\n');
}

/** Differences as a table: one a line, or summed up where they are many. */
function describeDrift(differences: readonly Difference[], file: string, isWhole: boolean): string {
  const isShort = isWhole || differences.length <= MOST_LINES;
  const rows = isShort ? differences.map(toRow) : sumUp(differences);
  const verb = differences.length === 1 ? 'is' : 'are';
  return [
    `There ${verb} ${count(differences.length, 'difference')} between ${file} and the registry:`,
    '',
    ...alignRows([['WHAT', 'OPERATION', 'STATUS', 'CODE', 'WHY'], ...rows]),
    ...(isShort ? [] : ['', 'This is a summary; --verbose tells each difference, and --format json as data.']),
  ]
    .map(terminalLine)
    .join('\n');
}

const MOST_LINES = 40;
const MOST_OF_A_KIND = 4;

type Row = readonly [what: string, operation: string, status: string, code: string, why: string];

const toRow = ({ kind, operation = '-', status = '-', code = '-', message }: Difference): Row => [
  kind,
  operation,
  status,
  code,
  message,
];

/** A row for each code and kind of difference, those that stand for most first, and the rest of a kind in one row. */
function sumUp(differences: readonly Difference[]): readonly Row[] {
  return [...Map.groupBy(differences, ({ kind }) => kind).values()].flatMap((ofKind): readonly Row[] => {
    const groups = [...Map.groupBy(ofKind, ({ code }) => code).values()].sort((a, b) => b.length - a.length);
    const rest = groups.slice(MOST_OF_A_KIND);
    const told = groups.slice(0, MOST_OF_A_KIND).flatMap(sumUpCode);
    if (rest.length === 0) return told;
    const left = `${count(rest.flat().length, 'more difference')} of this kind.`;
    return [...told, [ofKind[0]?.kind ?? '', '-', '-', count(rest.length, 'more code'), left]];
  });
}

function sumUpCode(group: readonly Difference[]): readonly Row[] {
  const [first] = group;
  if (first === undefined) return [];
  const [kind, operation, , code, message] = toRow(first);
  const [statuses, messages] = [
    new Set(group.map(({ status = '-' }) => status)),
    new Set(group.map((each) => each.message)),
  ];
  return [
    [
      kind,
      andMore(operation, group.length),
      andMore([...statuses][0] ?? '', statuses.size),
      code,
      andMore(message, messages.size),
    ],
  ];
}

const andMore = (first: string, total: number): string =>
  total > 1 ? `${first} (and ${(total - 1).toLocaleString('en')} more)` : first;

function alignRows(rows: readonly Row[]): readonly string[] {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
