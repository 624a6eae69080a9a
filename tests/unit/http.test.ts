import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRegisteredStatus, listRegisteredStatuses, registeredLine, statusLine } from '../../src/core/http.ts';

test('the registry holds the statuses of the table, and no others', () => {
  const all = Array.from({ length: 1200 }, (_, status) => status);
  assert.deepEqual(all.filter(isRegisteredStatus), listRegisteredStatuses());
  for (const status of [0, -1, 404.5, Number.NaN, Number.POSITIVE_INFINITY]) assert.ok(!isRegisteredStatus(status));
});

test('it holds what is unused too, and nothing that only products send', () => {
  for (const status of [100, 200, 226, 302, 306, 418, 451, 511]) assert.ok(isRegisteredStatus(status), String(status));
  for (const status of [209, 309, 419, 420, 430, 499, 509, 520, 999]) {
    assert.ok(!isRegisteredStatus(status), String(status));
  }
});

test('only a status of an error has a phrase on the page of an error; a page of its own has every phrase', () => {
  assert.equal(statusLine(429), '429 Too Many Requests');
  assert.equal(statusLine(302), '302');
  assert.equal(statusLine(418), '418');
  assert.equal(registeredLine(302), '302 Found');
  assert.equal(registeredLine(418), '418');
  assert.equal(registeredLine('4XX'), '4XX Client Error');
  assert.equal(registeredLine(599), '599');
});
