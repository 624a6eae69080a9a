/**
 * The code index as files. A small registry is one file. A large one is cut into parts of neighbouring names, by how they
 * start and by how they end, so that one lookup needs few of them: a single edit leaves one half of a name as it was.
 */
import type { Status } from '../core/http.ts';
import type { BodyFields } from './body-fields.ts';
import type { IndexedError } from './lookup-index.ts';

/**
 * An error as a row: code, title, status or statuses, aliases, former codes, message, what tells it where that is no
 * code, its parent, a page elsewhere that documents it, its endpoints, and the title and message of each form in which it
 * comes; what is empty at the end is left out.
 */
export type ErrorRow = readonly [
  code: string,
  title?: string,
  status?: Status | readonly Status[],
  aliases?: readonly string[],
  former?: readonly string[],
  message?: string,
  identifiedBy?: string,
  parent?: string,
  docUrl?: string,
  endpoints?: readonly string[],
  forms?: readonly (readonly [title: string, message: string])[],
];

/** Many errors of one name, each by what its code has before the name, and its status. */
export type FamilyRow = readonly [name: string, members: readonly (readonly [before: string, status?: Status])[]];

/** A row of the index. */
export type Row = ErrorRow | FamilyRow;

/** One part of the index. */
export type CodePart = readonly Row[];

/** The ways of ordering the names of a large registry; part `starts0` is the first of its order. */
export type Order = 'starts' | 'ends' | 'messages';

/** Where the parts of a large registry are: sorted words, each list as {@link packWords} writes it. */
export interface PackedParts extends Readonly<Record<Order, string>> {
  /** The stems under which messages are filed. */
  readonly stems: string;
}

/** The same, to be asked. */
export interface Parts extends Readonly<Record<Order, readonly string[]>> {
  readonly stems: ReadonlySet<string>;
}

/** Where the words of names, messages and summaries are, for texts that state none of them. */
export interface WordParts {
  /** The stem from which on each part `words0` … holds the stems, as {@link packWords} writes them. */
  readonly words: string;
  /** How many errors a part `rows0` … holds; absent where the head has them all. */
  readonly rows?: number;
  readonly count: number;
}

/** The file that is always loaded: all errors, or where to find them. */
export interface CodeHead {
  readonly rows: CodePart;
  /** How many errors each status has. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
  /** Where bodies hold what a paste tells. */
  readonly fields: BodyFields;
  /** The key from which on each part of an order holds the names. */
  readonly parts?: PackedParts;
  readonly nearest: WordParts;
}

/** The name of the file that is always loaded. */
export const HEAD = 'index';

/** All that a log can say of the errors, for whoever reads a whole one. */
export interface AllCodes {
  /** An error has a row more for each form with a title or message of its own. */
  readonly rows: readonly ErrorRow[];
  readonly fields: BodyFields;
}

/** The name of the file with {@link AllCodes}. */
export const ALL_CODES = 'codes';

/** The errors of a part. */
export function readPart(part: CodePart): readonly IndexedError[] {
  return part.flatMap((row) => (isFamily(row) ? readFamily(row) : [readRow(row)]));
}

function isFamily(row: Row): row is FamilyRow {
  return Array.isArray(row[1]);
}

function readFamily([name, members]: FamilyRow): readonly IndexedError[] {
  return members.map(([before, status]) => ({ code: before + name, ...readStatus(status) }));
}

function readRow([
  code,
  title,
  status,
  aliases,
  formerly,
  message,
  identifiedBy,
  parent,
  docUrl,
  endpoints,
  forms = [],
]: ErrorRow): IndexedError {
  const { variants = [], ...stated } = readStatus(status);
  const all = [...variants, ...forms.map(readForm)];
  return {
    code,
    ...(title ? { title } : {}),
    ...stated,
    ...(all.length > 0 ? { variants: all } : {}),
    ...(aliases?.length ? { aliases } : {}),
    ...(formerly?.length ? { formerly } : {}),
    ...(message ? { message } : {}),
    ...(identifiedBy ? { identifiedBy } : {}),
    ...(parent ? { parent } : {}),
    ...(docUrl ? { docUrl } : {}),
    ...(endpoints?.length ? { endpoints } : {}),
  };
}

function readForm([title, message]: NonNullable<ErrorRow[10]>[number]): Pick<IndexedError, 'title' | 'message'> {
  return { ...(title ? { title } : {}), ...(message ? { message } : {}) };
}

function readStatus(status: ErrorRow[2]): Pick<IndexedError, 'status' | 'variants'> {
  if (!status) return {};
  return typeof status === 'object' ? { variants: status.map((own) => ({ status: own })) } : { status };
}

/** What two parts say of one error, together. */
export function mergeErrors(one: IndexedError | undefined, other: IndexedError): IndexedError {
  const endpoints = [...new Set([...(one?.endpoints ?? []), ...(other.endpoints ?? [])])];
  // Only what tells of messages has the forms of an error.
  const [variants] = [one?.variants ?? [], other.variants ?? []].sort((few, many) => many.length - few.length);
  return {
    ...one,
    ...other,
    ...(endpoints.length === 0 ? {} : { endpoints }),
    ...(variants?.length ? { variants } : {}),
  };
}

/** Sorted words in little space: before each, how many of its first letters are those of the word before. */
export function packWords(words: readonly string[]): string {
  return words.map((word, place) => packWord(word, words[place - 1] ?? '')).join(' ');
}

function packWord(word: string, previous: string): string {
  let same = 0;
  while (same < 35 && same < word.length && word[same] === previous[same]) same++;
  return same.toString(36) + word.slice(same);
}

/** The words that {@link packWords} wrote. */
export function unpackWords(packed: string): readonly string[] {
  const words: string[] = [];
  for (const entry of packed === '' ? [] : packed.split(' '))
    words.push((words.at(-1) ?? '').slice(0, Number.parseInt(entry[0] ?? '0', 36)) + entry.slice(1));
  return words;
}

/** Unpacks where the parts are; once for all texts. */
export function unpackParts({ starts, ends, messages, stems }: PackedParts): Parts {
  return {
    starts: unpackWords(starts),
    ends: unpackWords(ends),
    messages: unpackWords(messages),
    stems: new Set(unpackWords(stems)),
  };
}
