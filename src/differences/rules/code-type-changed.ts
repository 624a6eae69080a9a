import type { EntryRule } from '../rule.ts';

/** A code that is carried as a number in place of a text, or the other way. */
export const codeTypeChanged: EntryRule = {
  name: 'code-type-changed',
  severity: 'breaking',
  why: 'The text "1001" equals the number 1001 in no comparison that a client should make.',
  find: ({ before, after }) => {
    const [old, now] = [before.numeric ?? false, after.numeric ?? false];
    if (old === now) return [];
    const name = (isNumber: boolean): string => (isNumber ? 'a number' : 'a text');
    return [{ field: ['numeric'], before: old, after: now, about: `the code was ${name(old)} and is ${name(now)}` }];
  },
};
