import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { contentPermalinks, loadLedger } from '../../src/content/ledger.ts';
import { listShownGuides } from '../../src/content/load.ts';
import { hostRedirects, staticRedirects } from '../../src/core/permalinks.ts';
import { decodePath } from '../../src/core/site-path.ts';
import { madePaths } from '../../src/machine/file-paths.ts';
import { cacheControl, securityHeaders } from '../../src/server/headers.ts';
import { absoluteUrl, errorTextPath, withBase } from '../../src/core/url.ts';
import { attribute, base, content, dist, readPage } from './built-site.ts';

const permalinks = await contentPermalinks(content);
const made = madePaths({ ...content, ...(await listShownGuides(content)) });
const redirects = hostRedirects(permalinks, made);
const pages = staticRedirects(permalinks.redirects, made);
const ledger = [...(await loadLedger(content.dir)).keys()];

test('every line of the ledger has a page; an old one leads to the present page', () => {
  for (const path of ledger) {
    const target = redirects.get(path);
    if (target !== undefined && !pages.has(path)) continue; // host rules alone lead on
    const file = join(dist, decodeURIComponent(path), 'index.html');
    assert.ok(existsSync(file), `${path} has no page`);
    const html = readFileSync(file, 'utf8');
    assert.equal(html.includes('http-equiv="refresh"'), target !== undefined, path);
    if (target === undefined) continue;
    const here = withBase(base, target);
    assert.ok(html.includes(`<link rel="canonical" href="${absoluteUrl(content.site.url, target)}">`), path);
    assert.ok(html.includes(`content="0; url=${here}"`) && html.includes(`<a href="${here}">`), path);
  }
});

test('the _redirects file sends each old path on, with and without its last slash', () => {
  const rules = new Map(
    readFileSync(join(dist, '_redirects'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' '))
      .map(([from = '', to = '', status = '']) => [from, `${status} ${to}`]),
  );
  const spelled = [...redirects].flatMap(([from, to]) =>
    (from.endsWith('/') ? [from, from.slice(0, -1)] : [from]).map((path) => [path, to] as const),
  );
  assert.equal(rules.size, spelled.length);
  for (const [path, to] of spelled) {
    assert.equal(rules.get(withBase(base, path)), `301 ${withBase(base, to)}`);
  }
});

test('the old .md and .json of an error hold what the present ones do', () => {
  for (const [from, to] of permalinks.fileRedirects) {
    const [old, present] = [from, to].map((path) => join(dist, path));
    if (staticRedirects(permalinks.fileRedirects, made).has(from))
      assert.equal(readFileSync(old ?? '', 'utf8'), readFileSync(present ?? '', 'utf8'), from);
    else assert.ok(!readdirSync(join(dist, 'errors')).includes(basename(from)), from);
  }
});

const lifecycle = content.site.name === 'Lifecycle' ? false : 'this is another content';

test('guides of any name have one address, in links, canonical, sitemap and index', { skip: lifecycle }, () => {
  const paths = ['/docs/guides/sessions/', '/docs/guides/%C3%A9t%C3%A9/', '/docs/guides/c~23-x/'];
  const linked = readPage('/guides/').elements.map((element) => attribute(element, 'href') ?? '');
  assert.deepEqual(
    linked.filter((href) => /guides\/./.test(href)),
    paths,
  );
  for (const [folder, path] of [
    ['été', paths[1]],
    ['c~23-x', paths[2]],
  ] as const) {
    const { html } = readPage(`/guides/${folder}/`);
    assert.ok(html.includes(`<link rel="canonical" href="https://errors.example.com${path}">`), path);
    assert.ok(
      readFileSync(join(dist, 'sitemap-0.xml'), 'utf8').includes(`<loc>https://errors.example.com${path}</loc>`),
    );
  }
});

test('what changed its case or has odd letters is sent on by each host in its own format', { skip: lifecycle }, () => {
  const [netlify, nginxRules] = ['_redirects', 'nginx-redirects.map'].map((file) =>
    readFileSync(join(dist, file), 'utf8').split('\n'),
  );
  for (const line of [
    '/docs/errors/session_expired/ /docs/errors/SESSION_EXPIRED/ 301',
    '/docs/errors/session_expired.json /docs/errors/SESSION_EXPIRED.json 301',
    '/docs/guides/gr%C3%B6%C3%9Fe%3A%2050%25%20&%20%22%24a%22%3F/ /docs/guides/%C3%A9t%C3%A9/ 301',
    '/docs/guides/c%23-x/ /docs/guides/c~23-x/ 301',
  ])
    assert.ok(netlify?.includes(line), line);
  for (const line of [
    '"~^/docs/errors/session_expired/$" "/docs/errors/SESSION_EXPIRED/";',
    '"~^/docs/errors/session_expired\\\\.json$" "/docs/errors/SESSION_EXPIRED.json";',
    '"/docs/guides/größe: 50% & \\"$a\\"?/" "/docs/guides/%C3%A9t%C3%A9/";',
    '"/docs/errors/LOGGED_OUT.md" "/docs/errors/SESSION_EXPIRED.md";',
  ])
    assert.ok(nginxRules?.includes(line), line);
  const files = readdirSync(join(dist, 'errors'));
  for (const file of ['session_expired', 'Session_Expired', 'session_expired.json', 'session_expired.md'])
    assert.ok(!files.includes(file), file);
  for (const file of ['LOGGED_OUT.json', 'ACCOUNT_LOCKED.md']) assert.ok(files.includes(file), file);
});

const nginx = spawnSync('nginx', ['-v']).status === 0 ? false : 'nginx is not installed';

test('nginx serves the site with the headers, and sends old paths on', { skip: nginx }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  writeFileSync(join(dir, 'nginx.conf'), nginxConfig(dir, port));
  const server = spawn('nginx', ['-p', dir, '-c', join(dir, 'nginx.conf'), '-e', join(dir, 'error.log')], {
    stdio: 'ignore',
  });
  after(() => {
    server.kill();
    rmSync(dir, { recursive: true, force: true });
  });
  const get = async (path: string): Promise<Response> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
      } catch (error) {
        if (attempt === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50)); // until nginx listens
      }
    }
  };
  for (const path of new Set([...ledger, ...redirects.keys()])) {
    const response = await get(withBase(base, path));
    const target = redirects.get(path);
    assert.equal(response.status, target === undefined ? 200 : 301, path);
    if (target !== undefined)
      assert.equal(new URL(response.headers.get('Location') ?? '', response.url).pathname, withBase(base, target));
    assert.equal(response.headers.get('Cache-Control'), cacheControl(path), path);
    for (const [name, value] of Object.entries(securityHeaders(content.site.policy)))
      assert.equal(response.headers.get(name), value, path);
  }
  const missing = await get(`${base}/no/such/page/`);
  assert.deepEqual([missing.status, await missing.text()], [404, readFileSync(join(dist, '404.html'), 'utf8')]);
  for (const folder of ['', '/errors']) {
    if (base + folder === '') continue;
    const { status, headers } = await get(base + folder);
    assert.equal(status, 301, folder);
    assert.equal(new URL(headers.get('Location') ?? '', 'http://localhost').pathname, `${base}${folder}/`);
  }
  const [error] = content.registry.errors;
  for (const [path, type] of [
    ['/errors.json', 'application/json'],
    ['/errors.ts', 'text/plain'],
    ['/clients/errors.go', 'text/plain'],
    ['/clients/ApiErrors.php.txt', 'text/plain'],
    ['/llms.txt', 'text/plain'],
    [errorTextPath(error?.code ?? ''), 'text/markdown'],
  ] as const) {
    const response = await get(base + path);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get('Content-Type'), `${type}; charset=utf-8`, path);
  }
});

/** The lines of the README for this site, with everything that nginx writes in a folder of the test's own. */
function nginxConfig(dir: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${dir}/${name};`,
  );
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const lines = /```nginx\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const folder = decodePath(base);
  return `
daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events {}
http {
  access_log off; ${temporary.join(' ')}
  types { text/html html; text/css css; text/javascript js; application/json json; application/xml xml; image/svg+xml svg; }
  ${lines
    .replaceAll('/srv/errors', dist)
    .replace('server {', `server { listen 127.0.0.1:${port};`)
    .replace('location /', `location "${folder}/"`)
    .replace('/404.html', `"${folder}/404.html"`)}
}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
