import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { composeFeed } from '../document/atom.ts';

export const GET: APIRoute = () =>
  new Response(composeFeed(registry, site), { headers: { 'Content-Type': 'application/atom+xml' } });
