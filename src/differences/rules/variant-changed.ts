import { isSame } from '../../core/differences.ts';
import type { EntryRule } from '../rule.ts';

/** A form of the error that is new, gone, or comes with another message, or from another endpoint. */
export const variantChanged: EntryRule = {
  name: 'variant-changed',
  severity: 'noteworthy',
  why: 'The code stays what a client compares, and what comes with it is not what it was.',
  find: ({ before: { variants: old = [] }, after: { variants: now = [] } }) => {
    const sent = (variants: typeof old): unknown =>
      variants.map(({ status, message, endpoints }) => ({ status, message, endpoints }));
    if (isSame(sent(old), sent(now))) return [];
    const difference = now.length - old.length;
    const about = difference === 0 ? 'its forms are others' : `it has ${now.length} forms, and had ${old.length}`;
    return [{ field: ['variants'], about }];
  },
};
