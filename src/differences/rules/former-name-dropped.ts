import { added, type EntryRule } from '../rule.ts';

/** A former code that the entry no longer lists. */
export const formerNameDropped: EntryRule = {
  name: 'former-name-dropped',
  severity: 'noteworthy',
  why: 'Responses are the same, but the address of the former code no longer leads to the page.',
  find: ({ before: { formerly: old = [] }, after: { formerly: now = [] } }) =>
    added(now, old).map((name) => ({ field: ['formerly'], before: name, about: `no longer answers for ${name}` })),
};
