import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { matchMessage } from '../core/message.ts';
import { parseDigits, showJson } from './json-digits.ts';
import { messageFields, readFields, requestIdField } from './fields.ts';
import type { IndexedError } from './lookup-index.ts';
import { checkValues, type PastedValues } from './pasted-values.ts';
import { LONGEST_TEXT } from './query.ts';
import { cleanText } from './words.ts';

/** Reads the reader's own values from a payload or message; `undefined` where there are none. */
export function readValues(input: string, error: IndexedError): PastedValues | undefined {
  const text = cleanText(input.slice(0, LONGEST_TEXT));
  const fields = readFields(text);
  const body = readObject(text);
  const matches = (message: string): boolean =>
    error.message !== undefined && matchMessage(error.message, message) !== undefined;
  const stated = messageFields(fields);
  // A line may have a name before the message: `BadRequestError: …`.
  const lines = text.split('\n').flatMap((line) => [line.trim(), line.slice(line.indexOf(': ') + 1).trim()]);
  const message = [text, ...stated, ...lines].find(matches) ?? stated[0];
  const params = message === undefined ? undefined : matchMessage(error.message ?? '', message);
  const details = Object.entries((body && findDetails(body)) ?? {}).map(([name, value]) => [name, showJson(value)]);
  return checkValues({
    message,
    params,
    details: Object.fromEntries(details) as Readonly<Record<string, string>>,
    requestId: requestIdField(fields),
  });
}

/** The JSON object in a text, from its first brace to its last. */
function readObject(text: string): JsonObject | undefined {
  const start = text.indexOf('{');
  try {
    const value = parseDigits(text.slice(start, text.lastIndexOf('}') + 1));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // half a payload or none: its fields are read by pattern
  }
}

function findDetails(value: Json): JsonObject | undefined {
  if (!isRecord(value)) return undefined;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'details' && isRecord(child)) return child;
    const found = findDetails(child);
    if (found) return found;
  }
  return undefined;
}
