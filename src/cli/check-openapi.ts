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

/** Compares an API's specification with the registry; prints what differs as a table, or as JSON. */
export async function checkOpenApi({ registry, site }: Content, file: string, asJson: boolean): Promise<void> {
  const specification = readSpecification(await readDocument(file), findBodyKeys(site));
  const differences = findDrift(specification, registry);
  if (asJson) console.log(JSON.stringify(differences, null, 2));
  else if (differences.length > 0) console.log(describeDrift(differences, file));
  else console.log(`${file} and the registry agree on ${specification.errors.length} error responses.`);
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

/** Differences as a table, one a line. */
function describeDrift(differences: readonly Difference[], file: string): string {
  const count = differences.length === 1 ? 'is 1 difference' : `are ${differences.length} differences`;
  const rows = [
    ['WHAT', 'OPERATION', 'STATUS', 'CODE', 'WHY'],
    ...differences.map(({ kind, operation = '-', status = '-', code = '-', message }) => [
      kind,
      operation,
      status,
      code,
      message,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [`There ${count} between ${file} and the registry:`, '', ...lines].join('\n');
}
