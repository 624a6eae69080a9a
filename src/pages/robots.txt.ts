import { site } from 'virtual:error-reference/content';
import type { APIRoute } from 'astro';
import { absoluteUrl } from '../core/url.ts';

const sitemap = `Sitemap: ${absoluteUrl(site.url, '/sitemap-index.xml')}\n`;

/** Every robot may read everything, but for an internal site: there no robot is led to anything. */
export const GET: APIRoute = () =>
  new Response(
    site.visibility === 'internal'
      ? `User-agent: *\nDisallow: /\n\n# ${sitemap}`
      : `User-agent: *\nAllow: /\n\n${sitemap}`,
  );
