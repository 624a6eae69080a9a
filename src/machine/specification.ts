import { isRecord } from '../core/json.ts';
import { PROBLEM_TYPE } from '../core/respond.ts';

/** A JSON object of an OpenAPI document, with its references resolved. */
export type Node = Readonly<Record<string, unknown>>;

/** One code on one response of an operation, as a specification states it. */
export interface SpecifiedError {
  /** `POST /api/v1/users` */
  readonly operation: string;
  /** `429`, `4XX` or `default`. */
  readonly status: string;
  readonly code: string;
  /** The messages of the examples, and the one that the schema fixes. */
  readonly messages: readonly string[];
  /** Regular expressions that the schema holds messages to. */
  readonly patterns: readonly string[];
  /** The details of the examples. */
  readonly details: readonly Node[];
  /** The schema's properties of the details, where the schema is about this code alone. */
  readonly properties: Node | undefined;
}

/** The error responses of a specification. */
export interface Specification {
  /** Each operation with its other names: the path below each server. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
  readonly errors: readonly SpecifiedError[];
  /** Responses with an example that has no code where the envelope keeps it. */
  readonly strangers: readonly { readonly operation: string; readonly status: string }[];
}

/** Where bodies keep what is compared: the keys that lead to it, `undefined` for what they don't hold. */
export interface BodyKeys {
  readonly code: readonly string[];
  readonly message: readonly string[] | undefined;
  readonly details: readonly string[] | undefined;
}

/** Problem documents (RFC 9457) keep the same things elsewhere. */
const PROBLEM_KEYS: BodyKeys = { code: ['code'], message: ['detail'], details: ['details'] };

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads what an OpenAPI 3 document, its references resolved, says about errors. */
export function readSpecification(document: Node, keys: BodyKeys): Specification {
  const operations = new Map<string, readonly string[]>();
  const errors: SpecifiedError[] = [];
  const strangers: { operation: string; status: string }[] = [];
  const bases = listNodes(document['servers']).map(({ url }) => basePath(String(url)));
  for (const [path, item] of Object.entries(asNode(document['paths']))) {
    for (const method of METHODS) {
      const definition = asNode(item)[method];
      if (!isRecord(definition)) continue;
      const operation = `${method.toUpperCase()} ${path}`;
      operations.set(
        operation,
        bases.map((base) => `${method.toUpperCase()} ${base}${path}`),
      );
      for (const [status, response] of Object.entries(asNode(definition['responses']))) {
        if (!/^(?:[45](?:\d\d|XX)|default)$/i.test(status)) continue;
        const found = readResponse(asNode(response), keys);
        errors.push(...found.errors.map((error) => ({ operation, status, ...error })));
        if (found.strange) strangers.push({ operation, status });
      }
    }
  }
  return { operations, errors, strangers };
}

function basePath(url: string): string {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname.replace(/\/$/, '') : '';
}

type Found = Omit<SpecifiedError, 'operation' | 'status'>;

function readResponse(response: Node, keys: BodyKeys): { errors: readonly Found[]; strange: boolean } {
  const media = Object.entries(asNode(response['content'])).filter(([type]) => /\bjson\b/.test(type));
  const found = media.map(([type, content]) => readMedia(asNode(content), type === PROBLEM_TYPE ? PROBLEM_KEYS : keys));
  const byCode = Map.groupBy(
    found.flatMap(({ errors }) => errors),
    ({ code }) => code,
  );
  const errors = [...byCode].map(([code, parts]) => ({
    code,
    messages: parts.flatMap(({ messages }) => messages),
    patterns: parts.flatMap(({ patterns }) => patterns),
    details: parts.flatMap(({ details }) => details),
    properties: parts.find(({ properties }) => properties !== undefined)?.properties,
  }));
  return { errors, strange: found.some(({ strange }) => strange) };
}

function readMedia(media: Node, keys: BodyKeys): { errors: readonly Found[]; strange: boolean } {
  const schema = asNode(media['schema']);
  const examples = listExamples(media, schema);
  const shown = examples.flatMap((body): readonly Found[] => {
    const code = valueAt(body, keys.code);
    if (typeof code !== 'string' && typeof code !== 'number') return [];
    const message = keys.message && valueAt(body, keys.message);
    const details = keys.details && valueAt(body, keys.details);
    return [
      {
        code: String(code),
        messages: typeof message === 'string' ? [message] : [],
        patterns: [],
        details: isRecord(details) ? [details] : [],
        properties: undefined,
      },
    ];
  });
  const listed = alternativesOf(schema).flatMap((alternative) => readSchema(alternative, keys));
  return { errors: [...shown, ...listed], strange: shown.length < examples.length };
}

function listExamples(media: Node, schema: Node): readonly unknown[] {
  const named = Object.values(asNode(media['examples'])).map((example) => asNode(example)['value']);
  const listed = Array.isArray(schema['examples']) ? (schema['examples'] as readonly unknown[]) : [];
  return [media['example'], ...named, schema['example'], ...listed].filter((example) => example !== undefined);
}

/** The codes that a schema fixes; what else it says counts only if it is about one code. */
function readSchema(schema: Node, keys: BodyKeys): readonly Found[] {
  const codes = new Set(schemasAt(schema, keys.code).flatMap(valuesOf).map(String));
  const messages = keys.message === undefined ? [] : schemasAt(schema, keys.message);
  const details = keys.details === undefined ? [] : schemasAt(schema, keys.details);
  const properties = details.map((node) => propertiesOf(node)).find((node) => Object.keys(node).length > 0);
  const isSpecific = codes.size === 1;
  return [...codes].map((code) => ({
    code,
    messages: isSpecific ? messages.flatMap(valuesOf).map(String) : [],
    patterns: isSpecific ? messages.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : [])) : [],
    details: [],
    properties: isSpecific ? properties : undefined,
  }));
}

/** The alternatives of a schema, each on its own; a schema without `oneOf` and `anyOf` is its only one. */
function alternativesOf(schema: Node): readonly Node[] {
  const alternatives = [...listNodes(schema['oneOf']), ...listNodes(schema['anyOf'])];
  return alternatives.length === 0 ? [schema] : alternatives.flatMap(alternativesOf);
}

/** The schemas of the value behind the keys; `allOf` may hold several. */
function schemasAt(schema: Node, keys: readonly string[]): readonly Node[] {
  return keys.reduce<readonly Node[]>(
    (schemas, key) =>
      schemas.flatMap(alternativesOf).flatMap((node) => {
        const property = propertiesOf(node)[key];
        return isRecord(property) ? [property] : [];
      }),
    [schema],
  );
}

/** The properties of a schema with those of its `allOf`; of a name that comes twice, all that is said about it. */
function propertiesOf(schema: Node): Node {
  const properties = new Map(Object.entries(asNode(schema['properties'])));
  for (const part of listNodes(schema['allOf'])) {
    for (const [name, property] of Object.entries(propertiesOf(part))) {
      const known = properties.get(name);
      properties.set(
        name,
        known === undefined ? property : { allOf: [known, property], ...asNode(known), ...asNode(property) },
      );
    }
  }
  return Object.fromEntries(properties);
}

/** The values that a schema leaves; a constant leaves one, whatever list a wider schema has. */
function valuesOf(schema: Node): readonly (string | number)[] {
  const listed = Array.isArray(schema['enum']) ? (schema['enum'] as readonly unknown[]) : [];
  const values = schema['const'] === undefined ? listed : [schema['const']];
  return values.filter((value) => typeof value === 'string' || typeof value === 'number');
}

function valueAt(body: unknown, keys: readonly string[]): unknown {
  return keys.reduce((value, key) => asNode(value)[key], body);
}

const asNode = (value: unknown): Node => (isRecord(value) ? value : {});
const listNodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isRecord) : []);
