import type { CodeRule } from '../rule.ts';

/** An entry that is new, and tells of what the API no longer returns. */
export const pastRecorded: CodeRule = {
  name: 'past-recorded',
  severity: 'editorial',
  why: 'No response carries it any more, so only readers learn of it.',
  find: ({ kind, after }) =>
    kind === 'added' && after?.removed !== undefined
      ? [{ field: [], about: 'is described, though the API no longer returns it' }]
      : [],
};
