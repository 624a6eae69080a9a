import { FRAGMENT } from './filled.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';

/** The fragment with which a page shows values; no server sees it. */
export function fragmentOf(values: { readonly [Name in keyof PastedValues]?: PastedValues[Name] | undefined }): string {
  return FRAGMENT + encodeURIComponent(JSON.stringify(values));
}
