import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { site } from '../fixtures/api/site.ts';
import { joinCategories } from '../../src/core/define.ts';
import { createMock } from '../../src/server/mock.ts';
import { createSiteServer } from '../../src/server/server.ts';

const dir = mkdtempSync(join(tmpdir(), 'hostile-'));
mkdirSync(join(dir, 'page'));
mkdirSync(join(dir, '.git'));
writeFileSync(join(dir, '404.html'), 'missing');
writeFileSync(join(dir, 'page/index.html'), 'a page');
writeFileSync(join(dir, '.git/config'), 'hidden');
writeFileSync(join(dir, 'empty.txt'), '');
writeFileSync(join(dir, 'large.txt'), 'x'.repeat(8 << 20));
// What nobody's build writes: a header can't hold it as it is.
writeFileSync(join(dir, '_redirects'), '/old/ /日本/ 301\n');
after(() => rmSync(dir, { recursive: true }));

const registry = joinCategories([
  { name: 'all', title: 'All', errors: { LIMIT: { status: 429, example: { headers: { 'Retry-After': '30' } } } } },
]);

const PATHS = [
  '/',
  '//',
  '//evil.example/page',
  '/page//',
  '*',
  'page',
  '?',
  '/%',
  '/%00',
  '/page/%00/',
  '/%ff',
  '/..%2f..%2f..%2fetc/passwd',
  '/../../../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cetc',
  '/\\..\\..\\etc',
  '/.git/config',
  '/__proto__/',
  '/constructor',
  `/${'a'.repeat(5000)}`,
  `/${'a/'.repeat(3000)}`,
  '/page?%ff&a=b?c#d',
  'http://',
  'http://[',
  'http://localhost:99999/page/',
  'https://elsewhere.example/page/',
  'ftp://elsewhere.example/page/',
  '/LIMIT?Retry-After=%0d%0aSet-Cookie:a',
  '/LIMIT?status=999',
];
const METHODS = [
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'CONNECT',
  'PROPFIND',
  'NONSENSE',
  'get',
];
const HEADERS = [
  ...['5-2', '99999999999999999999-', '-0', '-', '', '0-0,2-2', 'a-b', '-9'.repeat(900), '1-1-1'].map(
    (range) => `Range: bytes=${range}`,
  ),
  'Range: bytes',
  'Range: =',
  'Range: chapters=1-2',
  'Range: bytes=0-1\r\nRange: bytes=5-2',
  'Range: bytes=0-1\r\nIf-Range: \x80',
  'If-None-Match: \x80"',
  'If-Modified-Since: yesterday',
  'Host: [',
  'Host: a\r\nHost: b',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 1\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: nonsense',
  'Expect: 100-continue',
  'Expect: nonsense',
  'Connection: Upgrade\r\nUpgrade: websocket',
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c',
  'No colon',
  'A\0: b',
  `Long: ${'a'.repeat(100_000)}`,
  'Mock-Error: \x80',
];
const REQUESTS = [
  ...PATHS.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`),
  ...METHODS.flatMap((method) =>
    ['/page/', '/large.txt'].map((path) => `${method} ${path} HTTP/1.1\r\nHost: a\r\n\r\n`),
  ),
  ...HEADERS.flatMap((lines) =>
    ['/page/', '/empty.txt', '/missing'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n`),
  ),
  'GET /page/ HTTP/1.1\r\n\r\n',
  'GET /page/ HTTP/1.0\r\n\r\n',
  'GET /page/ HTTP/3.7\r\n\r\n',
  'GET /page/\r\n\r\n',
  'GET /page/ HTTP/1.1\r\nHo',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  '\0'.repeat(1000),
  '\r\n\r\n\r\n',
  '',
  'GET /large.txt HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(20),
];

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Sends bytes as they are, and goes away, whatever comes, after `patience` milliseconds without an answer. */
async function send(port: number, bytes: string, patience: number): Promise<string> {
  let answer = '';
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve());
  });
  return answer;
}

for (const [name, server, path, wanted] of [
  ['the site', createSiteServer({ dir, base: '' }), '/page/', 200],
  ['the site below a base', createSiteServer({ dir, base: '/docs' }), '/docs/page/', 200],
  ['the mock', createMock({ registry, site }), '/LIMIT', 429],
] as const) {
  test(`${name} outlives any request, also one that is given up at once`, async () => {
    const port = await listen(server);
    for (const patience of [200, 1]) {
      const answers = await Promise.all(REQUESTS.map((bytes) => send(port, bytes, patience)));
      for (const [index, answer] of answers.entries()) {
        assert.doesNotMatch(answer, /root:|hidden/, REQUESTS[index]);
        assert.match(answer, /^(?:HTTP\/1\.1 [1-5]\d\d |$)/, REQUESTS[index]);
      }
    }
    assert.equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, wanted);
  });
}

test('a request that a proxy would send, with the whole address, gets the page', async () => {
  const port = await listen(createSiteServer({ dir, base: '' }));
  assert.match(await send(port, 'GET http://localhost/page/ HTTP/1.1\r\nHost: a\r\n\r\n', 200), /^HTTP\/1\.1 200 /);
});

test('a redirect to what a header can’t hold leads to its encoded form', async () => {
  const port = await listen(createSiteServer({ dir, base: '' }));
  const { headers } = await fetch(`http://127.0.0.1:${port}/old/`, { redirect: 'manual' });
  assert.equal(headers.get('location'), '/%E6%97%A5%E6%9C%AC/');
});

test('no file stays open, whatever becomes of the request', { skip: !existsSync('/proc/self/fd') }, async () => {
  const port = await listen(createSiteServer({ dir, base: '' }));
  const request = (method: string): string => `${method} /large.txt HTTP/1.1\r\nHost: a\r\n\r\n`;
  for (const patience of [1, 5, 20, 200])
    await Promise.all(['GET', 'HEAD', 'GET', 'POST', 'GET'].map((method) => send(port, request(method), patience)));
  for (let tries = 0; tries < 50 && listOpen().length > 0; tries += 1) await wait(20);
  assert.deepEqual(listOpen(), []);
});

/** The files of the site that this process has open. */
function listOpen(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return [readlinkSync(join('/proc/self/fd', name))].filter((path) => path.startsWith(dir));
    } catch {
      return []; // the one that lists them
    }
  });
}
