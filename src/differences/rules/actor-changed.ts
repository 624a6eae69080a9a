import { tellValue, type EntryRule } from '../rule.ts';

/** An error, or a cause of it, that somebody else can remove. */
export const actorChanged: EntryRule = {
  name: 'actor-changed',
  severity: 'noteworthy',
  why: 'Programs go on, but whom an application sends its users to may be the wrong one now.',
  find: ({ before, after }) => {
    const own = before.actor === after.actor ? [] : [tellValue(['actor'], before.actor, after.actor)];
    const causes = (after.causes ?? []).flatMap(({ cause, audience }, index) => {
      const old = before.causes?.find((each) => each.cause === cause);
      return old === undefined || old.audience === audience
        ? []
        : [tellValue(['causes', index, 'audience'], old.audience, audience)];
    });
    return [...own, ...causes];
  },
};
