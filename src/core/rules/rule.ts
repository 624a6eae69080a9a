import type { RegisteredError, Registry } from '../define.ts';
import type { Site } from '../site.ts';

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
  /** Without a site, what the site has to say is taken as right. */
  readonly check: (registry: Registry, site?: Site) => readonly Problem[];
}

/** Makes a rule from a check of one entry; the entry's code is added to what it finds. */
export function entryRule(
  name: string,
  about: string,
  check: (error: RegisteredError, registry: Registry, site: Site | undefined) => readonly Omit<Problem, 'code'>[],
): Rule {
  return {
    name,
    about,
    check: (registry, site) =>
      registry.errors.flatMap((error) =>
        check(error, registry, site).map((problem) => ({ code: error.code, ...problem })),
      ),
  };
}
