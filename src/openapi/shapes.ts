import {
  ENVELOPE_NAMES,
  isJsonType,
  JSON_TYPE,
  listEnvelopes,
  listPlaceholderPaths,
  NO_BODY,
  type BodyPath,
  type Envelope,
  type Envelopes,
  type Placeholder,
} from '../core/envelope.ts';
import { isRecord, type Json } from '../core/json.ts';
import { formKey, mostFrequent, readForm, type BodyForm, type Leaf } from './leaves.ts';
import { namePath, type ErrorResponse } from './bodies.ts';
import { constantOf, findRoles, listCommonExamples, startsWith, type Roles } from './roles.ts';
import { isStandIn } from './words.ts';

/** What a site states of the shape of its errors. */
export interface Shapes extends Envelopes {
  readonly placeholders?: Readonly<Record<string, Placeholder>>;
}

/** The shapes of a specification, and what tells so: one line each. */
export interface InferredShapes {
  readonly shapes: Shapes;
  readonly evidence: readonly string[];
}

interface ReadBodyForm {
  readonly form: BodyForm;
  readonly roles: Roles;
}

/** Forms of bodies that keep their parts at the same places. */
interface Shape {
  readonly forms: readonly ReadBodyForm[];
  readonly count: number;
}

/** Finds where bodies keep their parts: what most responses share is the main envelope, others get names. */
export function inferShapes(responses: readonly ErrorResponse[]): InferredShapes {
  const bodies = responses.flatMap((response) => response.bodies.map((body) => [response, body] as const));
  const forms = [...Map.groupBy(bodies, ([, body]) => formKey(body))]
    .filter(([key]) => key !== '')
    .map(([, group]) => readForm(group))
    .map((form): ReadBodyForm => ({ form, roles: findRoles(form) }))
    // Other objects are no bodies of errors, whatever the response says.
    .filter(
      ({ roles: { code, message, status, statusText, title } }) => code ?? message ?? status ?? statusText ?? title,
    );
  const shapes = joinSparse([...Map.groupBy(forms, ({ roles }) => shapeKey(roles)).values()])
    .map((group): Shape => {
      const ordered = group.toSorted((one, other) => other.form.count - one.form.count);
      return { forms: ordered, count: ordered.reduce((sum, { form }) => sum + form.count, 0) };
    })
    .toSorted((one, other) => weightOf(other) - weightOf(one));
  const builders = new PlaceholderBuilder();
  const texts = textEnvelopes(responses);
  const named = nameShapes(shapes, Object.keys(texts)).map(([name, shape]) => ({
    name,
    shape,
    envelope: buildEnvelope(shape, builders),
  }));
  const [main, ...others] = named;
  const envelopes = { ...Object.fromEntries(others.map(({ name, envelope }) => [name, envelope])), ...texts };
  return {
    shapes: {
      ...(main === undefined ? {} : mainOf(main.envelope)),
      ...(Object.keys(envelopes).length === 0 ? {} : { envelopes }),
      ...(builders.isEmpty ? {} : { placeholders: builders.placeholders }),
    },
    evidence: named.flatMap(({ name, shape }, index) => describeEvidence(index === 0 ? 'main' : name, shape)),
  };
}

/** How much a shape counts: one with a code tells more than one without. */
const weightOf = (shape: Shape): number => shape.count * (hasCode(shape) ? 4 : 1);

const hasCode = ({ forms }: Shape): boolean => forms.some(({ roles }) => roles.code !== undefined);

function mainOf({ body, mediaType }: Envelope): Envelopes {
  return { ...(body === undefined ? {} : { envelope: body }), ...(mediaType === undefined ? {} : { mediaType }) };
}

/** Bodies with code and message at the same places are of one shape. */
function shapeKey({ code, message, status, statusText }: Roles): string {
  const parts = code === undefined && message === undefined ? [status, statusText] : [code, message];
  return parts.map((leaf) => (leaf === undefined ? '' : namePath(leaf.path))).join('\n');
}

/** Forms that only lack the code of others, and have the message where these have it, are of their shape. */
function joinSparse(groups: readonly (readonly ReadBodyForm[])[]): readonly (readonly ReadBodyForm[])[] {
  const isCoded = (group: readonly ReadBodyForm[]): boolean => group.some(({ roles }) => roles.code !== undefined);
  const messageOf = ([first]: readonly ReadBodyForm[]): string | undefined =>
    first?.roles.message && namePath(first.roles.message.path);
  const pathsOf = (group: readonly ReadBodyForm[]): ReadonlySet<string> =>
    new Set(group.flatMap(({ form: { leaves } }) => leaves.map(({ path }) => namePath(path))));
  const coded = groups.filter(isCoded);
  const sparse = groups.filter((group) => !isCoded(group));
  const ownerOf = (group: readonly ReadBodyForm[]): readonly ReadBodyForm[] | undefined =>
    coded.find(
      (other) =>
        messageOf(group) !== undefined &&
        messageOf(other) === messageOf(group) &&
        pathsOf(group).isSubsetOf(pathsOf(other)),
    );
  return [
    ...coded.map((group) => [...group, ...sparse.filter((other) => ownerOf(other) === group).flat()]),
    ...sparse.filter((group) => ownerOf(group) === undefined),
  ];
}

/** Names for shapes, none of which is that of a text or stands for no body. */
function nameShapes(shapes: readonly Shape[], texts: readonly string[]): readonly (readonly [string, Shape])[] {
  const taken = new Set([NO_BODY, ...texts]);
  return shapes.map((shape, index) => {
    const [first] = shape.forms;
    const { code, message } = first?.roles ?? {};
    const isOAuth = code?.path.join() === 'error' && message?.path.join() === 'error_description';
    const wanted = isOAuth ? 'oauth' : (first?.form.names[0] ?? `shape-${index + 1}`);
    let name = wanted;
    for (let copy = 2; taken.has(name); copy++) name = `${wanted}-${copy}`;
    taken.add(name);
    return [name, shape] as const;
  });
}

/** Placeholders of a site's own, each declared once. */
class PlaceholderBuilder {
  readonly #placeholders = new Map<string, Placeholder>();
  /** The name of the placeholder for each key; two keys that would have one get two. */
  readonly #names = new Map<string, string>();

  get placeholders(): Readonly<Record<string, Placeholder>> {
    return Object.fromEntries(this.#placeholders);
  }

  get isEmpty(): boolean {
    return this.#placeholders.size === 0;
  }

  /** The template of a part that none of ours stands for; its examples hold only where each body of the shape has it. */
  declare(path: BodyPath, leaf: Leaf | undefined, isEverywhere: boolean): string {
    const name = this.#nameOf(path);
    const known = this.#placeholders.get(name) ?? {};
    this.#placeholders.set(name, { ...(leaf === undefined ? {} : describeLeaf(leaf, isEverywhere)), ...known });
    return `{${name}}`;
  }

  #nameOf(path: BodyPath): string {
    const wanted = placeholderNameOf(path);
    const key = JSON.stringify([wanted, path.findLast((step) => step !== 0)]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    let name = wanted;
    for (let copy = 2; this.#placeholders.has(name); copy++) name = `${wanted}${copy}`;
    this.#names.set(key, name);
    return name;
  }
}

function placeholderNameOf(path: BodyPath): string {
  const keys = path.filter((step) => step !== 0).map((key) => key.replaceAll(/\W+/g, '_').replace(/^(?=\d)/, '_'));
  const [own = 'value', ...above] = keys.toReversed();
  const isTaken = (ENVELOPE_NAMES as readonly string[]).includes(own) || own === '__proto__' || own === '';
  return isTaken ? `${above[0] ?? 'body'}_${own === '__proto__' ? 'proto' : own}` : own;
}

function describeLeaf(leaf: Leaf, isEverywhere: boolean): Placeholder {
  const values = [...new Set(leaf.values)].filter((value) => typeof value === 'string' && !isStandIn(value));
  const examples = isEverywhere ? listCommonExamples(leaf) : [];
  const example = examples.find((value) => !isStandIn(value) && !isEmptyValue(value)) as Json | undefined;
  return {
    ...(leaf.about === undefined ? {} : { about: leaf.about }),
    ...(example === undefined ? {} : { example }),
    ...(values.length > 1 ? { values: values.map(String) } : {}),
  };
}

const isEmptyValue = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0);

function buildEnvelope({ forms }: Shape, builder: PlaceholderBuilder): Envelope {
  const counts = Map.groupBy(
    forms.flatMap(({ form: { leaves } }) => leaves.map(({ path }) => path.join('\u0000'))),
    (key) => key,
  );
  const isEverywhere = (path: BodyPath): boolean => counts.get(path.join('\u0000'))?.length === forms.length;
  const declare = (path: BodyPath, leaf: Leaf | undefined): string => builder.declare(path, leaf, isEverywhere(path));
  const body = forms.reduce<Json | undefined>(
    (template, { form, roles }) =>
      mergeTemplates(template, buildTemplate(form, roles, declare, template === undefined)),
    undefined,
  );
  const type = mostFrequent(forms.map(({ form }) => form.mediaType))?.replace(/\s*;.*$/, '');
  return {
    ...(body === undefined ? {} : { body }),
    ...(type === undefined || type === JSON_TYPE || !isJsonType(type) ? {} : { mediaType: type }),
  };
}

/** The template of a form; constants stand only in that of the main one, for others needn't have them. */
function buildTemplate(
  form: BodyForm,
  roles: Roles,
  declare: (path: BodyPath, leaf: Leaf | undefined) => string,
  isFirst: boolean,
): Json {
  const { details, ...named } = roles;
  const roleOf = new Map(Object.entries(named).map(([role, leaf]) => [leaf, `{${role}}`]));
  const build = (leaves: readonly Leaf[], path: BodyPath): Json => {
    if (details !== undefined && path.join('\u0000') === details.join('\u0000')) return '{details}';
    const [leaf] = leaves;
    const isEnd = leaf !== undefined && leaves.length === 1 && leaf.path.length === path.length;
    const role = isEnd ? roleOf.get(leaf) : undefined;
    if (role !== undefined) return role;
    const constant = isEnd && isFirst ? constantOf(leaf, form.count) : undefined;
    if (constant !== undefined) return constant;
    const holdsRole = leaves.some((part) => roleOf.has(part)) || (details !== undefined && startsWith(details, path));
    if (isEnd || (path.length > 0 && !holdsRole)) return declare(path, isEnd ? leaf : undefined);
    const parts = [...Map.groupBy(leaves, (part) => part.path[path.length])];
    if (parts.some(([key]) => key === 0))
      return [
        build(
          leaves.filter((part) => part.path[path.length] === 0),
          [...path, 0],
        ),
      ];
    return Object.fromEntries(
      parts.flatMap(([key, below]) =>
        key === undefined ? [] : [[String(key), build(below, [...path, key])] as const],
      ),
    );
  };
  return build(form.leaves, []);
}

/** A template with the parts of another one that it lacks. */
function mergeTemplates(one: Json | undefined, other: Json): Json {
  if (one === undefined) return other;
  if (Array.isArray(one) && Array.isArray(other)) return [mergeTemplates(one[0] as Json, other[0] as Json)];
  if (!isRecord(one) || !isRecord(other)) return one;
  const merged = new Map(Object.entries(one as Readonly<Record<string, Json>>));
  for (const [key, value] of Object.entries(other as Readonly<Record<string, Json>>))
    merged.set(key, mergeTemplates(merged.get(key), value));
  return Object.fromEntries(merged);
}

/** Envelopes of responses whose body is no JSON. */
function textEnvelopes(responses: readonly ErrorResponse[]): Readonly<Record<string, Envelope>> {
  const types = responses.flatMap(({ kind, mediaType }) => (kind === 'other' ? (mediaType ?? []) : []));
  return Object.fromEntries(
    [...new Set(types)].map((type) => {
      const bare = type.replace(/\s*;.*$/, '');
      return [textEnvelopeName(bare), { mediaType: bare, ...(bare === 'text/plain' ? { body: '{message}' } : {}) }];
    }),
  );
}

/** The name of the envelope of a media type: `xml` of `application/xml`. */
export function textEnvelopeName(mediaType: string): string {
  const subtype = mediaType.replace(/\s*;.*$/, '').split('/')[1] ?? mediaType;
  return subtype === 'plain' ? 'text' : (subtype.split('+').at(-1) ?? subtype);
}

function describeEvidence(name: string, { forms, count }: Shape): readonly string[] {
  const [first] = forms;
  if (first === undefined) return [];
  const { roles, form } = first;
  const parts = (['code', 'subcode', 'message', 'status'] as const).flatMap((role) => {
    const leaf = roles[role];
    return leaf === undefined ? [] : [`${role} at ${namePath(leaf.path)}`];
  });
  const schemas = [...new Set(forms.flatMap(({ form: { names } }) => names))];
  const from = schemas.length === 0 ? '' : ` (${schemas.slice(0, 3).join(', ')}${schemas.length > 3 ? ' …' : ''})`;
  const where = parts.length === 0 ? 'neither code nor message' : parts.join(', ');
  return [
    `${name}: ${where}; ${count} ${count === 1 ? 'response has' : 'responses have'} it${from}, such as ${form.place}.`,
  ];
}

/** The ways to the placeholders of an envelope. */
export interface EnvelopePaths {
  readonly name: string | undefined;
  readonly mediaType: string;
  readonly body: Json;
  readonly paths: ReadonlyMap<string, BodyPath>;
}

/** The JSON envelopes of a site with their ways, the main one first. */
export function envelopePaths(shapes: Shapes): readonly EnvelopePaths[] {
  const names = [undefined, ...Object.keys(shapes.envelopes ?? {})];
  const hasMain = shapes.envelope !== undefined || shapes.mediaType !== undefined;
  return listEnvelopes(shapes).flatMap(({ body, mediaType = JSON_TYPE }, index) => {
    if (body === undefined || !isJsonType(mediaType)) return [];
    const paths = new Map(listPlaceholderPaths(body).map(({ name, path }) => [name, path]));
    return [{ name: names[hasMain ? index : index + 1], mediaType, body, paths }];
  });
}
