import { site } from 'virtual:error-reference/content';
import type { APIRoute } from 'astro';
import { absoluteUrl } from '../core/url.ts';

/** Every robot may read everything. */
export const GET: APIRoute = () =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${absoluteUrl(site.url, '/sitemap-index.xml')}\n`);
