import { isRecord } from '../core/json.ts';
import { digitsOf } from '../formats/numbers.ts';
import type { Documents, Place } from './documents.ts';
import { nodeAt, nodeOf, nodesAt, textOf, type Node, type NodePlace } from './operations.ts';

/** What a schema allows, as a tree: references followed, `allOf` joined, each alternative a tree of its own. */

/** A value that a schema states, with what it says of it. */
export interface StatedValue {
  readonly value: string | number | boolean | RawJson;
  /** What generated clients call it. */
  readonly name?: string;
  readonly about?: string;
  /** The object that states it: the same one wherever it is shared. */
  readonly origin: object;
}

/** What a schema says of one value. */
export interface SchemaTree {
  readonly title?: string;
  readonly about?: string;
  readonly types: ReadonlySet<string>;
  /** The only values that it may have; empty where it may be any. */
  readonly values: readonly StatedValue[];
  /** Values that it may have, for instance. */
  readonly examples: readonly { readonly value: unknown; readonly origin: object }[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaTree>>;
  readonly item?: SchemaTree;
}

/** The alternatives of a schema, each with what holds for all of them; a schema without any is its only one. */
export type ReadSchema = (schema: Place) => readonly SchemaTree[];

/** More are read as one that allows what any of them does. */
const MOST_ALTERNATIVES = 60;
/** How many schemas may stand in each other: an error's parts lie less deep. */
const DEEPEST = 9;

const EMPTY: SchemaTree = { types: new Set(), values: [], examples: [] };

/** Reads schemas, each once; where one leads back to itself the tree ends. */
export function schemaReader(documents: Documents): ReadSchema {
  const read = new Map<object, readonly SchemaTree[]>();

  const readPlace = (place: Place, within: readonly object[]): readonly SchemaTree[] => {
    const schema = nodeOf(documents, place);
    if (schema === undefined || within.includes(schema.value) || within.length > DEEPEST) return [EMPTY];
    const known = read.get(schema.value);
    if (known !== undefined) return known;
    const trees = limit(readNode(schema, [...within, schema.value]));
    // What was read within itself ends early, so it is kept only as a whole.
    if (within.length === 0) read.set(schema.value, trees);
    return trees;
  };

  const readNode = (schema: NodePlace, within: readonly object[]): readonly SchemaTree[] => {
    const own = readOwn(schema, within);
    const parts = nodesAt(documents, schema, 'allOf').map(([, part]) => readPlace(part, within));
    const choices = [...nodesAt(documents, schema, 'oneOf'), ...nodesAt(documents, schema, 'anyOf')];
    const chosen = choices.length === 0 ? [] : [joinSimple(readChoices(schema, choices, within))];
    return [own, ...parts, ...chosen].reduce((trees, others) =>
      limit(trees.flatMap((tree) => others.map((other) => both(tree, other)))),
    );
  };

  const readOwn = ({ value: schema, file }: NodePlace, within: readonly object[]): readonly SchemaTree[] => {
    const place = { value: schema, file };
    const items = nodeAt(documents, place, 'items');
    const item = items && readPlace(items, within).reduce(either);
    const bare: SchemaTree = { ...readFacts(schema), ...(item === undefined ? {} : { item }) };
    const properties = nodesAt(documents, place, 'properties');
    if (properties.length === 0) return [bare];
    return properties.reduce<readonly SchemaTree[]>(
      (trees, [name, property]) => {
        const alternatives = readPlace(property, within);
        return limit(
          trees.flatMap((tree) =>
            alternatives.map((alternative) => ({ ...tree, properties: { ...tree.properties, [name]: alternative } })),
          ),
        );
      },
      [bare],
    );
  };

  /** The branches of a schema; one that a discriminator names has that name as the value of the property. */
  const readChoices = (
    schema: NodePlace,
    choices: readonly (readonly [string, NodePlace])[],
    within: readonly object[],
  ): readonly SchemaTree[] => {
    const discriminator = nodeAt(documents, schema, 'discriminator');
    const property = discriminator && textOf(discriminator.value, 'propertyName');
    const mapping = discriminator ? mappingOf(discriminator) : new Map<object, readonly string[]>();
    return choices.flatMap(([, choice]) => {
      const trees = readPlace(choice, within);
      if (property === undefined) return trees;
      const names = mapping.get(choice.value) ?? (choice.name === undefined ? [] : [choice.name]);
      const values = names.map((value): StatedValue => ({ value, origin: choice.value }));
      return trees.map((tree) => withValues(tree, property, values));
    });
  };

  /** The names that a discriminator gives each schema. */
  const mappingOf = ({ value, file }: NodePlace): ReadonlyMap<object, readonly string[]> => {
    const names = new Map<object, readonly string[]>();
    const { mapping } = value;
    for (const [name, target] of Object.entries(isRecord(mapping) ? mapping : {})) {
      if (typeof target !== 'string') continue;
      // A bare name means a schema among the components.
      const reference = /[#/.]/.test(target) ? target : `#/components/schemas/${target}`;
      const schema = nodeOf(documents, { value: { $ref: reference }, file });
      if (schema !== undefined) names.set(schema.value, [...(names.get(schema.value) ?? []), name]);
    }
    return names;
  };

  return (place) => readPlace(place, []);
}

/** What a schema says of its own value. */
function readFacts(schema: Node): SchemaTree {
  const [title, about, pattern] = [textOf(schema, 'title'), textOf(schema, 'description'), textOf(schema, 'pattern')];
  const types = Array.isArray(schema['type']) ? (schema['type'] as readonly unknown[]) : [schema['type']];
  return {
    ...(title === undefined ? {} : { title }),
    ...(about === undefined ? {} : { about }),
    ...(pattern === undefined ? {} : { pattern }),
    types: new Set(types.filter((type) => typeof type === 'string')),
    values: readValues(schema),
    examples: readExamples(schema),
  };
}

/** `const` and `enum`, with the names and words that extensions give them. */
function readValues(schema: Node): readonly StatedValue[] {
  const listed: readonly unknown[] =
    schema['const'] !== undefined ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] : [];
  const names = listAt(schema, ['x-enum-varnames', 'x-enumNames', 'x-enum-names']);
  const abouts = listAt(schema, ['x-enum-descriptions', 'x-enumDescriptions', 'x-enum-description']);
  const annotated = annotationsOf(schema);
  return listed.flatMap((value, index): readonly StatedValue[] => {
    if (!isStated(value)) return [];
    const own = annotated.get(written(value));
    const name = textAt(names, index) ?? own?.name;
    const about = textAt(abouts, index) ?? textAt(abouts, written(value)) ?? own?.about;
    return [
      { value, origin: schema, ...(name === undefined ? {} : { name }), ...(about === undefined ? {} : { about }) },
    ];
  });
}

/** A value as it is written; a number with its digits is no object that could say so itself. */
const written = (value: StatedValue['value']): string => digitsOf(value) ?? String(value);

const isStated = (value: unknown): value is StatedValue['value'] =>
  typeof value === 'string' || typeof value === 'boolean' || digitsOf(value) !== undefined;

function listAt(schema: Node, keys: readonly string[]): unknown {
  return keys.map((key) => schema[key]).find((value) => value !== undefined);
}

/** A text of a list by its place, or of an object by a name. */
function textAt(texts: unknown, key: number | string): string | undefined {
  const text: unknown =
    typeof texts === 'object' && texts !== null && Object.hasOwn(texts, key)
      ? (texts as Readonly<Record<string | number, unknown>>)[key]
      : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** `x-ms-enum: { values: [{ value, name, description }] }` */
function annotationsOf(schema: Node): ReadonlyMap<string, { readonly name?: string; readonly about?: string }> {
  const extension = schema['x-ms-enum'];
  const values = isRecord(extension) && Array.isArray(extension['values']) ? (extension['values'] as unknown[]) : [];
  return new Map(
    values.filter(isRecord).map((value) => {
      const [name, about] = [textOf(value, 'name'), textOf(value, 'description')];
      return [
        digitsOf(value['value']) ?? String(value['value']),
        { ...(name === undefined ? {} : { name }), ...(about === undefined ? {} : { about }) },
      ];
    }),
  );
}

function readExamples(schema: Node): SchemaTree['examples'] {
  const listed = Array.isArray(schema['examples']) ? (schema['examples'] as readonly unknown[]) : [];
  return [schema['example'], ...listed]
    .filter((value) => value !== undefined)
    .map((value) => ({ value, origin: schema }));
}

/** What two schemas say together. */
function both(one: SchemaTree, other: SchemaTree): SchemaTree {
  return {
    ...one,
    ...other,
    ...joinTexts(one, other),
    types: one.types.size === 0 ? other.types : one.types,
    values: narrow(one.values, other.values),
    examples: [...one.examples, ...other.examples],
    ...joinParts(one, other, both),
  };
}

/** The words of the nearer schema, which is the first. */
function joinTexts(one: SchemaTree, other: SchemaTree): Pick<SchemaTree, 'title' | 'about'> {
  const [title, about] = [one.title ?? other.title, one.about ?? other.about];
  return { ...(title === undefined ? {} : { title }), ...(about === undefined ? {} : { about }) };
}

/** The values that both leave; a schema without any leaves all. */
function narrow(one: readonly StatedValue[], other: readonly StatedValue[]): readonly StatedValue[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  // The shorter list is the nearer one: fewer schemas share what it says.
  const [near, far] = one.length <= other.length ? [one, other] : [other, one];
  const names = new Set(far.map(({ value }) => written(value)));
  return near.filter(({ value }) => names.has(written(value)));
}

function joinParts(
  one: SchemaTree,
  other: SchemaTree,
  join: (one: SchemaTree, other: SchemaTree) => SchemaTree,
): Pick<SchemaTree, 'properties' | 'item'> {
  const properties = { ...one.properties };
  for (const [name, property] of Object.entries(other.properties ?? {})) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    properties[name] = known === undefined ? property : join(known, property);
  }
  const item = one.item && other.item ? join(one.item, other.item) : (one.item ?? other.item);
  return {
    ...(one.properties || other.properties ? { properties } : {}),
    ...(item === undefined ? {} : { item }),
  };
}

/** What either of two schemas says. */
function either(one: SchemaTree, other: SchemaTree): SchemaTree {
  return {
    ...joinTexts(one, other),
    types: new Set([...one.types, ...other.types]),
    values: one === EMPTY ? other.values : other === EMPTY ? one.values : [...one.values, ...other.values],
    examples: [...one.examples, ...other.examples],
    ...joinParts(one, other, either),
  };
}

const isSimple = ({ properties, item }: SchemaTree): boolean => properties === undefined && item === undefined;

/** Alternatives of which those of plain values are one: a list of values, each with its own words. */
function joinSimple(trees: readonly SchemaTree[]): readonly SchemaTree[] {
  const simple = trees.filter(isSimple);
  const others = trees.filter((tree) => !isSimple(tree));
  const told = simple.filter(({ types }) => !(types.size === 1 && types.has('null')));
  const [first] = told;
  if (first === undefined) return others.length === 0 ? [EMPTY] : others;
  // Beside objects, plain values say nothing of an error.
  if (others.length > 0) return others;
  const values = told.flatMap(({ values: stated, title, about }) =>
    stated.map((value) => ({
      ...value,
      ...(stated.length === 1 && title !== undefined && value.name === undefined ? { name: title } : {}),
      ...(stated.length === 1 && about !== undefined && value.about === undefined ? { about } : {}),
    })),
  );
  const isOpen = told.some((tree) => tree.values.length === 0);
  return [
    {
      ...(told.length === 1 ? first : {}),
      types: new Set(told.flatMap(({ types }) => [...types])),
      values: isOpen && told.length > 1 ? [] : values,
      examples: told.flatMap(({ examples }) => examples),
    },
  ];
}

/** Alternatives as they are while they are few, else one that allows what any of them does. */
function limit(trees: readonly SchemaTree[]): readonly SchemaTree[] {
  return trees.length <= MOST_ALTERNATIVES ? trees : [trees.reduce(either)];
}

function withValues(tree: SchemaTree, property: string, values: readonly StatedValue[]): SchemaTree {
  const known =
    tree.properties !== undefined && Object.hasOwn(tree.properties, property) ? tree.properties[property] : EMPTY;
  if (known === undefined || known.values.length > 0 || values.length === 0) return tree;
  return { ...tree, properties: { ...tree.properties, [property]: { ...known, values } } };
}

/** The trees at a way through a tree; a list's items are its `0`. */
export function treeAt(tree: SchemaTree, path: readonly (string | 0)[]): SchemaTree | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return tree;
  const next =
    key === 0
      ? tree.item
      : tree.properties !== undefined && Object.hasOwn(tree.properties, key)
        ? tree.properties[key]
        : undefined;
  return next && treeAt(next, rest);
}
