import { titleOf, type Details, type RegisteredError } from '../core/define.ts';
import {
  envelopeOf,
  listPlaceholderPaths,
  placeholderName,
  type EnvelopeName,
  type Placeholder,
} from '../core/envelope.ts';
import { reasonPhrase } from '../core/http.ts';
import { isArray, type Json, type JsonObject } from '../core/json.ts';
import { plainText } from '../core/markup.ts';
import { parseMessage } from '../core/message.ts';
import { codeValue, subcodeValue } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import { errorUrl } from '../core/url.ts';

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = JsonObject;

/**
 * The JSON Schema of the bodies that carry this error: its envelope with the code as a constant; `undefined` where nobody
 * states the envelope.
 */
export function responseSchema(error: RegisteredError, site: Site): JsonSchema | undefined {
  const body = envelopeOf(error, site)?.body;
  return body === undefined ? undefined : templateSchema(body, placeholderSchemas(error, site));
}

/** The schema of each placeholder that bodies of the error hold, by name. */
function placeholderSchemas(error: RegisteredError, site: Site): Readonly<Record<string, JsonSchema | undefined>> {
  const { status, message, details } = error;
  const own = Object.entries(site.placeholders ?? {}).map(([name, placeholder]) => [
    name,
    ownSchema(placeholder, error.values?.[name]),
  ]);
  const fields: Readonly<Record<EnvelopeName, JsonSchema | undefined>> = {
    code: constant(codeValue(error)),
    subcode: constant(subcodeValue(error)),
    message: message === undefined ? undefined : messageSchema(message),
    status: typeof status === 'number' ? { const: status } : { type: 'integer' },
    statusText: status === undefined ? { type: 'string' } : constant(reasonPhrase(status)),
    title: { const: titleOf(error) },
    details: details && detailsSchema(details),
    docUrl: { const: errorUrl(site.url, error.code) },
  };
  return { ...(Object.fromEntries(own) as Readonly<Record<string, JsonSchema>>), ...fields };
}

const constant = (value: string | number | RawJson | undefined): JsonSchema | undefined =>
  value === undefined ? undefined : { const: value };

/** A value that the error always has is a constant; of others, what the site says of them. */
function ownSchema({ about, values }: Placeholder, value: Json | undefined): JsonSchema {
  return {
    ...(value === undefined ? (values === undefined ? {} : { enum: values }) : { const: value }),
    ...(about === undefined ? {} : { description: plainText(about) }),
  };
}

/** The schema of a message: the template's texts are fixed, its placeholders stand for any text. */
export function messageSchema(message: string): JsonSchema {
  const parts = parseMessage(message);
  if (parts.every((part) => 'text' in part)) return { const: parts.map((part) => part.text).join('') };
  const pattern = parts.map((part) => ('text' in part ? escapePattern(part.text) : '[\\s\\S]+')).join('');
  return { type: 'string', pattern: `^${pattern}$` };
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

const JSON_TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** The schema of an error's details; a type that JSON has no name for stays open. */
export function detailsSchema({ fields }: Details): JsonSchema {
  const properties = Object.entries(fields).map(([name, { type, about }]) => [
    name,
    { ...(JSON_TYPES.includes(type) ? { type } : {}), description: about } satisfies JsonSchema,
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonSchema, required: Object.keys(fields) };
}

/** Placeholders without which no body of the error comes; any other may be missing. */
const REQUIRED: readonly string[] = [
  'code',
  'subcode',
  'message',
  'status',
  'title',
  'docUrl',
] satisfies EnvelopeName[];

function templateSchema(
  template: Json,
  schemas: Readonly<Record<string, JsonSchema | undefined>>,
): JsonSchema | undefined {
  if (typeof template === 'string') {
    const name = placeholderName(template);
    return name === undefined ? { const: template } : Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  }
  if (template === null || typeof template !== 'object') return { const: template };
  if (isArray(template)) {
    const items = template.flatMap((item) => templateSchema(item, schemas) ?? []);
    return { type: 'array', prefixItems: items, minItems: items.length };
  }
  const entries = Object.entries(template).flatMap(([key, value]) => {
    const schema = templateSchema(value, schemas);
    return schema === undefined ? [] : [{ key, schema, required: isRequired(value) }];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ key, schema }) => [key, schema])),
    required: entries.filter(({ required }) => required).map(({ key }) => key),
  };
}

/** Whether a part is in every body: a constant, or something that holds what is. */
function isRequired(template: Json): boolean {
  const placeholders = listPlaceholderPaths(template);
  return placeholders.length === 0 || placeholders.some(({ name }) => REQUIRED.includes(name));
}
