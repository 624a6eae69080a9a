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
      code: 'MISSING',
      message,
      params: { parameter: 'email' },
      details: { field: '<b>' },
      requestId: 'req_1',
    });
  });
  test('from a response with headers', () => {
    const text = 'HTTP/1.1 400 Bad Request\nX-Request-Id: req_2\n\n{"code":"MISSING","message":"Other words."}';
    const found = { code: 'MISSING', status: 400, message: 'Other words.', requestId: 'req_2' };
    assert.deepEqual(readValues(text, error), found);
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
  test('the code that was received, first of all that of the page', () => {
    const codeIn = (payload: object, of: Parameters<typeof readValues>[1] = error, fields = {}): string | undefined =>
      readValues(JSON.stringify(payload), of, fields)?.code;
    assert.equal(codeIn({ code: 'ABSENT', message: 'x' }), 'ABSENT');
    assert.equal(codeIn({ code: 'missing' }), 'missing', 'another spelling');
    assert.equal(codeIn({ code: 's3.NoSuchKey' }), 's3.NoSuchKey');
    assert.equal(codeIn({ type: 'card_error', code: 'MISSING' }), 'MISSING');
    assert.equal(codeIn({ error: 'Not Found', code: 404, type: 'https://errors.example.com/x' }), undefined);
    assert.equal(codeIn({ code: 'OTHER' }, { code: 'NotFound', identifiedBy: 'status', status: 404 }), undefined);
    assert.equal(codeIn({ code: 'sub' }, { code: 'card/sub', parent: 'card' }), 'sub');
    assert.equal(codeIn({ reason: 'first' }, error, { reason: [['reason']] }), undefined, 'a value of another name');
    assert.equal(readValues('the code ABSENT was seen in a log', error), undefined);
  });
  test('the status that was received, first of all one of the error', () => {
    const statusIn = (text: string, status?: number): number | undefined =>
      readValues(text, { ...error, ...(status === undefined ? {} : { status }) })?.status;
    assert.equal(statusIn('HTTP/1.1 503 Service Unavailable', 400), 503);
    assert.equal(statusIn('{"status":503,"code":"MISSING"}', 400), 503);
    assert.equal(statusIn('HTTP/1.1 400 Bad Request', 400), 400);
    assert.equal(statusIn('HTTP/1.1 502 Bad Gateway\nHTTP/1.1 400 Bad Request', 400), 400);
    assert.equal(statusIn('HTTP/1.1 400 Bad Request'), 400, 'the page states none');
    assert.equal(statusIn('MISSING after 503 ms', 400), undefined);
  });
  test('request, time and wait, where the text states them of the error', () => {
    const mail = [
      'We get this since 2026-11-20 10:00:00:',
      'POST https://api.example.com/api/v1/users?token=secret',
      'HTTP/1.1 429 Too Many Requests',
      'Date: Mon, 30 Nov 2026 09:12:44 GMT',
      'Last-Modified: Sun, 01 Nov 2026 00:00:00 GMT',
      'Retry-After: 30',
    ].join('\n');
    const { endpoint, time, retryAfter } = readValues(mail, error) ?? {};
    const found = { endpoint: 'POST /api/v1/users', time: '2026-11-30 09:12:44 UTC', retryAfter: '30' };
    assert.deepEqual({ endpoint, time, retryAfter }, found);
    const timeIn = (text: string): string | undefined => readValues(text, error)?.time;
    assert.equal(timeIn('2026-02-11T09:00:01.143Z ERROR code=MISSING'), '2026-02-11 09:00:01 UTC');
    assert.equal(timeIn('{"timestamp":1770800401143,"code":"MISSING"}'), '2026-02-11 09:00:01 UTC');
    assert.equal(timeIn('{"expires_at":"2027-01-01T00:00:00Z","code":"MISSING"}'), undefined);
    const log = 'level=error method=post path=/v1/x?y=1 code=MISSING';
    assert.equal(readValues(log, error)?.endpoint, 'POST /v1/x');
  });
  test('what a body says of single fields, in the forms that APIs have for it', () => {
    const detailsIn = (body: object): unknown => readValues(JSON.stringify(body), error)?.details;
    const both = { email: 'is missing', 'items.0.age': 'must be a number' };
    const forms = [
      {
        errors: [
          { field: 'email', message: 'is missing' },
          { field: 'items.0.age', message: 'must be a number' },
        ],
      },
      {
        detail: [
          { loc: ['email'], msg: 'is missing' },
          { loc: ['items', 0, 'age'], msg: 'must be a number' },
        ],
      },
      { errors: { email: ['is missing'], 'items.0.age': ['must be', 'a number'] } },
      {
        error: {
          errors: [
            { source: { parameter: 'email' }, detail: 'is missing' },
            { path: ['items', 0, 'age'], message: 'must be a number' },
          ],
        },
      },
    ];
    for (const form of forms) assert.deepEqual(detailsIn(form), both, JSON.stringify(form));
    assert.deepEqual(detailsIn({ details: { a: 1 }, errors: { email: ['x'] } }), { a: '1' }, 'details say more');
    for (const other of [{ errors: [] }, { data: [{ name: 'A', id: 1 }] }, { errors: { count: 2 } }])
      assert.equal(detailsIn(other), undefined, JSON.stringify(other));
    const twice = {
      errors: [
        { field: 'a', message: 'x' },
        { field: 'a', message: 'y' },
      ],
    };
    assert.deepEqual(detailsIn(twice), { a: 'x; y' });
  });
  test('ids, endpoints, times and waits have their form, so that no sentence passes for one', () => {
    const ids = [
      'req_8fK2',
      '7d1f-FRA',
      'Root=1-67891233-abcdef012345678912345678',
      'eftixk72aD6Ap51T+Z/2mk=',
      '0.2d1f1002.1690000000.1a2b3c',
    ];
    for (const requestId of ids) assert.deepEqual(checkValues({ requestId }), { requestId });
    const sentences = [
      'r1. Your account is locked: call',
      'a\nb',
      'https://evil.example/x',
      'evil.com/x1',
      'www.evil.com',
      'x'.repeat(200),
      'ab',
    ];
    for (const requestId of sentences) assert.equal(checkValues({ requestId }), undefined, requestId);
    for (const endpoint of ['call us', 'POST x', 'POST /a b', 'post /a', 'POST /a?token=1'])
      assert.equal(checkValues({ endpoint }), undefined, endpoint);
    for (const time of ['soon', '2026-01-01 10:00:00 or later', '<b>'])
      assert.equal(checkValues({ time }), undefined, time);
    for (const retryAfter of ['30 seconds, then call us', '-1'])
      assert.equal(checkValues({ retryAfter }), undefined, retryAfter);
    const all = { endpoint: 'POST /a', time: '2026-01-01 10:00:00 UTC', retryAfter: 'Fri, 31 Dec 1999 23:59:59 GMT' };
    assert.deepEqual(checkValues(all), all);
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
