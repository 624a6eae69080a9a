import type { RegisteredError } from './define.ts';
import { isArray, isRecord, ownValue, type Json } from './json.ts';

/** The shape of an error: what its body holds, and where. The one statement that writers and readers of bodies share. */

/** What every body of one kind holds, and how it is sent. */
export interface Envelope {
  /**
   * The JSON of the body. A string that is exactly `{code}`, `{message}` or another placeholder is replaced by that
   * value; a key whose value is missing is left out. In another media type than JSON the body is the text itself. Absent
   * where nobody states it.
   */
  readonly body?: Json;
  /** Absent for `application/json`. */
  readonly mediaType?: string;
}

/** A value in bodies that none of the registry's fields holds. */
export interface Placeholder {
  /** What it means, as a sentence. */
  readonly about?: string;
  /** A value for examples. */
  readonly example?: Json;
  /** The values that it may have, where the API lists them. */
  readonly values?: readonly string[];
}

/** The placeholders that every site has: `{code}` is replaced by the code. */
export const ENVELOPE_NAMES = [
  'code',
  'subcode',
  'message',
  'status',
  'statusText',
  'title',
  'details',
  'docUrl',
] as const;

/** One of {@link ENVELOPE_NAMES}. */
export type EnvelopeName = (typeof ENVELOPE_NAMES)[number];

/** The name that an entry gives in place of an envelope where the response has no body. */
export const NO_BODY = 'none';

/** Media type of a body whose envelope states none. */
export const JSON_TYPE = 'application/json';

/** Whether a media type is JSON: `application/json`, `application/problem+json`, `application/x-amz-json-1.1`. */
export function isJsonType(mediaType: string): boolean {
  return /^[\w.+-]+\/(?:[\w.+-]+[+.-])?json(?:-\d[\d.]*)?\s*(?:;|$)/i.test(mediaType.trim());
}

/** What a site states of envelopes. */
export interface Envelopes {
  readonly envelope?: Json;
  readonly mediaType?: string;
  readonly envelopes?: Readonly<Record<string, Envelope>>;
}

/** The main envelope of a site, `undefined` where it states none. */
function mainEnvelope({ envelope, mediaType }: Envelopes): Envelope | undefined {
  if (envelope === undefined && mediaType === undefined) return undefined;
  return { ...(envelope === undefined ? {} : { body: envelope }), ...(mediaType === undefined ? {} : { mediaType }) };
}

/** The envelope of an error; `undefined` where its response has no body, or nobody states one. */
export function envelopeOf(
  { envelope: name }: Pick<RegisteredError, 'envelope'>,
  site: Envelopes,
): Envelope | undefined {
  if (name === undefined) return mainEnvelope(site);
  return ownValue(site.envelopes, name);
}

/** Every envelope of a site, the main one first. */
export function listEnvelopes(site: Envelopes): readonly Envelope[] {
  const main = mainEnvelope(site);
  return [...(main === undefined ? [] : [main]), ...Object.values(site.envelopes ?? {})];
}

/** The way to a value in a body: names of keys, and `0` for any item of a list. */
export type BodyPath = readonly (string | 0)[];

/** The way to a placeholder of a body, `undefined` where the body doesn't hold it. */
export function findPlaceholder(body: Json | undefined, name: string): BodyPath | undefined {
  return listPlaceholderPaths(body).find((found) => found.name === name)?.path;
}

/** Every placeholder of a body with the way to it, in the order of the body. */
export function listPlaceholderPaths(
  body: Json | undefined,
): readonly { readonly name: string; readonly path: BodyPath }[] {
  if (typeof body === 'string') {
    const name = placeholderName(body);
    return name === undefined ? [] : [{ name, path: [] }];
  }
  if (body === undefined || body === null || typeof body !== 'object') return [];
  const children = isArray(body) ? body.map((item) => [0, item] as const) : Object.entries(body);
  return children.flatMap(([key, item]) =>
    listPlaceholderPaths(item).map(({ name, path }) => ({ name, path: [key, ...path] })),
  );
}

/** The name in a text that is exactly one placeholder: `code` of `{code}`. */
export function placeholderName(text: string): string | undefined {
  return /^\{([A-Za-z_]\w*)\}$/.exec(text)?.[1];
}

/** The values that a way leads to in a body: none, one, or one for each item of the lists on the way. */
export function valuesAtPath(body: unknown, path: BodyPath): readonly unknown[] {
  const [key, ...rest] = path;
  if (key === undefined) return body === undefined ? [] : [body];
  if (key === 0) return Array.isArray(body) ? body.flatMap((item: unknown) => valuesAtPath(item, rest)) : [];
  return isRecord(body) && Object.hasOwn(body, key) ? valuesAtPath(body[key], rest) : [];
}

/**
 * A template with its placeholders replaced; `undefined` where it has some and none of them has a value. Keys and items
 * without a value are left out, and so are constants that would stand for a part that is missing.
 */
export function fillBody(template: Json, values: Readonly<Record<string, Json | undefined>>): Json | undefined {
  if (typeof template === 'string') {
    const name = placeholderName(template);
    return name === undefined ? template : ownValue(values, name);
  }
  if (template === null || typeof template !== 'object') return template;
  const filled = isArray(template)
    ? template.map((item) => fillBody(item, values)).filter((item) => item !== undefined)
    : Object.fromEntries(
        Object.entries(template).flatMap(([key, item]) => {
          const value = fillBody(item, values);
          return value === undefined ? [] : [[key, value] as const];
        }),
      );
  const placeholders = listPlaceholderPaths(template);
  const isMissing = placeholders.length > 0 && placeholders.every(({ name }) => ownValue(values, name) === undefined);
  return isMissing ? undefined : filled;
}

/** A code and the subcode below it, as its key holds them. */
export function codePartsOf({ code, parent }: Pick<RegisteredError, 'code' | 'parent'>): {
  readonly code: string;
  readonly subcode: string | undefined;
} {
  return parent === undefined ? { code, subcode: undefined } : { code: parent, subcode: code.slice(parent.length + 1) };
}
