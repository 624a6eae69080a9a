/** What JSON, YAML, XML, logs, headers and dumps of programs say in named fields, so that half a payload will do. */

import { fieldName, keysOf, type BodyFields } from './body-fields.ts';
import type { Readings } from './readable.ts';

/** A named value, the name as {@link fieldName} writes it. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** The place of the field in the text. */
  readonly start: number;
  /** Name and value as they stand there. */
  readonly found: string;
}

// Most telling first: where a payload has several, `code` holds the code and `type` its family.
const CODE_FIELDS =
  'errorcode code errcode errorname errortype reason sqlstate type error err exception name status'.split(' ');
const MESSAGE_FIELDS = 'message msg errormessage errormsg detail errordescription description title error'.split(' ');
const REQUEST_ID_FIELDS =
  'requestid xrequestid correlationid xcorrelationid traceid trace cfray xamznrequestid xamzrequestid reqid'.split(' ');
// Names that end in `code` and hold another thing than the code of an error.
const OTHER_CODES =
  /^(?:status|http|httpstatus|response|exit|return|country|currency|language|lang|zip|post|postal|area)code$/;

// A name with a sign behind it: others have no value.
const NAME = /(?<![A-Za-z_])[A-Za-z_][\w-]{0,59}(?![\w-])(?=["'`\])]{0,2}[ \t]{0,8}(?:[:=]|->)|>)/g;
const BARE = /[^\s"'`,;{}[\]()<>&|]{1,2000}/y;
const ELEMENT = /[^<]{1,2000}/y;
const LINE = /[^\n]{1,2000}/y;
const LONGEST_VALUE = 2000;
const LONGEST_GAP = 8;
const LONGEST_SHOWN = 120;
const MOST_FIELDS = 3000;
const MOST_CODES = 200;

/** All named fields of a paste: of its strings as they are, and of what JSON in JSON holds. */
export function readAllFields({ quoted, text }: Pick<Readings, 'quoted' | 'text'>): readonly Field[] {
  if (quoted === text) return readFields(text);
  const fields = [...readFields(quoted), ...readFields(text)];
  const first = new Map(fields.toReversed().map((field) => [`${field.name} ${field.value}`, field]));
  return fields.filter((field) => first.get(`${field.name} ${field.value}`) === field);
}

/** The named fields of a text, in its order; a field that starts a line also counts with the whole rest of the line. */
function readFields(text: string): readonly Field[] {
  const found: Field[] = [];
  for (const match of text.matchAll(NAME)) {
    const [name] = match;
    const start = match.index;
    const end = start + name.length;
    const value = findValue(text, start, end);
    if (value === undefined) continue;
    const line = value.quoted ? undefined : restOfLine(text, start, value.start);
    const own = text.slice(value.start, value.end);
    const add = (written: string): void => {
      const shown = withQuotes(text, start, Math.min(value.start + written.length, start + LONGEST_SHOWN));
      found.push({ name: fieldName(name), value: unquote(written).trim(), start, found: shown });
    };
    if (line !== undefined) add(line);
    if (line !== own) add(own);
    if (found.length > MOST_FIELDS) break;
  }
  return found;
}

/** A part of a text with the quotes around it. */
function withQuotes(text: string, start: number, end: number): string {
  const isQuote = (place: number): number => (/["'`]/.test(text[place] ?? '') ? 1 : 0);
  return text.slice(start - isQuote(start - 1), end + isQuote(end));
}

/** A value without the escapes of its string. */
function unquote(value: string): string {
  return value.includes('\\') ? value.replace(/\\(["'`\\/])/g, '$1') : value;
}

const CLOSERS = '"\'`])';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Where the value of a name stands: behind `:`, `=`, `=>` or `->`, or between the tags of an element. */
function findValue(text: string, nameStart: number, nameEnd: number): Span | undefined {
  if (text[nameStart - 1] === '<' && text[nameEnd] === '>') {
    const end = endOf(text, nameEnd + 1, ELEMENT);
    return end === nameEnd + 1 ? undefined : { start: nameEnd + 1, end, quoted: true };
  }
  let place = nameEnd;
  while (place < nameEnd + 2 && CLOSERS.includes(text[place] ?? ' ')) place++;
  place = skipSpaces(text, place);
  const sign = text[place];
  if (sign === '=' || sign === '-') {
    if (sign === '-' && text[place + 1] !== '>') return undefined;
    place += text[place + 1] === '>' ? 2 : 1;
  } else if (sign === ':') {
    // `::` and `://` part names, not a name from its value.
    if (text[place + 1] === ':' || text.startsWith('//', place + 1)) return undefined;
    place += text[place + 1] === '=' ? 2 : 1;
  } else return undefined;
  place = skipSpaces(text, place);
  const quote = text[place] ?? '';
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = endOfString(text, place + 1, quote);
    // A quote that nothing closes was a letter.
    if (text[end] === quote) return { start: place + 1, end, quoted: true };
    place++;
  }
  const end = endOf(text, place, BARE);
  return end === place ? undefined : { start: place, end, quoted: false };
}

function skipSpaces(text: string, from: number): number {
  let place = from;
  while (place < from + LONGEST_GAP && (text[place] === ' ' || text[place] === '\t')) place++;
  return place;
}

/** Where what an expression matches from a place on ends. */
function endOf(text: string, from: number, value: RegExp): number {
  value.lastIndex = from;
  return value.test(text) ? value.lastIndex : from;
}

function endOfString(text: string, from: number, quote: string): number {
  const last = Math.min(text.length, from + LONGEST_VALUE);
  let place = from;
  while (place < last && text[place] !== quote) place += text[place] === '\\' ? 2 : 1;
  return Math.min(place, text.length);
}

/** The rest of the line behind `name: ` where nothing but its mark stands before the name, as in YAML and headers. */
function restOfLine(text: string, nameStart: number, valueStart: number): string | undefined {
  let place = nameStart - 1;
  while (place >= nameStart - LONGEST_GAP * 4 && (text[place] === ' ' || text[place] === '\t' || text[place] === '-'))
    place--;
  if (place >= 0 && text[place] !== '\n') return undefined;
  if (!/[\s]/.test(text[valueStart - 1] ?? '') || /[{[]/.test(text[valueStart] ?? '')) return undefined;
  const end = endOf(text, valueStart, LINE);
  return text.slice(valueStart, end).trim();
}

/** A value that may be a code, and how telling the field is that holds it: 0 for the site's own. */
export interface StatedCode {
  readonly value: string;
  readonly rank: number;
  readonly field: Field;
}

/** The values that may be codes, the most telling field first: those of the site, a subcode before its code. */
export function statedCodes(fields: readonly Field[], bodyFields: BodyFields): readonly StatedCode[] {
  const ranks = ranksOf(bodyFields);
  return fields
    .flatMap((field) => {
      const rank = ranks.get(field.name) ?? (isCodeName(field.name) ? CODE_FIELDS.indexOf('type') + 0.5 : undefined);
      const value = field.value.trim();
      return rank === undefined || value === '' || value.length > 200 ? [] : [{ value, rank, field }];
    })
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_CODES);
}

const knownRanks = new WeakMap<BodyFields, ReadonlyMap<string, number>>();

/** How telling each field is that may hold a code. */
function ranksOf(bodyFields: BodyFields): ReadonlyMap<string, number> {
  const known = knownRanks.get(bodyFields);
  if (known !== undefined) return known;
  const own = ['subcode', 'code'].flatMap((name) => keysOf(bodyFields, name));
  const ranks = new Map([
    ...CODE_FIELDS.map((name, rank) => [name, rank + 1] as const),
    ...own.map((name) => [name, 0] as const),
  ]);
  knownRanks.set(bodyFields, ranks);
  return ranks;
}

function isCodeName(name: string): boolean {
  return name.endsWith('code') && !OTHER_CODES.test(name);
}

/** The values of {@link statedCodes}. */
export function codeFields(fields: readonly Field[], bodyFields: BodyFields): readonly string[] {
  return statedCodes(fields, bodyFields).map(({ value }) => value);
}

/** The values that may be messages, the most telling field first. */
export function messageFields(fields: readonly Field[], bodyFields: BodyFields): readonly string[] {
  return pick(fields, [...keysOf(bodyFields, 'message'), ...MESSAGE_FIELDS]);
}

/** What fields and headers state as the id of the request. */
export function requestIds(fields: readonly Field[]): readonly string[] {
  return pick(fields, REQUEST_ID_FIELDS);
}

/** Whether what has this name is the id of the request. */
export function isRequestId(name: string): boolean {
  return REQUEST_ID_FIELDS.includes(fieldName(name));
}

/** The values of the fields of these names, in the order of the names. */
export function pick(fields: readonly Field[], names: readonly string[]): readonly string[] {
  return [...new Set(names)].flatMap((name) => fields.filter((field) => field.name === name).map(({ value }) => value));
}
