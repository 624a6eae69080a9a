/** Into how many parts the search index of a site is cut, so that an edit renews one of them. */
import { INDEX_FOLDER } from './page-hit.ts';

/** A search asks each part for each of its words; an index of this size is made in about a second. */
export const ERRORS_PER_PART = 2_500;

/** How many parts the index of so many errors has. */
export function countParts(errors: number): number {
  return Math.max(1, Math.ceil(errors / ERRORS_PER_PART));
}

/** The folder of a part, below the base; the first part has the program as well. */
export function partFolder(part: number): string {
  return part === 0 ? INDEX_FOLDER : `${INDEX_FOLDER}${part + 1}/`;
}
