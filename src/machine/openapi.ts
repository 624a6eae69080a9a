import { titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { buildPayload, codeValue, exampleValues } from '../core/payload.ts';
import { problem, PROBLEM_TYPE } from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import { errorUrl, slugOf } from '../core/url.ts';
import { plainText } from '../core/markup.ts';
import { detailsSchema, messageSchema, responseSchema, type JsonSchema } from './response-schema.ts';

/** The name of the schema that all problem documents share. */
const PROBLEM = 'Problem';

/** Problem documents as RFC 9457 has them, with the members that this registry adds. */
const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'A problem document (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 100, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri-reference' },
    code: { type: ['string', 'integer'] },
    details: { type: 'object' },
  },
  required: ['type', 'title', 'status', 'code'],
};

/** An OpenAPI 3.1 document without paths: for each code a response, the schema of its body, and an example. */
export function composeOpenApi(registry: Registry, site: Site): JsonObject {
  const names = nameComponents(registry);
  const components = registry.errors.map((error) => ({ error, name: names.get(error.code) ?? error.code }));
  return {
    openapi: '3.1.1',
    info: {
      title: site.name,
      description: site.description,
      version: '1',
    },
    servers: [{ url: site.apiUrl }],
    paths: {},
    components: {
      schemas: {
        [PROBLEM]: PROBLEM_SCHEMA,
        ...Object.fromEntries(
          components.map(({ error, name }) => [
            name,
            { title: titleOf(error), ...responseSchema(error, site) } as JsonObject,
          ]),
        ),
      },
      responses: Object.fromEntries(components.map(({ error, name }) => [name, composeResponse(error, name, site)])),
    },
  };
}

/** Codes as names of components: the slug, with dots for its tildes and a number where that takes another's name. */
export function nameComponents({ errors }: Registry): ReadonlyMap<string, string> {
  const used = new Set([PROBLEM]);
  return new Map(
    errors.map(({ code }) => {
      const wanted = slugOf(code).replaceAll('~', '.');
      let name = wanted;
      for (let copy = 2; used.has(name); copy++) name = `${wanted}-${copy}`;
      used.add(name);
      return [code, name];
    }),
  );
}

function composeResponse(error: RegisteredError, name: string, site: Site): JsonObject {
  const { code, status, summary, example, retry } = error;
  const headers = Object.entries(example?.headers ?? {}).map(([header, value]) => [
    header,
    { schema: { type: 'string' }, example: value },
  ]);
  return {
    description: plainText(summary ?? titleOf(error)),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as JsonObject }),
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${name}` },
        ...withExample(buildPayload(error, site)),
      },
      [PROBLEM_TYPE]: { schema: problemSchema(error, site), example: problemExample(error, site) },
    },
    'x-error': {
      ...withCode(codeValue(error)),
      ...(status === undefined ? {} : { status }),
      ...(retry === undefined ? {} : { retry: retry.when }),
      url: errorUrl(site.url, code),
    },
  };
}

function problemExample(error: RegisteredError, site: Site): Json {
  return problem(error, site, { values: exampleValues(error), details: error.details?.example }).body ?? null;
}

function problemSchema(error: RegisteredError, site: Site): JsonSchema {
  return {
    allOf: [
      { $ref: `#/components/schemas/${PROBLEM}` },
      {
        properties: {
          type: { const: errorUrl(site.url, error.code) },
          title: { const: titleOf(error) },
          ...(error.status === undefined ? {} : { status: { const: error.status } }),
          ...(codeValue(error) === undefined ? {} : { code: { const: codeValue(error) ?? null } }),
          ...(error.message === undefined ? {} : { detail: messageSchema(error.message) }),
          ...(error.details === undefined ? {} : { details: detailsSchema(error.details) }),
        },
      },
    ],
  };
}

function withExample(example: Json | undefined): JsonObject {
  return example === undefined ? {} : { example };
}

function withCode(code: string | number | RawJson | undefined): JsonObject {
  return code === undefined ? {} : { code };
}
