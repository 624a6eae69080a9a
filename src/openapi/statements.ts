import { ENVELOPE_NAMES, JSON_TYPE, valuesAtPath, type BodyPath } from '../core/envelope.ts';
import type { Status } from '../core/http.ts';
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { caselessSlug } from '../core/url.ts';
import { digitsOf } from '../formats/numbers.ts';
import type { ErrorResponse, ShownText, StatedBody } from './bodies.ts';
import { textOf, type ShownExample } from './operations.ts';
import { listPaths, pathsOfValue } from './leaves.ts';
import { isKindName, startsWith } from './roles.ts';
import { treeAt, type SchemaTree } from './schema.ts';
import { envelopePaths, textEnvelopeName, type EnvelopePaths, type Shapes } from './shapes.ts';
import { isCodeLike, isGeneral, isNameOfAny, isStandIn, isStandInBody, isSuccess, isTypeOfStatus } from './words.ts';

/** What a specification states of one error in one response. */
export interface Statement {
  /** The key of the error: its code, `parent/subcode`, or the name that stands for one. */
  readonly key: string;
  /** Whether the body carries a code; otherwise the error is told by its status. */
  readonly hasCode: boolean;
  readonly parent?: string;
  readonly numeric: boolean;
  /** The placeholder that tells an error without a code, where it isn't the status. */
  readonly identifiedBy?: string;
  readonly response: ErrorResponse;
  /** Whether what says so belongs to responses of this status only. */
  readonly hasStatus: boolean;
  /** Whether it belongs to this response: its operation and its texts. */
  readonly isOwn: boolean;
  /** The name of its envelope; absent for the main one. */
  readonly envelope?: string;
  readonly message?: string;
  /** Regular expressions that the schema holds messages to. */
  readonly patterns: readonly string[];
  readonly title?: string;
  readonly about?: string;
  /** Other names. */
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, Json>>;
  readonly details?: Json;
  /** The schema of the details, where it is about this error alone. */
  readonly detailsTree?: SchemaTree;
  /** A whole body, as an example shows it. */
  readonly example?: ShownExample;
  /** Bodies of the response that are no JSON, where it is about this error alone. */
  readonly texts?: readonly ShownText[];
  /** Codes that the response lists, where nothing tells when it comes with which. */
  readonly related?: readonly string[];
  /** Whether it only follows from a subcode, whose words it doesn't have. */
  readonly isParent?: true;
  /** Whether only the text of the response says so. */
  readonly isProse?: true;
}

/** What a specification states of errors, and what of it is no error. */
export interface Statements {
  readonly statements: readonly Statement[];
  /** Responses with an example that has no code where the envelope keeps it. */
  readonly strangers: readonly ErrorResponse[];
  /** Codes that name a success. */
  readonly successes: readonly string[];
}

/** What a body says of one error, before it is known what else says the same. */
interface Found {
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

/** Reads the errors of responses whose bodies have these shapes. */
export function readStatements(responses: readonly ErrorResponse[], shapes: Shapes): Statements {
  const envelopes = envelopePaths(shapes);
  const read = responses.map((response) => ({
    response,
    found: response.bodies.flatMap((body) => readBody(body, envelopes, response.status)),
  }));
  const coded = read.flatMap(({ response, found }) =>
    found.filter(hasRealCode).map((each) => ({ response, found: each })),
  );
  const statuses = new Map<object, Set<Status>>();
  const operations = new Map<object, Set<string>>();
  for (const { response, found } of coded) {
    add(statuses, found.origin, response.status);
    add(operations, found.origin, response.operation.endpoint);
  }
  const generalLists = findGeneralLists(coded);
  const taken = new Set(coded.map(({ found }) => caselessSlug(keyOf(found))));
  const hasOneStatus = ({ origin, list }: Found): boolean =>
    statuses.get(origin)?.size === 1 && !generalLists.has(list);
  const isOwnOf = (each: Found): boolean =>
    hasOneStatus(each) && (!each.isListed || operations.get(each.origin)?.size === 1);
  /** Whether a response says something that none of its codes takes: it is an error by itself then. */
  const speaksForItself = ({ response, found }: (typeof read)[number]): boolean => {
    const codes = found.filter(hasRealCode);
    const text = textOf(response.place.value, 'description');
    return (
      !codes.some(isOwnOf) && (codes.length === 0 || (text !== undefined && !isGeneral(text, response.place.name)))
    );
  };
  const nameResponse = responseNamer(
    read.filter(speaksForItself).map(({ response }) => response),
    taken,
  );
  const namesOfOrigin = new Map<object, Set<string>>();
  for (const { response, found } of read)
    for (const each of found) if (!hasRealCode(each)) add(namesOfOrigin, each.origin, nameResponse(response));
  /** What a schema says of responses with several names is said of none of them. */
  const withoutShared = (each: Found): Found =>
    each.example !== undefined || namesOfOrigin.get(each.origin)?.size === 1 ? each : bareOf(each);
  const stateResponse = (each: (typeof read)[number]): readonly Statement[] => {
    const { response, found } = each;
    const own = found.filter(hasRealCode).flatMap((coded): readonly Statement[] => {
      const stated = stateCode(coded, response, hasOneStatus(coded), isOwnOf(coded));
      return stated.parent === undefined ? [stated] : [stateParent(stated, stated.parent), stated];
    });
    const isTold = own.some(({ isOwn }) => isOwn);
    const uncoded = found.filter(({ code, example }) => code === undefined && !isStandInBody(example?.value));
    if (isTold && uncoded.some(({ example }) => example !== undefined))
      return [...own, ...stateWithoutCode(response, uncoded, shapes, nameResponse)];
    if (!speaksForItself(each)) return own;
    const related = own.map(({ key }) => key);
    const bare = found.filter((one) => !hasRealCode(one)).map(withoutShared);
    return [
      ...own,
      ...stateWithoutCode(response, bare, shapes, nameResponse).map((stated) => ({ ...stated, related })),
    ];
  };
  const statements = read.flatMap((each) => {
    const all = stateResponse(each);
    const isSole = new Set(all.map(({ key }) => key)).size === 1;
    return isSole ? all.map((statement) => ({ ...statement, texts: each.response.texts })) : all;
  });
  const inBodies = read.flatMap(({ found }) => found.flatMap(({ code }) => code ?? []));
  return {
    statements,
    strangers: read.filter(({ response, found }) => isStrange(response, found)).map(({ response }) => response),
    successes: [...new Set(inBodies.filter(isSuccess))],
  };
}

/** Lists of codes that an operation repeats under several statuses: they tell what there is, not when. */
function findGeneralLists(
  coded: readonly { readonly response: ErrorResponse; readonly found: Found }[],
): ReadonlySet<string | undefined> {
  const listed = coded.flatMap(({ response, found: { list } }) => (list === undefined ? [] : [{ response, list }]));
  const groups = Map.groupBy(listed, ({ response, list }) => JSON.stringify([response.operation.endpoint, list]));
  return new Set(
    [...groups.values()].flatMap((group) => {
      const isGeneral = new Set(group.map(({ response }) => response.status)).size > 1;
      return isGeneral ? group.map(({ list }) => list) : [];
    }),
  );
}

function add<Item>(sets: Map<object, Set<Item>>, key: object, item: Item): void {
  const known = sets.get(key) ?? new Set<Item>();
  sets.set(key, known.add(item));
}

const hasRealCode = ({ code }: Found): boolean => code !== undefined && !isSuccess(code);

const keyOf = ({ code = '', subcode }: Found): string => (subcode === undefined ? code : `${code}/${subcode}`);

const bareOf = ({ numeric, origin, isListed, envelope }: Found): Found => ({ numeric, origin, isListed, envelope });

function isStrange({ bodies }: ErrorResponse, found: readonly Found[]): boolean {
  return bodies.some(({ examples }) =>
    examples.some((example) => !found.some((each) => each.example === example && each.code !== undefined)),
  );
}

function stateCode(found: Found, response: ErrorResponse, hasStatus: boolean, isOwn: boolean): Statement {
  const {
    code,
    subcode,
    origin: _,
    isListed: __,
    list: ___,
    envelope,
    patterns = [],
    names = [],
    values = {},
    ...rest
  } = found;
  return {
    ...rest,
    key: keyOf(found),
    hasCode: true,
    ...(subcode === undefined || code === undefined ? {} : { parent: code }),
    response,
    hasStatus,
    isOwn,
    ...(envelope?.name === undefined ? {} : { envelope: envelope.name }),
    patterns,
    names,
    values,
  };
}

/** The code above a subcode, of which nothing is said but where it comes. */
function stateParent({ response, hasStatus, isOwn, numeric, envelope }: Statement, parent: string): Statement {
  return {
    ...{ key: parent, hasCode: true, numeric, response, hasStatus, isOwn, patterns: [], names: [], values: {} },
    ...(envelope === undefined ? {} : { envelope }),
    isParent: true,
  };
}

/** What a response says without a code: one error by its status, or one for each type that its examples show. */
function stateWithoutCode(
  response: ErrorResponse,
  found: readonly Found[],
  shapes: Shapes,
  nameResponse: (response: ErrorResponse) => string,
): readonly Statement[] {
  const bare = {
    hasCode: false,
    numeric: false,
    response,
    hasStatus: true,
    isOwn: true,
    patterns: [],
    names: [],
  } as const;
  const envelope = envelopeNameOf(response, found, shapes);
  const base = { ...bare, ...(envelope === undefined ? {} : { envelope }) };
  const shown = found.filter(({ code }) => code === undefined);
  const key = nameResponse(response);
  const about = response.bodies.find(({ name, tree: { about: text } }) => name === key && text !== undefined)?.tree
    .about;
  const told = shown.map((each): Statement => {
    const { message, title, about: own = about, values = {}, details, detailsTree, example } = each;
    const type = values['type'];
    const typed = typeof type === 'string' && !isTypeOfStatus(type) ? keyOfType(type) : undefined;
    return {
      ...base,
      key: typed ?? key,
      ...(typed === undefined ? {} : { identifiedBy: 'type' }),
      ...(message === undefined ? {} : { message }),
      ...(title === undefined ? {} : { title }),
      ...(own === undefined ? {} : { about: own }),
      values,
      ...(details === undefined ? {} : { details }),
      ...(detailsTree === undefined ? {} : { detailsTree }),
      ...(example === undefined ? {} : { example }),
    };
  });
  if (told.length > 0) return told;
  const shownTexts = response.kind === 'other' ? response.texts : [];
  const texts = shownTexts.flatMap(({ value, mediaType }): readonly Statement[] => {
    const isMessage = textEnvelopeName(mediaType) === 'text' && typeof value === 'string' && !isStandIn(value);
    return isMessage ? [{ ...base, key, values: {}, message: value.trim() }] : [];
  });
  return texts.length > 0 ? texts : [{ ...base, key, values: {} }];
}

/** The last part of the address by which a problem type is known: `out-of-stock` of `https://api.example/problems/out-of-stock`. */
function keyOfType(type: string): string | undefined {
  if (!/[/:]/.test(type)) return undefined;
  return /([\w.~-]+)\W*$/.exec(type)?.[1];
}

function envelopeNameOf(response: ErrorResponse, found: readonly Found[], shapes: Shapes): string | undefined {
  if (response.kind === 'none') return 'none';
  if (response.kind === 'other') {
    const name = textEnvelopeName(response.mediaType ?? '');
    return Object.hasOwn(shapes.envelopes ?? {}, name) ? name : undefined;
  }
  return found.find(({ envelope }) => envelope !== undefined)?.envelope?.name;
}

/**
 * Names for responses without a code: the component's, else that of the schema that all inline responses of a status
 * share, else the status.
 */
function responseNamer(
  responses: readonly ErrorResponse[],
  taken: ReadonlySet<string>,
): (response: ErrorResponse) => string {
  const inline = responses.filter(({ place }) => place.name === undefined);
  const statusesOfSchema = new Map<string, Set<Status>>();
  const schemasOfStatus = new Map<Status, Set<string | undefined>>();
  for (const { status, bodies } of inline) {
    const names = bodies.length === 0 ? [undefined] : bodies.map(({ name }) => name);
    for (const name of names) {
      schemasOfStatus.set(status, (schemasOfStatus.get(status) ?? new Set()).add(name));
      if (name !== undefined) statusesOfSchema.set(name, (statusesOfSchema.get(name) ?? new Set<Status>()).add(status));
    }
  }
  const isFree = (name: string): boolean => name !== '' && !taken.has(caselessSlug(name));
  return ({ place, status }) => {
    // A number would look like a code.
    if (place.name !== undefined && isFree(place.name) && !/^\d+$/.test(place.name)) return place.name;
    const schemas = schemasOfStatus.get(status) ?? new Set();
    const [schema] = schemas;
    const isSole = place.name === undefined && schemas.size === 1;
    if (
      isSole &&
      schema !== undefined &&
      isFree(schema) &&
      !isNameOfAny(schema) &&
      statusesOfSchema.get(schema)?.size === 1
    )
      return schema;
    const name = `http-${String(status).toLowerCase()}`;
    return isFree(name) ? name : `response-${name}`;
  };
}

/** What a body says: the errors whose codes it states, or one without a code where its examples show none. */
function readBody(body: StatedBody, envelopes: readonly EnvelopePaths[], status: Status): readonly Found[] {
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
function readSchema({ tree, isBranch, examples }: StatedBody, envelope: EnvelopePaths): readonly Found[] {
  const at = (name: string): SchemaTree | undefined => {
    const path = envelope.paths.get(name);
    return path && treeAt(tree, path);
  };
  const code = at('code');
  const listed = (code?.values ?? []).flatMap((stated) => {
    const read = readCode(stated.value);
    return read === undefined ? [] : [{ ...stated, ...read }];
  });
  const isSole = listed.length === 1;
  const list = listed.map(({ code: own }) => own).join('\n');
  const stated = listed.map(({ code: own, numeric, name, about, origin }): Found => {
    const words = isSole ? wordsOf(tree, isBranch, about) : { ...(about === undefined ? {} : { about }) };
    const message = isSole ? soleText(at('message')) : undefined;
    const pattern = isSole ? at('message')?.pattern : undefined;
    const detailsTree = isSole ? at('details') : undefined;
    return {
      code: own,
      numeric,
      origin,
      isListed: !isSole,
      ...(isSole ? {} : { list }),
      envelope,
      ...words,
      ...(name === undefined ? {} : { title: name }),
      ...(message === undefined ? {} : { message }),
      ...(pattern === undefined ? {} : { patterns: [pattern] }),
      ...(detailsTree === undefined ? {} : { detailsTree }),
      ...(isSole ? { values: constantsOf(tree, envelope) } : {}),
    };
  });
  const [sole] = isSole ? stated : [];
  if (sole !== undefined) stated.push(...readSubcodes(at('subcode'), sole));
  // Examples of the media type stand in the place of those of the schema.
  if (examples.length > 0) return stated;
  const known = new Set(stated.map(keyOf));
  return [...stated, ...readSchemaExamples(tree, envelope).filter((found) => !known.has(keyOf(found)))];
}

/** The subcodes that a schema lists below its only code; of each only what stands beside it is said. */
function readSubcodes(tree: SchemaTree | undefined, { code, numeric, envelope, values }: Found): readonly Found[] {
  const listed = (tree?.values ?? []).flatMap((stated) => {
    const read = readCode(stated.value);
    return read === undefined ? [] : [{ ...stated, subcode: read.code, numeric: numeric || read.numeric }];
  });
  return listed.map(({ subcode, numeric: isNumber, name, about, origin }): Found => ({
    ...(code === undefined ? {} : { code }),
    ...{ subcode, numeric: isNumber, origin, isListed: listed.length > 1, envelope },
    ...(name === undefined ? {} : { title: name }),
    ...(about === undefined ? {} : { about }),
    ...(values === undefined ? {} : { values }),
  }));
}

/** What a schema that is about one code says of it. */
function wordsOf(tree: SchemaTree, isBranch: boolean, about: string | undefined): Pick<Found, 'title' | 'about'> {
  const text = about ?? tree.about;
  return {
    ...(isBranch && tree.title !== undefined ? { title: tree.title } : {}),
    ...(text === undefined ? {} : { about: text }),
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
