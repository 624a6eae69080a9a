import { tellValue, type EntryRule } from '../rule.ts';

/** An error of which the public is told, or no longer told. */
export const visibilityChanged: EntryRule = {
  name: 'visibility-changed',
  severity: 'noteworthy',
  why: 'No response changes, but a page that the public may have linked to comes or goes.',
  find: ({ before, after }) =>
    before.visibility === after.visibility ? [] : [tellValue(['visibility'], before.visibility, after.visibility)],
};
