import { detailTypes } from '../parts.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A field of the details that is gone. */
export const detailRemoved: EntryRule = {
  name: 'detail-removed',
  severity: 'breaking',
  why: 'A client that reads the field finds nothing.',
  find: ({ before, after }) => {
    const now = detailTypes(after);
    return [...(detailTypes(before) ?? [])]
      .filter(([name]) => !now?.has(name))
      .map(([name, type]) => tellValue(['details', 'fields', name], type, undefined));
  },
};
