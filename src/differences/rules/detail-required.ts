import { detailTypes, isOptional } from '../parts.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A field that every body has from now on, of details that are known already. */
export const detailRequired: EntryRule = {
  name: 'detail-required',
  severity: 'breaking',
  why: 'The schema demands it: whoever sends the error must give it, and bodies made before fail where they are checked.',
  find: ({ before, after }) => {
    const old = detailTypes(before);
    if (old === undefined) return [];
    return [...(detailTypes(after) ?? [])]
      .filter(([name, type]) => !old.has(name) && !isOptional(type))
      .map(([name, type]) => tellValue(['details', 'fields', name], undefined, type));
  },
};
