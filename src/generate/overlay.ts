import { statusesOf, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { envelopeOf, JSON_TYPE } from '../core/envelope.ts';
import type { Status } from '../core/http.ts';
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { plainText } from '../core/markup.ts';
import { Mistake } from '../core/mistake.ts';
import { buildPayload } from '../core/payload.ts';
import { offersProblem, PROBLEM_TYPE } from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import { errorUrl } from '../core/url.ts';
import type { Documents } from '../openapi/documents.ts';
import { namesOperation, nameOperations } from '../openapi/operation-names.ts';
import { responseSchema, type JsonSchema } from '../openapi/response-schema.ts';
import { composeHeaders, problemExample, PROBLEM_SCHEMA } from '../openapi/write-response.ts';
import type { TargetOptions } from './target.ts';
import { yamlText } from './yaml-text.ts';

/** The version of the Overlay Specification that tools know best; later ones read it. */
const VERSION = '1.0.0';

/**
 * An overlay that writes the errors of a registry into the operations of a specification: for each endpoint that an entry
 * states, a response for each status, with the schema of the body, an example of each error and the links to their pages.
 * With the specification at hand, what it states of these statuses is replaced, and the endpoints are held to it. Throws a
 * {@link Mistake} where one has no operation, and where no entry states an endpoint.
 */
export function composeOverlay(registry: Registry, site: Site, { specification }: TargetOptions): string {
  const placed = registry.errors.filter(({ removed }) => removed === undefined).flatMap(placeError);
  if (placed.length === 0)
    throw new Mistake(
      'No entry states an endpoint, so there is no operation to write to; add endpoints to the entries.',
    );
  const operations = locate(placed, specification);
  const isOld = /^3\.0\./.test(versionOf(specification));
  const actions = operations.flatMap(({ endpoint, target, stated, errors }) => {
    const responses = [...Map.groupBy(errors, ({ status }) => String(status))];
    const update = responses.map(([status, own]) => [
      status,
      composeResponse(
        own.map(({ error }) => error),
        site,
        isOld,
      ),
    ]);
    return [
      ...responses.flatMap(([status]) => clear(`${target}.responses`, status, stated)),
      { target, description: `Errors of ${endpoint}`, update: { responses: Object.fromEntries(update) as object } },
    ];
  });
  const info = { title: `${site.name}: the errors of each operation`, version: '1' };
  return yamlText({ overlay: VERSION, info, actions }, [
    `${site.name}: generated from the registry; generate this file again rather than edit it.`,
  ]);
}

/** An error with a status at an endpoint. */
interface Placed {
  readonly error: RegisteredError;
  readonly endpoint: string;
  readonly status: Status;
}

/**
 * Where an error occurs with which status: that of the forms that name the endpoint, else its own. `default`, which names
 * none, where nobody states any.
 */
function placeError(error: RegisteredError): readonly Placed[] {
  const { variants = [], endpoints = [] } = error;
  const status = statusesOf(error).length === 0 ? 'default' : error.status;
  const isStated = (one: Status | undefined): one is Status => one !== undefined;
  const everywhere = [status, ...variants.filter((form) => form.endpoints === undefined).map((form) => form.status)];
  const own = endpoints.flatMap((endpoint) => everywhere.filter(isStated).map((each) => ({ endpoint, status: each })));
  const ofForms = variants.flatMap((form) =>
    (form.endpoints ?? []).flatMap((endpoint) =>
      [form.status ?? status].filter(isStated).map((each) => ({ endpoint, status: each })),
    ),
  );
  const unique = new Map([...own, ...ofForms].map((place) => [JSON.stringify(place), place]));
  return [...unique.values()].map((place) => ({ error, ...place }));
}

/** An operation with its errors, and where an overlay finds it. */
interface Target {
  readonly endpoint: string;
  readonly target: string;
  /** The responses that the specification states. */
  readonly stated: Readonly<Record<string, unknown>>;
  readonly errors: readonly Placed[];
}

/** The operations of the endpoints. Throws a {@link Mistake} that names those which the specification lacks. */
function locate(placed: readonly Placed[], specification: Documents | undefined): readonly Target[] {
  const names = specification && nameOperations(specification);
  const operationOf = (endpoint: string): string | undefined =>
    names === undefined ? endpoint : [...names.keys()].find((name) => namesOperation(endpoint, name, names));
  const operations = Map.groupBy(placed, ({ endpoint }) => operationOf(endpoint));
  const lost = unique((operations.get(undefined) ?? []).map(({ error, endpoint }) => `${endpoint} (${error.code})`));
  if (lost.length > 0)
    throw new Mistake(
      `The specification has no ${list(lost)}; correct the endpoints of the entries, or add operations.`,
    );
  const targets = [...operations].map(([endpoint = '', errors]): Target | undefined => {
    const [method = '', path = ''] = endpoint.split(/\s+(.*)/s);
    const stated = specification && findResponses(specification, method.toLowerCase(), path);
    if (specification !== undefined && stated === undefined) return undefined;
    const target = `$.paths[${quote(path)}][${quote(method.toLowerCase())}]`;
    return { endpoint, target, stated: stated ?? {}, errors };
  });
  const elsewhere = [...operations.keys()].filter((_, index) => targets[index] === undefined);
  if (elsewhere.length > 0)
    throw new Mistake(
      `What an overlay writes to must stand in the specification itself; ${list(elsewhere.map(String))} stands behind a $ref.`,
    );
  return targets.filter((target) => target !== undefined);
}

const MOST_LISTED = 10;

function list(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : '';
  return `${names.slice(0, MOST_LISTED).join(', ')}${more}`;
}

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];

/** The responses of an operation as they stand in the file itself; `undefined` where it stands in another place. */
function findResponses(
  { root }: Documents,
  method: string,
  path: string,
): Readonly<Record<string, unknown>> | undefined {
  const operation = ['paths', path, method].reduce<unknown>(
    (node, key) => (isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    root.value,
  );
  if (!isRecord(operation) || '$ref' in operation) return undefined;
  const { responses = {} } = operation;
  return isRecord(responses) && !('$ref' in responses) ? responses : undefined;
}

/** Takes away what the specification states of the bodies of a status: an overlay would mix both. */
function clear(responses: string, status: string, stated: Target['stated']): readonly object[] {
  const response = Object.hasOwn(stated, status) ? stated[status] : undefined;
  if (!isRecord(response)) return [];
  const target = `${responses}[${quote(status)}]`;
  if ('$ref' in response) return [{ target, remove: true }];
  return 'content' in response ? [{ target: `${target}.content`, remove: true }] : [];
}

function versionOf(specification: Documents | undefined): string {
  const value = specification?.root.value;
  return isRecord(value) && typeof value['openapi'] === 'string' ? value['openapi'] : '';
}

/** A key in a JSONPath of RFC 9535. */
function quote(key: string): string {
  return `'${JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The response of one status: what it may mean, with the page of each error, and the bodies. */
function composeResponse(errors: readonly RegisteredError[], site: Site, isOld: boolean): object {
  const headers = Object.assign({}, ...errors.map(composeHeaders)) as JsonObject;
  const media = new Map<
    string,
    { readonly error: RegisteredError; readonly schema?: JsonSchema; readonly value: Json }[]
  >();
  const add = (type: string, error: RegisteredError, value: Json | undefined, schema?: JsonSchema): void => {
    if (value === undefined) return;
    media.set(type, [...(media.get(type) ?? []), { error, value, ...(schema === undefined ? {} : { schema }) }]);
  };
  for (const error of errors) {
    const type = envelopeOf(error, site)?.mediaType ?? JSON_TYPE;
    add(type, error, buildPayload(error, site), responseSchema(error, site));
    if (offersProblem(error, site)) add(PROBLEM_TYPE, error, problemExample(error, site), PROBLEM_SCHEMA);
  }
  const content = [...media].map(([type, bodies]) => [
    type,
    {
      ...joinSchemas(unique(bodies.flatMap(({ schema }) => (schema === undefined ? [] : [schema]))), isOld),
      examples: Object.fromEntries(
        bodies.map(({ error, value }) => [error.code, { summary: titleOf(error), value }] as const),
      ),
    },
  ]);
  return {
    description: describe(errors, site),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) as object }),
  };
}

function describe(errors: readonly RegisteredError[], site: Site): string {
  const told = errors.map((error) => {
    const { code, summary } = error;
    const title = titleOf(error);
    const name = title === code ? '' : `: ${title}`;
    return `[\`${code.replaceAll('`', "'")}\`](${errorUrl(site.url, code)})${name}. ${plainText(summary ?? '')}`.trim();
  });
  return told.length === 1 ? told.join('') : told.map((line) => `- ${line}`).join('\n');
}

function joinSchemas(schemas: readonly JsonSchema[], isOld: boolean): { readonly schema?: Json } {
  const all = isOld ? schemas.map(toOld) : schemas;
  const [first, ...others] = all;
  if (first === undefined) return {};
  return { schema: others.length === 0 ? first : { anyOf: all } };
}

/** A schema for OpenAPI 3.0, which knows neither constants, nor several types, nor what a list contains. */
function toOld(schema: JsonObject): JsonObject {
  const { const: constant, contains: _, type, properties, allOf, anyOf, ...rest } = schema;
  const isOne = typeof type === 'string';
  return {
    ...(isOne ? { type } : {}),
    ...rest,
    ...(isRecord(properties) ? { properties: mapValues(properties, toOld) } : {}),
    ...listsOf({ allOf, anyOf }),
    ...(constant === undefined ? {} : { enum: [constant] }),
    ...(type === 'array' ? { items: {} } : {}),
  };
}

/** The lists of schemas, without those that are left with nothing to say. */
function listsOf(lists: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept = Object.entries(lists).flatMap(([key, list]) => {
    const schemas = Array.isArray(list) ? (list as readonly JsonObject[]).map(toOld) : [];
    const telling = schemas.filter((schema) => Object.keys(schema).length > 0);
    return telling.length === 0 ? [] : [[key, telling] as const];
  });
  return Object.fromEntries(kept);
}

const mapValues = (record: JsonObject, map: (value: JsonObject) => JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isRecord(value) ? map(value) : value]));
