import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { wordsOf } from '../../src/core/say.ts';
import { isPortable } from '../../src/core/site-path.ts';
import { endpointPath } from '../../src/core/url.ts';
import { listChips } from '../../src/document/chips.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { rowText } from '../../src/document/row-text.ts';
import { groupByEndpoint, listEndpointPages, LONG_LIST } from '../../src/document/views.ts';

const { site } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const words = wordsOf(site);
const rowOf = (code: string, entry: ErrorEntry): unknown => rowText({ code, category: 'c', ...entry });

test('a row says in a few words what happened, and never again what it shows anyway', () => {
  const sentence = [{ text: 'The key is no ' }, { code: 'sk_' }, { text: ' key.' }];
  assert.deepEqual(rowOf('A', { title: 'T', summary: 'The key is no `sk_` key. Make one.' }), sentence);
  assert.deepEqual(rowOf('A', { title: 'Bad key', status: 400 }), [{ text: 'Bad key' }]);
  for (const [code, entry] of [
    ['TOO_MANY_REQUESTS', { title: 'Too many requests' }],
    ['RATE_LIMIT', { title: 'Too Many Requests', status: 429 }],
    ['gone', { title: '410 Gone', status: 410, identifiedBy: 'status' }],
    ['A', {}],
  ] as const)
    assert.deepEqual(rowOf(code, entry), [], code);
});

const registry = joinCategories([
  {
    name: 'one',
    title: 'One errors',
    errors: { A: { retry: { when: 'never' }, actor: 'us' }, B: { retry: { when: 'never' }, actor: 'caller' } },
  },
  { name: 'two', title: 'Two', errors: { C: { retry: { when: 'never' } } } },
]);

test('chips stand in named groups, count the list they are over, and are left out where they tell nothing apart', () => {
  const dimensions = listDimensions(registry, site, words);
  const chipsOf = (errors: readonly RegisteredError[], except?: string): unknown =>
    listChips(errors, dimensions, except).map(({ title, chips }) => [
      title,
      ...chips.map(({ chip, path, count }) => `${chip} ${count} ${path}`),
    ]);
  const actors = ['Who fixes it', 'The caller 1 /actor/caller/', 'The API team 1 /actor/us/'];
  assert.deepEqual(chipsOf(registry.errors), [['Kind', 'One 2 /categories/one/', 'Two 1 /categories/two/'], actors]);
  assert.deepEqual(chipsOf(registry.errors, 'category'), [actors]);
  assert.deepEqual(chipsOf(registry.errors.slice(0, 2)), [actors]);
  assert.deepEqual(chipsOf([]), []);
});

test('more values than fit beside each other are no chips', () => {
  const many = joinCategories(
    Array.from({ length: 20 }, (_, index) => ({
      name: `c${index}`,
      title: `C${index}`,
      errors: { [`A${index}`]: {} },
    })),
  );
  assert.deepEqual(listChips(many.errors, listDimensions(many, site, words)), []);
});

test('where there are too many errors to read through, categories stand by name, numbers by value', () => {
  const titlesOf = (size: number): readonly string[] | undefined => {
    const categories = ['b 10', 'b 9', 'Ä', 'a'].map((title, place) => ({
      name: `c${place}`,
      title,
      errors: Object.fromEntries(Array.from({ length: size }, (_, index) => [`A${place}x${index}`, {}])),
    }));
    return listDimensions(joinCategories(categories), site, words)
      .find(({ id }) => id === 'category')
      ?.values.map(({ title }) => title);
  };
  assert.deepEqual(titlesOf(1), ['b 10', 'b 9', 'Ä', 'a']);
  assert.deepEqual(titlesOf(LONG_LIST), ['a', 'Ä', 'b 9', 'b 10']);
});

test('the address of an endpoint is made of nothing but the endpoint, and works on every host', () => {
  const paths = {
    'POST /api/v1/users': '/endpoints/post-api-v1-users/',
    'GET /users/{id}': '/endpoints/get-users-id/',
    'GET /': '/endpoints/get/',
    'DELETE /v1.1/a_b/c-d/': '/endpoints/delete-v1.1-a_b-c-d/',
    'GET /.well-known/x': '/endpoints/get-.well-known-x/',
    'GET /büro': '/endpoints/get-b~C3~BCro/',
    CreateUser: '/endpoints/createuser/',
    con: '/endpoints/co~6E/',
    3: '/endpoints/-3/',
    '/..': '/endpoints/-/',
    '★': '/endpoints/-/',
  };
  for (const [endpoint, path] of Object.entries(paths)) assert.equal(endpointPath(endpoint), path, endpoint);
  const long = endpointPath(`GET /${'very-long/'.repeat(100)}`);
  for (const path of [...Object.values(paths), long]) {
    assert.ok(isPortable(path), path);
    // Only the bytes that a slug escapes have capitals.
    assert.doesNotMatch(path.replaceAll(/~[\dA-F]{2}/g, ''), /[A-Z]/);
  }
});

test('endpoints of one address share a page, and each has its own heading there', () => {
  const twins = joinCategories([
    { name: 'c', title: 'C', errors: { A: { endpoints: ['GET /a-b', 'GET /x'] }, B: { endpoints: ['GET /A/b'] } } },
  ]);
  assert.deepEqual(
    listEndpointPages(groupByEndpoint(twins)).map(({ path, endpoints }) => [
      path,
      ...endpoints.map(({ title }) => title),
    ]),
    [
      ['/endpoints/get-a-b/', 'GET /a-b', 'GET /A/b'],
      ['/endpoints/get-x/', 'GET /x'],
    ],
  );
});
