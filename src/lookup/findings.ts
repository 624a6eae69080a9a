import type { IndexedError } from './lookup-index.ts';
import type { Add } from './query.ts';
import type { Reason } from './reason.ts';

/** Something in a text that says that an error is meant, and how surely. */
export interface Finding {
  readonly reason: Reason;
  readonly score: number;
  /** Where in the text it stands; absent where that is nowhere in particular. */
  readonly place?: number | undefined;
}

/** What was found, by error. */
export type Findings = ReadonlyMap<IndexedError, readonly Finding[]>;

// Of one error: what says so first will do.
const MOST_FINDINGS = 24;

/** Gathers what is found, and how sure the surest of it is. */
export function collect(): { readonly findings: Findings; readonly add: Add; readonly best: () => number } {
  const findings = new Map<IndexedError, Finding[]>();
  let best = 0;
  const add: Add = (error, score, reason, place) => {
    best = Math.max(best, score);
    const found = findings.get(error);
    if (found === undefined) findings.set(error, [{ reason, score, place }]);
    else if (found.length < MOST_FINDINGS) found.push({ reason, score, place });
  };
  return { findings, add, best: () => best };
}
