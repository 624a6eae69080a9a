import { isJsonNumber, numberOf } from '../core/numbers.ts';

export { digitsOf } from '../core/numbers.ts';

/**
 * A number as it is written: one that JavaScript would write otherwise is a `JSON.rawJSON`, and what JSON doesn't take
 * for a number, such as 0042 and 0x1F, is text.
 */
export function readNumber(source: string): number | RawJson | string {
  return isJsonNumber(source) ? numberOf(source) : source;
}
