import type { RegisteredError } from './define.ts';
import { titleOf } from './define.ts';
import { isArray, type Json, type JsonObject } from './json.ts';
import { fillMessage } from './message.ts';
import { isJsonNumber, numberOf } from './numbers.ts';
import type { Site } from './site.ts';
import { errorUrl } from './url.ts';

/** The values of the placeholders in the example, by name. */
export function exampleValues(error: RegisteredError): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(Object.entries(error.params ?? {}).map(([name, param]) => [name, param.example]));
}

/** The message of an error with its placeholders filled; `undefined` where the registry states none. */
export function formatMessage(error: RegisteredError, values: Readonly<Record<string, unknown>>): string | undefined {
  return error.message === undefined ? undefined : fillMessage(error.message, values);
}

/** The code as payloads carry it; a number keeps its digits. */
export function codeValue({ code, numeric }: Pick<RegisteredError, 'code' | 'numeric'>): string | number | RawJson {
  return numeric && isJsonNumber(code) ? numberOf(code) : code;
}

/** What a response says about one occurrence of an error. */
export interface OccurrenceValues {
  /** Values of the message's placeholders, by name. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly details?: JsonObject | undefined;
}

/** What an envelope may hold: a string that is exactly `{code}` is replaced by the code. */
export const ENVELOPE_NAMES = ['code', 'message', 'status', 'title', 'details', 'docUrl'] as const;

/** The body of a response: the site's envelope with the values of one error; keys without a value are left out. */
export function buildBody(error: RegisteredError, site: Site, { values = {}, details }: OccurrenceValues): Json {
  const fields: Readonly<Record<(typeof ENVELOPE_NAMES)[number], Json | undefined>> = {
    code: codeValue(error),
    message: formatMessage(error, values),
    status: error.status,
    title: titleOf(error),
    details,
    docUrl: errorUrl(site.url, error.code),
  };
  const placeholders = Object.fromEntries(ENVELOPE_NAMES.map((name) => [`{${name}}`, fields[name]]));
  return fillTemplate(site.envelope, placeholders) ?? null;
}

/** The example body of an error; `values` and `details` replace those of the entry. */
export function buildPayload(
  error: RegisteredError,
  site: Site,
  values: Readonly<Record<string, unknown>> = exampleValues(error),
  details: JsonObject | undefined = error.details?.example,
): Json {
  return buildBody(error, site, { values, details });
}

function fillTemplate(template: Json, fields: Readonly<Record<string, Json | undefined>>): Json | undefined {
  if (typeof template === 'string') return Object.hasOwn(fields, template) ? fields[template] : template;
  if (template === null || typeof template !== 'object') return template;
  if (isArray(template)) return template.map((item) => fillTemplate(item, fields)).filter((item) => item !== undefined);
  const filled = Object.entries(template).flatMap(([key, value]) => {
    const result = fillTemplate(value, fields);
    return result === undefined ? [] : [[key, result] as const];
  });
  return Object.fromEntries(filled);
}
