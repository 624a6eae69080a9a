import { dirname, sep } from 'node:path';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { isRecord } from '../core/json.ts';
import type { Node } from './walk.ts';

/** A specification that can't be read; the message says what to do about it. */
export class OpenApiProblem extends Error {
  override readonly name = 'OpenApiProblem';
}

/** Whether a parsed file is an OpenAPI document. */
function isOpenApi(value: unknown): boolean {
  return isRecord(value) && (typeof value['openapi'] === 'string' || typeof value['swagger'] === 'string');
}

/**
 * Reads an OpenAPI 3.0 or 3.1 file. References are followed inside the file's folder only, never to the network. Throws
 * an {@link OpenApiProblem}.
 */
export async function readOpenApiDocument(file: string): Promise<Node> {
  const document = await resolveReferences(file);
  if (!isOpenApi(document)) throw new OpenApiProblem('It is no OpenAPI document; name one in YAML or JSON.');
  const version = String(document['openapi'] ?? document['swagger']);
  if (!/^3\.[01]\b/.test(version))
    throw new OpenApiProblem(`It is OpenAPI ${version}; convert it to 3.0 or 3.1, which this tool reads.`);
  return document;
}

async function resolveReferences(file: string): Promise<Node> {
  const folder = dirname(file) + sep;
  try {
    const parser = new $RefParser();
    return (await parser.dereference(file, {
      resolve: { http: false, file: { canRead: ({ url }: { url: string }) => decodeURI(url).startsWith(folder) } },
      dereference: { circular: 'ignore' },
    })) as Node;
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new OpenApiProblem(`It can't be read as OpenAPI: ${reason}`);
  }
}
