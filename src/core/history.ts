/** What became of the errors from one version of the API to the next, as a file of data beside the registry. */

/** What a change of the past may be, as the list of changes has them. */
export const PAST_KINDS = ['removed', 'deprecated', 'changed', 'added'] as const;

/** A change from one version to the next. */
export interface PastChange {
  readonly kind: (typeof PAST_KINDS)[number];
  /** The code that the error had then; absent where it concerns all errors. */
  readonly code?: string;
  /** The way to what changed: `retry.when`. */
  readonly field?: string;
  /** Short values, as they were and became. */
  readonly before?: string | number | boolean;
  readonly after?: string | number | boolean;
}

/** A version with what is not as it was in the one before it. */
export interface Release {
  readonly version: string;
  /** ISO date. */
  readonly date: string;
  readonly changes: readonly PastChange[];
}

/** The releases, oldest first. */
export interface History {
  readonly releases: readonly Release[];
}

/** The file of it in a content folder. */
export const HISTORY_FILE = 'history.json';

/** Whether two names are those of one version: `v2.0`, `2.0.0` and `api@2` are. */
export const isSameVersion = (one: string, other: string): boolean => versionOf(one) === versionOf(other);

/** The numbers of a version with what follows them, without zeros at their end; a name without numbers is itself. */
function versionOf(name: string): string {
  const [, numbers, rest = ''] = /^(?:.*[^\w.-])?v?(\d+(?:\.\d+)*)([-+].*)?$/i.exec(name) ?? [];
  return numbers === undefined ? name : numbers.replace(/(?:\.0+)+$/, '') + rest;
}
