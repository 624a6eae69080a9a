import { withBase } from '../core/url.ts';

/** The site's base as templates use it: no slash at its end. */
export const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** A path of the site as a link on a page. */
export function href(path: string): string {
  return withBase(base, path);
}
