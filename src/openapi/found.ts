import { ENVELOPE_NAMES, JSON_TYPE, valuesAtPath, type BodyPath } from '../core/envelope.ts';
import type { Status } from '../core/http.ts';
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { digitsOf } from '../formats/numbers.ts';
import type { StatedBody } from './bodies.ts';
import type { ShownExample } from './operations.ts';
import { listPaths, pathsOfValue } from './leaves.ts';
import { isKindName, startsWith } from './roles.ts';
import { treeAt, type SchemaTree } from './schema.ts';
import type { EnvelopePaths } from './shapes.ts';
import { isCodeLike, isStandIn } from './words.ts';

/** What a body says of one error, before it is known what else says the same. */
export interface Found {
  readonly code?: string;
  readonly subcode?: string;
  readonly numeric: boolean;
  readonly origin: object;
  /** Whether the same object lists other codes too. */
  readonly isListed: boolean;
  /** The whole list, by which copies of it are known. */
  readonly list?: string;
  readonly envelope: EnvelopePaths | undefined;
  readonly message?: string;
  readonly patterns?: readonly string[];
  readonly title?: string;
  readonly about?: string;
  readonly names?: readonly string[];
  readonly values?: Readonly<Record<string, Json>>;
  readonly details?: Json;
  readonly detailsTree?: SchemaTree;
  readonly example?: ShownExample;
}

/** The key of an error: its code, or `parent/subcode`. */
export const keyOf = ({ code = '', subcode }: Found): string => (subcode === undefined ? code : `${code}/${subcode}`);

/** What a body says: the errors whose codes it states, or one without a code where its examples show none. */
export function readBody(body: StatedBody, envelopes: readonly EnvelopePaths[], status: Status): readonly Found[] {
  const envelope = chooseEnvelope(body, envelopes);
  if (envelope === undefined) {
    const [example] = body.examples;
    return [
      { numeric: false, origin: body.tree, isListed: false, envelope, ...(example === undefined ? {} : { example }) },
    ];
  }
  const shown = body.examples.flatMap((example) =>
    readExample(example.value, envelope, body.tree, status).map((found) => ({
      ...found,
      origin: example.origin,
      example,
      ...(example.description === undefined ? {} : { about: example.description }),
    })),
  );
  const known = new Set(shown.map(keyOf));
  const stated = readSchema(body, envelope).filter((found) => found.code === undefined || !known.has(keyOf(found)));
  const all = [...shown, ...stated.filter(({ code }) => code !== undefined || shown.length === 0)];
  return all.length > 0 ? all : [readUncoded(body, envelope)];
}

/** What a schema without a code says: the texts and kinds of which it leaves or shows one. */
function readUncoded({ tree, isBranch }: StatedBody, envelope: EnvelopePaths): Found {
  const textAt = (name: string): string | undefined => {
    const path = envelope.paths.get(name);
    return path && soleText(treeAt(tree, path));
  };
  const [message, title = isBranch ? tree.title : undefined] = [textAt('message'), textAt('title')];
  const kinds = kindNames(envelope).flatMap((name) => {
    const value = textAt(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...{ numeric: false, origin: tree, isListed: false, envelope, values: Object.fromEntries(kinds) },
    ...(message === undefined ? {} : { message }),
    ...(title === undefined ? {} : { title }),
    ...(isBranch && tree.about !== undefined ? { about: tree.about } : {}),
  };
}

/** The envelope of which a body holds most: the code before all, then its media type, all that it has, and its message. */
function chooseEnvelope(body: StatedBody, envelopes: readonly EnvelopePaths[]): EnvelopePaths | undefined {
  const { tree, examples } = body;
  const shown = [...examples, ...tree.examples];
  const holds = (path: BodyPath): boolean =>
    treeAt(tree, path) !== undefined || shown.some(({ value }) => valuesAtPath(value, path).length > 0);
  const holdsText = (path: BodyPath): boolean => {
    const part = treeAt(tree, path);
    const isPlain = part !== undefined && part.properties === undefined && part.item === undefined;
    return isPlain || shown.some(({ value }) => valuesAtPath(value, path).some((end) => typeof end !== 'object'));
  };
  const parts = listPaths(body);
  const scored = envelopes.map((envelope) => {
    const held = [...envelope.paths].filter(([name, path]) =>
      name === 'code' || name === 'message' ? holdsText(path) : holds(path),
    );
    const names = held.map(([name]) => name);
    const ends = pathsOfValue(envelope.body);
    const isWhole = parts.every((part) => ends.some(({ path }) => startsWith(part, path)));
    const isOfType = bareType(body.mediaType ?? JSON_TYPE) === bareType(envelope.mediaType);
    const scores = [
      names.includes('code') ? 80 : 0,
      isOfType ? 60 : 0,
      isWhole ? 40 : 0,
      names.includes('message') ? 30 : 0,
    ];
    return { envelope, score: held.length === 0 ? 0 : scores.reduce((sum, each) => sum + each, held.length) };
  });
  const [best] = scored.toSorted((one, other) => other.score - one.score);
  return best === undefined || best.score === 0 ? undefined : best.envelope;
}

const bareType = (mediaType: string): string => mediaType.replace(/\s*;.*$/s, '').toLowerCase();

/** The names of the placeholders of an envelope that say of what kind an error is. */
const kindNames = ({ paths }: EnvelopePaths): readonly string[] =>
  [...paths.keys()].filter((name) => isKindName(name) && !(ENVELOPE_NAMES as readonly string[]).includes(name));

/** A part of a body, and the way to it. */
interface Part {
  readonly path: BodyPath;
  readonly value: unknown;
}

/** Each item of the innermost list on a way, as parts of a body beside those above it; only these where there is none. */
function splitList(parts: readonly [Part, ...Part[]], path: BodyPath): readonly (readonly [Part, ...Part[]])[] {
  const list = path.slice(0, path.lastIndexOf(0) + 1);
  const items = list.length === 0 ? [] : readParts(parts, list);
  return items.length === 0 ? [parts] : items.map((value) => [{ path: list, value }, ...parts]);
}

/** The values at a way, in the innermost part that it leads through. */
function readParts(parts: readonly [Part, ...Part[]], path: BodyPath): readonly unknown[] {
  const part = parts.find((each) => startsWith(path, each.path));
  return part === undefined ? [] : valuesAtPath(part.value, path.slice(part.path.length));
}

/** The errors of one body: several where its list holds several, or its subcodes are a list. */
function readExample(
  body: unknown,
  envelope: EnvelopePaths,
  tree: SchemaTree,
  status?: Status,
): readonly Omit<Found, 'origin'>[] {
  const { paths } = envelope;
  const subcodeAt = paths.get('subcode') ?? [];
  const items = splitList([{ path: [], value: body }], paths.get('code') ?? []).flatMap((parts) => {
    const own = splitList(parts, subcodeAt).filter((each) => readParts(each, subcodeAt).some(isPlainCode));
    return subcodeAt.length === 0 || own.length === 0 ? [parts] : own;
  });
  return items.map((parts): Omit<Found, 'origin'> => {
    const all = (name: string): readonly unknown[] => {
      const path = paths.get(name);
      return path === undefined ? [] : readParts(parts, path);
    };
    const [message] = all('message').filter((value) => typeof value === 'string' && !isStandIn(value));
    const [title] = all('title').filter((value) => typeof value === 'string' && !isStandIn(value));
    const [details] = all('details').filter(isRecord);
    const detailsTree = details && treeAt(tree, paths.get('details') ?? []);
    const kinds = kindNames(envelope);
    const values = [...paths.keys()].flatMap((name) => {
      const [value] = all(name);
      const isOwn = kinds.includes(name) || value === String(status);
      return isOwn && typeof value === 'string' && !isStandIn(value) ? [[name, value] as const] : [];
    });
    const common = {
      isListed: false,
      envelope,
      ...(message === undefined ? {} : { message: String(message) }),
      ...(title === undefined ? {} : { title: String(title) }),
      ...(details === undefined ? {} : { details: details as JsonObject }),
      ...(detailsTree === undefined ? {} : { detailsTree }),
      values: Object.fromEntries(values),
    };
    const [found] = all('code').flatMap((value) => readCode(value) ?? []);
    if (found === undefined) return { ...common, numeric: false };
    const [subcode] = all('subcode').flatMap((value) => readCode(value) ?? []);
    return { ...common, ...found, ...(subcode === undefined ? {} : { subcode: subcode.code }) };
  });
}

const isPlainCode = (value: unknown): boolean => readCode(value) !== undefined;

/** A code as a value states it; `undefined` for what is none. */
function readCode(value: unknown): { readonly code: string; readonly numeric: boolean } | undefined {
  if (isStandIn(value)) return undefined;
  const digits = digitsOf(value);
  if (digits !== undefined) return { code: digits, numeric: true };
  if (typeof value !== 'string') return undefined;
  const code = value.trim();
  return isCodeLike(code) ? { code, numeric: false } : undefined;
}

/** The codes that a schema lists, or shows in its examples. */
function readSchema(body: StatedBody, envelope: EnvelopePaths): readonly Found[] {
  const stated = readLists(body, envelope);
  // Examples of the media type stand in the place of those of the schema.
  if (body.examples.length > 0) return stated;
  const known = new Set(stated.map(keyOf));
  return [...stated, ...readSchemaExamples(body.tree, envelope).filter((found) => !known.has(keyOf(found)))];
}

/** The codes that a schema lists; where it leaves one, all that it says is about that one, or about its only subcode. */
function readLists({ tree, isBranch }: StatedBody, envelope: EnvelopePaths): readonly Found[] {
  const at = (name: string): SchemaTree | undefined => {
    const path = envelope.paths.get(name);
    return path && treeAt(tree, path);
  };
  const codes = readListed(at('code'));
  const [code] = codes;
  if (code === undefined || codes.length > 1) {
    const list = codes.map(({ code: own }) => own).join('\n');
    return codes.map((each) => ({ ...each, isListed: true, list, envelope }));
  }
  const [message, pattern, detailsTree] = [soleText(at('message')), at('message')?.pattern, at('details')];
  const sole = {
    envelope,
    ...wordsOf(tree, isBranch),
    ...(message === undefined ? {} : { message }),
    ...(pattern === undefined ? {} : { patterns: [pattern] }),
    ...(detailsTree === undefined ? {} : { detailsTree }),
    values: constantsOf(tree, envelope),
  };
  const subcodes = readListed(at('subcode')).map(({ code: subcode, numeric, ...stated }) => {
    return { ...stated, code: code.code, subcode, numeric: numeric || code.numeric };
  });
  if (subcodes.length === 1) return subcodes.map((each) => ({ ...sole, ...each, isListed: false }));
  const { values } = sole;
  return [
    { ...sole, ...code, isListed: false },
    ...subcodes.map((each) => ({ ...each, isListed: true, envelope, values })),
  ];
}

/** The codes among the values of a schema, with what it says of each. */
function readListed(
  tree: SchemaTree | undefined,
): readonly (Pick<Found, 'numeric' | 'origin' | 'title' | 'about'> & { readonly code: string })[] {
  return (tree?.values ?? []).flatMap(({ value, origin, name, about }) => {
    const read = readCode(value);
    if (read === undefined) return [];
    return [
      { ...read, origin, ...(name === undefined ? {} : { title: name }), ...(about === undefined ? {} : { about }) },
    ];
  });
}

/** What a schema says of itself: of what it is about, if that is one error. */
function wordsOf({ title, about }: SchemaTree, isBranch: boolean): Pick<Found, 'title' | 'about'> {
  return {
    ...(isBranch && title !== undefined ? { title } : {}),
    ...(about === undefined ? {} : { about }),
  };
}

/** The only text that a schema leaves, or the only one that it shows. */
function soleText(tree: SchemaTree | undefined): string | undefined {
  const values = tree?.values.map(({ value }) => value) ?? [];
  const shown = values.length > 0 ? values : (tree?.examples.map(({ value }) => value) ?? []);
  const [first] = shown;
  return shown.length === 1 && typeof first === 'string' && !isStandIn(first) ? first : undefined;
}

/** The placeholders of which a schema leaves one value. */
function constantsOf(tree: SchemaTree, envelope: EnvelopePaths): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    kindNames(envelope).flatMap((name) => {
      const values = treeAt(tree, envelope.paths.get(name) ?? [])?.values ?? [];
      const [only] = values;
      return values.length === 1 && typeof only?.value === 'string' ? [[name, only.value] as const] : [];
    }),
  );
}

/** Codes that a schema shows: in examples of the whole, or of the code with those of the parts beside it. */
function readSchemaExamples(tree: SchemaTree, envelope: EnvelopePaths): readonly Found[] {
  const whole = tree.examples.flatMap(({ value, origin }) =>
    readExample(value, envelope, tree).map((found) => ({ ...found, origin: isRecord(value) ? value : origin })),
  );
  const path = envelope.paths.get('code');
  const parts = path === undefined ? [] : exampleParts(tree, path);
  const found = parts.flatMap(({ body, origin, count }) =>
    readExample(body, envelope, tree).map((each) => {
      // What several examples of the code share is said of none of them.
      if (count === 1) return { ...each, origin };
      const { message: _, title: __, details: ___, values: ____, ...rest } = each;
      return { ...rest, origin };
    }),
  );
  const seen = new Set(whole.map(keyOf));
  return [...whole, ...found.filter((each) => each.code !== undefined && !seen.has(keyOf(each)))];
}

interface ExamplePart {
  readonly body: unknown;
  readonly origin: object;
  /** How many examples the code has. */
  readonly count: number;
}

/** A body for each example of the code, with the first example of each other part. */
function exampleParts(tree: SchemaTree, path: BodyPath): readonly ExamplePart[] {
  const shown = treeAt(tree, path)?.examples ?? [];
  return shown.map(({ value, origin }) => ({
    body: buildExample(tree, path, value),
    origin,
    count: shown.length,
  }));
}

function buildExample(tree: SchemaTree, path: BodyPath | undefined, value: unknown): unknown {
  if (path?.length === 0) return value;
  const [key, ...rest] = path ?? [];
  if (tree.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(tree.properties).flatMap(([name, property]) => {
        const part = buildExample(property, name === key ? rest : undefined, value);
        return part === undefined ? [] : [[name, part] as const];
      }),
    );
  }
  if (tree.item !== undefined) return [buildExample(tree.item, key === 0 ? rest : undefined, value)];
  return tree.examples[0]?.value;
}
