import type { APIRoute } from 'astro';
import { registry } from 'virtual:content';
import { digestOf } from '../../document/digest.ts';
import { writeCodeIndex } from '../../lookup/write-code-index.ts';

export function getStaticPaths() {
  return Array.from(writeCodeIndex(registry.errors), ([part, content]) => ({
    params: { part },
    props: { content },
    cacheKey: digestOf(content),
  }));
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['content']));
