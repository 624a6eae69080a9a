import { lookup } from 'mrmime';
import type { Site } from '../core/site.ts';

/** The picture in the tab of the browser: its path on the site, and its media type. */
export function iconOf({ favicon = '/favicon.svg' }: Pick<Site, 'favicon'>): {
  readonly path: string;
  readonly type: string | undefined;
} {
  return { path: favicon, type: lookup(favicon) };
}
