import { hasCode } from '../../core/define.ts';
import type { CodeRule } from '../rule.ts';

/** A code whose place another one takes. */
export const codeRenamed: CodeRule = {
  name: 'code-renamed',
  severity: 'breaking',
  why: 'The address of the old code still answers, but code that compares it no longer finds it in a response.',
  find: ({ kind, before, after }) =>
    kind === 'renamed' && before && after && (hasCode(before) || hasCode(after))
      ? [{ field: [], before: before.code, after: after.code, about: `was ${before.code}` }]
      : [],
};
