import { valuesAtPath, type BodyPath } from '../core/envelope.ts';
import type { Status } from '../core/http.ts';
import { isRecord } from '../core/json.ts';
import { digitsOf } from '../formats/numbers.ts';
import type { ErrorResponse, StatedBody } from './bodies.ts';
import type { SchemaTree } from './schema.ts';

/** Bodies of one form, with all that is said of their parts. */
export interface BodyForm {
  /** The names of their schemas, the most frequent first. */
  readonly names: readonly string[];
  /** How many responses have such a body. */
  readonly count: number;
  readonly mediaType: string | undefined;
  /** A response that has one, for reports. */
  readonly place: string;
  readonly leaves: readonly Leaf[];
}

/** A value of bodies, at the end of a way. */
export interface Leaf {
  readonly path: BodyPath;
  readonly types: ReadonlySet<string>;
  readonly about: string | undefined;
  /** All that schemas allow, where they list it. */
  readonly values: readonly unknown[];
  /** What schemas give as examples. */
  readonly examples: readonly unknown[];
  /** What whole bodies show, with the status of their response. */
  readonly shown: readonly { readonly value: unknown; readonly status: Status }[];
  /** Whether it is an object or a list, of whose parts nothing more is known. */
  readonly isOpen: boolean;
}

/** How deep parts of an error lie at most. */
const DEEPEST = 5;

/** The key by which bodies are of one form: the ways to their parts. */
export function formKey(body: StatedBody): string {
  return [...new Set(listPaths(body).map((path) => path.join('\u0000')))].sort().join('\n');
}

/** The ways to the parts of a body. */
export function listPaths({ tree, examples }: StatedBody): readonly BodyPath[] {
  const ends = isTold(tree) ? pathsOfTree(tree) : examples.flatMap(({ value }) => pathsOfValue(value));
  return ends.map(({ path }) => path);
}

/** Joins bodies of one form. */
export function readForm(bodies: readonly (readonly [ErrorResponse, StatedBody])[]): BodyForm {
  const names = [
    ...Map.groupBy(
      bodies.flatMap(([, { name }]) => name ?? []),
      (name) => name,
    ),
  ]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([name]) => name);
  const [[first]] = bodies as readonly [readonly [ErrorResponse, StatedBody]];
  const trees = [...new Set(bodies.map(([, { tree }]) => tree))];
  const shown = bodies.flatMap(([{ status }, { examples }]) => examples.map(({ value }) => ({ value, status })));
  const leaves = new Map<string, Leaf>();
  for (const { path, tree, values, examples } of trees.filter(isTold).flatMap((tree) => pathsOfTree(tree))) {
    const key = path.join('\u0000');
    const known = leaves.get(key);
    leaves.set(key, {
      path,
      types: new Set([...(known?.types ?? []), ...tree.types]),
      about: known?.about ?? tree.about,
      values: [...(known?.values ?? []), ...values],
      examples: [...(known?.examples ?? []), ...examples],
      shown: [],
      isOpen: (known?.isOpen ?? false) || isOpen(tree),
    });
  }
  const told = [...leaves.values()];
  for (const { path, value } of shown.flatMap((each) => pathsOfValue(each.value))) {
    if (told.some(({ path: known }) => known.every((step, index) => step === path[index]))) continue;
    const key = path.join('\u0000');
    const known = leaves.get(key);
    const types = new Set([...(known?.types ?? []), typeOf(value)]);
    // What is a text once is one, though others be lists of them.
    const open = (known?.isOpen ?? true) && (isObject(value) || Array.isArray(value));
    leaves.set(key, { path, types, about: undefined, values: [], examples: [], shown: [], isOpen: open });
  }
  return {
    names,
    count: new Set(bodies.map(([response]) => response)).size,
    mediaType: mostFrequent(bodies.map(([{ mediaType }]) => mediaType)),
    place: `${first.operation.endpoint} ${first.status}`,
    leaves: [...leaves.values()].map((leaf) => ({
      ...leaf,
      shown: shown.flatMap(({ value, status }) =>
        valuesAtPath(value, leaf.path).map((end) => ({ value: end, status })),
      ),
    })),
  };
}

/** Numbers of many digits are objects, too. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && digitsOf(value) === undefined;

/** Whether a schema says anything of the form of its value. */
const isTold = ({ properties, item }: SchemaTree): boolean => properties !== undefined || item !== undefined;

const isOpen = ({ types, item, properties }: SchemaTree): boolean =>
  item !== undefined || properties !== undefined || types.has('object') || types.has('array');

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  const digits = digitsOf(value);
  if (digits !== undefined) return /^-?\d+$/.test(digits) ? 'integer' : 'number';
  return Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : typeof value;
}

/** The value that stands there most often; of several, the first. */
export function mostFrequent<Item>(items: readonly Item[]): Item | undefined {
  const groups = [...Map.groupBy(items, (item) => item)];
  return groups.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

interface TreePath {
  readonly path: BodyPath;
  readonly tree: SchemaTree;
  readonly values: readonly unknown[];
  readonly examples: readonly unknown[];
}

/** The ends of a tree, each with what the trees above it show of it. */
function pathsOfTree(tree: SchemaTree, path: BodyPath = [], above: readonly unknown[] = []): readonly TreePath[] {
  const examples = [...above, ...tree.examples.map(({ value }) => value)];
  const children = childrenOf(tree);
  if (children.length === 0 || path.length === DEEPEST)
    return [{ path, tree, values: tree.values.map(({ value }) => value), examples }];
  return children.flatMap(([key, child]) =>
    pathsOfTree(
      child,
      [...path, key],
      examples.flatMap((example) => valuesAtPath(example, [key])),
    ),
  );
}

/** The parts of an object, or of a list's objects; a list of plain values is one value. */
function childrenOf({ properties, item }: SchemaTree): readonly (readonly [string | 0, SchemaTree])[] {
  if (properties !== undefined) return Object.entries(properties);
  return item?.properties === undefined ? [] : [[0, item]];
}

/** The ends of a value. */
export function pathsOfValue(
  value: unknown,
  path: BodyPath = [],
): readonly { readonly path: BodyPath; readonly value: unknown }[] {
  const children: readonly (readonly [string | 0, unknown])[] = isObject(value)
    ? Object.entries(value)
    : Array.isArray(value) && value.some(isObject)
      ? value.map((item: unknown) => [0, item] as const)
      : [];
  if (children.length === 0 || path.length === DEEPEST) return [{ path, value }];
  return children.flatMap(([key, child]) => pathsOfValue(child, [...path, key]));
}
