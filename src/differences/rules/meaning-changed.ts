import type { Change } from '../../core/define.ts';
import type { EntryRule } from '../rule.ts';

/** A change of meaning that the entry itself tells for the first time. */
export const meaningChanged: EntryRule = {
  name: 'meaning-changed',
  severity: 'noteworthy',
  why: 'The team of the API says itself that the error means something else than before.',
  find: ({ before: { changes: old = [] }, after: { changes: now = [] } }) =>
    now.slice(old.length).map(({ since, about }: Change, index) => ({
      field: ['changes', old.length + index],
      about: `changed in ${since}: ${about}`,
    })),
};
