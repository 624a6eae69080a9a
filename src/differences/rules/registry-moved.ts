import { tellValue, type EntryRule } from '../rule.ts';

/** An error that comes from another registry. */
export const registryMoved: EntryRule = {
  name: 'registry-moved',
  severity: 'noteworthy',
  why: 'Another team decides about it now, and the shape of its body follows from what that team states.',
  find: ({ before, after }) =>
    before.registry === after.registry ? [] : [tellValue(['registry'], before.registry, after.registry)],
};
