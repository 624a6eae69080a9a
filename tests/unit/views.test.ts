import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexByCode } from '../../src/core/define.ts';
import { pageKey, type PageSources } from '../../src/document/page-key.ts';
import { groupByEndpoint, LONG_LIST, paginate, paginateEndpoints } from '../../src/document/views.ts';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { generateRegistry } from '../bench/generate.ts';

const registry = generateRegistry(3_000);
const { site } = await loadContent(contentDir(new URL('../../', import.meta.url).pathname));

test('a long list becomes pages that hold every error once and are never long', () => {
  const [whole, ...parts] = paginate('/errors/', registry.errors);
  assert.equal(whole?.parts.length, parts.length);
  assert.ok(parts.every(({ errors }) => errors.length > 0 && errors.length <= LONG_LIST));
  const codes = parts.flatMap(({ errors }) => errors.map(({ code }) => code));
  assert.deepEqual(codes.sort(), registry.errors.map(({ code }) => code).sort());
  assert.equal(new Set(parts.map(({ path }) => path)).size, parts.length);
  assert.equal(paginate('/errors/', registry.errors.slice(0, LONG_LIST)).length, 1);
});

test('endpoints of a large registry are parted by path, none lost', () => {
  const endpoints = groupByEndpoint(registry);
  const pages = paginateEndpoints(endpoints);
  assert.ok(pages.length > 1);
  assert.deepEqual(
    pages.flatMap((page) => page.endpoints.map(([endpoint]) => endpoint)).sort(),
    endpoints.map(([endpoint]) => endpoint).sort(),
  );
  assert.deepEqual(paginateEndpoints(endpoints.slice(0, 10)), []);
});

test('the key of a page changes with all that the page shows, and with nothing else', () => {
  const [error, other] = registry.errors;
  assert.ok(error && other);
  const sources: PageSources = {
    site,
    base: '',
    errors: indexByCode(registry),
    neighbours: { previous: undefined, next: other },
    category: { name: 'c', title: 'C' },
    hasStatuses: true,
  };
  const key = pageKey(error, sources);
  assert.equal(
    pageKey(structuredClone(error), {
      ...sources,
      neighbours: { previous: undefined, next: { ...other, title: 'New' } },
    }),
    key,
  );
  const others = [
    pageKey({ ...error, summary: 'New' }, sources),
    pageKey(error, { ...sources, prose: 'New' }),
    pageKey(error, { ...sources, category: { name: 'c', title: 'New' } }),
    pageKey(error, { ...sources, neighbours: { previous: other, next: undefined } }),
    pageKey(error, { ...sources, site: { ...site, name: 'New' } }),
    pageKey(error, { ...sources, base: '/docs' }),
  ];
  assert.equal(new Set([key, ...others]).size, others.length + 1);
});
