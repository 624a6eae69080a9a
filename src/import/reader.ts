import type { Mapping } from './mapping.ts';
import type { Source } from './source.ts';

/** What a file holds: errors in a form of its own, or a document that says itself where all things are. */
export type Content = { readonly source: Source } | { readonly registry: unknown } | { readonly openApi: unknown };

/** One form of files, by their endings. */
export interface Reader {
  readonly name: string;
  readonly endings: readonly string[];
  readonly read: (text: string, mapping: Mapping) => Content;
}
