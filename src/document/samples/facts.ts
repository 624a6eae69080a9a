import type { LanguageRegistration } from 'shiki/core';
import { nameOf, statusesOf, type RegisteredError } from '../../core/define.ts';
import type { Status } from '../../core/http.ts';
import type { Identity } from '../../core/identity.ts';
import { requestOf, type Request } from './request.ts';
import type { Words } from '../../core/words.ts';

/** A request that any HTTP client takes. */
export interface SentRequest {
  readonly method: string;
  /** From the slash on, encoded. */
  readonly path: string;
  /** Names and values, without those that a client sets by itself. */
  readonly headers: readonly (readonly [string, string])[];
  /** JSON. */
  readonly body: string | undefined;
}

/** How a sample waits before it sends the request again. */
export interface Wait {
  /**
   * The header that states the wait, as seconds, an HTTP date or seconds since 1970. Anything else in it, a time that is
   * past among it, is answered with backoff.
   */
  readonly header: string | undefined;
}

/** What a language needs to know of an error to write its sample. */
export interface Facts {
  /** What a sample calls the error when it gives up: its code, or its status where it has none. */
  readonly name: string;
  readonly told: Identity;
  /** Those that the entry states. */
  readonly statuses: readonly Status[];
  readonly request: SentRequest;
  /** Absent where the entry doesn't say that a wait helps. */
  readonly wait: Wait | undefined;
  /** What the entry says to do, as a sentence; absent where it says nothing. */
  readonly advice: string | undefined;
  readonly words: Words['samples'];
}

/** A language of samples; a file in `languages/` exports one under the id of the language as its name. */
export interface Language {
  readonly grammar: readonly LanguageRegistration[];
  readonly write: (facts: Facts) => string;
}

/** A request is sent so often at most. */
export const ATTEMPTS = 5;

/** Seconds. A wait that is stated longer is not waited for: to ask again earlier would disobey the server. */
export const LONGEST_WAIT = 3600;

/** A larger number of seconds is a time since 1970: as a wait it would last for decades. */
export const EPOCH = '1e9';

/** What the samples of an error state, whatever their language. */
export function factsOf(error: RegisteredError, told: Identity, words: Words['samples']): Facts {
  const { retry } = error;
  return {
    name: nameOf(error),
    told,
    statuses: statusesOf(error),
    request: toSentRequest(requestOf(error)),
    wait: retry?.when === 'after-wait' ? { header: retry.header?.match(HEADER_NAME)?.[0] } : undefined,
    advice: adviceOf(error, words),
    words,
  };
}

/** Only what the entry states: without `retry` nobody knows whether the same request fails again. */
function adviceOf({ actor, retry }: RegisteredError, words: Words['samples']): string | undefined {
  if (retry?.when === 'never') return words.never;
  if (actor === 'admin') return retry?.when === 'once-fixed' ? words.adminFirst : words.admin;
  if (actor === 'us') return words.us;
  return retry?.when === 'once-fixed' ? words.fixFirst : undefined;
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
// A client sets these by itself, and several refuse to have them set.
const OWN_HEADERS = /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
// A fragment is never sent, so `#` is a part of the path.
const NOT_IN_PATHS = /[^\w\-.~:/?[\]@!$&'()*+,;=%]/gu;

function toSentRequest({ method, path, headers, body }: Request): SentRequest {
  return {
    method,
    path: path
      .toWellFormed()
      .replace(/^(?:https?:\/\/[^/?#]*)?\/*/i, '/')
      // The name of a path parameter stands for its value.
      .replaceAll(/\{([^{}]*)\}/g, '$1')
      .replaceAll(NOT_IN_PATHS, encodeURIComponent),
    headers: Object.entries(headers).flatMap(([name, value]) =>
      HEADER_NAME.test(name) && !OWN_HEADERS.test(name) ? [[name, value.replaceAll(/\s+/g, ' ').trim()] as const] : [],
    ),
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

/** Whether a client sends this method where none is stated. */
export function isDefaultMethod({ method, body }: SentRequest): boolean {
  return method === 'GET' && body === undefined;
}

/** The headers of a request with the content type of its body, which the entry may state itself. */
export function typedHeaders({ headers, body }: SentRequest): SentRequest['headers'] {
  if (body === undefined || headers.some(([name]) => name.toLowerCase() === 'content-type')) return headers;
  return [['Content-Type', 'application/json'], ...headers];
}
