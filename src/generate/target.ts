import type { Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';
import type { Documents } from '../openapi/documents.ts';

/** What a team decides about what is generated. */
export interface TargetOptions {
  /** The package or namespace of the file, where the language has them; absent: one that follows from the site. */
  readonly packageName?: string;
  /** The specification of the API, for what is written for one. */
  readonly specification?: Documents;
}

/** A language or a tool for which files are generated from a registry. */
export interface Target {
  /** Its own name, as people write it: `TypeScript`. */
  readonly title: string;
  /** The file, named as its users would name it: `errors.ts`. */
  readonly file: string;
  /** Whether it is written for one specification, which `--openapi` names. */
  readonly takesSpecification?: true;
  /** Whether it is for those who run the API, so that no site offers it to callers. */
  readonly isInternal?: true;
  /** The text of the file: the same bytes for the same registry, site and options. */
  readonly compose: (registry: Registry, site: Site, options: TargetOptions) => string;
}
