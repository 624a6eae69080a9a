import { isJsonNumber } from '../numbers.ts';
import { entryRule } from './rule.ts';

/** Payloads are JSON, and a code that they carry as a number is one that JSON can write. */
export const numericCodes = entryRule(
  'numeric-codes',
  'A code that payloads carry as a number is written as JSON writes numbers.',
  ({ code, numeric }) =>
    !numeric || isJsonNumber(code)
      ? []
      : [{ field: ['numeric'], message: `JSON can't write ${code} as a number; remove numeric, so that it is text.` }],
);
