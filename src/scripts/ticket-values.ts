import type { LookupIndex } from '../lookup/lookup-index.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { readValues } from '../lookup/read-values.ts';
import type { Row } from './box-rows.ts';
import { fragmentOf } from './fragment.ts';

/** The values of a text about a row; none where it is too deep to be read, for its page opens all the same. */
export function valuesFor(text: string, row: Row, index: LookupIndex | undefined): PastedValues | undefined {
  const { code, status } = row;
  if (!('path' in row) || code === undefined) {
    const stated = { ...(code === undefined ? {} : { code }), ...(typeof status === 'number' ? { status } : {}) };
    return { ...read({ code: code ?? '' }), ...stated };
  }
  const error = index?.errors.find((other) => other.code === code);
  // One word is a name and holds no values.
  return error === undefined || !/\s|\{/.test(text) ? undefined : read(error);

  function read(error: Parameters<typeof readValues>[1]): PastedValues | undefined {
    try {
      return readValues(text, error, index?.bodyFields);
    } catch {
      return undefined;
    }
  }
}

/** The fragment that brings the values of a text to the page of a row; empty where the page shows none. */
export function fragmentFor(text: string, row: Row, index: LookupIndex | undefined): string {
  const values = row.code === undefined ? undefined : valuesFor(text, row, index);
  return values === undefined ? '' : fragmentOf(values);
}
