/** The pages that threads make ahead in this process, for Astro's bundle, which finds them only by importing them. */
import type { ErrorPage } from '../document/page.ts';
import type { Documents } from './documents.ts';

let current: Documents | undefined;

/** Lets a build's pages be found. */
export function offerPages(documents: Documents): void {
  current = documents;
}

/** The page of an error, if this build makes its document. Rejects with what is wrong with its prose. */
export function pageMadeAhead(code: string): Promise<ErrorPage> | undefined {
  return current?.pageOf(code);
}
