import { RegistryError, statusesOf, titleOf, type RegisteredError, type Registry } from './define.ts';
import { apiOf, envelopeOf, isJsonType, JSON_TYPE } from './envelope.ts';
import { boundsOf } from './http.ts';
import type { Json } from './json.ts';
import { buildBody, codeValue, docUrlOf, formatMessage, subcodeValue, type OccurrenceValues } from './payload.ts';
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

/** An error as a server sends it; {@link writeBody} writes the body. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` where the response has no body. */
  readonly body: Json | undefined;
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

/**
 * An error as a response in its envelope; without a body where the site states none. Headers and media type are those of
 * the envelope.
 */
export function format(error: RegisteredError, site: Site, occurrence: Occurrence = {}): ErrorResponse {
  const status = statusOf(error, occurrence);
  const body = buildBody({ ...error, status }, site, occurrence);
  const mediaType = envelopeOf(error, site)?.mediaType ?? JSON_TYPE;
  return {
    status,
    headers: { ...(body === undefined ? {} : { 'Content-Type': mediaType }), ...occurrence.headers },
    body,
  };
}

/** The status of one occurrence: its own, that of the entry, or the first that a range has. */
export function statusOf(error: RegisteredError, occurrence: Pick<Occurrence, 'status'> = {}): number {
  const [status = FALLBACK_STATUS] = statusesOf(error);
  return occurrence.status ?? (status === 'default' ? FALLBACK_STATUS : boundsOf(status)[0]);
}

/** An error as a problem document (RFC 9457); `code` and `details` are its extension members. */
export function problem(error: RegisteredError, site: Site, occurrence: Occurrence = {}): ErrorResponse {
  const status = statusOf(error, occurrence);
  const detail = formatMessage(error, occurrence.values ?? {});
  const { details, instance } = occurrence;
  const [code, subcode] = [codeValue(error), subcodeValue(error)];
  return {
    status,
    headers: { 'Content-Type': PROBLEM_TYPE, ...occurrence.headers },
    body: {
      type: docUrlOf(error, site) ?? errorUrl(site.url, error.code),
      title: titleOf(error),
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(instance === undefined ? {} : { instance }),
      ...(code === undefined ? {} : { code }),
      ...(subcode === undefined ? {} : { subcode }),
      ...(details === undefined ? {} : { details }),
    },
  };
}

/**
 * Whether an error may be asked for as a problem document ({@link problem}) besides its own body: where the site says so,
 * and that body isn't one already.
 */
export function offersProblem(error: RegisteredError, site: Site): boolean {
  const envelope = envelopeOf(error, site);
  return (
    apiOf(error, site).problemDocuments === true &&
    envelope !== undefined &&
    essenceOf(envelope.mediaType ?? JSON_TYPE) !== PROBLEM_TYPE
  );
}

/** A media type without its parameters. */
function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*/, '').trim().toLowerCase();
}

/**
 * The body of a response as its media type has it, which is what to send: JSON as JSON, a text of another type as it is,
 * nothing where there is no body.
 */
export function writeBody({ headers, body }: ErrorResponse): string {
  if (body === undefined) return '';
  const mediaType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? JSON_TYPE;
  return typeof body === 'string' && !isJsonType(mediaType) ? body : JSON.stringify(body);
}
