import { detailTypes } from '../parts.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A field of the details that has another type. */
export const detailRetyped: EntryRule = {
  name: 'detail-retyped',
  severity: 'breaking',
  why: 'A client that reads the old type fails at the new one, or takes it for something else.',
  find: ({ before, after }) => {
    const now = detailTypes(after);
    return [...(detailTypes(before) ?? [])].flatMap(([name, type]) => {
      const next = now?.get(name);
      return next === undefined || next === type ? [] : [tellValue(['details', 'fields', name, 'type'], type, next)];
    });
  },
};
