import { tellValue, type EntryRule } from '../rule.ts';

/** A subcode that stands below another code, or has become a code of its own. */
export const parentChanged: EntryRule = {
  name: 'parent-changed',
  severity: 'breaking',
  why: 'Its bodies carry another code and subcode, though the key may be the same.',
  find: ({ before, after }) =>
    before.parent === after.parent ? [] : [tellValue(['parent'], before.parent, after.parent)],
};
