import { hasCode } from '../../core/define.ts';
import type { CodeRule } from '../rule.ts';

/** An error without a code that has another key. */
export const keyRenamed: CodeRule = {
  name: 'key-renamed',
  severity: 'editorial',
  why: 'Its responses carry no code: the key is the name of its page, and the old address leads there.',
  find: ({ kind, before, after }) =>
    kind === 'renamed' && before && after && !hasCode(before) && !hasCode(after)
      ? [{ field: [], before: before.code, after: after.code, about: `was ${before.code}` }]
      : [],
};
