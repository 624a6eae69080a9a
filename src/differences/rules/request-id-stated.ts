import { tellValue, type ShapeRule } from '../rule.ts';

/** The id of a request that a header carries from now on. */
export const requestIdStated: ShapeRule = {
  name: 'request-id-stated',
  severity: 'noteworthy',
  why: 'Nothing that a client reads is gone, and it can log what support asks for.',
  find: ({ before: { requestIdHeader: old }, after: { requestIdHeader: now } }) =>
    old === undefined && now !== undefined ? [tellValue(['requestIdHeader'], old, now)] : [],
};
