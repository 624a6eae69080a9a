import { statusesOf } from '../../core/define.ts';
import { isSame } from '../../core/differences.ts';
import { messagesOf } from '../parts.ts';
import type { EntryRule } from '../rule.ts';

/** A form of the error that comes from another endpoint, or with another message for its status; other rules tell new ones. */
export const variantChanged: EntryRule = {
  name: 'variant-changed',
  severity: 'noteworthy',
  why: 'The code stays what a client compares, and what comes with it is not what it was.',
  find: ({ before, after }) => {
    const isToldElsewhere =
      !isSame(statusesOf(before), statusesOf(after)) || !isSame(messagesOf(before), messagesOf(after));
    const [old, now] = [before, after].map(({ variants = [] }) =>
      variants.map(({ status, message, endpoints }) => ({ status, message, endpoints })),
    );
    return isToldElsewhere || isSame(old, now) ? [] : [{ field: ['variants'], about: 'its forms are others' }];
  },
};
