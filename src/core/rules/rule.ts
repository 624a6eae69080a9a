import type { RegisteredError, Registry } from '../define.ts';
import type { Misfit } from '../misfit.ts';
import type { Site } from '../site.ts';

/** Something in an entry that an author must mend. */
export interface Problem extends Misfit {
  readonly code: string;
  /** The code of the other error, where it takes two. */
  readonly other?: string;
}

/** A rule of the registry: a name, what it demands, and a pure check. */
export interface Rule {
  readonly name: string;
  readonly about: string;
  /** Without a site, what depends on its settings is passed over. */
  readonly check: (registry: Registry, site?: Site) => readonly Problem[];
}

/** Makes a rule from a check of one entry; the entry's code is added to what it finds. */
export function entryRule(
  name: string,
  about: string,
  check: (error: RegisteredError, registry: Registry, site?: Site) => readonly Omit<Problem, 'code'>[],
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
