import { envelopeOf, findPlaceholder } from '../../core/envelope.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A title that bodies hold. */
export const titleSent: EntryRule = {
  name: 'title-sent',
  severity: 'noteworthy',
  why: 'The envelope holds the title, so responses carry it, and some clients match its words where they should not.',
  find: ({ before, after, shapes }) => {
    if (shapes === undefined || before.title === after.title) return [];
    const isSent = [envelopeOf(before, shapes.before), envelopeOf(after, shapes.after)].some(
      (envelope) => findPlaceholder(envelope?.body, 'title') !== undefined,
    );
    return isSent ? [tellValue(['title'], before.title, after.title)] : [];
  },
};
