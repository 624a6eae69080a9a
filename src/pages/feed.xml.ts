import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { words } from '../layouts/site.ts';
import { composeFeed } from '../document/atom.ts';

export const GET: APIRoute = () =>
  new Response(composeFeed(registry, site, words), { headers: { 'Content-Type': 'application/atom+xml' } });
