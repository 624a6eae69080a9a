import { RETRY_KINDS } from '../../core/vocabulary.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** An error that a client may send again more than before, or of which that is stated for the first or the last time. */
export const retryRefined: EntryRule = {
  name: 'retry-refined',
  severity: 'noteworthy',
  why: 'A client that goes on as before does no harm, and could do better.',
  find: ({ before: { retry: old }, after: { retry: now } }) => {
    if (old?.when === now?.when) return [];
    if (old === undefined || now === undefined) return [tellValue(['retry', 'when'], old?.when, now?.when)];
    return RETRY_KINDS.indexOf(now.when) < RETRY_KINDS.indexOf(old.when)
      ? [tellValue(['retry', 'when'], old.when, now.when)]
      : [];
  },
};
