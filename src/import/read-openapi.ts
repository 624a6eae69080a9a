import { isRecord, valueAt } from '../core/json.ts';
import { OpenApiProblem, readOpenApiDocument } from '../openapi/read.ts';
import {
  asNode,
  listErrorResponses,
  listExamples,
  listMedia,
  listOperations,
  listServers,
  schemasAt,
  valuesOf,
} from '../openapi/walk.ts';
import type { Node, Operation, ShownExample } from '../openapi/walk.ts';
import { SourceProblem, type Source, type SourceError } from './source.ts';

/** Reads the error responses of an OpenAPI 3.0 or 3.1 file. */
export async function readOpenApiSource(file: string): Promise<Source> {
  const document = await readOpenApiDocument(file).catch((error: unknown) => {
    throw error instanceof OpenApiProblem ? new SourceProblem(error.message) : error;
  });
  const responses = listOperations(document).flatMap((operation) =>
    listErrorResponses(operation).map(([status, response]) => describeResponse(operation, status, response)),
  );
  const errors = responses.flatMap(readResponse);
  const info = asNode(document['info']);
  const [url] = listServers(document);
  const body = responses.flatMap(({ bodies }) => bodies.map(({ value }) => value)).find((value) => codeOf(value));
  return {
    errors,
    ...(typeof info['title'] === 'string' ? { name: info['title'] } : {}),
    ...(url !== undefined && URL.canParse(url) ? { apiUrl: url } : {}),
    ...(body === undefined ? {} : { body }),
  };
}

interface ErrorResponse {
  readonly operation: Operation;
  readonly status: string;
  readonly description: unknown;
  readonly bodies: readonly ShownExample[];
  readonly schema: Node;
}

function describeResponse(operation: Operation, status: string, response: Node): ErrorResponse {
  const media = listMedia(response).map(([, content]) => content);
  return {
    operation,
    status,
    description: response['description'],
    bodies: media.flatMap(listExamples),
    schema: asNode(media[0]?.['schema']),
  };
}

/** Where APIs keep the code in a body, surest first. */
const CODE_PATHS = ['error.code', 'code', 'errors.0.code', 'error_code', 'errorCode', 'error.type', 'error', 'type'];
const MESSAGE_PATHS = ['error.message', 'message', 'errors.0.message', 'error_description', 'detail', 'title'];

function readResponse({ operation, status, description, bodies, schema }: ErrorResponse): readonly SourceError[] {
  const { endpoint, definition } = operation;
  const { operationId, tags } = definition;
  const name = typeof operationId === 'string' ? operationId : endpoint;
  const [tag] = Array.isArray(tags) ? (tags as readonly unknown[]) : [];
  const common = {
    place: `${endpoint} ${status}`,
    ...(/^\d+$/.test(status) ? { status: Number(status) } : {}),
    category: typeof tag === 'string' ? tag : endpoint.split('/')[1],
    summary: description,
    endpoints: [endpoint],
  };
  const shown = bodies.flatMap(({ title, value }) => {
    const code = codeOf(value);
    if (code === undefined) return [];
    const examples = [{ title: title ?? endpoint, lang: 'json', body: JSON.stringify(value, null, 2) }];
    return [{ ...common, code, message: firstText(value, MESSAGE_PATHS), examples }];
  });
  const known = new Set(shown.map(({ code }) => String(code)));
  const listed = codesOf(schema).filter((code) => !known.has(String(code)));
  if (shown.length + listed.length > 0) return [...shown, ...listed.map((code) => ({ ...common, code }))];
  const [body] = bodies.length > 0 ? bodies : [{ title: undefined, value: sampleOf(schema) }];
  const text = body?.value === undefined ? [] : [JSON.stringify(body.value, null, 2)];
  return [
    {
      ...common,
      code: `${name}:${status}`,
      message: firstText(body?.value, MESSAGE_PATHS),
      examples: text.map((json) => ({ title: body?.title ?? endpoint, lang: 'json', body: json })),
    },
  ];
}

function codeOf(body: unknown): string | number | undefined {
  for (const path of CODE_PATHS) {
    const value = valueAt(body, path.split('.'));
    // A status repeated in the body is no code, and a sentence is a message.
    if (typeof value === 'number' && !(value >= 100 && value <= 599)) return value;
    if (typeof value === 'string' && /^\S{2,}$/.test(value) && value !== 'about:blank') return value;
  }
  return undefined;
}

function firstText(body: unknown, paths: readonly string[]): string | undefined {
  return paths.map((path) => valueAt(body, path.split('.'))).find((value) => typeof value === 'string');
}

/** The codes that a schema lists as `enum` or `const`, where a body keeps its code. */
function codesOf(schema: Node): readonly (string | number)[] {
  for (const path of CODE_PATHS) {
    const codes = schemasAt(schema, path.split('.')).flatMap(valuesOf);
    if (codes.length > 0) return [...new Set(codes)];
  }
  return [];
}

/** A value that fits a schema, from its examples, defaults and types; `undefined` where it tells nothing. */
function sampleOf(schema: Node, depth = 0): unknown {
  const { example, default: preset, const: only, enum: list, type, properties } = schema;
  const examples = schema['examples'];
  const given = [
    example,
    Array.isArray(examples) ? (examples as unknown[])[0] : undefined,
    preset,
    only,
    Array.isArray(list) ? (list as unknown[])[0] : undefined,
  ];
  const stated = given.find((value) => value !== undefined);
  if (stated !== undefined) return stated;
  if (depth > 5) return undefined;
  if (Array.isArray(schema['allOf']))
    return Object.assign(
      {},
      ...(schema['allOf'] as unknown[]).map((part) => sampleOf(asNode(part), depth + 1)),
    ) as unknown;
  const [choice] = [schema['oneOf'], schema['anyOf']].flatMap((parts) =>
    Array.isArray(parts) ? (parts as unknown[]) : [],
  );
  if (choice !== undefined) return sampleOf(asNode(choice), depth + 1);
  if (isRecord(properties)) {
    const fields = Object.entries(properties).map(([name, property]) => [name, sampleOf(asNode(property), depth + 1)]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as unknown;
  }
  const [kind] = Array.isArray(type) ? (type as unknown[]) : [type];
  if (kind === 'array') return [sampleOf(asNode(schema['items']), depth + 1)].filter((value) => value !== undefined);
  return { string: 'string', integer: 0, number: 0, boolean: false }[String(kind)];
}
