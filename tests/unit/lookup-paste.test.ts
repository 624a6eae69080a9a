import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkValues } from '../../src/lookup/pasted-values.ts';
import { readValues } from '../../src/lookup/read-values.ts';

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
    assert.deepEqual(readValues(text, error), { status: 400, message: 'Other words.', requestId: 'req_2' });
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
    assert.deepEqual(readValues(JSON.stringify(list), error, fields), found);
    const response = `HTTP/1.1 503\n\n${JSON.stringify(list, null, 2)}`;
    assert.deepEqual(readValues(response, error, fields), { status: 503, ...found });
    const logged = `[404] ${JSON.stringify({ details: { field: 'b' }, rows: [{ a: 1 }] })}`;
    assert.deepEqual(readValues(logged, error, fields)?.details, { field: 'b' });
  });
  test('the code that was received, where it is not that of the page', () => {
    const codeIn = (payload: object, of: Parameters<typeof readValues>[1] = error, fields = {}): string | undefined =>
      readValues(JSON.stringify(payload), of, fields)?.code;
    assert.equal(codeIn({ code: 'ABSENT', message: 'x' }), 'ABSENT');
    assert.equal(codeIn({ code: 'missing' }), 'missing', 'another spelling');
    assert.equal(codeIn({ code: 's3.NoSuchKey' }), 's3.NoSuchKey');
    assert.equal(codeIn({ code: 'MISSING', type: 'card_error' }), undefined);
    assert.equal(codeIn({ error: 'Not Found', code: 404, type: 'https://errors.example.com/x' }), undefined);
    assert.equal(codeIn({ code: 'OTHER' }, { code: 'NotFound', identifiedBy: 'status', status: 404 }), undefined);
    assert.equal(codeIn({ code: 'sub' }, { code: 'card/sub', parent: 'card' }), undefined);
    assert.equal(codeIn({ reason: 'first' }, error, { reason: [['reason']] }), undefined, 'a value of another name');
    assert.equal(readValues('the code ABSENT was seen in a log', error), undefined);
  });
  test('the status that was received, where the error has another', () => {
    const statusIn = (text: string, status?: number): number | undefined =>
      readValues(text, { ...error, ...(status === undefined ? {} : { status }) })?.status;
    assert.equal(statusIn('HTTP/1.1 503 Service Unavailable', 400), 503);
    assert.equal(statusIn('{"status":503,"code":"MISSING"}', 400), 503);
    assert.equal(statusIn('HTTP/1.1 400 Bad Request', 400), undefined);
    assert.equal(statusIn('HTTP/1.1 400 Bad Request'), 400, 'the page states none');
    assert.equal(statusIn('MISSING after 503 ms', 400), undefined);
  });
  test('none in a code', () => assert.equal(readValues('MISSING', error), undefined));
  test('nothing long, nothing of another form', () => {
    assert.equal(checkValues({ message: 'x'.repeat(2000), details: 'text', requestId: 7, other: 'x' }), undefined);
    assert.equal(checkValues([]), undefined);
    for (const code of ['', ' ', 'A\nB', 'A\u0000', 'A\u2028B', 'x'.repeat(201), 7, {}]) {
      assert.equal(checkValues({ code }), undefined, String(code));
    }
    for (const status of [99, 600, 404.5, '404', Number.NaN, null]) assert.equal(checkValues({ status }), undefined);
    assert.deepEqual(checkValues({ code: '<b>', status: 599 }), { code: '<b>', status: 599 });
    assert.equal(checkValues({ details: { text: 'x'.repeat(3000) } }), undefined);
    assert.equal(checkValues({ details: { 'a\nRequest id': 'forged' }, values: { 'b\u2028': 'x' } }), undefined);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, number) => [`name${number}`, 'x']));
    assert.equal(Object.keys(checkValues({ params: many })?.params ?? {}).length, 40);
  });
});
