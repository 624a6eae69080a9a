import type { PastedValues } from '../lookup/pasted-values.ts';

/** What the fragment of an address starts with that carries values of a paste. */
export const FRAGMENT = '#paste=';

/** The fragment with which a page shows values; no server sees it. */
export function fragmentOf(values: { readonly [Name in keyof PastedValues]?: PastedValues[Name] | undefined }): string {
  return FRAGMENT + encodeURIComponent(JSON.stringify(values));
}
