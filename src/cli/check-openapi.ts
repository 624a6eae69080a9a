import { existsSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import type { Content } from '../content/load.ts';
import type { Site } from '../core/site.ts';
import { findKeys } from '../document/samples.ts';
import { findDrift, type Difference } from '../machine/drift.ts';
import { readSpecification, type BodyKeys, type Node } from '../machine/specification.ts';
import { Mistake } from './report.ts';

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

/** Reads an OpenAPI 3 document; references are followed inside the file's folder only, never to the network. */
async function readDocument(file: string): Promise<Node> {
  if (!existsSync(file)) throw new Mistake(`${file} does not exist; name the OpenAPI document of the API.`);
  const folder = dirname(resolve(file)) + sep;
  const document = (await new $RefParser()
    .dereference(resolve(file), {
      resolve: { http: false, file: { canRead: ({ url }: { url: string }) => decodeURI(url).startsWith(folder) } },
      dereference: { circular: 'ignore' },
    })
    .catch((error: unknown) => {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      throw new Mistake(`${file} can't be read as OpenAPI: ${reason}`);
    })) as Node;
  const version = String(document['openapi'] ?? document['swagger']);
  if (!/^3\.\d/.test(version)) throw new Mistake(`${file} is no OpenAPI 3 document; name one in YAML or JSON.`);
  return document;
}

/** Differences as a table, one a line. */
export function describeDrift(differences: readonly Difference[], file: string): string {
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
