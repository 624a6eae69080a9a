import { detailTypes, isOptional } from '../parts.ts';
import { tellValue, type EntryRule } from '../rule.ts';

/** A field that bodies may have from now on, or that is described together with the first details of the error. */
export const detailAdded: EntryRule = {
  name: 'detail-added',
  severity: 'noteworthy',
  why: 'Nothing demands it, and a client can use it.',
  find: ({ before, after }) => {
    const old = detailTypes(before);
    return [...(detailTypes(after) ?? [])]
      .filter(([name, type]) => old === undefined || (!old.has(name) && isOptional(type)))
      .map(([name, type]) => tellValue(['details', 'fields', name], undefined, type));
  },
};
