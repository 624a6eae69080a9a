import { titleOf, type Details, type RegisteredError } from '../core/define.ts';
import {
  apiOf,
  envelopeOf,
  listPlaceholderPaths,
  placeholderName,
  type EnvelopeName,
  type Placeholder,
} from '../core/envelope.ts';
import { reasonPhrase } from '../core/http.ts';
import { isArray, ownValue, type Json, type JsonObject } from '../core/json.ts';
import { plainText } from '../core/markup.ts';
import { parseMessage } from '../core/message.ts';
import { bodyValues, codeValue, docUrlOf, subcodeValue } from '../core/payload.ts';
import type { Site } from '../core/site.ts';

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = JsonObject;

/**
 * The JSON Schema of the bodies that carry this error: its envelope with the code as a constant; `undefined` where nobody
 * states the envelope.
 */
export function responseSchema(error: RegisteredError, site: Site): JsonSchema | undefined {
  const body = envelopeOf(error, site)?.body;
  if (body === undefined) return undefined;
  const always = bodyValues(error, site, {});
  return templateSchema(body, {
    schemas: placeholderSchemas(error, site),
    isRequired: (part) => isAlwaysSent(part, always),
  });
}

/** The schema of each placeholder that bodies of the error hold, by name. */
function placeholderSchemas(error: RegisteredError, site: Site): Readonly<Record<string, JsonSchema | undefined>> {
  const { status, message, details } = error;
  const own = Object.entries(apiOf(error, site).placeholders ?? {}).map(([name, placeholder]) => [
    name,
    ownSchema(placeholder, ownValue(error.values, name)),
  ]);
  const fields: Readonly<Record<EnvelopeName, JsonSchema | undefined>> = {
    code: constant(codeValue(error)),
    subcode: constant(subcodeValue(error)),
    message: message === undefined ? undefined : messageSchema(message),
    status: typeof status === 'number' ? { const: status } : { type: 'integer' },
    statusText: typeof status === 'number' ? constant(reasonPhrase(status)) : { type: 'string' },
    title: { const: titleOf(error) },
    details: details && detailsSchema(details),
    docUrl: constant(docUrlOf(error, site)),
  };
  return { ...(Object.fromEntries(own) as Readonly<Record<string, JsonSchema>>), ...fields };
}

/** The schema of one value. */
export const constant = (value: string | number | RawJson | undefined): JsonSchema | undefined =>
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

/** What the schema of a body's parts is made from. */
interface Parts {
  readonly schemas: Readonly<Record<string, JsonSchema | undefined>>;
  /** Whether a part is in every body of the error. */
  readonly isRequired: (template: Json) => boolean;
}

function templateSchema(template: Json, parts: Parts): JsonSchema | undefined {
  if (typeof template === 'string') {
    const name = placeholderName(template);
    if (name === undefined) return { const: template };
    return ownValue(parts.schemas, name);
  }
  if (template === null || typeof template !== 'object') return { const: template };
  if (isArray(template)) return listSchema(template, parts);
  const entries = Object.entries(template).flatMap(([key, value]) => {
    const schema = templateSchema(value, parts);
    return schema === undefined ? [] : [{ key, schema, required: parts.isRequired(value) }];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ key, schema }) => [key, schema])),
    required: entries.filter(({ required }) => required).map(({ key }) => key),
  };
}

/** The schema of a list: it holds what the error always has somewhere, for a response may tell of several errors. */
function listSchema(template: readonly Json[], parts: Parts): JsonSchema {
  const required = template.filter(parts.isRequired).flatMap((item) => templateSchema(item, parts) ?? []);
  const [contains, ...others] = required;
  if (contains === undefined) return { type: 'array' };
  if (others.length === 0) return { type: 'array', contains };
  return { type: 'array', allOf: required.map((item) => ({ contains: item })) };
}

/** Whether a part is in every body: a constant, or something that holds one of the values that are always known. */
function isAlwaysSent(template: Json, always: Readonly<Record<string, Json | undefined>>): boolean {
  const placeholders = listPlaceholderPaths(template);
  return placeholders.length === 0 || placeholders.some(({ name }) => ownValue(always, name) !== undefined);
}
