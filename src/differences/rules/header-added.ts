import { added, type EntryRule } from '../rule.ts';
import { headerNames } from '../parts.ts';

/** A header of the response that is new. */
export const headerAdded: EntryRule = {
  name: 'header-added',
  severity: 'noteworthy',
  why: 'Nothing that a client reads is gone, and it can use what the header says.',
  find: ({ before, after }) =>
    added(headerNames(before), headerNames(after)).map((name) => ({
      field: ['headers'],
      after: name,
      about: `the header ${name} is new`,
    })),
};
