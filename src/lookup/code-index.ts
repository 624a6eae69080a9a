/**
 * The code index as files. A small registry is one file. A large one is cut into parts of neighbouring names, by how they
 * start and by how they end, so that one lookup needs few of them: a single edit leaves one half of a name as it was.
 */
import { messageFields } from './fields.ts';
import { identifierKeys, typedKeys } from './fuzzy.ts';
import { compare, countStatuses, findKey, type IndexedError } from './lookup-index.ts';
import { opensName, readQuery, type Query } from './query.ts';
import { contentStems, squash } from './words.ts';

/** An error as a row: code, title, status, aliases, former codes, message; what is empty at the end is left out. */
type Row = readonly [
  code: string,
  title?: string,
  status?: number,
  aliases?: readonly string[],
  former?: readonly string[],
  message?: string,
];

/** One part of the index. */
export type CodePart = readonly Row[];

/** The ways of ordering the names of a large registry; part `starts0` is the first of its order. */
const ORDERS = ['starts', 'ends', 'messages'] as const;
type Order = (typeof ORDERS)[number];

/** The file that is always loaded: all errors, or where to find them. */
export interface CodeHead {
  readonly rows: CodePart;
  /** How many errors each status has. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
  /** The key from which on each part of an order holds the names. */
  readonly parts?: Readonly<Record<Order, readonly string[]>>;
}

/** The name of the file that is always loaded. */
export const HEAD = 'index';
// In characters of JSON, before any compression: one lookup loads the head and at most MOST_PARTS, below 50 KB in sum.
const LONGEST_WHOLE = 45_000;
const LONGEST_PART = 8_000;
const MOST_PARTS = 4;
const MESSAGE_KEY_LENGTH = 40;

/** The files of the index by name; every file is JSON. */
export function writeCodeIndex(errors: readonly IndexedError[]): ReadonlyMap<string, CodeHead | CodePart> {
  const statuses = [...countStatuses(errors)];
  const rows = errors.map(toRow);
  if (JSON.stringify(rows).length <= LONGEST_WHOLE) return new Map([[HEAD, { rows, statuses }]]);
  const files = new Map<string, CodeHead | CodePart>();
  const cut = (order: Order): readonly string[] => {
    const parts = cutParts(errors.flatMap((error) => placesOf(error, order)));
    parts.forEach(({ rows: own }, place) => files.set(`${order}${place}`, own));
    return parts.map(({ from }) => from);
  };
  const alone = new Set(statuses.filter(([, count]) => count === 1).map(([status]) => status));
  const only = errors.filter(({ status }) => status !== undefined && alone.has(status)).map(toRow);
  const parts = { starts: cut('starts'), ends: cut('ends'), messages: cut('messages') };
  return files.set(HEAD, { rows: only, statuses, parts });
}

/** The errors of a part. */
export function readPart(part: CodePart): readonly IndexedError[] {
  return part.map(([code, title, status, aliases, formerly, message]) => ({
    code,
    ...(title ? { title } : {}),
    ...(status ? { status } : {}),
    ...(aliases ? { aliases } : {}),
    ...(formerly ? { formerly } : {}),
    ...(message ? { message } : {}),
  }));
}

/** The names of the parts that may hold what a text means, likeliest first; none where the head has everything. */
export function neededParts(input: string, { parts }: CodeHead): readonly string[] {
  if (parts === undefined) return [];
  const query = readQuery(input);
  const whole = typedKeys(query).filter((key) => key.length > 0);
  const names = [...identifierKeys(query), ...whole].flatMap((key) => [
    ...near(parts.starts, key).map((place) => `starts${place}`),
    ...(key.length < 6 ? [] : near(parts.ends, reverse(key)).map((place) => `ends${place}`)),
  ]);
  const messages = messageKeys(query).map((key) => `messages${placeOf(parts.messages, key)}`);
  const runs = runKeys(query).map((key) => `starts${placeOf(parts.starts, key)}`);
  // The first identifier, then the message, then whatever else there is room for.
  const order = [...names.slice(0, 2), ...messages.slice(0, 1), ...names, ...runs, ...messages];
  return [...new Set(order)].slice(0, MOST_PARTS);
}

function toRow({ code, title = '', status = 0, aliases = [], formerly = [], message = '' }: IndexedError): Row {
  const row = [code, title, status, aliases, formerly, message] as const;
  const filled = row.findLastIndex((value) => (typeof value === 'number' ? value > 0 : value.length > 0));
  return row.slice(0, filled + 1) as unknown as Row;
}

interface Place {
  readonly key: string;
  readonly row: Row;
}

/** Where an error stands in an order; only `messages` repeats the long text. */
function placesOf(error: IndexedError, order: Order): readonly Place[] {
  const { message = '', aliases = [], formerly = [], ...rest } = error;
  if (order === 'messages')
    return message ? [{ key: messageKey(message.replace(/\{.*/s, '')), row: toRow(error) }] : [];
  const row = toRow({ ...rest, aliases, formerly });
  const codes = [error.code, ...formerly];
  const keys = order === 'ends' ? codes.map((code) => reverse(squash(code))) : [...codes, ...aliases].map(squash);
  return keys.map((key) => ({ key, row }));
}

function cutParts(places: readonly Place[]): readonly { readonly from: string; readonly rows: CodePart }[] {
  const parts: { from: string; rows: Row[] }[] = [];
  let length = 0;
  let previous = '';
  for (const { key, row } of places.toSorted((one, other) => compare(one.key, other.key))) {
    const part = parts.at(-1);
    const size = JSON.stringify(row).length + 1;
    if (part === undefined || (length + size > LONGEST_PART && key !== previous)) {
      parts.push({ from: part === undefined ? '' : separator(previous, key), rows: [row] });
      length = size;
    } else {
      if (part.rows.at(-1)?.[0] !== row[0]) part.rows.push(row);
      length += size;
    }
    previous = key;
  }
  return parts;
}

/** The shortest start of `key` that is behind `previous`. */
function separator(previous: string, key: string): string {
  let length = 1;
  while (key.slice(0, length) <= previous) length++;
  return key.slice(0, length);
}

function placeOf(parts: readonly string[], key: string): number {
  const place = findKey(
    parts.map((part) => ({ key: part })),
    `${key}\u0000`,
  );
  return Math.max(0, place - 1);
}

/** The parts with the names that share the first half of a key, as far as they are its neighbours. */
function near(parts: readonly string[], key: string): readonly number[] {
  const half = key.slice(0, Math.ceil(key.length / 2) - 1);
  const place = placeOf(parts, key);
  const [first, last] = [placeOf(parts, half), placeOf(parts, `${half}\uffff`)];
  return [place, place + 1, place - 1].filter((other) => other >= first && other <= last).slice(0, 2);
}

function messageKeys({ text, words, fields }: Query): readonly string[] {
  const texts = [...messageFields(fields), ...(words.length > 3 ? [text] : [])];
  return texts.map(messageKey).filter((key) => key.length > 0);
}

function messageKey(message: string): string {
  return squash(message.slice(0, 200)).slice(0, MESSAGE_KEY_LENGTH);
}

/** The rest of the text from each telling word on, as a key. */
function runKeys({ text, words }: Query): readonly string[] {
  return words
    .slice(0, 40)
    .filter((word, place) => opensName(words, place) && contentStems([word]).length > 0)
    .map(({ start }) => squash(text.slice(start, start + 80)));
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
