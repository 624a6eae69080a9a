import type { CodeRule } from '../rule.ts';

/** A code that is new. */
export const codeAdded: CodeRule = {
  name: 'code-added',
  severity: 'noteworthy',
  why: 'A client that meets it treats it as unknown until somebody handles it.',
  find: ({ kind, after }) => (kind === 'added' && after?.removed === undefined ? [{ field: [], about: 'is new' }] : []),
};
