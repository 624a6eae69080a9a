/** What a pasted text means, as data: the one shape that `explain` prints and that agents get. */
import type { Status } from './http.ts';
import type { Actor, RetryKind } from './vocabulary.ts';

/** A page that a text may mean, and why. */
export interface Suggestion {
  /** The key of the error; absent where the page lists several. */
  readonly key?: string;
  readonly name: string;
  readonly title: string;
  /** What in the text led to it. */
  readonly reasons: string;
  readonly url: string;
}

/** A cause with its test, and what the values of the text say to it. */
export interface ToldCause {
  readonly cause: string;
  readonly check?: string;
  readonly fix?: string;
  /** Who can apply the fix, where that is not who fixes the error. */
  readonly fixBy?: string;
  /** Absent where the text has no value that answers the check. */
  readonly answer?: 'confirmed' | 'ruled out';
}

/** An error with all that helps to fix it; links of its texts stand behind their labels. */
export interface ToldError {
  /** What names it in addresses: its code, or a name where bodies carry none. */
  readonly key: string;
  /** Absent where bodies carry none. */
  readonly code?: string;
  readonly name: string;
  readonly title: string;
  readonly category: string;
  readonly statuses: readonly Status[];
  readonly summary?: string;
  readonly scenario?: string;
  /** The message as a template with `{placeholders}`. */
  readonly message?: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** Likeliest first. */
  readonly causes: readonly ToldCause[];
  readonly retry?: {
    readonly when: RetryKind;
    /** The header that states the wait. */
    readonly header?: string;
    readonly text: string;
    readonly note?: string;
  };
  readonly actor?: { readonly kind: Actor; readonly text: string };
  /** Safe to show to an end user. */
  readonly userMessage?: string;
  readonly endpoints?: readonly string[];
  /** Whether the API is about to stop returning it, or has. */
  readonly lifecycle?: {
    readonly state: 'deprecated' | 'removed';
    readonly since: string;
    readonly successor?: string;
  };
  readonly confusedWith?: readonly { readonly key: string; readonly difference: string }[];
  readonly related?: readonly string[];
  /** A page elsewhere that says more. */
  readonly docUrl?: string;
  readonly url: string;
  /** The same page as Markdown, and its data as JSON. */
  readonly markdown: string;
  readonly json: string;
}

/** What a text states of an error besides its code. */
export interface ReceivedValues {
  readonly status?: number;
  readonly message?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, string>>;
  readonly requestId?: string;
  readonly endpoint?: string;
  readonly time?: string;
  readonly retryAfter?: string;
}

/** The error that a text means. */
export interface ExplainedError extends ToldError {
  /** What in the text led to it. */
  readonly reasons: string;
  /** What the values of the text tell, a sentence each. */
  readonly findings: readonly string[];
  /** Absent where the text states nothing besides the error. */
  readonly received?: ReceivedValues;
}

/** What a text means, and how surely. */
export interface Explanation {
  /**
   * `error`: one error, without doubt. `several`: pages of which none is certain, or lists. `unknown`: the text states a
   * code that the registry does not hold. `nothing`: it names no error.
   */
  readonly outcome: 'error' | 'several' | 'unknown' | 'nothing';
  readonly error?: ExplainedError;
  readonly unknown?: { readonly code: string; readonly status?: number };
  /** With an error the others that the text states, else the candidates, surest first. */
  readonly others: readonly Suggestion[];
  /** With an unknown code, what is near it: never taken for it. */
  readonly near: readonly Suggestion[];
  /** The errors nearest by the words of the text, where it names none. */
  readonly nearest: readonly Suggestion[];
  /** How many different errors the text tells of. */
  readonly errors: number;
  /** Whether a later line says that it succeeded in the end. */
  readonly succeeded: boolean;
  /** The address of the list of all errors. */
  readonly list: string;
}
