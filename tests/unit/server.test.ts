import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { createSiteServer } from '../../src/server/server.ts';

const dir = mkdtempSync(join(tmpdir(), 'site-'));
for (const path of [
  '404.html',
  'errors/index.html',
  'errors/index/index.html',
  'errors/index.json',
  'errors/A/index.html',
  'errors/TIMEOUT/index.html',
  'guides/a&b, é/index.html',
]) {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), path);
}
writeFileSync(
  join(dir, '_redirects'),
  '/docs/errors/timeout/ /docs/errors/TIMEOUT/ 301\n/docs/errors/timeout.md /docs/errors/TIMEOUT.md 301\n' +
    '/docs/guides/c%23-x/ /docs/guides/c~23-x/ 301\n/docs/errors/A/ /docs/errors/B/ 301\n',
);
const server = createSiteServer({ dir, base: '/docs' }).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
after(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

test('a page is served from its own folder, the one of the code index too', async () => {
  const { port } = server.address() as AddressInfo;
  for (const [path, status, text] of [
    ['/docs/errors/', 200, 'errors/index.html'],
    ['/docs/errors/index/', 200, 'errors/index/index.html'],
    ['/docs/errors/index/?a=b', 200, 'errors/index/index.html'],
    ['/docs/errors/index.json', 200, 'errors/index.json'],
    ['/docs/errors/A/', 200, 'errors/A/index.html'],
    ['/docs/errors/B/', 404, '404.html'],
    ['/errors/A/', 404, '404.html'],
  ] as const) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    assert.deepEqual([response.status, await response.text()], [status, text], path);
  }
  const moved = await fetch(`http://127.0.0.1:${port}/docs/errors/index`, { redirect: 'manual' });
  assert.deepEqual([moved.status, moved.headers.get('location')], [301, '/docs/errors/index/']);
});

test('a file is found however its path is percent-encoded, and an escaped slash parts no folders', async () => {
  const { port } = server.address() as AddressInfo;
  for (const [path, status] of [
    ['/docs/guides/a&b,%20%C3%A9/', 200],
    ['/docs/guides/a%26b%2C%20e%CC%81/', 200],
    ['/docs/guides%2Fa&b,%20%C3%A9/index.html', 404],
    ['/docs/guides/%ZZ/', 404],
    ['/docs/%2e%2e%2f%2e%2e%2fetc/passwd', 404],
  ] as const) {
    assert.equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, status, path);
  }
});

test('the redirects of the host rules lead on from where there is no file', async () => {
  const { port } = server.address() as AddressInfo;
  for (const [path, status, location] of [
    ['/docs/errors/timeout/?a=b', 301, '/docs/errors/TIMEOUT/?a=b'],
    ['/docs/errors/timeout.md', 301, '/docs/errors/TIMEOUT.md'],
    ['/docs/guides/c%23-x/', 301, '/docs/guides/c~23-x/'],
    ['/docs/errors/TIMEOUT/', 200, null],
    ['/docs/errors/A/', 200, null],
    ['/docs/errors/Timeout/', 404, null],
    ['/errors/timeout/', 404, null],
  ] as const) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
    assert.deepEqual([response.status, response.headers.get('location')], [status, location], path);
  }
});
