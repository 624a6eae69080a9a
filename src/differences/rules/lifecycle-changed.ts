import { tellValue, type EntryRule, type Found } from '../rule.ts';

/** An error that is on its way out, no longer so, or has another successor; or one that the API returns again. */
export const lifecycleChanged: EntryRule = {
  name: 'lifecycle-changed',
  severity: 'noteworthy',
  why: 'Clients go on to work, and their authors have something to plan.',
  find: ({ before, after }) =>
    (['deprecated', 'removed'] as const).flatMap((field): readonly Found[] => {
      const [old, now] = [before[field], after[field]];
      if (old !== undefined && now !== undefined)
        return old.use === now.use ? [] : [tellValue([field, 'use'], old.use, now.use)];
      if (old === now) return [];
      if (old === undefined) return field === 'removed' ? [] : [{ field: [field], after: now, about: 'is deprecated' }];
      const about = field === 'removed' ? 'is returned again' : 'is no longer deprecated';
      // What is removed needn't be deprecated as well.
      return field === 'deprecated' && after.removed !== undefined ? [] : [{ field: [field], before: old, about }];
    }),
};
