import type { LookupIndex } from '../lookup/lookup-index.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { readValues } from '../lookup/read-values.ts';
import type { Row } from './box-rows.ts';

/** The values of a text for the page of a row; none where it is too deep to be read, for its page opens all the same. */
export function valuesFor(text: string, row: Row, index: LookupIndex | undefined): PastedValues | undefined {
  const { code, status } = row;
  if (!('path' in row))
    return { ...read({ code: row.code }), code: row.code, ...(typeof status === 'number' ? { status } : {}) };
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
