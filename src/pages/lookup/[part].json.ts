import type { APIRoute } from 'astro';
import { registry, site } from 'virtual:content';
import { digestOf } from '../../document/digest.ts';
import { bodyFieldsOf } from '../../lookup/body-fields.ts';
import { writeCodeIndex } from '../../lookup/write-code-index.ts';

export function getStaticPaths() {
  return Array.from(writeCodeIndex(registry.errors, bodyFieldsOf(site)), ([part, content]) => ({
    params: { part },
    props: { content },
    cacheKey: digestOf(content),
  }));
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['content']));
