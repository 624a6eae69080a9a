/** What the lookup says of a text: the one shape that the box, the decoder, the page for missing pages and `explain` show. */
import type { Status } from '../core/http.ts';
import type { Reason } from './reason.ts';

/** A page that a text may mean, and why. */
export interface Hit {
  /** From the site's root, without its base. */
  readonly path: string;
  /** The key of an error; absent where the page is none of an error. */
  readonly code?: string;
  /** What names an error that has no code, or the errors of a list. */
  readonly name?: string;
  /** Absent where the page lists all errors of a status or of a name. */
  readonly title?: string;
  readonly status?: Status;
  /** How many errors the page of a status or of a name lists. */
  readonly count?: number;
  /** A sentence about the page, where it has no code. */
  readonly about?: string;
  /** Surest first. */
  readonly reasons: readonly [Reason, ...Reason[]];
}

/** A code that a text states and the registry does not hold, with what else the text states of the error. */
export interface UnknownCode {
  /** As it was received. */
  readonly code: string;
  readonly status?: number;
}

/** What a text means, and how surely. */
export interface Answer {
  /** Said before anything else; then no page is certain. */
  readonly unknown?: UnknownCode;
  /** The pages that the text states or clearly means, surest first: the first may be preselected. */
  readonly hits: readonly Hit[];
  /** Pages that it may mean: never preselected. With an unknown code the page of its status, then the codes near it. */
  readonly near: readonly Hit[];
  /** How many different errors the text tells of. */
  readonly errors: number;
  /** Whether a later line of the text says that it succeeded in the end. */
  readonly succeeded: boolean;
}

/** Whether an answer leads to no error, so that those nearest by words may help. */
export function isOpen({ hits, near }: Pick<Answer, 'hits' | 'near'>): boolean {
  return ![...hits, ...near].some(({ code, name }) => code !== undefined || name !== undefined);
}
