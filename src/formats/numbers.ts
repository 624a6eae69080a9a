declare global {
  /** A number with its digits, as JSON writes it; TypeScript doesn't know of it yet. */
  interface RawJson {
    readonly rawJSON: string;
  }

  interface JSON {
    rawJSON(text: string): RawJson;
    isRawJSON(value: unknown): value is RawJson;
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A number as it is written: one that JavaScript would write otherwise is a `JSON.rawJSON`, and what JSON doesn't take
 * for a number, such as 0042 and 0x1F, is text.
 */
export function readNumber(source: string): number | RawJson | string {
  const number = Number(source);
  if (String(number) === source && Number.isFinite(number)) return number;
  return JSON_NUMBER.test(source) ? JSON.rawJSON(source) : source;
}

/** The digits of a number of {@link readNumber}; `undefined` for any other value. */
export function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return JSON.isRawJSON(value) ? value.rawJSON : undefined;
}
