import { statusesOf } from '../define.ts';
import { entryRule } from './rule.ts';

/** What tells an error without a code is stated, so that a page and a program can name it. */
export const knownIdentity = entryRule(
  'known-identity',
  'An error without a code has what identifies it: a status, or the value of a placeholder.',
  ({ identifiedBy, ...error }) => {
    if (identifiedBy === undefined) return [];
    const field = ['identifiedBy'];
    if (error.parent !== undefined)
      return [{ field, message: 'A subcode is told by its code; remove identifiedBy, or parent.' }];
    if (error.numeric !== undefined)
      return [{ field: ['numeric'], message: 'The error has no code that could be a number; remove numeric.' }];
    if (statusesOf(error).length === 0)
      return [{ field, message: 'The error has neither a code nor a status; state its status.' }];
    if (identifiedBy === 'status' || Object.hasOwn(error.values ?? {}, identifiedBy)) return [];
    return [
      {
        field,
        message: `values has no ${identifiedBy}, which is to tell the error; add it there, or write status here.`,
      },
    ];
  },
);
