import { isRecord, valueAt } from '../core/json.ts';
import { PROBLEM_TYPE } from '../core/respond.ts';
import {
  alternativesOf,
  asNode,
  listErrorResponses,
  listExamples,
  listMedia,
  listOperations,
  listServers,
  propertiesOf,
  schemasAt,
  valuesOf,
  type Node,
} from '../openapi/walk.ts';

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

/** Reads what an OpenAPI 3 document, its references resolved, says about errors. */
export function readSpecification(document: Node, keys: BodyKeys): Specification {
  const bases = listServers(document).map(basePath);
  const operations = listOperations(document);
  const responses = operations.flatMap((operation) =>
    listErrorResponses(operation).map(([status, response]) => {
      return { operation: operation.endpoint, status, ...readResponse(response, keys) };
    }),
  );
  return {
    operations: new Map(
      operations.map(({ endpoint, method, path }) => [endpoint, bases.map((base) => `${method} ${base}${path}`)]),
    ),
    errors: responses.flatMap(({ operation, status, errors }) =>
      errors.map((error) => ({ operation, status, ...error })),
    ),
    strangers: responses.flatMap(({ operation, status, strange }) => (strange ? [{ operation, status }] : [])),
  };
}

function basePath(url: string): string {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname.replace(/\/$/, '') : '';
}

type Found = Omit<SpecifiedError, 'operation' | 'status'>;

function readResponse(response: Node, keys: BodyKeys): { errors: readonly Found[]; strange: boolean } {
  const media = listMedia(response).filter(([type]) => /\bjson\b/.test(type));
  const found = media.map(([type, content]) => readMedia(content, type === PROBLEM_TYPE ? PROBLEM_KEYS : keys));
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
  const examples = listExamples(media);
  const shown = examples.flatMap(({ value: body }): readonly Found[] => {
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
  const listed = alternativesOf(asNode(media['schema'])).flatMap((alternative) => readSchema(alternative, keys));
  return { errors: [...shown, ...listed], strange: shown.length < examples.length };
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
