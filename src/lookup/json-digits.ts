/** JSON read so that its numbers can be shown with their digits, in browsers that know no raw numbers of JSON. */
import type { Json } from '../core/json.ts';

// Numbers are strings behind this mark: a private character, which `JSON.stringify` leaves as it is.
const MARK = '\ue000';
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/g;

/** Parses JSON for {@link showJson}. Throws what `JSON.parse` throws. */
export function parseDigits(text: string): Json {
  const marked = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`));
  return JSON.parse(marked) as Json;
}

/** Whether a value of {@link parseDigits} is a text, and no number. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.startsWith(MARK);
}

/** A value of {@link parseDigits} as a text: a string as it is, anything else as JSON with the digits of its source. */
export function showJson(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value).replace(new RegExp(`"${MARK}([^"]*)"`, 'g'), '$1');
  return value.startsWith(MARK) ? value.slice(MARK.length) : value;
}
