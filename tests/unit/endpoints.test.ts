import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpackWords } from '../../src/lookup/code-index.ts';
import { findEndpoints, mayNameEndpoint, packEndpoints, unpackEndpoint } from '../../src/lookup/endpoints.ts';

const ENDPOINTS = [
  'POST /api/v1/users',
  'GET /api/v1/users/{id}',
  'DELETE /api/v1/users/{id}',
  'GET /api/v1/users/me',
  'GET /{anything}',
  'GET /',
  'CreateUser',
];
const found = (text: string): readonly string[] => findEndpoints(text, ENDPOINTS).map(({ endpoint }) => endpoint);

test('an endpoint is named by its template, by a call, and by a path alone', () => {
  assert.deepEqual(found('POST /api/v1/users'), ['POST /api/v1/users']);
  assert.deepEqual(found('GET /api/v1/users/{id}'), ['GET /api/v1/users/{id}']);
  assert.deepEqual(found('GET https://api.example.com/api/v1/users/42?full=1'), ['GET /api/v1/users/{id}']);
  assert.deepEqual(found(' /api/v1/users/42 '), ['GET /api/v1/users/{id}', 'DELETE /api/v1/users/{id}']);
  assert.deepEqual(found('https://api.example.com/base/api/v1/users'), ['POST /api/v1/users']);
  assert.deepEqual(found('/api/v1/users/me'), [
    ...['GET /api/v1/users/me', 'GET /api/v1/users/{id}', 'DELETE /api/v1/users/{id}'],
  ]);
  assert.deepEqual(found('GET /'), ['GET /']);
  assert.deepEqual(found('GET /api/v2/users'), []);
  assert.deepEqual(found('rate limit of /api/v1/users'), []);
});

test('what names an endpoint in a longer text is told, so that nothing opens by itself', () => {
  const line = '2024-01-01 12:00 POST /api/v1/users 402 in 12 ms';
  assert.deepEqual(findEndpoints(line, ENDPOINTS), [{ endpoint: 'POST /api/v1/users', found: 'POST /api/v1/users' }]);
  assert.deepEqual(findEndpoints('POST /api/v1/users', ENDPOINTS), [{ endpoint: 'POST /api/v1/users' }]);
});

test('a text without a path asks for no endpoints', () => {
  for (const text of ['RATE_LIMIT', '429', 'too many requests', 'and/or', '{"path":"x"}', ''])
    assert.equal(mayNameEndpoint(text), false, text);
  for (const text of ['/users', 'POST /users', 'https://api.example.com/users/1'])
    assert.equal(mayNameEndpoint(text), true, text);
});

test('endpoints come back from their file, in the order of the file', () => {
  assert.deepEqual(unpackWords(packEndpoints(ENDPOINTS)).map(unpackEndpoint).toSorted(), ENDPOINTS.toSorted());
  assert.deepEqual(unpackWords(packEndpoints([])), []);
});
