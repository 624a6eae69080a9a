import { ownValue } from '../../core/json.ts';
import { added, tellValue, type EntryRule } from '../rule.ts';

/** A value that bodies of an error always have from now on. */
export const valueAdded: EntryRule = {
  name: 'value-added',
  severity: 'noteworthy',
  why: 'Nothing that a client reads is gone, and it can count on one value more.',
  find: ({ before: { values: before = {} }, after: { values: after = {} } }) =>
    added(Object.keys(before), Object.keys(after)).map((name) =>
      tellValue(['values', name], undefined, ownValue(after, name)),
    ),
};
