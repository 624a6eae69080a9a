import { dirname, sep } from 'node:path';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { isRecord } from '../core/json.ts';
import { SourceProblem, valueAt, type Source, type SourceError } from './source.ts';

type Node = Readonly<Record<string, unknown>>;

/** Whether a parsed file is an OpenAPI document. */
export function isOpenApi(value: unknown): boolean {
  return isRecord(value) && (typeof value['openapi'] === 'string' || typeof value['swagger'] === 'string');
}

/** Reads the error responses of an OpenAPI 3.0 or 3.1 file. */
export async function readOpenApiSource(file: string): Promise<Source> {
  const document = await readOpenApiDocument(file);
  const responses = [...listOperations(document)].flatMap(listErrorResponses);
  const errors = responses.flatMap(readResponse);
  const info = asNode(document['info']);
  const [server] = Array.isArray(document['servers']) ? (document['servers'] as readonly unknown[]) : [];
  const url = asNode(server)['url'];
  const body = responses.flatMap(({ bodies }) => bodies.map(({ value }) => value)).find((value) => codeOf(value));
  return {
    errors,
    ...(typeof info['title'] === 'string' ? { name: info['title'] } : {}),
    ...(typeof url === 'string' && URL.canParse(url) ? { apiUrl: url } : {}),
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * Reads an OpenAPI 3.0 or 3.1 file. References are followed inside the file's folder only, never to the network. Throws
 * a {@link SourceProblem}.
 */
export async function readOpenApiDocument(file: string): Promise<Node> {
  const document = await resolveReferences(file);
  if (!isOpenApi(document)) throw new SourceProblem('It is no OpenAPI document; name one in YAML or JSON.');
  const version = String(document['openapi'] ?? document['swagger']);
  if (!/^3\.[01]\b/.test(version))
    throw new SourceProblem(`It is OpenAPI ${version}; convert it to 3.0 or 3.1, which this tool reads.`);
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
    throw new SourceProblem(`It can't be read as OpenAPI: ${reason}`);
  }
}

interface Operation {
  readonly endpoint: string;
  readonly name: string;
  readonly tag: string | undefined;
  readonly responses: Node;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function* listOperations(document: Node): Generator<Operation> {
  for (const [path, item] of Object.entries(asNode(document['paths']))) {
    for (const method of METHODS) {
      const operation = asNode(item)[method];
      if (!isRecord(operation)) continue;
      const endpoint = `${method.toUpperCase()} ${path}`;
      const [tag] = Array.isArray(operation['tags']) ? (operation['tags'] as readonly unknown[]) : [];
      yield {
        endpoint,
        name: typeof operation['operationId'] === 'string' ? operation['operationId'] : endpoint,
        tag: typeof tag === 'string' ? tag : undefined,
        responses: asNode(operation['responses']),
      };
    }
  }
}

interface Body {
  readonly title: string | undefined;
  readonly value: unknown;
}

interface ErrorResponse {
  readonly operation: Operation;
  readonly status: string;
  readonly description: unknown;
  readonly bodies: readonly Body[];
  readonly schema: Node;
}

function listErrorResponses(operation: Operation): readonly ErrorResponse[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    if (!/^(?:[45](?:\d\d|XX)|default)$/i.test(status) || !isRecord(response)) return [];
    const media = Object.values(asNode(response['content'])).map(asNode);
    const schema = asNode(media[0]?.['schema']);
    return [{ operation, status, description: response['description'], bodies: media.flatMap(listBodies), schema }];
  });
}

function listBodies(media: Node): readonly Body[] {
  const named = Object.entries(asNode(media['examples'])).flatMap(([name, example]) => {
    const { value, summary } = asNode(example);
    return value === undefined ? [] : [{ title: typeof summary === 'string' ? summary : name, value }];
  });
  const single = media['example'] ?? asNode(media['schema'])['example'];
  return single === undefined ? named : [...named, { title: undefined, value: single }];
}

/** Where APIs keep the code in a body, surest first. */
const CODE_PATHS = ['error.code', 'code', 'errors.0.code', 'error_code', 'errorCode', 'error.type', 'error', 'type'];
const MESSAGE_PATHS = ['error.message', 'message', 'errors.0.message', 'error_description', 'detail', 'title'];

function readResponse({ operation, status, description, bodies, schema }: ErrorResponse): readonly SourceError[] {
  const { endpoint, name, tag } = operation;
  const common = {
    place: `${endpoint} ${status}`,
    ...(/^\d+$/.test(status) ? { status: Number(status) } : {}),
    category: tag ?? endpoint.split('/')[1],
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
    const value = valueAt(body, path);
    // A status repeated in the body is no code, and a sentence is a message.
    if (typeof value === 'number' && !(value >= 100 && value <= 599)) return value;
    if (typeof value === 'string' && /^\S{2,}$/.test(value) && value !== 'about:blank') return value;
  }
  return undefined;
}

function firstText(body: unknown, paths: readonly string[]): string | undefined {
  return paths.map((path) => valueAt(body, path)).find((value) => typeof value === 'string');
}

/** The codes that a schema lists as `enum` or `const`, where a body keeps its code. */
function codesOf(schema: Node): readonly (string | number)[] {
  for (const path of CODE_PATHS) {
    const found = path
      .split('.')
      .reduce<readonly Node[]>((nodes, step) => nodes.flatMap((node) => propertiesOf(node, step)), [schema]);
    const values = found.flatMap(({ enum: list, const: only }) => (Array.isArray(list) ? (list as unknown[]) : [only]));
    const codes = values.filter((value) => typeof value === 'string' || typeof value === 'number');
    if (codes.length > 0) return [...new Set(codes)];
  }
  return [];
}

function propertiesOf(schema: Node, name: string): readonly Node[] {
  const own = name === '0' ? schema['items'] : asNode(schema['properties'])[name];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as unknown[]) : [],
  );
  return [...(isRecord(own) ? [own] : []), ...parts.flatMap((part) => propertiesOf(asNode(part), name))];
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

const asNode = (value: unknown): Node => (isRecord(value) ? value : {});
