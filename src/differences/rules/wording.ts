import { tellValue, type RestRule } from '../rule.ts';

/** Whatever no other rule of a field has found. */
export const wording: RestRule = {
  name: 'wording',
  severity: 'editorial',
  why: 'Only people read it: no response carries it, and no program branches on it.',
  isRest: true,
  find: ({ field, before, after }) => [tellValue([field], before, after)],
};
