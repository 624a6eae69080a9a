import { withBase } from '../core/url.ts';

/** The site's base as links hold it: percent-encoded, no slash at its end. */
export const base = import.meta.env.ERROR_REFERENCE_BASE;

/** A path of the site as a link on a page. */
export function href(path: string): string {
  return withBase(base, path);
}
