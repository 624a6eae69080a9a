import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { site as defaultSite } from '../../content/site.ts';
import { joinCategories } from '../../src/core/define.ts';
import { createAnswer, MOCK_HEADER, type MockRequest } from '../../src/server/mock.ts';

const registry = joinCategories([
  {
    name: 'all',
    title: 'All',
    errors: {
      LIMIT: {
        status: 429,
        message: 'Wait for {name}, {count} times.',
        params: { name: { about: 'who', example: 'Ann' }, count: { about: 'how often', example: 3 } },
        example: { headers: { 'Retry-After': '30' } },
      },
      'a/b c': { message: 'Odd.' },
      EARLY: { status: 100 },
      '10013': { status: 400, numeric: true },
      POOR: {
        message: 'Poor.',
        details: {
          fields: { have: { type: 'integer', about: 'have' }, unit: { type: 'string', about: 'unit' } },
          example: { have: 1, unit: 'EUR' },
        },
      },
    },
  },
]);
const site = { ...defaultSite, requestIdHeader: 'X-Request-Id' };
const mock = { registry, site };
const get = (url: string, headers: MockRequest['headers'] = {}) => createAnswer(mock)({ url, headers });
const body = (code: string | number, message?: string, details?: object): object => ({
  error: { code, ...(message === undefined ? {} : { message }), ...(details === undefined ? {} : { details }) },
});

test('the error is named by the path, the query or a header', () => {
  const wanted = {
    status: 429,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'mock-request-1', 'Retry-After': '30' },
    body: body('LIMIT', 'Wait for Ann, 3 times.'),
  };
  assert.deepEqual(get('/LIMIT'), wanted);
  assert.deepEqual(get('/LIMIT/api/v1/users?page=2'), wanted);
  assert.deepEqual(get('/any/path?error=LIMIT'), wanted);
  assert.deepEqual(get('/any/path', { [MOCK_HEADER]: 'LIMIT' }), wanted);
});

test('a code of any form is found by itself or by its slug', () => {
  for (const url of ['/a~2Fb~20c', '/a%2Fb%20c', '/?error=a%2Fb+c'])
    assert.deepEqual(get(url).body, body('a/b c', 'Odd.'));
  assert.deepEqual(get('/10013').body, body(10013));
});

test('a code without a status answers 400 unless the request says otherwise', () => {
  assert.equal(get('/POOR').status, 400);
  assert.equal(get('/POOR?status=402').status, 402);
  assert.equal(get('/LIMIT?status=503').status, 503);
  // No server can send a status below 200 alone.
  assert.equal(get('/EARLY').status, 400);
});

test('the caller replaces placeholders, details and headers', () => {
  assert.deepEqual(get('/LIMIT?name=Bob&count=7').body, body('LIMIT', 'Wait for Bob, 7 times.'));
  assert.deepEqual(get('/POOR?have=5&unit=7').body, body('POOR', 'Poor.', { have: 5, unit: '7' }));
  assert.equal(get('/LIMIT?retry-after=1').headers['Retry-After'], '1');
  const { headers } = createAnswer({ ...mock, headers: { 'retry-after': '0', Other: 'x' } })({
    url: '/LIMIT',
    headers: {},
  });
  assert.deepEqual(headers, {
    'Content-Type': 'application/json',
    'X-Request-Id': 'mock-request-1',
    'Retry-After': '0',
    Other: 'x',
  });
});

test('who accepts a problem document gets one', () => {
  const { headers, body: problem } = get('/POOR', { accept: 'application/problem+json' });
  assert.equal(headers['Content-Type'], 'application/problem+json');
  assert.deepEqual(problem, {
    type: `${site.url}/errors/POOR/`,
    title: 'POOR',
    status: 400,
    detail: 'Poor.',
    code: 'POOR',
    details: { have: 1, unit: 'EUR' },
  });
});

test('what the mock has no answer for is not taken for an error of the API', () => {
  assert.deepEqual(get('/NOBODY').status, 404);
  assert.deepEqual(get('/LIMIT?status=99').status, 400);
  assert.deepEqual(get('//').status, 400);
  assert.deepEqual(get('/%ZZ').status, 404);
  assert.deepEqual(get('/?error=toString').status, 404);
  for (const url of ['/NOBODY', '/LIMIT?status=99', '//']) assert.ok('mock' in (get(url).body as object), url);
  assert.equal(get('/').status, 200);
});

test('the command refuses a port that is taken and arguments that it does not know', async () => {
  const run = (...args: readonly string[]): { output: string; status: number | null } => {
    const file = resolve(import.meta.dirname, '../../src/cli/errors.ts');
    const { stdout, stderr, status } = spawnSync(process.execPath, [file, 'mock', ...args], { encoding: 'utf8' });
    return { output: stdout + stderr, status };
  };
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const taken = run('--port', String(port));
  other.close();
  assert.deepEqual(taken, {
    output: `The mock did not start: port ${port} is taken; name another with --port.\n`,
    status: 1,
  });
  for (const args of [['--port', 'x'], ['--colour'], ['--header', 'no header']]) {
    const { output, status } = run(...args);
    assert.equal(status, 1);
    assert.match(output, /^[^\n]+; [^\n]+\.\n$/, args.join(' '));
  }
});
