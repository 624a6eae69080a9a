import { createServer, type Server } from 'node:http';
import type { RegisteredError, Registry } from '../core/define.ts';
import { apiOf } from '../core/envelope.ts';
import { reasonPhrase } from '../core/http.ts';
import type { Json } from '../core/json.ts';
import { listPlaceholders } from '../core/message.ts';
import { exampleValues, placeholderExamples } from '../core/payload.ts';
import {
  FALLBACK_STATUS,
  format,
  offersProblem,
  problem,
  PROBLEM_TYPE,
  statusOf,
  writeBody,
  type ErrorResponse,
} from '../core/respond.ts';
import type { Site } from '../core/site.ts';
import { errorUrl, slugOf } from '../core/url.ts';
import { allowReading, allowRequest, isPreflight, replaceHeaders } from './cors.ts';

/** What a mock answers from. */
export interface Mock {
  readonly registry: Registry;
  readonly site: Site;
  /** Headers for every answer; they replace the documented ones of the same name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The part of a request that decides the answer. */
export interface MockRequest {
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The request header that names the error, on any path. */
export const MOCK_HEADER = 'mock-error';

/** A server that returns any error of the registry as its page documents it, to programs and to scripts of any origin. */
export function createMock(mock: Mock): Server {
  const answer = createAnswer(mock);
  const withGiven = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    replaceHeaders(headers, mock.headers ?? {});
  return createServer((request, response) => {
    request.resume();
    const send = ({ status, headers, body }: ErrorResponse): void => {
      response.writeHead(status, reasonPhrase(status) ?? '', headers).end(writeBody({ status, headers, body }));
    };
    try {
      if (isPreflight(request)) {
        response.writeHead(204, withGiven(allowRequest(request))).end();
        return;
      }
      const plain = answer({ url: request.url ?? '/', headers: request.headers });
      send({ ...plain, headers: withGiven(allowReading(withGiven(plain.headers))) });
    } catch {
      // Node refuses a header that HTTP can't carry.
      const said = refuse(500, 'A header holds characters that HTTP can’t carry; correct the entry or the query.');
      send({ ...said, headers: allowReading(said.headers) });
    }
  });
}

/**
 * Answers requests. The error is named, by its code or its key, in `?error=`, in the `Mock-Error` header, or in the first
 * segment of the path; `?status=`, placeholders, details and headers of the error may be given in the query.
 */
export function createAnswer(mock: Mock): (request: MockRequest) => ErrorResponse {
  const { registry, site } = mock;
  const byName = new Map(
    registry.errors.flatMap((error) => [slugOf(error.code), error.code].map((name) => [name, error])),
  );
  let count = 0;
  return ({ url, headers }) => {
    if (!URL.canParse(url, 'http://mock')) return refuse(FALLBACK_STATUS, 'The URL of the request is not valid.');
    const { pathname, searchParams: query } = new URL(url, 'http://mock');
    const name = query.get('error') ?? headers[MOCK_HEADER]?.toString() ?? decodeSegment(pathname.split('/')[1] ?? '');
    const error = byName.get(name);
    if (name === '') return listCodes(mock);
    if (error === undefined) return refuse(404, `${name} is no error of this registry; GET / lists them.`);
    const stated = query.get('status');
    if (stated !== null && !/^[2-5]\d\d$/.test(stated))
      return refuse(FALLBACK_STATUS, `The status ${stated} is none between 200 and 599.`);
    count += 1;
    const asProblem = String(headers['accept'] ?? '').includes(PROBLEM_TYPE) && offersProblem(error, site);
    return (asProblem ? problem : format)(error, site, {
      status: stated === null ? sentStatus(error) : Number(stated),
      headers: headersOf(error, query, mock, count),
      values: {
        ...placeholderExamples(error, site),
        ...exampleValues(error),
        ...pick(query, listPlaceholders(error.message ?? '')),
        ...pick(query, openPlaceholders(error, site)),
      },
      details: detailsOf(error, query),
    });
  };
}

/** The site's own placeholders that this error has no value of its own for. */
function openPlaceholders(error: RegisteredError, site: Site): readonly string[] {
  const { values = {} } = error;
  return Object.keys(apiOf(error, site).placeholders ?? {}).filter((name) => !Object.hasOwn(values, name));
}

// A client waits for the response that follows one below 200, so no server can send just that.
function sentStatus(error: RegisteredError): number {
  const status = statusOf(error);
  return status < 200 ? FALLBACK_STATUS : status;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // not percent-encoded, so it means itself
  }
}

function pick(query: URLSearchParams, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => [query.get(name)].flatMap((value) => (value === null ? [] : [[name, value] as const]))),
  );
}

/** The documented headers and the request id, with those that the caller or the mock replaces. */
function headersOf(
  error: RegisteredError,
  query: URLSearchParams,
  { site, headers = {} }: Mock,
  count: number,
): Readonly<Record<string, string>> {
  const { requestIdHeader } = apiOf(error, site);
  const id = requestIdHeader === undefined ? {} : { [requestIdHeader]: `mock-request-${count}` };
  const documented = { ...id, ...error.example?.headers };
  const names = new Set(Object.keys(documented).map((name) => name.toLowerCase()));
  const asked = [...query].filter(([name]) => names.has(name.toLowerCase()));
  return replaceHeaders(replaceHeaders(documented, Object.fromEntries(asked)), headers);
}

/** The example details with the values of the query; those that are no strings are read as JSON. */
function detailsOf({ details }: RegisteredError, query: URLSearchParams): Readonly<Record<string, Json>> | undefined {
  if (details === undefined) return undefined;
  const types = new Map(Object.entries(details.fields).map(([name, { type }]) => [name, type]));
  const given = Object.entries(pick(query, [...types.keys()])).map(([name, value]) => [
    name,
    types.get(name) === 'string' ? value : parseJson(value),
  ]);
  return { ...details.example, ...(Object.fromEntries(given) as Readonly<Record<string, Json>>) };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function listCodes({ registry, site }: Mock): ErrorResponse {
  const codes = registry.errors.map(({ code }) => [code, { path: `/${slugOf(code)}`, page: errorUrl(site.url, code) }]);
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: Object.fromEntries(codes) as Json };
}

/** The mock's own refusal, which has the form of no error of the API. */
function refuse(status: number, mock: string): ErrorResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: { mock } };
}
