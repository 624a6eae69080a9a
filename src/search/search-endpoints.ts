/** The pages of the endpoints that a text names. */
import { endpointPath } from '../core/url.ts';
import type { Hit } from '../lookup/answer.ts';
import { unpackWords } from '../lookup/code-index.ts';
import { ENDPOINTS, findEndpoints, mayNameEndpoint, unpackEndpoint } from '../lookup/endpoints.ts';

const MOST_SHOWN = 4;

let all: Promise<readonly string[]> | undefined;

async function load(base: string): Promise<readonly string[]> {
  const response = await fetch(`${base}/lookup/${ENDPOINTS}.json`);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return unpackWords((await response.json()) as string).map(unpackEndpoint);
}

/** The pages of the endpoints that a text names, the most telling first; what is loaded for them is loaded once. */
export async function searchEndpoints(input: string, base: string): Promise<readonly Hit[]> {
  if (!mayNameEndpoint(input)) return [];
  all ??= load(base);
  all.catch(() => (all = undefined)); // the next text tries again
  const hits = findEndpoints(input, await all).map(({ endpoint, found }): Hit => {
    const reason = { kind: 'route', ...(found === undefined ? {} : { found }) } as const;
    return { path: endpointPath(endpoint), title: endpoint, reasons: [reason] };
  });
  return hits.filter(({ path }, place) => hits.findIndex((hit) => hit.path === path) === place).slice(0, MOST_SHOWN);
}
