import type { RegisteredError, Registry } from '../define.ts';

/** Something that an author must mend: where, what is wrong, what to do. */
export interface Problem {
  readonly code: string;
  /** The way from the entry to the value: `['confusedWith', 0, 'code']`; empty for the code itself. */
  readonly field: readonly (string | number)[];
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** A rule of the registry: a name, what it demands, and a pure check. */
export interface Rule {
  readonly name: string;
  readonly about: string;
  readonly check: (registry: Registry) => readonly Problem[];
}

/** Makes a rule from a check of one entry; the entry's code is added to what it finds. */
export function entryRule(
  name: string,
  about: string,
  check: (error: RegisteredError, registry: Registry) => readonly Omit<Problem, 'code'>[],
): Rule {
  return {
    name,
    about,
    check: (registry) =>
      registry.errors.flatMap((error) => check(error, registry).map((problem) => ({ code: error.code, ...problem }))),
  };
}
