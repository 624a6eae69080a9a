import type { RegisteredError } from '../core/define.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { plainText } from '../core/markup.ts';
import { exampleValues } from '../core/payload.ts';
import { problem } from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import type { JsonSchema } from './response-schema.ts';

/** Problem documents as RFC 9457 has them, with the members that this registry adds. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'A problem document (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 100, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri-reference' },
    code: { type: ['string', 'integer'] },
    subcode: { type: ['string', 'integer'] },
    details: { type: 'object' },
  },
  required: ['type', 'title', 'status'],
};

/** The headers that the entry says something about, and those of its example, which names them as it likes. */
export function composeHeaders({ example, headers = {} }: RegisteredError): JsonObject {
  const shown = Object.entries(example?.headers ?? {});
  const isAbout = (name: string) => (other: string) => other.toLowerCase() === name.toLowerCase();
  const stated = Object.entries(headers).map(([name, header]) => {
    const [, value] = shown.find(([other]) => isAbout(name)(other)) ?? [];
    return [name, header.about, value ?? header.example] as const;
  });
  const others = shown.filter(([name]) => !Object.keys(headers).some(isAbout(name)));
  return Object.fromEntries(
    [...stated, ...others.map(([name, value]) => [name, undefined, value] as const)].map(([name, about, value]) => [
      name,
      known({
        description: about === undefined ? undefined : plainText(about),
        schema: { type: 'string' },
        example: value,
      }),
    ]),
  );
}

/** The fields that have a value. */
export function known(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** The example of an error as a problem document. */
export function problemExample(error: RegisteredError, site: Site): Json {
  return problem(error, site, { values: exampleValues(error), details: error.details?.example }).body ?? null;
}
