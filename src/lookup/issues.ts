/** What bodies say of single fields of a request, in the forms that APIs have for it. */
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { fieldName } from './body-fields.ts';
import { isText, showJson } from './json-digits.ts';

const NAMES = ['field', 'param', 'parameter', 'pointer', 'path', 'property', 'attribute', 'loc', 'location', 'name'];
const SAYINGS = ['message', 'msg', 'text', 'detail', 'reason', 'description', 'issue', 'error', 'code', 'title'];
const MOST_ISSUES = 40;
// Of the values of a body; issues stand near its top.
const MOST_SEARCHED = 2000;

/**
 * The issues by field of a body that `parseDigits` read: from a list as `[{ "field": "email", "message": "is missing" }]` has them, also with
 * a pointer or a path, or from lists of texts by field, as `{ "errors": { "email": ["is missing"] } }` has them.
 */
export function readIssues(body: Json): JsonObject | undefined {
  const waiting: (readonly [string, Json])[] = [['', body]];
  for (let place = 0; place < Math.min(waiting.length, MOST_SEARCHED); place++) {
    const [name, value] = waiting[place] ?? ['', null];
    const issues = Array.isArray(value) ? readList(value as readonly Json[]) : readLists(name, value);
    if (issues !== undefined) return issues;
    if (value !== null && typeof value === 'object') waiting.push(...Object.entries(value as JsonObject));
  }
  return undefined;
}

function readList(list: readonly Json[]): JsonObject | undefined {
  const said = list.slice(0, MOST_ISSUES).map(readIssue);
  return said.length === 0 || said.includes(undefined)
    ? undefined
    : collect(said.filter((issue) => issue !== undefined));
}

function readIssue(issue: Json): readonly [string, string] | undefined {
  if (!isRecord(issue)) return undefined;
  const source = isRecord(issue['source']) ? issue['source'] : {};
  const name = firstOf({ ...issue, ...source }, NAMES);
  const saying = firstOf(issue, SAYINGS);
  return name === undefined || saying === undefined ? undefined : [name, saying];
}

/** The text of the first of some fields; a path may stand in pieces. */
function firstOf(record: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const texts = new Map(
    Object.entries(record).map(([key, value]) => {
      const pieces = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      return [
        fieldName(key),
        pieces.every((piece) => typeof piece === 'string') ? pieces.map(showJson).join('.') : '',
      ] as const;
    }),
  );
  return names.map((name) => texts.get(name)).find(Boolean);
}

function readLists(name: string, value: Json): JsonObject | undefined {
  if (fieldName(name) !== 'errors' || !isRecord(value)) return undefined;
  const said = Object.entries(value).map(([field, texts]) => {
    const list = Array.isArray(texts) ? (texts as readonly unknown[]) : [texts];
    return list.every(isText) ? ([field, list.join(' ')] as const) : undefined;
  });
  return said.length === 0 || said.includes(undefined)
    ? undefined
    : collect(said.filter((issue) => issue !== undefined));
}

/** What is said twice of a field stands there together. */
function collect(issues: readonly (readonly [string, string])[]): JsonObject {
  const byField = new Map<string, string>();
  for (const [field, saying] of issues) {
    const before = byField.get(field);
    byField.set(field, before === undefined ? saying : `${before}; ${saying}`);
  }
  return Object.fromEntries(byField);
}
