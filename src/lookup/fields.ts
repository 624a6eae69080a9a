/** What JSON, YAML, logfmt and header lines say in named fields, read by pattern so that half a payload will do. */

import { fieldName, keysOf, type BodyFields } from './body-fields.ts';

/** A named value, the name as {@link fieldName} writes it. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

// Most telling first: where a payload has several, `code` holds the code and `type` its family.
const CODE_FIELDS = 'errorcode code errcode errorname errortype reason type error err exception name status'.split(' ');
const MESSAGE_FIELDS = 'message msg errormessage detail errordescription description title'.split(' ');
const REQUEST_ID_FIELDS = 'requestid xrequestid correlationid xcorrelationid traceid trace'.split(' ');

const LINE = /^[ \t-]*([A-Za-z][\w-]*):[ \t]+([^\s"'{[].*)$/gm;
const PAIR = /([A-Za-z][\w-]*)["']?\s*[:=]\s*(?:"((?:[^"\\\n]|\\.)*)|'((?:[^'\\\n]|\\.)*)|([^\s"',;{}[\]()]+))/g;

/** All named fields of a text: whole lines as in YAML and headers, then pairs as in JSON and logs. */
export function readFields(text: string): readonly Field[] {
  const source = unquoteTwice(text.replace(/[“”]/g, '"'));
  const found = [...source.matchAll(LINE), ...source.matchAll(PAIR)];
  return found.map(([, name = '', ...values]) => ({
    name: fieldName(name),
    value: (values.find((value: string | undefined) => value !== undefined) ?? '').replace(/\\(["'\\/])/g, '$1').trim(),
  }));
}

/** JSON that was logged as a JSON string has its keys in escaped quotes. */
function unquoteTwice(text: string): string {
  return /\\"\s*:/.test(text) ? text.replace(/\\+"/g, '"') : text;
}

/** The values that may be codes, the most telling field first: those of the site, a subcode before its code. */
export function codeFields(fields: readonly Field[], bodyFields: BodyFields): readonly string[] {
  const own = ['subcode', 'code'].flatMap((name) => keysOf(bodyFields, name));
  return pick(fields, [...own, ...CODE_FIELDS]).filter((value) => value !== '' && value.length <= 200);
}

/** The values that may be messages, the most telling field first. */
export function messageFields(fields: readonly Field[], bodyFields: BodyFields): readonly string[] {
  return pick(fields, [...keysOf(bodyFields, 'message'), ...MESSAGE_FIELDS]);
}

/** The id of the request, where a field or header states one. */
export function requestIdField(fields: readonly Field[]): string | undefined {
  return pick(fields, REQUEST_ID_FIELDS)[0];
}

/** Whether what has this name is the id of the request. */
export function isRequestId(name: string): boolean {
  return REQUEST_ID_FIELDS.includes(fieldName(name));
}

/** The values of the fields of these names, in the order of the names. */
export function pick(fields: readonly Field[], names: readonly string[]): readonly string[] {
  return [...new Set(names)].flatMap((name) => fields.filter((field) => field.name === name).map(({ value }) => value));
}
