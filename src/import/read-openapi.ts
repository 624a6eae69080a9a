import type { Details, ExtraExample, RegisteredError, ResponseHeader, Variant } from '../core/define.ts';
import type { Status } from '../core/http.ts';
import { isRecord, type Json } from '../core/json.ts';
import { inferredNotes } from '../openapi/notes.ts';
import { readResponses } from '../openapi/bodies.ts';
import { openDocuments, OpenApiProblem, type Documents } from '../openapi/documents.ts';
import { mostFrequent } from '../openapi/leaves.ts';
import { listHeaderExamples, listHeaders, listServers, textOf, type ShownExample } from '../openapi/operations.ts';
import { readProse } from '../openapi/prose.ts';
import { inferShapes, type Shapes } from '../openapi/shapes.ts';
import { readStatements, type Statement } from '../openapi/statements.ts';
import { isGeneral, isStandIn, isStandInBody } from '../openapi/words.ts';
import { cleanText, toMessage, toShortOrLong, uniqueBy, withoutEmpty, type Imported } from './entries.ts';
import { convertInline, type Markup } from './markup.ts';
import { SourceProblem, type Skipped } from './source.ts';

/** How an OpenAPI file is read. */
export interface OpenApiOptions {
  /** How its texts are written. */
  readonly markup: Markup;
  /** The folder that may be read; absent: that of the file. */
  readonly root?: string | undefined;
  /** The document that a file of another form comes to; absent: what the file holds. */
  readonly document?: object | undefined;
  /** The shapes of errors where they are known; absent: they are inferred. */
  readonly shapes?: Shapes | undefined;
  /** Whether codes are also looked for in the texts of responses. */
  readonly codesInProse: boolean;
}

/** What an OpenAPI file comes to. */
export interface OpenApiSource extends Imported {
  readonly name?: string;
  /** Base URL of the API; only its path where the file says no more. */
  readonly apiUrl?: string;
  readonly requestIdHeader?: string;
  readonly shapes: Shapes;
  /** What tells the shapes, one line each. */
  readonly evidence: readonly string[];
  readonly notes: readonly string[];
}

/** Reads the errors of an OpenAPI 3 file. Throws a {@link SourceProblem}. */
export function readOpenApiSource(file: string, options: OpenApiOptions): OpenApiSource {
  const documents = open(file, options);
  const responses = readResponses(documents);
  const inferred = options.shapes === undefined ? inferShapes(responses) : undefined;
  const shapes = options.shapes ?? inferred?.shapes ?? {};
  const read = readStatements(responses, shapes);
  const prose = options.codesInProse ? readProse(responses) : [];
  const groups = Map.groupBy([...read.statements, ...prose], ({ key }) => key);
  const errors = [...groups].map(([key, group]) => toEntry(key, group, { documents, markup: options.markup }));
  const partly = [...groups].flatMap(([key, group]) => listPartly(key, group, documents));
  const info = documents.root.value as { readonly info?: { readonly title?: unknown } };
  const name = info.info?.title;
  const [apiUrl] = listServers(documents);
  const requestIdHeader = mostFrequent(
    responses.flatMap(({ place }) => listHeaders(documents, place).map(([header]) => header)).filter(isRequestId),
  );
  return {
    errors,
    skipped: [...read.successes.map((code) => ({ place: code, reason: 'it names a success, no error' })), ...partly],
    ...(typeof name === 'string' ? { name } : {}),
    ...(apiUrl === undefined ? {} : { apiUrl }),
    ...(requestIdHeader === undefined ? {} : { requestIdHeader }),
    shapes,
    evidence: inferred?.evidence ?? [],
    notes: inferredNotes(documents, responses, { ...options, hasEnvelope: shapes.envelope !== undefined }),
  };
}

function open(file: string, { root, document }: OpenApiOptions): Documents {
  try {
    return openDocuments(file, { root, document });
  } catch (error) {
    throw error instanceof OpenApiProblem ? new SourceProblem(error.message) : error;
  }
}

const isRequestId = (header: string): boolean => /^(?:x-)?(?:[a-z]+-)?(?:request|correlation|trace)-?id$/i.test(header);

interface Context {
  readonly documents: Documents;
  readonly markup: Markup;
}

/** All that is stated of one error as an entry. */
function toEntry(key: string, group: readonly Statement[], context: Context): RegisteredError {
  const [first] = group as readonly [Statement, ...Statement[]];
  const inline = (text: string): string => convertInline(cleanText(text), context.markup);
  const own = group.filter(({ isOwn }) => isOwn);
  const forms = readForms(group);
  const messages = unique(group.flatMap(({ message }) => message ?? []));
  const statuses = unique(group.flatMap(({ hasStatus, response }) => (hasStatus ? [response.status] : [])));
  const texts = unique(forms.flatMap(({ text }) => text ?? []));
  const [text] = texts;
  const variants = forms.map(({ status, message, text: about, endpoints }) =>
    withoutEmpty<Variant>({
      status: statuses.length > 1 ? status : undefined,
      message: messages.length > 1 && message !== undefined ? toMessage(message) : undefined,
      about: texts.length > 1 && about !== undefined ? inline(about) : undefined,
      endpoints,
    }),
  );
  const tags = unique(own.map(({ response }) => tagOf(response.operation.place.value)));
  const [tag] = tags;
  return withoutEmpty<RegisteredError>({
    code: key,
    category: tags.length === 1 && tag !== undefined ? cleanText(tag) : GENERAL,
    title: group.flatMap(({ title }) => title ?? []).map(oneLine)[0],
    status: statuses.length === 1 ? statuses[0] : undefined,
    numeric: group.some(({ numeric }) => numeric) ? true : undefined,
    identifiedBy: first.hasCode ? undefined : (first.identifiedBy ?? 'status'),
    parent: first.parent,
    envelope: chooseEnvelope(group),
    values: commonValues(group),
    message: messages[0] === undefined ? undefined : toMessage(messages[0]),
    ...(texts.length === 1 && text !== undefined ? toShortOrLong(cleanText(text), context.markup) : {}),
    variants: variants.length > 1 ? variants : undefined,
    details: group.map((statement) => readDetails(statement, inline)).find((details) => details !== undefined),
    examples: listExamples(group).slice(0, MOST_EXAMPLES),
    headers: commonHeaders(own, context.documents, inline),
    retry: own.length > 0 && own.every((each) => statesWait(each, context.documents)) ? WAIT : undefined,
    endpoints: unique(own.map(({ response }) => response.operation.endpoint)),
    related: unique(group.flatMap(({ related = [] }) => related)).filter((code) => code !== key),
    aliases: unique(group.flatMap(({ names }) => names)),
  });
}

/** The category of errors that no single tag of the specification holds. */
const GENERAL = 'General';

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];

const oneLine = (text: string): string => cleanText(text).replaceAll(/\s+/g, ' ');

const RETRY_AFTER = 'Retry-After';
const WAIT = { when: 'after-wait', header: RETRY_AFTER } as const;

function statesWait({ response }: Statement, documents: Documents): boolean {
  return listHeaders(documents, response.place).some(([name]) => name.toLowerCase() === RETRY_AFTER.toLowerCase());
}

/** One of the forms in which an error comes: what is stated together, and where. */
interface Form {
  readonly status: Status | undefined;
  readonly message: string | undefined;
  readonly text: string | undefined;
  readonly endpoints: readonly string[];
}

function readForms(group: readonly Statement[]): readonly Form[] {
  const forms = new Map<string, Form>();
  // That a code comes with subcodes is no form beside what is said of it.
  const told = group.filter(({ isParent }) => !isParent);
  for (const statement of told.length > 0 ? told : group) {
    const { hasStatus, isOwn, message, response } = statement;
    if (!hasStatus && message === undefined && statement.about === undefined) continue;
    const status = hasStatus ? response.status : undefined;
    const text = statement.about ?? (isOwn && !statement.isParent ? responseText(statement) : undefined);
    const key = JSON.stringify([status, message, text]);
    const known = forms.get(key)?.endpoints ?? [];
    const endpoints = isOwn ? unique([...known, response.operation.endpoint]) : known;
    forms.set(key, { status, message, text, endpoints });
  }
  return [...forms.values()];
}

/** What a response says of itself, if it says more than its status. */
function responseText({ response }: Statement): string | undefined {
  const { place } = response;
  const text = textOf(place.value, 'description') ?? textOf(place.value, 'summary');
  return text === undefined || isGeneral(text, place.name) ? undefined : text;
}

function tagOf(operation: Readonly<Record<string, unknown>>): string | undefined {
  const { tags } = operation;
  const tag: unknown = Array.isArray(tags) ? tags[0] : undefined;
  return typeof tag === 'string' && tag.trim() !== '' ? tag : undefined;
}

/** The envelope of most of them; none only where none has a body. */
function chooseEnvelope(group: readonly Statement[]): string | undefined {
  const stated = group.filter(({ envelope, isProse }) => envelope !== 'none' && isProse === undefined);
  return stated.length > 0 ? mostFrequent(stated.map(({ envelope }) => envelope)) : group[0]?.envelope;
}

/** The values that all statements agree on. */
function commonValues(group: readonly Statement[]): Readonly<Record<string, Json>> | undefined {
  const byName = Map.groupBy(
    group.flatMap(({ values }) => Object.entries(values)),
    ([name]) => name,
  );
  const common = [...byName].flatMap(([name, stated]) => {
    const [value, ...others] = unique(stated.map(([, each]) => each));
    return value !== undefined && others.length === 0 ? [[name, value] as const] : [];
  });
  return common.length === 0 ? undefined : Object.fromEntries(common);
}

/** The details of an error, if the specification explains each of their fields. */
function readDetails({ details, detailsTree }: Statement, inline: (text: string) => string): Details | undefined {
  const properties = detailsTree?.properties;
  if (!isRecord(details) || properties === undefined) return undefined;
  const fields = Object.keys(details).flatMap((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = property && [...property.types].find((each) => each !== 'null');
    return property?.about === undefined || type === undefined ? [] : [[name, { type, about: inline(property.about) }]];
  });
  if (fields.length === 0 || fields.length < Object.keys(details).length) return undefined;
  return { fields: Object.fromEntries(fields) as Details['fields'], example: details };
}

const MOST_EXAMPLES = 10;

function listExamples(group: readonly Statement[]): readonly ExtraExample[] {
  const bodies = group.flatMap(({ example }) => (example === undefined ? [] : [writeExample(example, 'json')]));
  const texts = group.flatMap((statement) =>
    (statement.texts ?? []).map((text) => writeExample(text, languageOf(text.mediaType))),
  );
  return uniqueBy([...bodies, ...texts].flat(), ({ body }) => body);
}

function writeExample({ value, title }: ShownExample, lang: string): readonly ExtraExample[] {
  if (isStandInBody(value)) return [];
  // JSON may stand there as its text.
  const isText = typeof value === 'string' && (lang !== 'json' || /^\s*[[{]/.test(value));
  const body = isText ? value : JSON.stringify(value, null, 2);
  const name = title === undefined ? '' : oneLine(title);
  return [{ ...(name === '' ? {} : { title: name }), lang, body: body.toWellFormed() }];
}

function languageOf(mediaType: string): string {
  return /[/+]xml\b/.test(mediaType) ? 'xml' : /[/+]html\b/.test(mediaType) ? 'html' : 'text';
}

/** What is stated of an error and isn't taken: headers that only some of its responses have, and examples beyond the first. */
function listPartly(key: string, group: readonly Statement[], documents: Documents): readonly Skipped[] {
  const own = group.filter(({ isOwn }) => isOwn);
  const lists = own.map(({ response }) => listHeaders(documents, response.place).map(([name]) => name));
  const some = unique(lists.flat()).filter((name) => !lists.every((names) => names.includes(name)));
  const more = listExamples(group).length - MOST_EXAMPLES;
  return [
    ...some.map((name) => ({ place: key, field: `headers.${name}`, reason: 'only some of its responses state it' })),
    ...(more > 0 ? [{ place: key, field: 'examples', reason: `it has more than ${MOST_EXAMPLES}` }] : []),
  ];
}

/** The headers that each of the responses has. */
function commonHeaders(
  own: readonly Statement[],
  documents: Documents,
  inline: (text: string) => string,
): Readonly<Record<string, ResponseHeader>> | undefined {
  const lists = own.map(({ response }) => listHeaders(documents, response.place));
  const [first = []] = lists;
  const common = first.filter(([name]) => lists.every((list) => list.some(([other]) => other === name)));
  if (common.length === 0) return undefined;
  return Object.fromEntries(
    common.map(([name, header]) => {
      const about = textOf(header.value, 'description');
      const example = listHeaderExamples(documents, header).find(
        (value) => !isStandIn(value) && (typeof value === 'string' || typeof value === 'number'),
      );
      return [
        name,
        withoutEmpty<ResponseHeader>({
          about: about === undefined ? undefined : inline(about),
          example: example === undefined ? undefined : String(example),
        }),
      ];
    }),
  );
}
