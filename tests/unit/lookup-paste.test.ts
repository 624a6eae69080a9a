import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkValues } from '../../src/lookup/pasted-values.ts';
import { readValues } from '../../src/lookup/read-values.ts';
import { createLogScanner } from '../../src/lookup/scan-log.ts';

describe('values from a paste', () => {
  const error = { code: 'MISSING', message: "Missing required '{parameter}' parameter." };

  test('from a payload', () => {
    const message = "Missing required 'email' parameter.";
    const payload = { error: { code: 'MISSING', message, details: { field: '<b>' } }, request_id: 'req_1' };
    assert.deepEqual(readValues(JSON.stringify(payload, null, 2), error), {
      message,
      params: { parameter: 'email' },
      details: { field: '<b>' },
      requestId: 'req_1',
    });
  });
  test('from a response with headers', () => {
    const text = 'HTTP/1.1 400 Bad Request\nX-Request-Id: req_2\n\n{"code":"MISSING","message":"Other words."}';
    assert.deepEqual(readValues(text, error), { message: 'Other words.', requestId: 'req_2' });
  });
  test('from a message alone', () => {
    assert.deepEqual(readValues("Missing required 'a' parameter.", error)?.params, { parameter: 'a' });
  });
  test('from a line of a trace', () => {
    const trace = "Traceback:\n  line 1\nacme.BadRequestError: Missing required 'b' parameter.\n";
    assert.deepEqual(readValues(trace, error)?.params, { parameter: 'b' });
  });
  test('from a list of errors, where bodies are one', () => {
    const fields = { details: [[0, 'more'] as const], reason: [[0, 'reason'] as const] };
    const list = [{ reason: 'first', more: { field: 'a' } }, { reason: 'second' }];
    const found = { values: { reason: 'first' }, details: { field: 'a' } };
    for (const text of [JSON.stringify(list), `HTTP/1.1 503\n\n${JSON.stringify(list, null, 2)}`])
      assert.deepEqual(readValues(text, error, fields), found);
    const logged = `[404] ${JSON.stringify({ details: { field: 'b' }, rows: [{ a: 1 }] })}`;
    assert.deepEqual(readValues(logged, error, fields)?.details, { field: 'b' });
  });
  test('none in a code', () => assert.equal(readValues('MISSING', error), undefined));
  test('nothing long, nothing of another form', () => {
    assert.equal(checkValues({ message: 'x'.repeat(2000), details: 'text', requestId: 7, other: 'x' }), undefined);
    assert.equal(checkValues([]), undefined);
    assert.equal(checkValues({ details: { text: 'x'.repeat(3000) } }), undefined);
  });
});

describe('a log', () => {
  const errors = [{ code: 'RATE_LIMIT_EXCEEDED' }, { code: '10013' }, { code: 'auth/invalid-email' }];
  const log = [
    'INFO started',
    'POST /v1/users 429 RATE_LIMIT_EXCEEDED RATE_LIMIT_EXCEEDED',
    'acme.RateLimitExceededError: no',
    '{"code": 10013} took 10013 ms',
    'FirebaseError auth/invalid-email.',
    'ACCOUNT_LOCKED user_id=3',
  ].join('\n');

  for (const size of [1, 7, 1000]) {
    test(`in pieces of ${size}`, () => {
      const scanner = createLogScanner(errors);
      for (let start = 0; start < log.length; start += size) scanner.push(log.slice(start, start + size));
      assert.deepEqual(scanner.finish(), {
        known: [
          { name: 'RATE_LIMIT_EXCEEDED', count: 2, firstLine: 2, lastLine: 3 },
          { name: '10013', count: 1, firstLine: 4, lastLine: 4 },
          { name: 'auth/invalid-email', count: 1, firstLine: 5, lastLine: 5 },
        ],
        unknown: [{ name: 'ACCOUNT_LOCKED', count: 1, firstLine: 6, lastLine: 6 }],
        lines: 6,
      });
    });
  }
});
