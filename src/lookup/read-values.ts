import type { Json, JsonObject } from '../core/json.ts';
import { matchMessage } from '../core/message.ts';
import { messageFields, readFields, requestIdField } from './fields.ts';
import type { IndexedError } from './lookup-index.ts';
import { LONGEST_TEXT } from './query.ts';
import { cleanText } from './words.ts';

/** What a reader's own response says, where a page has an example. */
export interface PastedValues {
  readonly message?: string;
  /** Values of the message's placeholders. */
  readonly params?: Readonly<Record<string, string>>;
  readonly details?: JsonObject;
  readonly requestId?: string;
}

const LONGEST_MESSAGE = 1000;
const LONGEST_DETAILS = 2000;
const LONGEST_REQUEST_ID = 200;

/** Reads the reader's own values from a payload or message; `undefined` where there are none. */
export function readValues(input: string, error: IndexedError): PastedValues | undefined {
  const text = cleanText(input.slice(0, LONGEST_TEXT));
  const fields = readFields(text);
  const body = readObject(text);
  const matches = (message: string): boolean =>
    error.message !== undefined && matchMessage(error.message, message) !== undefined;
  const stated = messageFields(fields);
  const message = [text, ...stated].find(matches) ?? stated[0];
  const params = message === undefined ? undefined : matchMessage(error.message ?? '', message);
  const details = body && findDetails(body);
  return checkValues({ message, params, details, requestId: requestIdField(fields) });
}

/** Keeps what has the form of {@link PastedValues} and is not too long; whoever wrote the value is not trusted. */
export function checkValues(value: unknown): PastedValues | undefined {
  if (!isRecord(value)) return undefined;
  const { message, params, details, requestId } = value;
  const texts = isRecord(params) ? Object.entries(params).filter(([, text]) => isText(text, LONGEST_MESSAGE)) : [];
  const checked: PastedValues = {
    ...(isText(message, LONGEST_MESSAGE) ? { message } : {}),
    ...(texts.length > 0 ? { params: Object.fromEntries(texts) as Record<string, string> } : {}),
    ...(isRecord(details) && JSON.stringify(details).length <= LONGEST_DETAILS
      ? { details: details as JsonObject }
      : {}),
    ...(isText(requestId, LONGEST_REQUEST_ID) ? { requestId } : {}),
  };
  return Object.keys(checked).length > 0 ? checked : undefined;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object in a text, from its first brace to its last. */
function readObject(text: string): JsonObject | undefined {
  const start = text.indexOf('{');
  try {
    const value: unknown = JSON.parse(text.slice(start, text.lastIndexOf('}') + 1));
    return isRecord(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined; // half a payload or none: its fields are read by pattern
  }
}

function findDetails(value: Json): JsonObject | undefined {
  if (!isRecord(value)) return undefined;
  for (const [key, child] of Object.entries(value as JsonObject)) {
    if (key === 'details' && isRecord(child)) return child as JsonObject;
    const found = findDetails(child);
    if (found) return found;
  }
  return undefined;
}
