import { statusesOf } from '../../core/define.ts';
import { isSame } from '../../core/differences.ts';
import type { EntryRule } from '../rule.ts';
import { isOtherStatus, tellStatuses } from './status-changed.ts';

/** A status more or less, a wider or narrower range, or one that is stated for the first time. */
export const statusRefined: EntryRule = {
  name: 'status-refined',
  severity: 'noteworthy',
  why: 'The status that a client knows still comes, but it is not all there is any more, or no longer all that there was.',
  find: ({ before, after }) =>
    isSame(statusesOf(before), statusesOf(after)) || isOtherStatus(before, after) ? [] : [tellStatuses(before, after)],
};
