import { tellValue, type ShapeRule } from '../rule.ts';

/** The id of a request that another header carries, or none. */
export const requestIdMoved: ShapeRule = {
  name: 'request-id-moved',
  severity: 'breaking',
  why: 'Clients log the id from this header, and find nothing there when they need it.',
  find: ({ before: { requestIdHeader: old }, after: { requestIdHeader: now } }) =>
    old === undefined || old.toLowerCase() === now?.toLowerCase() ? [] : [tellValue(['requestIdHeader'], old, now)],
};
