import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  listExamples,
  listOperations,
  listErrorResponses,
  schemasAt,
  valuesOf,
  type Node,
} from '../../src/openapi/walk.ts';

const property = (schema: object): Node => ({ properties: { code: schema } });
const codesIn = (schema: Node, ...keys: readonly string[]): readonly unknown[] =>
  schemasAt(schema, keys).flatMap(valuesOf);

test('operations and their error responses, in the order of the document', () => {
  const responses = { 200: {}, 404: {}, '5XX': {}, default: {}, 'x-note': {}, 999: {} };
  const operations = listOperations({ paths: { '/a': { get: { responses }, post: {}, parameters: [] }, '/b': null } });
  assert.deepEqual(
    operations.map(({ endpoint }) => endpoint),
    ['GET /a', 'POST /a'],
  );
  assert.deepEqual(
    operations.map((operation) => listErrorResponses(operation).map(([status]) => status)),
    [['404', '5XX', 'default'], []],
  );
});

test('examples of a media type come from all four places', () => {
  const schema = { example: 3, examples: [4, 5] };
  const media = {
    examples: { first: { value: 1 }, other: { summary: 'Other', value: 2 }, none: {} },
    example: 0,
    schema,
  };
  assert.deepEqual(listExamples(media), [
    { title: 'first', value: 1 },
    { title: 'Other', value: 2 },
    ...[0, 3, 4, 5].map((value) => ({ title: undefined, value })),
  ]);
});

test('codes are found in every alternative, and a constant narrows what a wider schema lists', () => {
  const all = property({ enum: ['A', 'B', 'C'] });
  assert.deepEqual(codesIn(all, 'code'), ['A', 'B', 'C']);
  assert.deepEqual(codesIn({ allOf: [all, property({ const: 'B' })] }, 'code'), ['B']);
  assert.deepEqual(codesIn({ oneOf: [property({ const: 'A' }), { anyOf: [property({ const: 'B' }), all] }] }, 'code'), [
    'A',
    'B',
    'A',
    'B',
    'C',
  ]);
  assert.deepEqual(codesIn({ ...property({ const: 'A' }), oneOf: [{ title: 'x' }, { title: 'y' }] }, 'code'), [
    'A',
    'A',
  ]);
  assert.deepEqual(codesIn({ allOf: [all, { oneOf: [property({ const: 'A' }), property({ const: 'C' })] }] }, 'code'), [
    'A',
    'C',
  ]);
  assert.deepEqual(codesIn({ properties: { errors: { items: all } } }, 'errors', '0', 'code'), ['A', 'B', 'C']);
  assert.deepEqual(codesIn({ properties: { code: 'none' }, allOf: 'none' }, 'code'), []);
});
