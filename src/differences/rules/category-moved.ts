import { tellValue, type EntryRule } from '../rule.ts';

/** An error that stands in another category. */
export const categoryMoved: EntryRule = {
  name: 'category-moved',
  severity: 'noteworthy',
  why: 'No response carries the category, but generated clients may have a type for each.',
  find: ({ before, after }) =>
    before.category === after.category ? [] : [tellValue(['category'], before.category, after.category)],
};
