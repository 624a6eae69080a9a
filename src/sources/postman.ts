import { isRecord } from '../core/json.ts';
import { parseJson } from '../formats/json.ts';
import { FormatProblem } from '../formats/problem.ts';

type Node = Readonly<Record<string, unknown>>;

/** A response that a collection saved, with the request that got it. */
interface Saved {
  readonly method: string;
  readonly path: string;
  /** The folder at the top that holds the request. */
  readonly folder: string | undefined;
  readonly status: number;
  readonly name: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/**
 * The error responses that a collection of Postman (2.0 and 2.1) saved, as an OpenAPI document states them: it is read as
 * any other, so codes are found and shapes are known in the same way.
 */
export function collectionToOpenApi(value: unknown): object {
  const whole = isRecord(value) ? value : {};
  const collection = isRecord(whole['collection']) ? whole['collection'] : whole;
  const variables = readVariables(collection);
  const saved = listSaved(collection, undefined, 0);
  const base = baseOf(collection, variables);
  const paths = [...Map.groupBy(saved, ({ path }) => path)].map(([path, ofPath]) => {
    const operations = [...Map.groupBy(ofPath, ({ method }) => method)].map(
      ([method, responses]) => [method.toLowerCase(), toOperation(responses)] as const,
    );
    return [path, Object.fromEntries(operations)] as const;
  });
  const info = isRecord(collection['info']) ? collection['info'] : {};
  return {
    openapi: '3.1.0',
    info: { title: textOf(info, 'name') ?? 'API', version: '1' },
    ...(base === undefined ? {} : { servers: [{ url: base }] }),
    paths: Object.fromEntries(paths),
  };
}

const DEEPEST = 50;

function listSaved(owner: Node, folder: string | undefined, depth: number): readonly Saved[] {
  if (depth > DEEPEST) return [];
  return nodesOf(owner['item']).flatMap((item) => {
    if (Array.isArray(item['item'])) return listSaved(item, folder ?? textOf(item, 'name'), depth + 1);
    return nodesOf(item['response']).flatMap((response) => readResponse(item, response, folder) ?? []);
  });
}

function readResponse(item: Node, response: Node, folder: string | undefined): Saved | undefined {
  const status = Number(response['code']);
  const request = [item['request'], response['originalRequest']]
    .map((each) => (typeof each === 'string' ? { method: 'GET', url: each } : each))
    .filter(isRecord)
    .find(({ url }) => url !== undefined);
  if (request === undefined || !Number.isInteger(status) || status < 400 || status > 599) return undefined;
  return {
    method: textOf(request, 'method') ?? 'GET',
    path: pathOf(request['url']),
    folder,
    status,
    name: textOf(response, 'name'),
    headers: nodesOf(response['header']).flatMap((header) => {
      const [name, value] = [textOf(header, 'key'), textOf(header, 'value')];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
    body: textOf(response, 'body') ?? '',
  };
}

/** The path of an address, its parameters in braces: `{{baseUrl}}/orders/:id` is `/orders/{id}`. */
function pathOf(url: unknown): string {
  const listed = isRecord(url) && Array.isArray(url['path']) ? (url['path'] as readonly unknown[]) : undefined;
  const raw = isRecord(url) ? (textOf(url, 'raw') ?? '') : String(url);
  const [, path = ''] = /^(?:\w+:\/\/)?(?:\{\{[^}]*\}\}|[^/?#]*)([^?#]*)/.exec(raw) ?? [];
  const segments =
    listed?.map((part) => (isRecord(part) ? (textOf(part, 'value') ?? '') : String(part))) ?? path.split('/');
  const named = segments
    .filter((segment) => segment !== '')
    .map((segment) => segment.replace(/^:(\w[\w-]*)$/, '{$1}').replaceAll(/\{\{([^{}]*)\}\}/g, '{$1}'));
  return `/${named.join('/')}`;
}

function readVariables(collection: Node): ReadonlyMap<string, string> {
  return new Map(
    nodesOf(collection['variable']).flatMap((variable) => {
      const [key, value] = [textOf(variable, 'key'), textOf(variable, 'value')];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** The address before the paths of most requests, where the collection says what its variables are worth. */
function baseOf(collection: Node, variables: ReadonlyMap<string, string>): string | undefined {
  const bases = listUrls(collection, 0).flatMap((url) => {
    const [, base = ''] = /^((?:\w+:\/\/)?(?:\{\{[^}]*\}\}|[^/?#]+))/.exec(url) ?? [];
    const filled = base.replaceAll(/\{\{([^}]*)\}\}/g, (whole, name: string) => variables.get(name) ?? whole);
    return /^https?:\/\/[^{}\s]+$/.test(filled) ? [filled.replace(/\/+$/, '')] : [];
  });
  const counted = [...Map.groupBy(bases, (base) => base)].sort(([, one], [, other]) => other.length - one.length);
  return counted[0]?.[0];
}

function listUrls(owner: Node, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  return nodesOf(owner['item']).flatMap((item): readonly string[] => {
    if (Array.isArray(item['item'])) return listUrls(item, depth + 1);
    const request = isRecord(item['request']) ? item['request']['url'] : item['request'];
    const url = isRecord(request) ? textOf(request, 'raw') : request;
    return typeof url === 'string' ? [url] : [];
  });
}

function toOperation(saved: readonly Saved[]): object {
  const [first] = saved;
  const responses = [...Map.groupBy(saved, ({ status }) => status)].map(
    ([status, ofStatus]) => [String(status), toResponse(ofStatus)] as const,
  );
  return {
    ...(first?.folder === undefined ? {} : { tags: [first.folder] }),
    responses: Object.fromEntries(responses),
  };
}

/** Headers that tell of the error; others are those of any response. */
const TELLING =
  /^(?:retry-after|(?:x-)?rate-?limit.*|www-authenticate|allow|(?:x-)?(?:[a-z]+-)?(?:request|correlation|trace)-id)$/i;

function toResponse(saved: readonly Saved[]): object {
  const bodies = saved.filter(({ body }) => body.trim() !== '');
  const media = Map.groupBy(bodies, mediaTypeOf);
  const content = [...media].map(([type, ofType]) => [type, { examples: nameExamples(ofType) }] as const);
  const headers = saved
    .flatMap((each) => each.headers)
    .filter(([name]) => TELLING.test(name))
    .map(([name, value]) => [name, { example: value, schema: { type: 'string' } }] as const);
  return {
    description: '',
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
  };
}

function mediaTypeOf({ headers, body }: Saved): string {
  const [, stated] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  const [type = ''] = (stated ?? '').split(';', 1);
  if (type.trim() !== '') return type.trim();
  return typeof parseBody(body) === 'string' ? 'text/plain' : 'application/json';
}

/** Examples by the names that the collection gave them, each its own. */
function nameExamples(saved: readonly Saved[]): object {
  const taken = new Map<string, object>();
  for (const { name = '', body } of saved) {
    let own = name || 'example';
    for (let copy = 2; taken.has(own); copy++) own = `${name} ${copy}`;
    taken.set(own, { value: parseBody(body) });
  }
  return Object.fromEntries(taken);
}

function parseBody(body: string): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof FormatProblem) return body;
    throw error;
  }
}

const nodesOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isRecord) : [];

function textOf(node: Node, key: string): string | undefined {
  const text = node[key];
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
