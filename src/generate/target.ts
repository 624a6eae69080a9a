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
  /** Where the built site offers it, below its base; absent: it offers none. */
  readonly path?: string;
  /** How a client uses it, for one error of the registry; the name is that by which code is highlighted. */
  readonly usage?: { readonly lang: string; readonly write: (registry: Registry, site: Site) => string };
  /** Whether `--package` means something: what it has to look like. */
  readonly packages?: RegExp;
  /** Whether it is written for one specification, which `--openapi` names. */
  readonly takesSpecification?: true;
  /** The text of the file: the same bytes for the same registry, site and options. */
  readonly compose: (registry: Registry, site: Site, options: TargetOptions) => string;
}
