import type { Registry } from '../core/define.ts';
import type { Site } from '../core/site.ts';

/** What a team decides about what is generated. */
export interface TargetOptions {
  /** The package or namespace of the file, where the language has them; absent: one that follows from the site. */
  readonly packageName?: string;
}

/** A language or a tool for which files are generated from a registry. */
export interface Target {
  /** Its own name, as people write it: `TypeScript`. */
  readonly title: string;
  /** The file, named as its users would name it: `errors.ts`. */
  readonly file: string;
  /** The text of the file: the same bytes for the same registry, site and options. */
  readonly compose: (registry: Registry, site: Site, options: TargetOptions) => string;
}
