import { history, registry, site } from 'virtual:error-reference/content';
import type { APIRoute } from 'astro';
import { team, words } from '../layouts/site.ts';
import { composeFeed } from '../document/atom.ts';

/** A site without a list of changes has no feed of them. */
export const getStaticPaths = () => (team.changes === 'none' ? [] : [{ params: { feed: 'feed' } }]);

export const GET: APIRoute = () =>
  new Response(composeFeed(registry, site, words, history), { headers: { 'Content-Type': 'application/atom+xml' } });
