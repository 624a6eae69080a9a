import { isRecord } from '../core/json.ts';

/** What a reader's own response says, where a page has an example. */
export interface PastedValues {
  /** The code as it was received. */
  readonly code?: string;
  /** The status as it was received. */
  readonly status?: number;
  readonly message?: string;
  /** Values of the message's placeholders. */
  readonly params?: Readonly<Record<string, string>>;
  /** Values of the site's own placeholders. */
  readonly values?: Readonly<Record<string, string>>;
  /** Values of the details, as they are shown. */
  readonly details?: Readonly<Record<string, string>>;
  readonly requestId?: string;
  /** `METHOD /path`, without a query. */
  readonly endpoint?: string;
  /** When it happened, as it is shown. */
  readonly time?: string;
  /** What the header of this name states: seconds or a date. */
  readonly retryAfter?: string;
}

const LONGEST_CODE = 200;
const LONGEST_MESSAGE = 1000;
const LONGEST_DETAILS = 2000;
// Ids are opaque words of letters, digits and signs, with no room for a sentence or for an address to be followed.
const ID = /^[A-Za-z0-9][\w.:+/=@~|;,^-]{2,127}$/;
const ADDRESS = /\/\/|(?:^|[^.])\.[a-z]{2,}(?:[:/?#]|$)/i;
const ENDPOINT = /^[A-Z]{3,10} \/[^\s"'<>?#]{0,300}$/;
const TIME = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?: (?:UTC|[+-]\d\d:?\d\d))?)?$|^\p{L}{3} {1,2}\d\d? \d\d:\d\d:\d\d$/u;
const RETRY_AFTER = /^\d{1,9}$|^[A-Za-z]{3}, \d\d [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const MOST_NAMED = 40;

/** Keeps what has the form of {@link PastedValues} and is not too long; whoever wrote the value is not trusted. */
export function checkValues(value: unknown): PastedValues | undefined {
  if (!isRecord(value)) return undefined;
  const { code, status, message, params, values, details, requestId, endpoint, time, retryAfter } = value;
  const shown = isRecord(details) && JSON.stringify(details).length <= LONGEST_DETAILS ? namedIn(details) : [];
  const checked: PastedValues = {
    ...(isCode(code) ? { code } : {}),
    ...(isStatus(status) ? { status } : {}),
    ...(isText(message, LONGEST_MESSAGE) ? { message } : {}),
    ...checkTexts('params', params),
    ...checkTexts('values', values),
    ...(shown.length > 0 ? { details: Object.fromEntries(shown.map(([name, value]) => [name, textOf(value)])) } : {}),
    ...(isId(requestId) ? { requestId } : {}),
    ...(matches(endpoint, ENDPOINT) ? { endpoint } : {}),
    ...(matches(time, TIME) ? { time } : {}),
    ...(matches(retryAfter, RETRY_AFTER) ? { retryAfter } : {}),
  };
  return Object.keys(checked).length > 0 ? checked : undefined;
}

function checkTexts<Name extends string>(name: Name, value: unknown): Partial<Record<Name, Record<string, string>>> {
  const texts = isRecord(value) ? namedIn(value).filter(([, text]) => isText(text, LONGEST_MESSAGE)) : [];
  return texts.length === 0 ? {} : ({ [name]: Object.fromEntries(texts) } as Record<Name, Record<string, string>>);
}

/** The values of a record that go by a name of one line; a page shows no more than some. */
function namedIn(record: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(record)
    .filter(([name]) => isCode(name))
    .slice(0, MOST_NAMED);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

/** Whether a value can be a code that somebody received, or a name: a text that fits a line. */
function isCode(value: unknown): value is string {
  return isText(value, LONGEST_CODE) && value.trim() !== '' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
}

/** Whether a value has the form of an id. */
export function isId(value: unknown): value is string {
  return matches(value, ID) && !ADDRESS.test(value);
}

function matches(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
