import type { CodeRule } from '../rule.ts';

/** A code that the registry had and that the API still returned. */
export const codeRemoved: CodeRule = {
  name: 'code-removed',
  severity: 'breaking',
  why: 'What compares this code never runs again, and what comes in its place is handled as unknown.',
  find: ({ kind, before }) =>
    kind === 'removed' && before?.removed === undefined ? [{ field: [], about: 'is no longer there' }] : [],
};
