import { RETRY_KINDS } from '../../core/vocabulary.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** An error that a client may send again less than before. */
export const retryNarrowed: EntryRule = {
  name: 'retry-narrowed',
  severity: 'breaking',
  why: 'A client that repeats the request, as it was told to, does so in vain.',
  find: ({ before: { retry: old }, after: { retry: now } }) =>
    old !== undefined && now !== undefined && RETRY_KINDS.indexOf(now.when) > RETRY_KINDS.indexOf(old.when)
      ? [tellValue(['retry', 'when'], old.when, now.when)]
      : [],
};
