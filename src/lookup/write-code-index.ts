import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { FAMILY_SIZE, lastPartOf } from '../core/names.ts';
import type { BodyFields } from './body-fields.ts';
import {
  ALL_CODES,
  HEAD,
  packWords,
  type AllCodes,
  type CodeHead,
  type CodePart,
  type ErrorRow,
  type FamilyRow,
  type Order,
  type Row,
} from './code-index.ts';
import { messageKey, reverse } from './code-parts.ts';
import {
  compare,
  countStatuses,
  fileMessages,
  messagesOf,
  namesOf,
  type IndexedError,
  type Name,
} from './lookup-index.ts';
import { indexWords, type Postings, type WordedError } from './nearest.ts';
import { squash } from './words.ts';

// In characters of JSON, before any compression: one lookup loads the head and some parts, below 50 KB in sum.
const LONGEST_WHOLE = 30_000;
const LONGEST_PART = 2_800;
const LONGEST_ROWS = 1_800;
// A longer message would crowd out its neighbours.
const LONGEST_MESSAGE = 500;
// A message that more errors share than this tells none of them.
const MOST_OF_ONE_MESSAGE = 8;
const MOST_ENDPOINTS = 12;

/** A file of the index. */
export type IndexFile = CodeHead | AllCodes | CodePart | readonly Postings[];

/** The files of the index by name; every file is JSON. `fields` says where bodies hold what. */
export function writeCodeIndex(
  errors: readonly WordedError[],
  fields: BodyFields = {},
): ReadonlyMap<string, IndexFile> {
  const statuses = [...countStatuses(errors)];
  const rows = errors.map((error) => toRow(error));
  const files = new Map<string, IndexFile>([
    [ALL_CODES, { rows: errors.map(({ docUrl: _, endpoints: __, ...error }) => toRow(error)), fields }],
  ]);
  const words = cutParts(indexWords(errors).map((postings) => ({ key: postings[0], row: postings })));
  words.forEach(({ rows: own }, place) => files.set(`words${place}`, own));
  const nearest = { words: packWords(words.map(({ from }) => from)), count: errors.length };
  if (JSON.stringify(rows).length <= LONGEST_WHOLE) return files.set(HEAD, { rows, statuses, fields, nearest });

  const single = errors.map(withoutForms);
  const cut = (order: Order, places: readonly Place<Row>[]): string => {
    const parts = cutParts(places);
    parts.forEach(({ rows: own }, place) => files.set(`${order}${place}`, own));
    return packWords(parts.map(({ from }) => from));
  };
  const short = errors.map(toShortRow);
  const rowsOfPart = Math.max(1, Math.floor((short.length * LONGEST_ROWS) / JSON.stringify(short).length));
  for (let start = 0; start < errors.length; start += rowsOfPart)
    files.set(`rows${start / rowsOfPart}`, short.slice(start, start + rowsOfPart));
  const alone = new Set(statuses.filter(([, count]) => count === 1).map(([status]) => status));
  const only = errors.filter((error) => statusesOf(error).some((status) => alone.has(Number(status)))).map(toShortRow);
  const messages = messagePlaces(errors);
  const parts = {
    starts: cut('starts', startPlaces(single)),
    ends: cut('ends', endPlaces(single)),
    messages: cut('messages', messages),
    stems: packWords([...new Set(messages.map(({ key }) => key.slice(0, key.indexOf('|'))))].sort(compare)),
  };
  return files.set(HEAD, { rows: only, statuses, fields, parts, nearest: { ...nearest, rows: rowsOfPart } });
}

/** An error whose forms have nothing but statuses. */
function withoutForms({ variants, ...error }: IndexedError): IndexedError {
  const statuses = variants?.flatMap(({ status }) => (status === undefined ? [] : [{ status }]));
  return { ...error, ...(statuses === undefined ? {} : { variants: statuses }) };
}

/** What a form says besides its status. */
function formOf({ title = '', message = '' }: Form): readonly (readonly [string, string])[] {
  const short = message.length > LONGEST_MESSAGE ? '' : message;
  return title === '' && short === '' ? [] : [[title, short]];
}

type Form = NonNullable<IndexedError['variants']>[number];

function toRow(error: IndexedError): ErrorRow {
  const {
    code,
    title = '',
    aliases = [],
    formerly = [],
    message = '',
    identifiedBy = '',
    parent = '',
    docUrl = '',
  } = error;
  const short = message.length > LONGEST_MESSAGE ? '' : message;
  const [status = 0, ...others] = statusesOf(error);
  const statuses = others.length > 0 || (error.status === undefined && status !== 0) ? [status, ...others] : status;
  const endpoints = (error.endpoints ?? []).slice(0, MOST_ENDPOINTS);
  const forms = (error.variants ?? []).flatMap((form) => formOf(form));
  const row = [
    code,
    title,
    statuses,
    aliases,
    formerly,
    short,
    identifiedBy,
    parent,
    docUrl,
    endpoints,
    forms,
  ] as const;
  const filled = row.findLastIndex((value) => (typeof value === 'number' ? value > 0 : value.length > 0));
  return row.slice(0, filled + 1) as unknown as ErrorRow;
}

/** A row with what a suggestion shows and no more. */
function toShortRow({
  aliases: _,
  formerly: __,
  message: ___,
  docUrl: ____,
  endpoints: _____,
  ...error
}: IndexedError): ErrorRow {
  return toRow(withoutForms(error));
}

interface Place<Content> {
  readonly key: string;
  readonly row: Content;
}

/** Where errors stand in the order of their names: under each of them, with what makes it one; many of one name as a family. */
function startPlaces(errors: readonly IndexedError[]): readonly Place<Row>[] {
  const names = errors.flatMap(namesOf);
  const families = findFamilies(errors);
  const single = names.filter(({ key, error }) => !families.get(key)?.has(error));
  const own = single.map((name) => ({ key: name.key, row: rowFor(name) }));
  return [...own, ...Array.from(families, ([key, members]) => ({ key, row: toFamily([...members]) }))];
}

function rowFor({ kind, text, error }: Name): ErrorRow {
  const { aliases = [], formerly = [], message: _, docUrl: __, endpoints: ___, ...rest } = error;
  const more = { ...(kind === 'link' ? { docUrl: text } : {}), ...(kind === 'endpoint' ? { endpoints: [text] } : {}) };
  return toRow({ ...rest, aliases: kind === 'alias' ? [text] : kind === 'link' ? [] : aliases, formerly, ...more });
}

/** The names that many errors share, by key. */
function findFamilies(errors: readonly IndexedError[]): ReadonlyMap<string, ReadonlySet<IndexedError>> {
  const groups = new Map<string, Set<IndexedError>>();
  for (const error of errors) {
    const name = hasCode(error) ? lastPartOf(error.code) : undefined;
    if (name !== undefined) groups.set(squash(name), (groups.get(squash(name)) ?? new Set()).add(error));
  }
  return new Map([...groups].filter(([, members]) => members.size >= FAMILY_SIZE && hasOneSpelling([...members])));
}

function hasOneSpelling(members: readonly IndexedError[]): boolean {
  return new Set(members.map(({ code }) => lastPartOf(code))).size === 1;
}

function toFamily(members: readonly IndexedError[]): FamilyRow {
  const name = lastPartOf(members[0]?.code ?? '') ?? '';
  return [
    name,
    members.map((error) => {
      const before = error.code.slice(0, -name.length);
      const [status] = statusesOf(error);
      return status === undefined ? [before] : [before, status];
    }),
  ];
}

/** Where errors stand in the order of their reversed codes. */
function endPlaces(errors: readonly IndexedError[]): readonly Place<Row>[] {
  return errors.flatMap((error) => {
    const { subcode } = codePartsOf(error);
    const own = hasCode(error) ? [error.code, subcode] : [nameOf(error)];
    const codes = [...own, ...(error.formerly ?? [])].filter((code) => code !== undefined);
    return codes.map((code) => ({
      key: reverse(squash(code)),
      row: rowFor({ kind: 'code', text: code, key: '', mask: 0, everyday: false, error }),
    }));
  });
}

/** Where errors stand in the order of the rarest stems of their messages; those of one stem by how they start. */
function messagePlaces(errors: readonly IndexedError[]): readonly Place<Row>[] {
  const messages = errors.flatMap(messagesOf);
  const sharing = new Map<string, number>();
  for (const { message } of messages) sharing.set(message, (sharing.get(message) ?? 0) + 1);
  return [...fileMessages(messages)].flatMap(([key, filed]) =>
    filed.flatMap(({ error, message }) => {
      const { aliases: _, formerly: __, docUrl: ___, endpoints: ____, ...told } = error;
      return (sharing.get(message) ?? 0) > MOST_OF_ONE_MESSAGE
        ? []
        : [{ key: messageKey(key, message), row: toRow(told) }];
    }),
  );
}

function cutParts<Content extends readonly unknown[]>(
  places: readonly Place<Content>[],
): readonly { readonly from: string; readonly rows: readonly Content[] }[] {
  const parts: { from: string; rows: Content[] }[] = [];
  let length = 0;
  let previous = '';
  for (const { key, row } of places.toSorted((one, other) => compare(one.key, other.key))) {
    const part = parts.at(-1);
    const size = JSON.stringify(row).length + 1;
    if (part === undefined || (length + size > LONGEST_PART && key !== previous)) {
      parts.push({ from: part === undefined ? '' : separator(previous, key), rows: [row] });
      length = size;
    } else if (JSON.stringify(part.rows.at(-1)) !== JSON.stringify(row)) {
      part.rows.push(row);
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
