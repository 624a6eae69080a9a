import { site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { absoluteUrl } from '../core/url.ts';
import { escapeHtml } from '../document/html.ts';

/** Lets a browser search the errors from its address bar; the home page opens the box with the words. */
export const GET: APIRoute = () => {
  const home = absoluteUrl(site.url, '/');
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    `  <ShortName>${escapeHtml(site.name.slice(0, 16))}</ShortName>`,
    `  <Description>${escapeHtml(site.description.slice(0, 1024))}</Description>`,
    '  <InputEncoding>UTF-8</InputEncoding>',
    `  <Image width="16" height="16" type="image/svg+xml">${escapeHtml(absoluteUrl(site.url, '/favicon.svg'))}</Image>`,
    `  <Url type="text/html" template="${escapeHtml(home)}?q={searchTerms}"/>`,
    '</OpenSearchDescription>',
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'application/opensearchdescription+xml' },
  });
};
