import { RegistryError, titleOf, type RegisteredError, type Registry } from './define.ts';
import type { Json } from './json.ts';
import { buildBody, codeValue, formatMessage, type OccurrenceValues } from './payload.ts';
import type { Site } from './site.ts';
import { errorUrl } from './url.ts';

/** What one occurrence of an error adds to its entry. */
export interface Occurrence extends OccurrenceValues {
  /** HTTP status, for an entry that leaves it to the endpoint. */
  readonly status?: number | undefined;
  /** Further headers, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** URI of this occurrence; stands in a problem document only. */
  readonly instance?: string | undefined;
}

/** An error as a server sends it; the body is to be written as JSON. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** The status of an error that neither its entry nor the occurrence gives one: HTTP's most general client error. */
export const FALLBACK_STATUS = 400;

/** Media type of a problem document (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** The entry of a code. Throws a {@link RegistryError} for a code that the registry lacks. */
export function findError<Code extends string>(registry: Registry<Code>, code: NoInfer<Code>): RegisteredError<Code> {
  const error = registry.errors.find((candidate) => candidate.code === code);
  if (error === undefined) throw new RegistryError(`${code} is not a code of this registry; declare it first.`);
  return error;
}

/** An error as a response in the envelope of the site. */
export function format(error: RegisteredError, site: Site, occurrence: Occurrence = {}): ErrorResponse {
  const status = occurrence.status ?? error.status ?? FALLBACK_STATUS;
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...occurrence.headers },
    body: buildBody({ ...error, status }, site, occurrence),
  };
}

/** An error as a problem document (RFC 9457); `code` and `details` are its extension members. */
export function problem(error: RegisteredError, site: Site, occurrence: Occurrence = {}): ErrorResponse {
  const status = occurrence.status ?? error.status ?? FALLBACK_STATUS;
  const detail = formatMessage(error, occurrence.values ?? {});
  const { details, instance } = occurrence;
  return {
    status,
    headers: { 'Content-Type': PROBLEM_TYPE, ...occurrence.headers },
    body: {
      type: errorUrl(site.url, error.code),
      title: titleOf(error),
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(instance === undefined ? {} : { instance }),
      code: codeValue(error),
      ...(details === undefined ? {} : { details }),
    },
  };
}
