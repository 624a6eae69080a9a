/** What a browser asks of a server on another origin (Fetch standard, CORS protocol). */

/** The parts of a request that decide what a browser is told. */
export interface CorsRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

type Headers = Readonly<Record<string, string>>;

const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' };

/** Whether a browser asks beforehand if it may send a request; a plain `OPTIONS` is a request itself. */
export function isPreflight({ method, headers }: CorsRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** The headers that allow what a preflight asks for. */
export function allowRequest({ headers }: CorsRequest): Headers {
  const method = headers['access-control-request-method'];
  const names = headers['access-control-request-headers'];
  return {
    ...ANY_ORIGIN,
    // Repeated, not `*`: that neither covers `Authorization` nor requests with credentials.
    ...(method === undefined ? {} : { 'Access-Control-Allow-Methods': String(method) }),
    ...(names === undefined ? {} : { 'Access-Control-Allow-Headers': String(names) }),
  };
}

/** The headers of a response, with those that let a script of any origin read it and every header in it. */
export function allowReading(headers: Headers): Headers {
  const names = Object.keys(headers).filter((name) => !/^(?:content-type|access-control-.*)$/i.test(name));
  return {
    ...ANY_ORIGIN,
    ...(names.length === 0 ? {} : { 'Access-Control-Expose-Headers': names.join(', ') }),
    ...headers,
  };
}

/** Headers with some of them replaced, whatever the case of their names, and the others added. */
export function replaceHeaders(headers: Headers, replacements: Headers): Headers {
  const entries = [...Object.entries(headers), ...Object.entries(replacements)];
  const values = new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
  const firstNames = new Map(entries.toReversed().map(([name]) => [name.toLowerCase(), name]));
  return Object.fromEntries([...values].map(([key, value]) => [firstNames.get(key) ?? key, value]));
}
