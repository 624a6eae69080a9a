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
]) {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), path);
}
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
