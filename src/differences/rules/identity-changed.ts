import { tellValue, type EntryRule } from '../rule.ts';

/** An error that something else tells from the others. */
export const identityChanged: EntryRule = {
  name: 'identity-changed',
  severity: 'breaking',
  why: 'A client that looks where the error was told before no longer recognizes it.',
  find: ({ before, after }) =>
    before.identifiedBy === after.identifiedBy
      ? []
      : [tellValue(['identifiedBy'], before.identifiedBy, after.identifiedBy)],
};
