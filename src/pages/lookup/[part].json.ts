import type { APIRoute } from 'astro';
import { registry } from 'virtual:content';
import { writeCodeIndex } from '../../lookup/write-code-index.ts';

export function getStaticPaths() {
  return Array.from(writeCodeIndex(registry.errors), ([part, content]) => ({ params: { part }, props: { content } }));
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['content']));
