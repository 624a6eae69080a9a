import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Content } from '../content/load.ts';
import type { Site } from '../core/site.ts';
import { findKeys } from '../document/samples/index.ts';
import { findDrift, type Difference } from '../machine/drift.ts';
import { readSpecification, type BodyKeys } from '../machine/specification.ts';
import { OpenApiProblem, readOpenApiDocument } from '../openapi/read.ts';
import type { Node } from '../openapi/walk.ts';
import { Mistake } from '../core/mistake.ts';
import { count, terminalLine, terminalText } from './terminal.ts';

/** Compares an API's specification with the registry; prints what differs as a table, summed up or whole, or as JSON. */
export async function checkOpenApi(
  { registry, site }: Content,
  file: string,
  form: 'json' | 'summary' | 'whole',
): Promise<void> {
  const specification = readSpecification(await readDocument(file), findBodyKeys(site));
  const differences = findDrift(specification, registry);
  // JSON has the controls of a text as escapes, and so has this of those that it leaves.
  if (form === 'json') console.log(terminalText(JSON.stringify(differences, null, 2)));
  else if (differences.length > 0) console.log(describeDrift(differences, file, form === 'whole'));
  else console.log(terminalLine(`${file} and the registry agree on ${specification.errors.length} error responses.`));
  if (differences.length > 0) process.exitCode = 1;
}

function findBodyKeys({ envelope }: Site): BodyKeys {
  const code = findKeys(envelope, '{code}');
  if (code === undefined || code.length === 0)
    throw new Mistake('The envelope in site.ts has no "{code}" under a key, so no response can be told from another.');
  return { code, message: findKeys(envelope, '{message}'), details: findKeys(envelope, '{details}') };
}

async function readDocument(file: string): Promise<Node> {
  if (!existsSync(file)) throw new Mistake(`${file} does not exist; name the OpenAPI document of the API.`);
  return readOpenApiDocument(resolve(file)).catch((error: unknown) => {
    throw error instanceof OpenApiProblem ? new Mistake(`${file}: ${error.message}`) : error;
  });
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
    ...(isShort ? [] : ['', 'This is a summary; --verbose tells each difference, and --json as data.']),
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
