import type { Status } from '../core/http.ts';
import type { Json } from '../core/json.ts';
import { caselessSlug } from '../core/url.ts';
import type { ErrorResponse, ShownText } from './bodies.ts';
import { keyOf, readBody, type Found } from './found.ts';
import { textOf, type ShownExample } from './operations.ts';
import type { SchemaTree } from './schema.ts';
import { envelopePaths, textEnvelopeName, type Shapes } from './shapes.ts';
import { isGeneral, isNameOfAny, isStandIn, isStandInBody, isSuccess, isTypeOfStatus } from './words.ts';

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
    ...{ ...BARE, key: parent, hasCode: true, numeric, response, hasStatus, isOwn },
    ...(envelope === undefined ? {} : { envelope }),
    isParent: true,
  };
}

/** What holds of a statement that belongs to its response, and of which nothing more is known. */
const BARE = { numeric: false, hasStatus: true, isOwn: true, patterns: [], names: [], values: {} } as const;

/** A code that the text of a response states. */
export function stateProse(code: string, about: string, response: ErrorResponse): Statement {
  return { ...BARE, key: code, hasCode: true, response, isProse: true, ...(about === '' ? {} : { about }) };
}

/** What a response says without a code: one error by its status, or one for each type that its examples show. */
function stateWithoutCode(
  response: ErrorResponse,
  found: readonly Found[],
  shapes: Shapes,
  nameResponse: (response: ErrorResponse) => string,
): readonly Statement[] {
  const envelope = envelopeNameOf(response, found, shapes);
  const base = { ...BARE, hasCode: false, response, ...(envelope === undefined ? {} : { envelope }) };
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
    return isMessage ? [{ ...base, key, message: value.trim() }] : [];
  });
  return texts.length > 0 ? texts : [{ ...base, key }];
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
