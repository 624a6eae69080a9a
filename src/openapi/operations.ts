import { STATUS_RANGES, type Status } from '../core/http.ts';
import { isRecord } from '../core/json.ts';
import type { Documents, Place } from './documents.ts';

/** A JSON object of an OpenAPI document. */
export type Node = Readonly<Record<string, unknown>>;

/** A place where an object stands, its references followed. */
export interface NodePlace extends Place {
  readonly value: Node;
}

/** What stands below a key, its references followed; `undefined` where that is no object. */
export function nodeAt(documents: Documents, { value, file }: Place, key: string): NodePlace | undefined {
  return isRecord(value) && Object.hasOwn(value, key) ? nodeOf(documents, { value: value[key], file }) : undefined;
}

/** A place with its references followed; `undefined` where no object stands there. */
export function nodeOf(documents: Documents, place: Place): NodePlace | undefined {
  const found = documents.resolve(place);
  return found !== undefined && isRecord(found.value) ? (found as NodePlace) : undefined;
}

/** The objects below a key by name, or those of a list by number, their references followed. */
export function nodesAt(documents: Documents, place: Place, key: string): readonly (readonly [string, NodePlace])[] {
  const { value, file } = place;
  const list = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  const held = isRecord(list) ? nodeAt(documents, place, key) : undefined;
  const entries = Array.isArray(list) ? Object.entries(list as readonly unknown[]) : Object.entries(held?.value ?? {});
  return entries.flatMap(([name, item]) => {
    const node = nodeOf(documents, { value: item, file: held?.file ?? file });
    return node === undefined ? [] : [[name, node] as const];
  });
}

/** A text of an object; `undefined` where it has none. */
export function textOf(node: Node, key: string): string | undefined {
  const text = Object.hasOwn(node, key) ? node[key] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** An operation with its method and path: `POST /users`, or `POST webhook newUser`. */
export interface Operation {
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly place: NodePlace;
  /** Names of its parameters, and of those of its path. */
  readonly parameters: readonly string[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation of a specification, path by path, then those of webhooks and callbacks. */
export function listOperations(documents: Documents): readonly Operation[] {
  const { root } = documents;
  const calls = nodesAt(documents, root, 'paths')
    .filter(([path]) => path.startsWith('/'))
    .flatMap(([path, item]) => operationsOf(documents, path, item));
  const webhooks = nodesAt(documents, root, 'webhooks').flatMap(([name, item]) =>
    operationsOf(documents, `webhook ${name}`, item),
  );
  const callbacks = calls.flatMap(({ place }) =>
    nodesAt(documents, place, 'callbacks').flatMap(([name, callback]) =>
      nodesAt(documents, { value: { callback: callback.value }, file: callback.file }, 'callback').flatMap(([, item]) =>
        operationsOf(documents, `callback ${name}`, item),
      ),
    ),
  );
  const all = [...calls, ...webhooks, ...callbacks];
  // Several operations may offer the same callback.
  return [...new Map(all.map((operation) => [operation.endpoint, operation])).values()];
}

function operationsOf(documents: Documents, path: string, item: NodePlace): readonly Operation[] {
  const named = METHODS.flatMap((name) => {
    const place = nodeAt(documents, item, name);
    return place === undefined ? [] : [[name.toUpperCase(), place] as const];
  });
  const shared = parametersOf(documents, item);
  return [...named, ...nodesAt(documents, item, 'additionalOperations')].map(([method, place]) => ({
    endpoint: `${method} ${path}`,
    method,
    path,
    place,
    parameters: [...shared, ...parametersOf(documents, place)],
  }));
}

function parametersOf(documents: Documents, place: Place): readonly string[] {
  return nodesAt(documents, place, 'parameters').flatMap(([, { value }]) => textOf(value, 'name') ?? []);
}

/** A response with the status under which an operation states it. */
export interface StatedResponse {
  readonly operation: Operation;
  readonly status: Status;
  /** Named where it is a component, or a file of its own. */
  readonly place: NodePlace;
}

/**
 * The error responses of an operation. A `default` that stands alone is for success as well, so it is none.
 */
export function listErrorResponses(documents: Documents, operation: Operation): readonly StatedResponse[] {
  const responses = nodesAt(documents, operation.place, 'responses');
  return responses.flatMap(([name, place]) => {
    const status = readStatus(name);
    if (status === undefined || (status === 'default' && responses.length === 1)) return [];
    return [{ operation, status, place }];
  });
}

/** A status of an error as a key of responses names it. */
function readStatus(name: string): Status | undefined {
  if (/^[45]\d\d$/.test(name)) return Number(name);
  const range = STATUS_RANGES.find((known) => known.toLowerCase() === name.toLowerCase());
  return range !== undefined && /^[45d]/.test(range) ? range : undefined;
}

/** A media type of a response with what it holds. */
export interface Media {
  readonly type: string;
  readonly place: NodePlace;
}

/** The media types of a response, in its order. */
export function listMedia(documents: Documents, response: Place): readonly Media[] {
  return nodesAt(documents, response, 'content').map(([type, place]) => ({ type, place }));
}

/** The headers of a response by name, `Content-Type` apart. */
export function listHeaders(documents: Documents, response: Place): readonly (readonly [string, NodePlace])[] {
  return nodesAt(documents, response, 'headers').filter(([name]) => name.toLowerCase() !== 'content-type');
}

/** Values that a header shows of itself, and those of its schema. */
export function listHeaderExamples(documents: Documents, header: NodePlace): readonly unknown[] {
  const schema = nodeAt(documents, header, 'schema')?.value ?? {};
  const listed = Array.isArray(schema['examples']) ? (schema['examples'] as readonly unknown[]) : [];
  return [...listExamples(documents, header).map(({ value }) => value), schema['example'], ...listed];
}

/** A value that is shown as an example, with what the document says of it. */
export interface ShownExample {
  readonly value: unknown;
  /** The object that holds it: the same one wherever it is shared. */
  readonly origin: object;
  /** Its summary, else its name. */
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
}

/** The examples of a media type itself; those of its schema are told by the schema. */
export function listExamples(documents: Documents, media: NodePlace): readonly ShownExample[] {
  const named = nodesAt(documents, media, 'examples').flatMap(([name, { value: example }]): readonly ShownExample[] => {
    const value = ['value', 'dataValue', 'serializedValue']
      .map((key) => example[key])
      .find((item) => item !== undefined);
    if (value === undefined) return [];
    const [summary, description] = [textOf(example, 'summary'), textOf(example, 'description')];
    return [
      {
        value,
        origin: example,
        title: summary ?? name,
        ...(summary === undefined ? {} : { summary }),
        ...(description === undefined ? {} : { description }),
      },
    ];
  });
  const { example } = media.value;
  const own = documents.resolve({ value: example, file: media.file })?.value;
  return own === undefined ? named : [{ value: own, origin: isRecord(own) ? own : media.value }, ...named];
}

/** The addresses of a specification's servers, their variables with their defaults. */
export function listServers(documents: Documents): readonly string[] {
  return nodesAt(documents, documents.root, 'servers').flatMap(([, server]) => {
    const url = textOf(server.value, 'url');
    const variables = new Map(nodesAt(documents, server, 'variables'));
    return (
      url?.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
        const preset = variables.get(name)?.value['default'];
        return preset === undefined ? whole : String(preset);
      }) ?? []
    );
  });
}
