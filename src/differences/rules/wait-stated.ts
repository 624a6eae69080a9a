import { tellValue, type EntryRule } from '../rule.ts';
import { waitHeader } from '../parts.ts';

/** A wait that a header states from now on. */
export const waitStated: EntryRule = {
  name: 'wait-stated',
  severity: 'noteworthy',
  why: 'A client that guesses the wait goes on to work, and can read it now.',
  find: ({ before, after }) => {
    const [old, now] = [waitHeader(before.retry), waitHeader(after.retry)];
    return old === undefined && now !== undefined && before.retry?.when === 'after-wait'
      ? [tellValue(['retry', 'header'], old, now)]
      : [];
  },
};
