import { isSame } from '../../core/differences.ts';
import { added, tellValue, type EntryRule } from '../rule.ts';

/** An endpoint that returns the error from now on, or no longer. */
export const endpointChanged: EntryRule = {
  name: 'endpoint-changed',
  severity: 'noteworthy',
  why: 'Whoever calls the endpoint has an error more to expect, or one less.',
  find: ({ before: { endpoints: old }, after: { endpoints: now } }) => {
    if (isSame([...(old ?? [])].sort(), [...(now ?? [])].sort())) return [];
    // Without a list it may occur anywhere.
    if (old === undefined || now === undefined) return [tellValue(['endpoints'], old, now)];
    return [
      ...added(old, now).map((name) => ({
        field: ['endpoints', now.indexOf(name)],
        after: name,
        about: `occurs at ${name}`,
      })),
      ...added(now, old).map((name) => ({ field: ['endpoints'], before: name, about: `no longer occurs at ${name}` })),
    ];
  },
};
