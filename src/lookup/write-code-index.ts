import { hasCode, nameOf, statusesOf } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import type { BodyFields } from './body-fields.ts';
import { ALL_CODES, HEAD, type CodeHead, type CodePart, type Order, type Row } from './code-index.ts';
import { messageKey, reverse } from './code-parts.ts';
import { compare, countStatuses, type IndexedError } from './lookup-index.ts';
import { squash } from './words.ts';

// In characters of JSON, before any compression: one lookup loads the head and four parts, below 50 KB in sum.
const LONGEST_WHOLE = 45_000;
const LONGEST_PART = 8_000;
// A longer message would crowd out its neighbours.
const LONGEST_MESSAGE = 500;

/** The files of the index by name; every file is JSON. `fields` says where bodies hold what. */
export function writeCodeIndex(
  errors: readonly IndexedError[],
  fields: BodyFields = {},
): ReadonlyMap<string, CodeHead | CodePart> {
  const statuses = [...countStatuses(errors)];
  const rows = errors.map(toRow);
  const codes = errors.map(({ message: _message, aliases: _aliases, ...error }) => toRow(error));
  const files = new Map<string, CodeHead | CodePart>([[ALL_CODES, codes]]);
  if (JSON.stringify(rows).length <= LONGEST_WHOLE) return files.set(HEAD, { rows, statuses, fields });
  const cut = (order: Order): readonly string[] => {
    const parts = cutParts(errors.flatMap((error) => placesOf(error, order)));
    parts.forEach(({ rows: own }, place) => files.set(`${order}${place}`, own));
    return parts.map(({ from }) => from);
  };
  const alone = new Set(statuses.filter(([, count]) => count === 1).map(([status]) => status));
  const only = errors.flatMap(({ message: _, ...error }) =>
    statusesOf(error).some((status) => alone.has(Number(status))) ? [toRow(error)] : [],
  );
  const parts = { starts: cut('starts'), ends: cut('ends'), messages: cut('messages') };
  return files.set(HEAD, { rows: only, statuses, fields, parts });
}

function toRow(error: IndexedError): Row {
  const { code, title = '', aliases = [], formerly = [], message = '', identifiedBy = '', parent = '' } = error;
  const short = message.length > LONGEST_MESSAGE ? '' : message;
  const [status = 0, ...others] = statusesOf(error);
  const statuses = others.length > 0 || (error.status === undefined && status !== 0) ? [status, ...others] : status;
  const row = [code, title, statuses, aliases, formerly, short, identifiedBy, parent] as const;
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
  const { subcode } = codePartsOf(error);
  const codes = [error.code, ...(subcode === undefined ? [] : [subcode]), ...formerly];
  const others = hasCode(error) ? aliases : [nameOf(error), ...aliases];
  const keys = order === 'ends' ? codes.map((code) => reverse(squash(code))) : [...codes, ...others].map(squash);
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
