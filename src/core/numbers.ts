/** Numbers with their digits, where JavaScript would write them otherwise: 9007199254740993, 1.0 and -0. */

declare global {
  /** A number as JSON writes it, for `JSON.stringify`; TypeScript doesn't know of it yet. */
  type RawJson = { readonly rawJSON: string };

  interface JSON {
    rawJSON(text: string): RawJson;
    isRawJSON(value: unknown): value is RawJson;
    /** The text of a number, a string or a keyword is in `source`. */
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether JSON takes a text for a number; 0042, +1 and 0x1F are none. */
export function isJsonNumber(text: string): boolean {
  return JSON_NUMBER.test(text);
}

/** A text that JSON takes for a number as a value that is written with the same digits. */
export function numberOf(digits: string): number | RawJson {
  const number = Number(digits);
  return String(number) === digits ? number : JSON.rawJSON(digits);
}

/** The digits of a number, whichever way it is held; `undefined` for any other value. */
export function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return JSON.isRawJSON(value) ? value.rawJSON : undefined;
}

/** JSON data whose numbers are all JavaScript's own, which threads and schemas know. */
export function withPlainNumbers(value: unknown): unknown {
  if (JSON.isRawJSON(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withPlainNumbers(item)]));
}
