/**
 * The reference among the pages of a plain Astro site and of a Starlight site, each installed from the tarball. Run as
 * `npm run test:adopt`; it installs them from the registry of npm. `ADOPT_DIR=<dir>` keeps the sites, to look at them.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { lookup } from 'mrmime';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { findBrowser } from '../browser/find-browser.ts';
import { fileAt, findBroken, listPages, readPage, type BuiltFolder } from './crawl.ts';
import { PLAIN_BASE, plainSite, starlightSite } from './host-sites.ts';
import { install, runCommand } from './run-command.ts';
import { packTarball } from './tarball.ts';

const root = resolve(import.meta.dirname, '../..');
const kept = process.env['ADOPT_DIR'];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'hosts-'));
mkdirSync(folder, { recursive: true });

interface Host extends BuiltFolder {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What it is without the reference. */
  readonly alone: string;
  /** Pages of its own. */
  readonly own: readonly string[];
  /** What is run behind a build. */
  readonly then?: readonly string[];
}

const at = (name: string, dir: string): string => join(folder, name, dir);
const HOSTS: readonly Host[] = [
  {
    name: 'plain',
    files: plainSite,
    origin: 'https://books.example.com',
    base: PLAIN_BASE,
    dir: at('plain', 'dist'),
    alone: at('plain', 'alone'),
    own: ['/', '/about/', '/blog/first/'],
    then: ['pagefind', '--site', 'dist'],
  },
  {
    name: 'starlight',
    files: starlightSite,
    origin: 'https://docs.example.com',
    base: '',
    dir: at('starlight', 'dist'),
    alone: at('starlight', 'alone'),
    own: ['/', '/guides/one/', '/guides/two/'],
  },
];
const CODE = 'RATE_LIMIT_EXCEEDED';
const ERROR = `/reference/errors/${CODE}/`;

let browser: Browser;
before(async () => {
  const tarball = process.env['ADOPT_TARBALL'] ?? packTarball(folder);
  await Promise.all(HOSTS.map((host) => makeHost(host, tarball)));
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
});
after(async () => {
  await browser.close();
  if (kept === undefined) rmSync(folder, { recursive: true });
});

for (const host of HOSTS)
  describe(host.name, () => {
    let server: Server;
    let origin = '';
    const missing: string[] = [];
    const wrong: string[] = [];

    before(async () => {
      server = serve(host, missing);
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}${host.base}`;
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && wrong.push(`${path}: ${message.text()}`));
      page.on('pageerror', (error) => wrong.push(`${path}: ${error.message}`));
      await page.goto(origin + path);
      return page;
    };

    test('every link, file and fragment is there', () => {
      assert.ok(listPages(host).filter((page) => page.startsWith('/reference/')).length > 80);
      // A page for missing pages names an address that is none.
      const own = findBroken(host).filter((line) => !line.startsWith('/404.html '));
      assert.deepEqual(own, []);
    });

    test('addresses in texts are those of the site', () => {
      const permalink = `${host.origin}${host.base}${ERROR}`;
      for (const file of [`/reference/errors/${CODE}.md`, '/reference/errors.json', '/reference/llms.txt'])
        assert.ok(readFileSync(join(host.dir, file), 'utf8').includes(permalink.slice(0, -1)), file);
      assert.ok(readPage(host, ERROR).includes(`<link rel="canonical" href="${permalink}"`));
    });

    test('nothing of the site has changed, and nothing is there that is only the root’s', () => {
      for (const page of host.own) {
        const [own, alone] = [host, { dir: host.alone }].map((site) => ownPart(readPage({ ...host, ...site }, page)));
        assert.equal(own, alone, page);
      }
      const names = readdirSync(join(host.dir, 'reference'));
      for (const name of ['_headers', '_redirects', '404.html', 'robots.txt', '.nojekyll'])
        assert.ok(
          !names.includes(name) && (existsSync(join(host.alone, name)) || !existsSync(join(host.dir, name))),
          name,
        );
    });

    test('each page has one main part and one title', () => {
      for (const page of listPages(host).filter((path) => path.startsWith('/reference/'))) {
        const html = readPage(host, page);
        if (html.includes('http-equiv="refresh"')) continue;
        assert.equal(html.match(/<main\b/g)?.length, 1, page);
        assert.equal(html.match(/<h1\b/g)?.length, 1, page);
      }
    });

    test('the box leads from a pasted body to the page of its error', async () => {
      const page = await open('/reference/errors/');
      await page.locator('[data-box] input').first().fill(`{"error":{"code":"${CODE}","message":"Too many"}}`);
      await page.locator('[data-box] [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === host.base + ERROR);
      await page.getByText('Your error').first().waitFor();
      await page.locator('[data-box] input').first().fill('which requests may be repeated');
      await page.getByRole('option', { name: /^Rate limits and retries/ }).waitFor();
      await page.context().close();
    });

    test('without script the page is whole', async () => {
      const page = await open(ERROR, { javaScriptEnabled: false });
      assert.ok(await page.getByRole('heading', { level: 1, name: CODE }).isVisible());
      assert.ok(await page.getByRole('heading', { name: 'Causes' }).isVisible());
      assert.ok(await page.getByRole('link', { name: 'Rate limits and retries' }).first().isVisible());
      await page.context().close();
    });

    for (const width of [390, 1280])
      test(`no page of ours is wider than a window of ${width} px`, async () => {
        const page = await open('/reference/', { viewport: { width, height: 800 } });
        for (const path of [
          '/',
          '/errors/',
          `/errors/${CODE}/`,
          '/guides/rate-limits/',
          '/support/',
          '/decode/',
          '/status/',
        ]) {
          await page.goto(`${origin}/reference${path}`);
          const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          assert.ok(over <= 0, `${path} is ${over} px wider`);
        }
        await page.context().close();
      });

    test('the search of the site finds an error and a page of its own', async () => {
      const page = await open(host.own[1] ?? '/');
      const found = host.name === 'plain' ? await askPagefind(page, host.base) : await askStarlight(page);
      assert.ok(
        found.error.some((url) => url.includes(ERROR)),
        found.error.join(),
      );
      assert.ok(
        found.own.some((url) => host.own.some((path) => url.endsWith(host.base + path))),
        found.own.join(),
      );
      await page.context().close();
    });

    test('nothing was missing or said to be wrong', () => assert.deepEqual([missing, wrong], [[], []]));
  });

test('the side bar of Starlight leads to the reference from every page', () => {
  const [, host] = HOSTS as readonly [Host, Host];
  for (const page of [...host.own, ERROR, '/reference/guides/rate-limits/'])
    assert.match(readPage(host, page), /<nav[^>]*sidebar[^]*href="\/reference\/errors\/"[^]*<\/nav>/, page);
  assert.match(readPage(host, '/reference/errors/'), /<a href="\/reference\/errors\/" aria-current="page"/);
});

test('in a plain site Pagefind is told of no page that alone is searched', () => {
  const [host] = HOSTS as readonly [Host, Host];
  for (const page of listPages(host)) assert.ok(!readPage(host, page).includes('data-pagefind-body'), page);
});

test('a site that a server renders has the same reference as files', async () => {
  const [plain] = HOSTS as readonly [Host];
  const [dir, out] = [at('plain', '.'), at('plain', 'server')];
  const astro = join(dir, 'node_modules/.bin/astro');
  await runCommand(dir, [astro, 'build'], 'the server is not built', { HOST_OUT: out, HOST_SERVER: '1' });
  const served = join(out, 'client');
  const listFiles = (site: string) =>
    readdirSync(join(site, 'reference'), { recursive: true, encoding: 'utf8' }).sort();
  assert.deepEqual(listFiles(served), listFiles(plain.dir));
  for (const file of ['errors.json', `errors/${CODE}.md`, 'lookup/index.json'])
    assert.deepEqual(readFileSync(join(served, 'reference', file)), readFileSync(join(plain.dir, 'reference', file)));
});

test('in dev an edit of an entry shows, and a mistake in it is told in one line', { timeout: 60_000 }, async () => {
  const dir = at('plain', '');
  const file = join(dir, 'errors/registry/client.ts');
  const entry = readFileSync(file, 'utf8');
  const server = spawn(join(dir, 'node_modules/.bin/astro'), ['dev', '--port', '0'], {
    cwd: dir,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  try {
    let said = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    const waitFor = async (isThere: () => boolean): Promise<void> => {
      while (!isThere()) await Promise.race([once(server.stdout, 'data'), once(server.stderr, 'data')]);
    };
    await waitFor(() => /http:\/\/localhost:\d+/.test(said));
    const list = `${/http:\/\/localhost:\d+/.exec(said)?.[0] ?? ''}${PLAIN_BASE}/reference/errors/`;
    const read = async (): Promise<string> => (await fetch(list)).text();
    assert.ok(!(await read()).includes('Edited'));
    writeFileSync(file, entry.replace("summary: '", "summary: 'Edited. "));
    while (!(await read()).includes('Edited'));
    writeFileSync(file, entry.replace(/status: \d+/, 'status: 9999'));
    await waitFor(() => /^.*errors\/registry\/client\.ts:\d+ {2}\w+\.status: 9999 can't stand here/m.test(said));
  } finally {
    server.kill('SIGKILL');
    writeFileSync(file, entry);
  }
});

/** A page without what the reference adds to each, which is the side bar of Starlight. */
function ownPart(html: string): string {
  return /<main\b.*?data-pagefind-body[^]*<\/main>/.exec(html)?.[0] ?? html;
}

async function askPagefind(page: Page, base: string): Promise<{ error: string[]; own: string[] }> {
  const ask = (text: string): Promise<string[]> =>
    page.evaluate(
      async ([address, asked]) => {
        interface Pagefind {
          search(text: string): Promise<{ results: { data(): Promise<{ url: string }> }[] }>;
        }
        const pagefind = (await import(address)) as Pagefind;
        const { results } = await pagefind.search(asked);
        return Promise.all(results.slice(0, 5).map(async (result) => (await result.data()).url));
      },
      [`${base}/pagefind/pagefind.js`, text] as const,
    );
  return { error: await ask('rate limit exceeded'), own: await ask('zebrafish') };
}

async function askStarlight(page: Page): Promise<{ error: string[]; own: string[] }> {
  const ask = async (text: string): Promise<string[]> => {
    const field = page.locator('.pagefind-ui__search-input');
    if (!(await field.isVisible())) await page.locator('button[data-open-modal]').click();
    await field.fill(text);
    const links = page.locator(`.pagefind-ui__result-link`);
    await page.locator('.pagefind-ui__message', { hasText: text }).waitFor();
    await links.first().waitFor();
    const hrefs = await Promise.all((await links.all()).map((link) => link.getAttribute('href')));
    return hrefs.map((href) => href ?? '');
  };
  return { error: await ask('rate limit exceeded'), own: await ask('zebrafish') };
}

function serve(site: BuiltFolder, missing: string[]): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname.startsWith(`${site.base}/`) ? fileAt(site, pathname.slice(site.base.length)) : undefined;
    if (file === undefined) {
      if (pathname !== '/favicon.ico') missing.push(pathname);
      response.writeHead(404).end();
    } else
      response.writeHead(200, { 'Content-Type': lookup(file) ?? 'application/octet-stream' }).end(readFileSync(file));
  });
}

async function makeHost({ name, files, then, alone }: Host, tarball: string): Promise<void> {
  const dir = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  cpSync(join(root, 'tests/fixtures/api'), join(dir, 'errors'), { recursive: true });
  await install(dir, tarball);
  const bin = (program: string): string => join(dir, 'node_modules/.bin', program);
  await runCommand(dir, [bin('astro'), 'build'], `${name} is not built`, { HOST_ALONE: '1', HOST_OUT: alone });
  await runCommand(dir, [bin('astro'), 'build'], `${name} is not built`, { HOST_OUT: join(dir, 'dist') });
  const [program, ...args] = then ?? [];
  if (program !== undefined) await runCommand(dir, [bin(program), ...args], `${name} is not indexed`);
}
