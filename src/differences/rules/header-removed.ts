import { headerNames } from '../parts.ts';
import { added, type EntryRule } from '../rule.ts';

/** A header of the response that is gone. */
export const headerRemoved: EntryRule = {
  name: 'header-removed',
  severity: 'breaking',
  why: 'A client that reads the header finds nothing.',
  find: ({ before, after }) =>
    added(headerNames(after), headerNames(before)).map((name) => ({
      field: ['headers'],
      before: name,
      about: `the header ${name} is gone`,
    })),
};
