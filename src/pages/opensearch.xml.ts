import { site } from 'virtual:error-reference/content';
import type { APIRoute } from 'astro';
import { composeOpenSearch } from '../document/opensearch.ts';

export const GET: APIRoute = () =>
  new Response(composeOpenSearch(site), { headers: { 'Content-Type': 'application/opensearchdescription+xml' } });
