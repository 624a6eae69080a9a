import type { CodeRule } from '../rule.ts';

/** An entry that told of the past and is gone. */
export const pageRemoved: CodeRule = {
  name: 'page-removed',
  severity: 'noteworthy',
  why: 'The API had stopped returning it, so no client changes, but links to its page lead nowhere.',
  find: ({ kind, before }) =>
    kind === 'removed' && before?.removed !== undefined
      ? [{ field: [], about: 'was removed from the API before, and its entry is gone now' }]
      : [],
};
