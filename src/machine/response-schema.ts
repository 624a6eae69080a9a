import { titleOf, type Details, type RegisteredError } from '../core/define.ts';
import { isArray, type Json, type JsonObject } from '../core/json.ts';
import { parseMessage } from '../core/message.ts';
import { codeValue } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import { errorUrl } from '../core/url.ts';

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = JsonObject;

/** The JSON Schema of the bodies that carry this error: the envelope with the code as a constant. */
export function responseSchema(error: RegisteredError, site: Site): JsonSchema {
  const fields: Readonly<Record<string, JsonSchema | undefined>> = {
    '{code}': { const: codeValue(error) },
    '{message}': error.message === undefined ? undefined : messageSchema(error.message),
    '{status}': error.status === undefined ? { type: 'integer' } : { const: error.status },
    '{title}': { const: titleOf(error) },
    '{details}': error.details && detailsSchema(error.details),
    '{docUrl}': { const: errorUrl(site.url, error.code) },
  };
  return templateSchema(site.envelope, fields) ?? {};
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

/** Fields that an occurrence may come without, so no schema demands them. */
const OPTIONAL = ['{details}'];

function templateSchema(
  template: Json,
  fields: Readonly<Record<string, JsonSchema | undefined>>,
): JsonSchema | undefined {
  if (typeof template === 'string') return Object.hasOwn(fields, template) ? fields[template] : { const: template };
  if (template === null || typeof template !== 'object') return { const: template };
  if (isArray(template)) {
    const items = template.flatMap((item) => templateSchema(item, fields) ?? []);
    return { type: 'array', prefixItems: items, minItems: items.length };
  }
  const entries = Object.entries(template).flatMap(([key, value]) => {
    const schema = templateSchema(value, fields);
    return schema === undefined ? [] : [{ key, schema, required: !OPTIONAL.includes(String(value)) }];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ key, schema }) => [key, schema])),
    required: entries.filter(({ required }) => required).map(({ key }) => key),
  };
}
