import { hasCode, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import type { JsonObject } from '../core/json.ts';
import { envelopeOf, JSON_TYPE } from '../core/envelope.ts';
import { buildPayload, codeValue, docUrlOf, subcodeValue } from '../core/payload.ts';
import { offersProblem, PROBLEM_TYPE } from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import { errorUrl, slugOf } from '../core/url.ts';
import { plainText } from '../core/markup.ts';
import { constant, detailsSchema, messageSchema, responseSchema, type JsonSchema } from '../openapi/response-schema.ts';
import { composeHeaders, known, problemExample, PROBLEM_SCHEMA } from '../openapi/write-response.ts';

/** The name of the schema that all problem documents share. */
const PROBLEM = 'Problem';

/** An OpenAPI 3.1 document without paths: for each error a response, the schema of its body, and an example. */
export function composeOpenApi(registry: Registry, site: Site): JsonObject {
  const names = nameComponents(registry);
  const components = registry.errors.map((error) => ({ error, name: names.get(error.code) ?? error.code }));
  return {
    openapi: '3.1.1',
    info: {
      title: site.name,
      description: site.description,
      version: site.version ?? '1',
    },
    servers: [{ url: site.apiUrl }],
    paths: {},
    components: {
      schemas: {
        ...(registry.errors.some((error) => offersProblem(error, site)) ? { [PROBLEM]: PROBLEM_SCHEMA } : {}),
        ...Object.fromEntries(
          components.flatMap(({ error, name }) => {
            const schema = responseSchema(error, site);
            return schema === undefined ? [] : [[name, { title: titleOf(error), ...schema }] as const];
          }),
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
  const { code, status, summary, retry } = error;
  const headers = composeHeaders(error);
  return {
    description: plainText(summary ?? titleOf(error)),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...composeContent(error, name, site),
    'x-error': known({
      code: codeValue(error),
      subcode: subcodeValue(error),
      status,
      retry: retry?.when,
      url: errorUrl(site.url, code),
    }),
  };
}

/** The bodies of a response by media type; nothing where nobody states one. */
function composeContent(error: RegisteredError, name: string, site: Site): JsonObject {
  const envelope = envelopeOf(error, site);
  if (envelope === undefined) return {};
  const body = known({
    schema: envelope.body === undefined ? undefined : { $ref: `#/components/schemas/${name}` },
    example: buildPayload(error, site),
  });
  const problem = { schema: problemSchema(error, site), example: problemExample(error, site) };
  return {
    content: {
      [envelope.mediaType ?? JSON_TYPE]: body,
      ...(offersProblem(error, site) ? { [PROBLEM_TYPE]: problem } : {}),
    },
  };
}

function problemSchema(error: RegisteredError, site: Site): JsonSchema {
  const { status, message, details } = error;
  const [code, subcode] = [constant(codeValue(error)), constant(subcodeValue(error))];
  return {
    allOf: [
      { $ref: `#/components/schemas/${PROBLEM}` },
      known({
        properties: known({
          type: constant(docUrlOf(error, site)),
          title: constant(titleOf(error)),
          status: typeof status === 'number' ? constant(status) : undefined,
          code,
          subcode,
          detail: message === undefined ? undefined : messageSchema(message),
          details: details && detailsSchema(details),
        }),
        required: hasCode(error) ? (subcode === undefined ? ['code'] : ['code', 'subcode']) : undefined,
      }),
    ],
  };
}
