import { hasCode, statusesOf } from '../core/define.ts';
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { matchMessage } from '../core/message.ts';
import { codePartsOf, valuesAtPath } from '../core/envelope.ts';
import { keysOf, type BodyFields } from './body-fields.ts';
import { codeFields, isRequestId, messageFields, pick, readAllFields, requestIds, type Field } from './fields.ts';
import { readIssues } from './issues.ts';
import { parseDigits, showJson } from './json-digits.ts';
import { readEndpoint } from './links.ts';
import { readTime, type LogTime } from './log-time.ts';
import type { IndexedError } from './lookup-index.ts';
import { checkValues, isId, type PastedValues } from './pasted-values.ts';
import { readPaste } from './readable.ts';
import { readStatuses } from './statuses.ts';

/**
 * Reads the reader's own values from a payload or message; `undefined` where there are none. `bodyFields` says where
 * bodies of the site hold what.
 */
export function readValues(input: string, error: IndexedError, bodyFields: BodyFields = {}): PastedValues | undefined {
  const { raw, quoted, text } = readPaste(input);
  const fields = readAllFields({ quoted, text });
  const body = [raw, quoted, text].map(readBody).find((found) => found !== undefined);
  const matches = (message: string): boolean =>
    error.message !== undefined && matchMessage(error.message, message) !== undefined;
  const stated = messageFields(fields, bodyFields);
  // A line may have a name before the message: `BadRequestError: …`.
  const lines = text.split('\n').flatMap((line) => [line.trim(), line.slice(line.indexOf(': ') + 1).trim()]);
  const message = [text, ...stated, ...lines].find(matches) ?? stated[0];
  const params = message === undefined ? undefined : matchMessage(error.message ?? '', message);
  const found =
    body && (findAtPaths(body, bodyFields['details']).find(isRecord) ?? findDetails(body) ?? readIssues(body));
  const details = Object.entries(found ?? {}).map(([name, value]) => [name, showJson(value as Json)]);
  const values = ownValues(bodyFields, fields, body);
  const ids = Object.entries(values).flatMap(([name, value]) => (isRequestId(name) ? [value] : []));
  const requestId = [...ids, ...requestIds(fields)].find(isId);
  return checkValues({
    code: receivedCode(codeFields(withoutOwn(fields, bodyFields), bodyFields), error),
    status: receivedStatus(text, error),
    message,
    params,
    values,
    details: Object.fromEntries(details) as Readonly<Record<string, string>>,
    requestId,
    endpoint: readEndpoint(text) ?? endpointField(fields),
    time: readStatedTime(text, fields)?.shown,
    retryAfter: pick(fields, ['retryafter'])[0],
  });
}

/** The fields without those in which bodies of the site hold something else than a code. */
function withoutOwn(fields: readonly Field[], { code = [], subcode = [], ...others }: BodyFields): readonly Field[] {
  const keysIn = (of: BodyFields): readonly string[] => Object.keys(of).flatMap((name) => keysOf(of, name));
  const [codes, own] = [keysIn({ code, subcode }), keysIn(others)];
  return fields.filter(({ name }) => codes.includes(name) || !own.includes(name));
}

/** The code that a text states in its fields: that of the error, or else another one. */
function receivedCode(stated: readonly string[], error: IndexedError): string | undefined {
  const { code, subcode } = codePartsOf(error);
  const own = stated.find((name) => name === error.code || name === code || name === subcode);
  // A sentence, the address of a page or a number of three digits stands in such fields too, and is no code.
  return hasCode(error) ? (own ?? stated.find((name) => !/\s|:\/\/|^\d{3}$/.test(name))) : undefined;
}

/** The status that a text surely states: one of the error's, or else the first. */
function receivedStatus(text: string, error: IndexedError): number | undefined {
  const stated = readStatuses(text).flatMap(({ status, sure }) => (sure ? [status] : []));
  return stated.find((status) => statusesOf(error).includes(status)) ?? stated[0];
}

/** The endpoint that a text states in two fields. */
function endpointField(fields: readonly Field[]): string | undefined {
  const [method] = pick(fields, ['method', 'httpmethod', 'requestmethod', 'verb']);
  const [path] = pick(fields, ['path', 'requestpath', 'uri', 'requesturi', 'url', 'requesturl', 'endpoint']);
  return method === undefined || path === undefined ? undefined : readEndpoint(`${method.toUpperCase()} ${path}`);
}

const TIMES = ['time', 'timestamp', '@timestamp', 'ts', 'date', 'datetime', 'occurredat', 'eventtime'];
const MOST_LINES = 200;
const LONGEST_START = 60;

/** The time that a text states of the error: in a field for it, or where lines of logs have theirs. */
function readStatedTime(text: string, fields: readonly Field[]): LogTime | undefined {
  const stated = pick(fields, TIMES).map((value) => readTime(/^\d+(?:\.\d+)?$/.test(value) ? `ts=${value}` : value));
  const lines = text.split('\n', MOST_LINES).filter((line) => !/^\s*[{["']|^\s*[\w.-]+["']?\s*[:=]\s/.test(line));
  return [...stated, ...lines.map((line) => readTime(line.slice(0, LONGEST_START)))].find((time) => time !== undefined);
}

/** The values of the site's own placeholders, by name. */
function ownValues(
  { code: _, subcode: __, message: ___, details: ____, ...own }: BodyFields,
  fields: readonly Field[],
  body: Json | undefined,
): Readonly<Record<string, string>> {
  const found = Object.entries(own).map(([name, paths]) => {
    // Half a payload is no JSON; its fields still have their names.
    const [value] = body === undefined ? pick(fields, keysOf(own, name)) : findAtPaths(body, paths);
    return [name, typeof value === 'object' || value === undefined ? '' : showJson(value as Json)] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

function findAtPaths(body: Json, paths: BodyFields[string] = []): readonly unknown[] {
  return paths.flatMap((path) => valuesAtPath(body, path));
}

/** The JSON object in a text, or the list of objects. */
function readBody(text: string): Json | undefined {
  const [list, object] = [readBetween(text, '[', ']'), readBetween(text, '{', '}')];
  const isOutermost = text.indexOf('[') < text.indexOf('{');
  return isOutermost && Array.isArray(list) && list.some(isRecord) ? list : object;
}

/** The JSON from the first of its signs to the last. */
function readBetween(text: string, open: string, close: string): Json | undefined {
  try {
    return parseDigits(text.slice(text.indexOf(open), text.lastIndexOf(close) + 1));
  } catch {
    return undefined; // half a payload or none: its fields are read by pattern
  }
}

/** The outermost `details` of a body that is an object. */
function findDetails(body: Json): JsonObject | undefined {
  const waiting: Json[] = [body];
  for (let place = 0; place < Math.min(waiting.length, MOST_SEARCHED); place++) {
    const value = waiting[place];
    if (value === null || typeof value !== 'object') continue;
    if (isRecord(value) && isRecord(value['details'])) return value['details'];
    for (const child of Object.values(value)) waiting.push(child);
  }
  return undefined;
}

// Of the values of a body; nobody nests the details of an error deeper than this.
const MOST_SEARCHED = 10_000;
