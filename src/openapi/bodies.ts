import { isJsonType, type BodyPath } from '../core/envelope.ts';
import { boundsOf, type Status } from '../core/http.ts';
import { isRecord } from '../core/json.ts';
import { parseJson } from '../formats/json.ts';
import type { Documents } from './documents.ts';
import {
  listErrorResponses,
  listExamples,
  listMedia,
  listOperations,
  type Media,
  type ShownExample,
  type StatedResponse,
} from './operations.ts';
import { schemaReader, type ReadSchema, type SchemaTree } from './schema.ts';

/** An error response with what it says of its body. */
export interface ErrorResponse extends StatedResponse {
  /** `none` where it states no body, `json` where a body is JSON, else `other`. */
  readonly kind: 'none' | 'json' | 'other';
  readonly mediaType: string | undefined;
  readonly bodies: readonly StatedBody[];
  /** Bodies that are no JSON, as they stand there. */
  readonly texts: readonly ShownText[];
}

/** A body that is no JSON, as an example shows it. */
export interface ShownText extends ShownExample {
  readonly mediaType: string;
}

/** What a media type of a response says of the JSON of its body: one alternative of its schema, or its examples. */
export interface StatedBody {
  /** The name of its schema, where that is a component or a file of its own. */
  readonly name: string | undefined;
  /** Whether the schema has several alternatives, so that the words of this one are about what is special in it. */
  readonly isBranch: boolean;
  /** Absent for a range of media types. */
  readonly mediaType: string | undefined;
  readonly tree: SchemaTree;
  /** Examples of the media type, which stand in the place of those of the schema. */
  readonly examples: readonly ShownExample[];
}

/** Every error response of a specification. */
export function readResponses(documents: Documents): readonly ErrorResponse[] {
  const read = schemaReader(documents);
  return listOperations(documents)
    .flatMap((operation) => listErrorResponses(documents, operation))
    .map((response) => readResponse(documents, response, read));
}

function readResponse(documents: Documents, response: StatedResponse, read: ReadSchema): ErrorResponse {
  const media = listMedia(documents, response.place);
  const json = media.filter(({ type }) => isJsonType(type) || isRangeOfJson(type));
  const [first] = json.length > 0 ? json : media;
  return {
    ...response,
    kind: json.length > 0 ? 'json' : media.length > 0 ? 'other' : 'none',
    mediaType: first && soleType(first.type),
    bodies: json.flatMap((each) => readBodies(documents, each, read)),
    texts: media.filter((each) => !json.includes(each)).flatMap((each) => readTexts(documents, each, read)),
  };
}

/** What is shown of a body that is no JSON, by its media type or else by its schema. */
function readTexts(documents: Documents, { type, place }: Media, read: ReadSchema): readonly ShownText[] {
  const { schema } = place.value;
  const shown = listExamples(documents, place);
  const ofSchema = isRecord(schema)
    ? read({ value: schema, file: place.file }).flatMap(({ examples }) => examples)
    : [];
  return (shown.length > 0 ? shown : ofSchema).map((example) => ({ ...example, mediaType: type }));
}

const soleType = (type: string): string | undefined => (isRangeOfJson(type) ? undefined : type);
/** Whether a media type is a range in which JSON lies. */
const isRangeOfJson = (type: string): boolean => /^(?:\*|application)\/(?:\*|\*\+json)\s*(?:;|$)/i.test(type.trim());

function readBodies(documents: Documents, { type, place }: Media, read: ReadSchema): readonly StatedBody[] {
  const { schema } = place.value;
  const examples = listExamples(documents, place).map((example) => ({ ...example, value: parseShown(example.value) }));
  const target = documents.resolve({ value: schema, file: place.file });
  const trees = isRecord(schema) ? read({ value: schema, file: place.file }) : [];
  const named = { name: target?.name, isBranch: trees.length > 1, mediaType: soleType(type) };
  if (trees.length === 0) return examples.length === 0 ? [] : [{ ...named, tree: NOTHING, examples }];
  return trees.map((tree, index) => ({ ...named, tree, examples: index === 0 ? examples : [] }));
}

const NOTHING: SchemaTree = { types: new Set(), values: [], examples: [] };

/** An example of JSON may stand there as its text. */
function parseShown(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/** Whether a status may be meant by another, which is a range. */
export function coversStatus(stated: Status, status: Status): boolean {
  const [[from, to], [first, last]] = [boundsOf(stated), boundsOf(status)];
  return from <= first && last <= to;
}

/** A way as messages name it: `errors[].code`. */
export function namePath(path: BodyPath): string {
  return path.reduce<string>((name, key) => (key === 0 ? `${name}[]` : name === '' ? key : `${name}.${key}`), '');
}
