import type { EntryRule } from '../rule.ts';

/** An error that the API stops returning, though its page stays. */
export const noLongerReturned: EntryRule = {
  name: 'no-longer-returned',
  severity: 'breaking',
  why: 'What compares this code never runs again; that it was deprecated has announced that, and changed no client.',
  find: ({ before, after }) =>
    before.removed === undefined && after.removed !== undefined
      ? [{ field: ['removed'], after: after.removed, about: 'is no longer returned by the API' }]
      : [],
};
