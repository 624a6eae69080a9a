import { isSame } from '../../core/differences.ts';
import { leavesOf, tellValue, type Found, type ShapeRule } from '../rule.ts';
import { isLeftOut, statedBodies } from './envelope-changed.ts';

/** A part that bodies may have from now on, or an envelope that is stated for the first or the last time. */
export const envelopeRefined: ShapeRule = {
  name: 'envelope-refined',
  severity: 'noteworthy',
  why: 'All that clients read stands where it stood, and there is more to read, or to know.',
  find: ({ before, after }) => {
    const stated =
      (before.envelope === undefined) === (after.envelope === undefined)
        ? []
        : [tellValue(['envelope'], before.envelope, after.envelope)];
    const fresh = [...statedBodies(before, after)].flatMap(({ field, old, now }): readonly Found[] => {
      const leaves = leavesOf(old);
      return [...leavesOf(now)]
        .filter(([key, { value }]) => !leaves.has(key) && isLeftOut(value) && !isSame(old, now))
        .map(([, { path, value }]) => tellValue([...field, ...path], undefined, value));
    });
    return [...stated, ...fresh];
  },
};
