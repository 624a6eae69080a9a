import { isSame } from '../../core/differences.ts';
import { ownValue } from '../../core/json.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A value of its bodies that an error always had. */
export const valueChanged: EntryRule = {
  name: 'value-changed',
  severity: 'breaking',
  why: 'The value was a promise for every body of the error, and clients compare such values.',
  find: ({ before: { values: before = {} }, after: { values: after = {} } }) =>
    Object.entries(before)
      .filter(([name, value]) => !isSame(value, ownValue(after, name)))
      .map(([name, value]) => tellValue(['values', name], value, ownValue(after, name))),
};
