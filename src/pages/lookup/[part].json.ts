import type { APIRoute } from 'astro';
import { registry, site } from 'virtual:error-reference/content';
import { hasPage } from '../../core/site.ts';
import { digestOf } from '../../document/digest.ts';
import { groupByEndpoint } from '../../document/views.ts';
import { bodyFieldsOf } from '../../lookup/body-fields.ts';
import { ENDPOINTS, packEndpoints } from '../../lookup/endpoints.ts';
import { writeCodeIndex } from '../../lookup/write-code-index.ts';

export function getStaticPaths() {
  const endpoints = packEndpoints(
    (hasPage(site, 'endpoints') ? groupByEndpoint(registry) : []).map(({ title }) => title),
  );
  const files = [...writeCodeIndex(registry.errors, bodyFieldsOf(site)), [ENDPOINTS, endpoints] as const];
  return files.map(([part, content]) => ({
    params: { part },
    props: { content },
    cacheKey: digestOf(content),
  }));
}

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['content']));
