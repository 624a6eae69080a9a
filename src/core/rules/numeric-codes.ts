import { codePartsOf } from '../envelope.ts';
import { isJsonNumber } from '../numbers.ts';
import { entryRule } from './rule.ts';

/** Payloads are JSON, and a code that they carry as a number is one that JSON can write. */
export const numericCodes = entryRule(
  'numeric-codes',
  'A code that payloads carry as a number is written as JSON writes numbers.',
  (error) => {
    const { code, subcode } = codePartsOf(error);
    if (!error.numeric || [code, subcode].some((part) => part !== undefined && isJsonNumber(part))) return [];
    const message = `JSON can't write ${error.code} as a number; remove numeric, so that it is text.`;
    return [{ field: ['numeric'], message }];
  },
);
