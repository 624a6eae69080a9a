import { added, type EntryRule } from '../rule.ts';
import { placeholdersOf } from '../parts.ts';

/** A value that messages hold from now on. */
export const placeholderRequired: EntryRule = {
  name: 'placeholder-required',
  severity: 'breaking',
  why: 'Whoever sends the error must give the value, and whoever reads messages by the old pattern finds none.',
  find: ({ before, after }) => {
    const [old, now] = [placeholdersOf(before), placeholdersOf(after)];
    if (old === undefined || now === undefined) return [];
    return added(old, now).map((name) => ({
      field: ['message'],
      after: name,
      about: `{${name}} is required in the message`,
    }));
  },
};
