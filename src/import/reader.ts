import type { CodesFrom } from '../sources/constant.ts';
import type { Mapping } from './mapping.ts';
import type { Source } from './source.ts';

/** What a file holds: errors in a form of its own, or a document that says itself where all things are. */
export type Content =
  | { readonly source: Source }
  | { readonly registry: unknown }
  | { readonly openApi: unknown }
  | { readonly postman: unknown };

/** What decides how a file is read. */
export interface ReadingOptions {
  readonly mapping: Mapping;
  /** Whether the constants of a program are known by name or by value; absent: as its language has it. */
  readonly codes?: CodesFrom | undefined;
}

/** One form of files, by their endings. */
export interface Reader {
  readonly name: string;
  /** The word that `--kind` takes. */
  readonly kind: string;
  readonly endings: readonly string[];
  /** Whether its errors may be known by name or by value. */
  readonly takesCodes?: true;
  readonly read: (text: string, options: ReadingOptions) => Content | Promise<Content>;
}
