import { waitHeader } from '../parts.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A wait that another header states, or none. */
export const waitMoved: EntryRule = {
  name: 'wait-moved',
  severity: 'breaking',
  why: 'A client that reads the wait from the old header no longer knows how long it is.',
  find: ({ before, after }) => {
    const [old, now] = [waitHeader(before.retry), waitHeader(after.retry)];
    if (old === undefined || after.retry?.when !== 'after-wait' || old.toLowerCase() === now?.toLowerCase()) return [];
    return [tellValue(['retry', 'header'], old, now)];
  },
};
