import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinCategories } from '../../src/core/define.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { listRegisteredStatuses } from '../../src/core/http.ts';
import { listDimensions, rangesAround } from '../../src/document/dimensions.ts';

const site: Site = {
  name: 'Shop',
  description: 'Errors of a shop.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { code: '{code}' },
};
const registry = joinCategories([
  {
    name: 'orders',
    title: 'Order errors',
    about: 'an order is wrong',
    errors: {
      A: { status: 409, retry: { when: 'after-wait', header: 'Retry-After' }, dimensions: { severity: 'high' } },
      B: { status: 400, actor: 'us', deprecated: { since: '2' }, dimensions: { severity: 'low' } },
      C: { removed: { since: '3' } },
    },
  },
]);
const severity = { title: 'Severity', values: { high: 'High', low: 'Low', none: 'None' } };
const dimensionsOf = (of: Partial<Site>, errors = registry) =>
  new Map(listDimensions(errors, { ...site, ...of }, wordsOf(site)).map((dimension) => [dimension.id, dimension]));

test('each dimension lists the values that occur, in their order, with their pages', () => {
  const paths = [...dimensionsOf({ dimensions: { severity } }).values()].map(({ id, path, values }) => [
    id,
    path,
    ...values.map((value) => `${value.path} ${value.errors.map(({ code }) => code).join('')}`),
  ]);
  assert.deepEqual(paths, [
    ['status', '/status/', '/status/400/ B', '/status/409/ A'],
    ['category', '/categories/', '/categories/orders/ ABC'],
    ['retry', '/retry/', '/retry/after-wait/ A'],
    ['actor', '/actor/', '/actor/us/ B'],
    ['lifecycle', '/lifecycle/', '/lifecycle/live/ A', '/lifecycle/deprecated/ B', '/lifecycle/removed/ C'],
    ['severity', '/severity/', '/severity/high/ A', '/severity/low/ B'],
  ]);
});

test('a dimension that tells nothing apart is left out', () => {
  const plain = joinCategories([{ name: 'c', title: 'C', errors: { A: {} } }]);
  assert.deepEqual([...dimensionsOf({ dimensions: { severity } }, plain).keys()], ['status', 'category']);
});

test('the facts of an error come from its values', () => {
  const [a, b, c] = registry.errors;
  assert.ok(a && b && c);
  const dimensions = dimensionsOf({ dimensions: { severity } });
  const factOf = (id: string, error: typeof a): unknown => dimensions.get(id)?.valuesOf(error)[0];
  assert.deepEqual(factOf('retry', a), {
    value: 'after-wait',
    label: 'Yes, after `Retry-After`',
    path: '/retry/after-wait/',
  });
  assert.deepEqual(factOf('actor', b), { value: 'us', label: 'The API team', path: '/actor/us/' });
  assert.deepEqual(factOf('severity', a), { value: 'high', label: 'High', path: '/severity/high/' });
  assert.equal(factOf('status', c), undefined);
  assert.equal(dimensions.get('status')?.rest?.errors[0], c);
});

test('the pages of values say how many errors there are, and what they have in common', () => {
  const dimensions = dimensionsOf({ dimensions: { severity: { ...severity, about: 'How bad it is.' } } });
  const sentences = [...dimensions.values()].map(({ values: [first] }) => first?.description);
  assert.deepEqual(sentences, [
    'Client error. One code comes with this status.',
    '3 errors: an order is wrong.',
    '1 error.',
    '1 error.',
    '1 error.',
    '1 error.',
  ]);
  assert.deepEqual(
    [dimensions.get('severity')?.title, dimensions.get('severity')?.about, dimensions.get('severity')?.link],
    ['Errors by Severity', 'How bad it is.', 'By Severity'],
  );
});

test('a status without errors has a page that says so and that no list names', () => {
  const status = dimensionsOf({}).get('status');
  assert.ok(status);
  assert.deepEqual(
    status.unlisted.map(({ value }) => Number(value)),
    listRegisteredStatuses().filter((number) => number !== 400 && number !== 409),
  );
  const found = status.unlisted.find(({ value }) => value === '405');
  assert.deepEqual(found, {
    ...{ value: '405', title: '405 Method Not Allowed', name: '405', chip: '405 Method Not Allowed' },
    ...{ about: 'Method Not Allowed', description: 'No error of this API states this status.' },
    ...{ path: '/status/405/', errors: [], explains: 405 },
  });
  assert.equal(status.values[0]?.explains, 400);
});

test('a status that HTTP does not know is listed where an error states it, and nothing explains it', () => {
  const own = joinCategories([{ name: 'c', title: 'C', errors: { A: { status: 520 } } }]);
  const status = dimensionsOf({}, own).get('status');
  assert.ok(status);
  assert.deepEqual(
    status.values.map(({ value, title, explains }) => [value, title, explains]),
    [['520', '520', undefined]],
  );
  assert.equal(status.unlisted.length, listRegisteredStatuses().length);
});

test('the page of a status names the ranges of errors that hold it, unless errors state the status itself', () => {
  const ranged = joinCategories([
    {
      name: 'c',
      title: 'C',
      errors: { A: { status: '4XX' }, B: { status: 'default' }, C: { status: 404 }, D: { status: '5XX' } },
    },
  ]);
  const status = dimensionsOf({}, ranged).get('status');
  assert.ok(status);
  const rangesOf = (value: string): readonly string[] =>
    [...status.values, ...status.unlisted]
      .filter((filter) => filter.value === value)
      .flatMap((filter) => rangesAround(filter, status).map((range) => range.value));
  assert.deepEqual(rangesOf('405'), ['4XX', 'default']);
  assert.deepEqual(rangesOf('404'), []);
  assert.deepEqual(rangesOf('302'), []);
});

test('errors whose codes end alike are listed by that name, in whatever case it is written', () => {
  const errors = {
    'ec2.NotFound': {},
    'S3/notfound': {},
    'a:NOTFOUND': {},
    'b.c.NotFound': {},
    NotFound: {},
    'x.Rare': {},
  };
  const name = dimensionsOf({}, joinCategories([{ name: 'c', title: 'C', errors }])).get('name');
  assert.ok(name);
  assert.deepEqual(
    name.values.map(({ path, title, description, errors: own }) => [
      path,
      title,
      description,
      own.map(({ code }) => code),
    ]),
    [
      [
        '/names/notfound/',
        'NotFound',
        '4 errors of this name.',
        ['ec2.NotFound', 'S3/notfound', 'a:NOTFOUND', 'b.c.NotFound'],
      ],
    ],
  );
  assert.deepEqual([name.hasChips, name.fact, name.link], [false, undefined, 'By name']);
});

test('an error without a code has no name', () => {
  const errors = Object.fromEntries(
    ['a.Gone', 'b.Gone', 'c.Gone', 'd.Gone'].map((key) => [key, { status: 410, identifiedBy: 'status' }]),
  );
  assert.equal(dimensionsOf({}, joinCategories([{ name: 'c', title: 'C', errors }])).get('name'), undefined);
});
