import { placeholdersOf } from '../parts.ts';
import { added, type EntryRule } from '../rule.ts';

/** A value that messages no longer hold. */
export const placeholderRemoved: EntryRule = {
  name: 'placeholder-removed',
  severity: 'breaking',
  why: 'What reads the value out of the message finds it no longer.',
  find: ({ before, after }) => {
    const [old, now] = [placeholdersOf(before), placeholdersOf(after)];
    if (old === undefined || now === undefined) return [];
    return added(now, old).map((name) => ({
      field: ['message'],
      before: name,
      about: `{${name}} is no longer in the message`,
    }));
  },
};
