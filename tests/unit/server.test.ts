import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { findPart } from '../../src/server/files.ts';
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

test('a part of a file is sent as it is asked for, and the whole where that is no part', async () => {
  const { port } = server.address() as AddressInfo;
  // The file holds its own path, of 17 bytes.
  for (const [range, status, sent, text] of [
    ['bytes=0-5', 206, 'bytes 0-5/17', 'errors'],
    ['bytes=0-0', 206, 'bytes 0-0/17', 'e'],
    ['bytes=7-', 206, 'bytes 7-16/17', 'index.json'],
    ['bytes=-4', 206, 'bytes 13-16/17', 'json'],
    ['bytes=13-99', 206, 'bytes 13-16/17', 'json'],
    ['bytes=17-', 416, 'bytes */17', ''],
    ['bytes=5-2', 200, null, 'errors/index.json'],
    ['bytes=0-1,3-4', 200, null, 'errors/index.json'],
  ] as const) {
    const response = await fetch(`http://127.0.0.1:${port}/docs/errors/index.json`, { headers: { range } });
    const { headers } = response;
    const length = String(text.length);
    assert.deepEqual(
      [response.status, headers.get('content-range'), headers.get('content-length'), await response.text()],
      [status, sent, length, text],
      range,
    );
    if (status === 200) continue;
    const depending = { range, 'if-range': headers.get('etag') ?? '"none"' };
    const whole = await fetch(`http://127.0.0.1:${port}/docs/errors/index.json`, { headers: depending });
    assert.deepEqual([whole.status, await whole.text()], [200, 'errors/index.json'], range);
  }
});

test('a text of some size is sent packed to who takes it so', async () => {
  const { port } = server.address() as AddressInfo;
  const text = JSON.stringify(Array.from({ length: 500 }, (_, number) => `entry ${number}`));
  writeFileSync(join(dir, 'large.json'), text);
  const ask = async (encoding: string, more: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> => {
    const address = `http://127.0.0.1:${port}/docs/large.json`;
    const response = await fetch(address, { headers: { 'accept-encoding': encoding, ...more } });
    return [response.status, response.headers.get('content-encoding'), (await response.text()).length];
  };
  assert.deepEqual(await ask('gzip, br'), [200, 'gzip', text.length]);
  assert.deepEqual(await ask('br;q=1, gzip;q=0'), [200, null, text.length]);
  assert.deepEqual(await ask('gzip', { range: 'bytes=0-9' }), [206, null, 10]);
});

test('which bytes a range names', () => {
  for (const [range, size, part] of [
    [undefined, 10, undefined],
    ['bytes=0-', 10, { start: 0, end: 9 }],
    ['BYTES=2-3', 10, { start: 2, end: 3 }],
    ['bytes=-20', 10, { start: 0, end: 9 }],
    ['bytes=9-99999999999999999999', 10, { start: 9, end: 9 }],
    [`bytes=${'9'.repeat(400)}-`, 10, 'outside'],
    ['bytes=10-', 10, 'outside'],
    ['bytes=-0', 10, 'outside'],
    ['bytes=0-', 0, 'outside'],
    ['bytes=-1', 0, 'outside'],
    ...['bytes=-', 'bytes=', 'bytes=a-b', 'bytes=1--2', 'bytes=3-2', '1-2', 'lines=1-2', 'bytes=1-2,4-5'].map(
      (text) => [text, 10, undefined] as const,
    ),
  ] as const)
    assert.deepEqual(findPart(range, size), part, range);
});

test('a file that the client has is not sent again, and only its headers where those are asked for', async () => {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/docs/errors/index.json`;
  const head = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '17', '']);
  assert.equal(head.headers.get('content-type'), 'application/json; charset=utf-8');
  const etag = head.headers.get('etag') ?? '';
  assert.match(etag, /^W\/"17-\d+"$/);
  assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304);
  assert.equal((await fetch(url, { headers: { 'if-none-match': 'W/"17-0"' } })).status, 200);
});

/** Writes a site of one page, whose bytes are all the same digit, and of one redirect. */
function writeSite(folder: string, version: number): void {
  mkdirSync(join(folder, 'page'), { recursive: true });
  writeFileSync(join(folder, '404.html'), `missing ${version}`);
  writeFileSync(join(folder, 'page/index.html'), String(version % 10).repeat(version % 2 === 0 ? 300_000 : 1000));
  writeFileSync(join(folder, '_redirects'), `/old/ /${version}/ 301\n`);
}

/** Serves a site in a temporary folder, with room beside it. */
async function serveTemporary(
  use: (site: { readonly folder: string; readonly dir: string; readonly origin: string }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'swap-'));
  const site = join(folder, 'site');
  writeSite(site, 0);
  const temporary = createSiteServer({ dir: site, base: '' }).listen(0, '127.0.0.1');
  await new Promise((resolve) => temporary.once('listening', resolve));
  try {
    await use({ folder, dir: site, origin: `http://127.0.0.1:${(temporary.address() as AddressInfo).port}` });
  } finally {
    temporary.closeAllConnections();
    temporary.close();
    rmSync(folder, { recursive: true });
  }
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  return `${response.status} ${response.headers.get('location') ?? (await response.text())}`;
}

test('while builds replace the folder each answer is whole, and the last build is what comes after', async () => {
  await serveTemporary(async ({ folder, dir: site, origin }) => {
    const last = 60;
    let swapping = true;
    const swap = async (): Promise<void> => {
      for (let version = 1; version <= last; version += 1) {
        writeSite(join(folder, 'new'), version);
        await rename(site, join(folder, 'old'));
        await rename(join(folder, 'new'), site);
        await rm(join(folder, 'old'), { recursive: true });
      }
      swapping = false;
    };
    const seen = new Set<string>();
    const request = async (): Promise<void> => {
      while (swapping) {
        const response = await fetch(`${origin}/page/`);
        const text = await response.text();
        if (response.status === 200) assert.match(text, /^(?:(\d)\1{299999}|(\d)\2{999})$/);
        else assert.match(`${response.status} ${text}`, /^(?:404 missing \d+|503 The site is not there .+\n)$/);
        if (response.status === 200) seen.add(text);
      }
    };
    await Promise.all([swap(), ...Array.from({ length: 6 }, request)]);
    assert.ok(seen.size > 3, `${seen.size} of the builds were seen`);
    assert.equal(await ask(`${origin}/page/`), `200 ${'0'.repeat(300_000)}`);
    assert.equal(await ask(`${origin}/old/`), `301 /${last}/`);
    assert.equal(await ask(`${origin}/none/`), `404 missing ${last}`);
  });
});

test('a file that is being read when a build replaces the folder comes to its end', async () => {
  await serveTemporary(async ({ folder, dir: site, origin }) => {
    const large = 'x'.repeat(32 << 20);
    writeFileSync(join(site, 'large.txt'), large);
    const response = await new Promise<IncomingMessage>((resolve) => get(`${origin}/large.txt`, resolve));
    writeSite(join(folder, 'new'), 1);
    renameSync(site, join(folder, 'old'));
    renameSync(join(folder, 'new'), site);
    rmSync(join(folder, 'old'), { recursive: true });
    assert.equal(await ask(`${origin}/large.txt`), '404 missing 1');
    let length = 0;
    for await (const chunk of response) length += (chunk as Buffer).length;
    assert.equal(length, large.length);
  });
});

test('while the folder is away each request is told so, and served again when it is back', async () => {
  await serveTemporary(async ({ dir: site, origin }) => {
    rmSync(site, { recursive: true });
    for (const path of ['/page/', '/page', '/old/', '/none']) {
      const said = await ask(`${origin}${path}`);
      assert.match(said, /^503 The site is not there at the moment; build it, or wait [^\n]+\.\n$/);
    }
    writeFileSync(site, 'a file, no folder');
    assert.match(await ask(`${origin}/page/`), /^503 /);
    rmSync(site);
    writeSite(site, 1);
    assert.equal(await ask(`${origin}/page/`), `200 ${'1'.repeat(1000)}`);
    assert.equal(await ask(`${origin}/old/`), '301 /1/');
  });
});

test('what is hidden, in no folder of the site or a folder itself is not served', async () => {
  const { port } = server.address() as AddressInfo;
  mkdirSync(join(dir, '.well-known'));
  for (const path of ['.secret', '.well-known/security.txt']) writeFileSync(join(dir, path), path);
  for (const [path, status] of [
    ['/docs/.secret', 404],
    ['/docs/.well-known/security.txt', 200],
    ['/docs/guides/', 404],
    ['/docs/guides', 404],
    ['/docs//errors/', 404],
    ['/docs/errors%2FA', 404],
  ] as const)
    assert.equal((await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status, status, path);
});
