import type { RegisteredError } from './define.ts';
import { hasCode, titleOf } from './define.ts';
import { apiOf, codePartsOf, envelopeOf, fillBody, type EnvelopeName } from './envelope.ts';
import { reasonPhrase } from './http.ts';
import { ownValue, type Json, type JsonObject } from './json.ts';
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

/** The code as payloads carry it, a number with its digits; of a subcode, that of its parent. `undefined` where they carry none. */
export function codeValue(error: RegisteredError): string | number | RawJson | undefined {
  return hasCode(error) ? asCarried(codePartsOf(error).code, error) : undefined;
}

/** The subcode as payloads carry it; `undefined` where the error is none. */
export function subcodeValue(error: RegisteredError): string | number | RawJson | undefined {
  const { subcode } = codePartsOf(error);
  return subcode === undefined ? undefined : asCarried(subcode, error);
}

/** A part of a code that is no number stays a text, whatever the other part is. */
function asCarried(code: string, { numeric }: RegisteredError): string | number | RawJson {
  return numeric && isJsonNumber(code) ? numberOf(code) : code;
}

/** What a response says about one occurrence of an error. */
export interface OccurrenceValues {
  /** Values of the message's placeholders and of the site's own, by name. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly details?: JsonObject | undefined;
}

/** The values of an envelope's placeholders for one error, by name. */
export function bodyValues(
  error: RegisteredError,
  site: Site,
  { values = {}, details }: OccurrenceValues,
): Readonly<Record<string, Json | undefined>> {
  const { status } = error;
  const fields: Readonly<Record<EnvelopeName, Json | undefined>> = {
    code: codeValue(error),
    subcode: subcodeValue(error),
    message: formatMessage(error, values),
    status: typeof status === 'number' ? status : undefined,
    statusText: status && reasonPhrase(status),
    title: titleOf(error),
    details,
    docUrl: docUrlOf(error, site),
  };
  const own = Object.keys(apiOf(error, site).placeholders ?? {}).map((name) => [
    name,
    // What the error always has is no matter of the occurrence, nor of a placeholder of its message with the same name.
    ownValue(error.values, name) ?? (ownValue(values, name) as Json | undefined),
  ]);
  return { ...(Object.fromEntries(own) as Readonly<Record<string, Json | undefined>>), ...fields };
}

/** The body of a response: the envelope of the error with its values; `undefined` where nothing is known of it. */
export function buildBody(error: RegisteredError, site: Site, occurrence: OccurrenceValues): Json | undefined {
  const body = envelopeOf(error, site)?.body;
  return body === undefined ? undefined : fillBody(body, bodyValues(error, site, occurrence));
}

/**
 * The example body of an error; `values` and `details` replace those of the entry. `undefined` where nothing is known of
 * it: examples of the site alone make no body.
 */
export function buildPayload(
  error: RegisteredError,
  site: Site,
  values: Readonly<Record<string, unknown>> = exampleValues(error),
  details: JsonObject | undefined = error.details?.example,
): Json | undefined {
  if (buildBody(error, site, { values, details }) === undefined) return undefined;
  return buildBody(error, site, { values: { ...placeholderExamples(error, site), ...values }, details });
}

/** The address by which the API itself names the page of an error; `undefined` where nobody states where that is. */
export function docUrlOf(error: RegisteredError, site: Site): string | undefined {
  const { url } = apiOf(error, site);
  return url === undefined ? undefined : errorUrl(url, error.code);
}

/** Values of the API's own placeholders for an example: those of the error before those of the API. */
export function placeholderExamples(error: RegisteredError, site: Site): Readonly<Record<string, Json>> {
  const { values = {} } = error;
  const examples = Object.entries(apiOf(error, site).placeholders ?? {}).flatMap(([name, { example }]) =>
    example === undefined ? [] : [[name, example] as const],
  );
  return { ...Object.fromEntries(examples), ...values };
}
