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
  readonly registries?: Readonly<Record<string, Api>>;
}

/** What is stated of the API whose errors a registry holds. */
export interface Api extends Omit<Envelopes, 'registries'> {
  readonly name?: string;
  /** Where its own reference is published. */
  readonly url?: string;
  /** Base URL of the API, for examples. */
  readonly apiUrl?: string;
  readonly version?: string;
  /** Who decides about its errors. */
  readonly owner?: string;
  readonly requestIdHeader?: string;
  readonly problemDocuments?: boolean;
  readonly placeholders?: Readonly<Record<string, Placeholder>>;
}

/** What is stated of an API, and of those whose registries it includes. */
export interface PublishedApi extends Api {
  readonly registries?: Readonly<Record<string, Api>>;
}

/** The fields of {@link Api} that a site states as well, in the order of its `errors.json`. */
const STATED = [
  ...(['name', 'url', 'apiUrl', 'version', 'requestIdHeader', 'problemDocuments'] as const),
  ...(['mediaType', 'envelope', 'envelopes', 'placeholders'] as const),
] satisfies readonly (keyof Api)[];

/** What a site or an `errors.json` states of its API, without whatever else it says. */
export function pickApi(stated: Api): Api {
  return Object.fromEntries(STATED.flatMap((name) => (stated[name] === undefined ? [] : [[name, stated[name]]])));
}

/** What is stated of the API that returns an error: by the site, or else by the registry that the error comes from. */
export function apiOf<Own extends Envelopes>({ registry }: Pick<RegisteredError, 'registry'>, site: Own): Own | Api {
  return registry === undefined ? site : (ownValue(site.registries, registry) ?? {});
}

/** Whether anything is stated of the shapes of an API's errors. */
export function statesShapes({ envelope, mediaType, envelopes, placeholders }: Api): boolean {
  return [envelope, mediaType, envelopes, placeholders].some((stated) => stated !== undefined);
}

/** The main envelope of a site, `undefined` where it states none. */
function mainEnvelope({ envelope, mediaType }: Envelopes): Envelope | undefined {
  if (envelope === undefined && mediaType === undefined) return undefined;
  return { ...(envelope === undefined ? {} : { body: envelope }), ...(mediaType === undefined ? {} : { mediaType }) };
}

/** The envelope of an error; `undefined` where its response has no body, or nobody states one. */
export function envelopeOf(
  error: Pick<RegisteredError, 'envelope' | 'registry'>,
  site: Envelopes,
): Envelope | undefined {
  const api = apiOf(error, site);
  return error.envelope === undefined ? mainEnvelope(api) : ownValue(api.envelopes, error.envelope);
}

/** Every envelope of a site, the main one first, and those of the registries that it includes. */
export function listEnvelopes(site: Envelopes): readonly Envelope[] {
  return [site, ...Object.values(site.registries ?? {})].flatMap((api) => {
    const main = mainEnvelope(api);
    return [...(main === undefined ? [] : [main]), ...Object.values(api.envelopes ?? {})];
  });
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
