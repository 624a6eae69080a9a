import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexByCode } from '../../src/core/define.ts';
import { wordsOf } from '../../src/core/say.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { listKey, pageKey, type PageSources } from '../../src/document/page-key.ts';
import { groupByEndpoint, isParted, LONG_LIST, paginate, paginateEndpoints } from '../../src/document/views.ts';
import { loadContent } from '../../src/content/load.ts';
import { generateRegistry } from '../bench/generate.ts';

const registry = generateRegistry(3_000);
const { site } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const words = wordsOf(site);

test('a long list becomes pages that hold every error once and are never long', () => {
  const [whole, ...parts] = paginate('/errors/', registry.errors, words.lists);
  assert.ok(isParted(whole) && !parts.some(isParted));
  const linked = whole.letters.flatMap(({ pages }) => pages.map(({ path }) => path));
  assert.deepEqual(
    linked,
    parts.map(({ path }) => path),
  );
  assert.ok(parts.every(({ letters }) => letters === whole.letters));
  assert.equal(
    whole.letters.reduce((sum, { count }) => sum + count, 0),
    registry.errors.length,
  );
  assert.ok(parts.every(({ errors }) => errors.length > 0 && errors.length <= LONG_LIST));
  const codes = parts.flatMap(({ errors }) => errors.map(({ code }) => code));
  assert.deepEqual(codes.sort(), registry.errors.map(({ code }) => code).sort());
  assert.equal(new Set(parts.map(({ path }) => path)).size, parts.length);
  assert.equal(paginate('/errors/', registry.errors.slice(0, LONG_LIST), words.lists).length, 1);
});

test('a long list parts errors without a code by what names them, and never tells their keys', () => {
  const errors = Array.from({ length: LONG_LIST + 1 }, (_, index) => ({
    ...{ code: `key-${index}`, category: 'c', identifiedBy: 'status', status: 400 + (index % 100) },
  }));
  const [, ...parts] = paginate('/errors/', errors, words.lists);
  assert.deepEqual(
    parts.map(({ path, part }) => [path, part]),
    [
      ['/errors/~4/', '400 Bad Request … 449'],
      ['/errors/~4-2/', '450 … 499'],
    ],
  );
});

test('endpoints of a large registry are parted by path, none lost', () => {
  const endpoints = groupByEndpoint(registry);
  const pages = paginateEndpoints(endpoints);
  assert.ok(pages.length > 1);
  assert.deepEqual(
    pages.flatMap((page) => page.endpoints.map(({ title }) => title)).sort(),
    endpoints.map(({ title }) => title).sort(),
  );
  assert.deepEqual(paginateEndpoints(endpoints.slice(0, 10)), []);
});

test('the key of a page changes with all that it shows besides the site, and with nothing else', () => {
  const [error, other] = registry.errors;
  assert.ok(error && other);
  const sources: PageSources = {
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
  const twin = { ...error, confusedWith: [{ code: other.code, difference: 'It differs.' }] };
  const withStatus = (status: number): PageSources => ({
    ...sources,
    errors: new Map([...sources.errors, [other.code, { ...other, status }]]),
  });
  const others = [
    pageKey(twin, withStatus(400)),
    pageKey(twin, withStatus(409)),
    pageKey(error, { ...sources, hasStatuses: false }),
    pageKey({ ...error, summary: 'New' }, sources),
    pageKey(error, { ...sources, prose: 'New' }),
    pageKey(error, { ...sources, category: { name: 'c', title: 'New' } }),
    pageKey(error, { ...sources, neighbours: { previous: other, next: undefined } }),
  ];
  assert.equal(new Set([key, ...others]).size, others.length + 1);
});

test('the key of a list changes with what it shows of its errors, and with nothing else', () => {
  const dimensions = listDimensions(registry, site, words);
  const errors = registry.errors.slice(0, 3);
  const [first] = errors;
  assert.ok(first);
  const page = { path: '/errors/', errors, letters: [] };
  const change = (changed: object) => ({ ...page, errors: [{ ...first, ...changed }, ...errors.slice(1)] });
  const key = listKey(page, dimensions, 'All');
  assert.equal(listKey(change({ summary: `${first.summary ?? 'One.'} More.` }), dimensions, 'All'), key);
  const others = [
    listKey(page, dimensions, 'Some'),
    listKey({ ...page, errors: errors.slice(1) }, dimensions, 'All'),
    listKey({ ...page, part: 'A' }, dimensions, 'All'),
    listKey({ ...page, letters: [{ title: 'A', count: 3, pages: [] }] }, dimensions, 'All'),
    listKey(change({ summary: 'New.' }), dimensions, 'All'),
    ...[
      { summary: undefined, title: 'New' },
      { status: 418 },
      { removed: { since: '2' } },
      { actor: 'admin' },
      { retry: { when: 'never' } },
    ].map((changed) => listKey(change(changed), dimensions, 'All')),
  ];
  assert.equal(new Set([key, ...others]).size, others.length + 1);
});
