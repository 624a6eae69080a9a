import { isRecord } from '../core/json.ts';

/** A JSON object of an OpenAPI document, with its references resolved. */
export type Node = Readonly<Record<string, unknown>>;

/** A value as an object; one without fields where it is none. */
export const asNode = (value: unknown): Node => (isRecord(value) ? value : {});

/** The objects of a list; none where the value is no list. */
const listNodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** An operation with its method and path: `POST /users`. */
export interface Operation {
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly definition: Node;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Every operation of a document, path by path. */
export function listOperations(document: Node): readonly Operation[] {
  return Object.entries(asNode(document['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((name) => {
      const definition = asNode(item)[name];
      const method = name.toUpperCase();
      return isRecord(definition) ? [{ endpoint: `${method} ${path}`, method, path, definition }] : [];
    }),
  );
}

/** The error responses of an operation with their statuses: `429`, `4XX` or `default`. */
export function listErrorResponses({ definition }: Operation): readonly (readonly [string, Node])[] {
  return Object.entries(asNode(definition['responses'])).flatMap(([status, response]) =>
    /^(?:[45](?:\d\d|XX)|default)$/i.test(status) && isRecord(response) ? [[status, response] as const] : [],
  );
}

/** The addresses of a document's servers. */
export function listServers(document: Node): readonly string[] {
  return listNodes(document['servers']).flatMap(({ url }) => (typeof url === 'string' ? [url] : []));
}

/** The media types of a response with what they hold. */
export function listMedia(response: Node): readonly (readonly [string, Node])[] {
  return Object.entries(asNode(response['content'])).map(([type, media]) => [type, asNode(media)] as const);
}

/** A value that is shown as an example; named where the document names it. */
export interface ShownExample {
  readonly title: string | undefined;
  readonly value: unknown;
}

/** The examples of a media type: those with names, its own, and those of its schema. */
export function listExamples(media: Node): readonly ShownExample[] {
  const schema = asNode(media['schema']);
  const named = Object.entries(asNode(media['examples'])).map(([name, example]) => {
    const { value, summary } = asNode(example);
    return { title: typeof summary === 'string' ? summary : name, value };
  });
  const listed = Array.isArray(schema['examples']) ? (schema['examples'] as readonly unknown[]) : [];
  const others = [media['example'], schema['example'], ...listed].map((value) => ({ title: undefined, value }));
  return [...named, ...others].filter(({ value }) => value !== undefined);
}

/** The alternatives of a schema, each with what holds for all of them; one without `oneOf` and `anyOf` is its only one. */
export function alternativesOf(schema: Node): readonly Node[] {
  const { oneOf, anyOf, ...common } = schema;
  const choices = [...listNodes(oneOf), ...listNodes(anyOf)];
  if (choices.length > 0)
    return choices.flatMap((choice) =>
      alternativesOf('properties' in common || 'allOf' in common ? { allOf: [common, choice] } : choice),
    );
  const parts = listNodes(schema['allOf']);
  const index = parts.findIndex(hasChoices);
  const part = parts[index];
  if (part === undefined) return [schema];
  return alternativesOf(part).flatMap((choice) => alternativesOf({ ...schema, allOf: parts.with(index, choice) }));
}

function hasChoices(schema: Node): boolean {
  const { oneOf, anyOf, allOf } = schema;
  return listNodes(oneOf).length + listNodes(anyOf).length > 0 || listNodes(allOf).some(hasChoices);
}

/** The properties of a schema with those of its `allOf`; of a name that comes twice, all that is said about it. */
export function propertiesOf(schema: Node): Node {
  const properties = new Map(Object.entries(asNode(schema['properties'])));
  for (const part of listNodes(schema['allOf'])) {
    for (const [name, property] of Object.entries(propertiesOf(part))) {
      const known = properties.get(name);
      properties.set(
        name,
        known === undefined ? property : { allOf: [known, property], ...asNode(known), ...asNode(property) },
      );
    }
  }
  return Object.fromEntries(properties);
}

/** The schemas of the value behind the keys, in each alternative; `0` leads to the items of a list. */
export function schemasAt(schema: Node, keys: readonly string[]): readonly Node[] {
  return keys.reduce<readonly Node[]>(
    (schemas, key) =>
      schemas.flatMap(alternativesOf).flatMap((node) => {
        const next = key === '0' ? node['items'] : propertiesOf(node)[key];
        return isRecord(next) ? [next] : [];
      }),
    [schema],
  );
}

/** The values that a schema leaves; a constant leaves one, whatever list a wider schema has. */
export function valuesOf(schema: Node): readonly (string | number)[] {
  const listed = Array.isArray(schema['enum']) ? (schema['enum'] as readonly unknown[]) : [];
  const values = schema['const'] === undefined ? listed : [schema['const']];
  return values.filter((value) => typeof value === 'string' || typeof value === 'number');
}
