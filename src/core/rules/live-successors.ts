import type { RegisteredError } from '../define.ts';
import type { Problem, Rule } from './rule.ts';

const successorOf = (error: RegisteredError | undefined): string | undefined =>
  error?.removed?.use ?? error?.deprecated?.use;

/** Who is sent on from an old error arrives, in one step, at one that the API still returns. */
export const liveSuccessors: Rule = {
  name: 'live-successors',
  about: 'A successor is neither removed nor itself replaced.',
  check: ({ errors }) => {
    const byCode = new Map(errors.map((error) => [error.code, error]));
    return errors.flatMap((error) => {
      const field = error.removed?.use === undefined ? ['deprecated', 'use'] : ['removed', 'use'];
      const message = describeSuccessor(error, byCode);
      return message === undefined ? [] : [{ code: error.code, field, message } satisfies Problem];
    });
  },
};

function describeSuccessor(error: RegisteredError, byCode: ReadonlyMap<string, RegisteredError>): string | undefined {
  const use = successorOf(error);
  const successor = use === undefined ? undefined : byCode.get(use);
  if (use === undefined || successor === undefined) return undefined;
  const next = successorOf(successor);
  if (next === error.code) return `${error.code} and ${use} name each other as successors; remove one of the two.`;
  if (next !== undefined) return `${use} is itself replaced by ${next}; name ${next} here.`;
  if (successor.removed !== undefined)
    return `${use} is removed and has no successor; name one that the API returns, or leave it out.`;
  return undefined;
}
