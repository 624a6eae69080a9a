import { statusesOf, type RegisteredError } from '../../core/define.ts';
import { boundsOf, type Status } from '../../core/http.ts';
import { tellValue, type EntryRule, type Found } from '../rule.ts';

/** Whether statuses that a client handles are still those that come, be they fewer, more, or a wider range. */
function goesOn(before: Status, after: Status): boolean {
  const isWithin = (one: Status, other: Status): boolean => {
    const [[first, last], [from, to]] = [boundsOf(one), boundsOf(other)];
    return from <= first && last <= to;
  };
  return isWithin(after, before) || (typeof before !== 'number' && isWithin(before, after));
}

/** Whether a client that knows the statuses of the one error is at a loss with those of the other. */
export function isOtherStatus(before: RegisteredError, after: RegisteredError): boolean {
  const [old, now] = [statusesOf(before), statusesOf(after)];
  if (old.length === 0) return false;
  const known = old.filter((status) => now.some((next) => goesOn(status, next)));
  // Where nothing but the status tells an error, each of them counts.
  return after.identifiedBy === 'status' ? known.length < old.length : known.length === 0;
}

/** The statuses of an error before and after, one as itself and several as a list. */
export function tellStatuses(before: RegisteredError, after: RegisteredError): Found {
  const [old, now] = [before, after].map((error) => {
    const statuses = statusesOf(error);
    return statuses.length > 1 ? statuses : statuses[0];
  });
  return tellValue(['status'], old, now);
}

/** An error that comes with another status. */
export const statusChanged: EntryRule = {
  name: 'status-changed',
  severity: 'breaking',
  why: 'Clients, proxies and retries branch on the status before they read a body.',
  find: ({ before, after }) => (isOtherStatus(before, after) ? [tellStatuses(before, after)] : []),
};
