import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import { site as defaultSite } from '../fixtures/api/site.ts';
import { joinCategories } from '../../src/core/define.ts';
import { createAnswer, createMock, MOCK_HEADER, type MockRequest } from '../../src/server/mock.ts';

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

/** A running mock's answer to a request, the headers that Node adds left out. */
async function ask(
  given: Readonly<Record<string, string>>,
  path: string,
  request: RequestInit = {},
): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: string }> {
  const server = createMock({ ...mock, headers: given });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  after(() => server.close());
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, request);
  const added = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length']);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !added.has(name)));
  return { status: response.status, headers, body: await response.text() };
}
const preflight = {
  method: 'OPTIONS',
  headers: {
    'Access-Control-Request-Method': 'PUT',
    'Access-Control-Request-Headers': 'authorization,content-type',
  },
};

test('a preflight is allowed what it asks for, whatever the path', async () => {
  const wanted = {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'authorization,content-type',
    },
    body: '',
  };
  for (const path of ['/LIMIT', '/NOBODY', '/any/path?error=LIMIT'])
    assert.deepEqual(await ask({}, path, preflight), wanted, path);
  const headers = { 'Access-Control-Request-Method': 'DELETE' };
  assert.deepEqual((await ask({}, '/LIMIT', { method: 'OPTIONS', headers })).headers, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'DELETE',
  });
});

test('a script of any origin reads every answer, with the headers of the error', async () => {
  const { status, headers, body: text } = await ask({}, '/LIMIT');
  assert.equal(status, 429);
  assert.deepEqual(headers, {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'X-Request-Id, Retry-After',
    'content-type': 'application/json',
    'retry-after': '30',
    'x-request-id': 'mock-request-1',
  });
  assert.deepEqual(JSON.parse(text), body('LIMIT', 'Wait for Ann, 3 times.'));
  for (const path of ['/', '/NOBODY', '/LIMIT?retry-after=%00']) {
    assert.deepEqual(
      (await ask({}, path)).headers,
      { 'access-control-allow-origin': '*', 'content-type': 'application/json' },
      path,
    );
  }
});

test('OPTIONS that is no preflight gets the error', async () => {
  const { status, headers } = await ask({}, '/LIMIT', { method: 'OPTIONS' });
  assert.equal(status, 429);
  assert.equal(headers['retry-after'], '30');
  assert.equal((await ask({}, '/LIMIT', { headers: preflight.headers })).status, 429);
});

test('the given headers stand in every answer and replace what the mock would say', async () => {
  const given = {
    'access-control-allow-origin': 'https://app.example.com',
    'Access-Control-Allow-Credentials': 'true',
    'RETRY-AFTER': '7',
  };
  const wanted = {
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-credentials': 'true',
  };
  assert.deepEqual((await ask(given, '/LIMIT', preflight)).headers, {
    ...wanted,
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'authorization,content-type',
    'retry-after': '7',
  });
  assert.deepEqual((await ask(given, '/LIMIT')).headers, {
    ...wanted,
    'access-control-expose-headers': 'X-Request-Id, Retry-After',
    'content-type': 'application/json',
    'retry-after': '7',
    'x-request-id': 'mock-request-1',
  });
  assert.equal((await ask(given, '/NOBODY')).headers['access-control-allow-origin'], 'https://app.example.com');
  const { headers } = await ask({ 'Access-Control-Expose-Headers': 'Retry-After' }, '/LIMIT');
  assert.equal(headers['access-control-expose-headers'], 'Retry-After');
});

test('the command refuses a port that is taken and arguments that it does not know', async () => {
  const run = (...args: readonly string[]): { output: string; status: number | null } => {
    const file = resolve(import.meta.dirname, '../../src/cli/main.ts');
    const { stdout, stderr, status } = spawnSync(process.execPath, [file, 'mock', ...args], { encoding: 'utf8' });
    return { output: stdout + stderr, status };
  };
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const taken = run('--port', String(port));
  other.close();
  assert.deepEqual(taken, { output: `Port ${port} is taken on 127.0.0.1; set --port to another one.\n`, status: 1 });
  for (const args of [
    ['--port', 'x'],
    ['--port', ''],
    ['--host', ''],
    ['--host', '[::]'],
    ['--colour'],
    ['--header', 'no header'],
  ]) {
    const { output, status } = run(...args);
    assert.equal(status, 1);
    assert.match(output, /^[^\n]+; [^\n]+\.\n$/, args.join(' '));
  }
});
