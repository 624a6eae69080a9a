import { openIndex, type CodeIndex } from './box-index.ts';

let shared: CodeIndex | undefined;

/** The code index of the site, one for the whole page. */
export function siteIndex(): CodeIndex {
  return (shared ??= openIndex(import.meta.env.ERROR_REFERENCE_BASE));
}
