import { isSame } from '../../core/differences.ts';
import { envelopeOf, NO_BODY } from '../../core/envelope.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** An error whose bodies have another envelope. */
export const bodyChanged: EntryRule = {
  name: 'body-changed',
  severity: 'breaking',
  why: 'The values that a client reads stand elsewhere in the body, or there is none.',
  find: ({ before, after, shapes }) => {
    if (before.envelope === after.envelope) return [];
    const isNone = [before, after].some(({ envelope }) => envelope === NO_BODY);
    const isOnlyRenamed =
      shapes !== undefined && !isNone && isSame(envelopeOf(before, shapes.before), envelopeOf(after, shapes.after));
    return isOnlyRenamed ? [] : [tellValue(['envelope'], before.envelope, after.envelope)];
  },
};
