/** One registry, two sites: nothing that is internal is in any file of the public one. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { listTexts } from '../../src/core/entry-texts.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { CANARY, holdsCanary, INTERNAL_CODE, writeClean, writeMixed } from '../fixtures/mixed.ts';
import { readSite, startBuild } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'visibility-'));
const [mixed, clean, out, plain] = ['mixed', 'clean', 'out', 'plain'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
];
after(() => rmSync(folder, { recursive: true }));

async function build(content: string, target: string, visibility?: string): Promise<void> {
  const env = { CONTENT: content, OUT: target, VISIBILITY: visibility ?? '' };
  const { code, output } = await startBuild(env).end;
  assert.equal(code, 0, output);
}

interface SiteFile {
  readonly path: string;
  /** Its bytes as text, each a character, and unpacked where they are packed. */
  readonly text: string;
}

function readFiles(dir: string): readonly SiteFile[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    if (!statSync(join(dir, path)).isFile()) return [];
    const bytes = readFileSync(join(dir, path));
    const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return [{ path, text: unpacked.toString('latin1') }];
  });
}

const tellingFiles = (dir: string): readonly string[] =>
  readFiles(dir).flatMap(({ path, text }) => (holdsCanary(path) || holdsCanary(text) ? [path] : []));

before(async () => {
  writeMixed(mixed);
  writeClean(clean);
  await build(clean, plain);
});

test('the public site is, byte by byte, that of a registry in which nothing internal ever was', async () => {
  await build(mixed, out);
  assert.deepEqual(tellingFiles(out), []);
  assert.deepEqual(readSite(out), readSite(plain));
});

test('the internal site has all of it, marked, and leads no robot to it', async () => {
  await build(mixed, out, 'internal');
  const files = new Map(readFiles(out).map(({ path, text }) => [path, text]));
  const whole = files.get('errors.json') ?? '';
  const { errors } = parseRegistry(JSON.parse(readFileSync(join(mixed, 'registry.json'), 'utf8')), 'registry.json');
  const canaries = errors.flatMap((error) => [...listTexts(error)]).filter(({ text }) => holdsCanary(text));
  assert.ok(canaries.length > 50);
  for (const { field, text } of canaries) assert.ok(whole.includes(JSON.stringify(text)), field.join('.'));
  assert.deepEqual(parseRegistry(JSON.parse(Buffer.from(whole, 'latin1').toString()), 'errors.json').errors, errors);
  for (const path of [`errors/${INTERNAL_CODE}/index.html`, 'errors/ORDER_NOT_FOUND.md', 'llms-full.txt', 'errors.ts'])
    assert.ok(holdsCanary(files.get(path) ?? ''), path);
  for (const path of [`guides/${CANARY}/index.html`, `categories/${CANARY}/index.html`, `_files/errors/${CANARY}.png`])
    assert.ok(files.has(path), path);
  const packed = [...files].filter(([path, text]) => path.startsWith('pagefind/fragment/') && holdsCanary(text));
  assert.ok(packed.length > 0);

  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  for (const [path, html] of pages) assert.match(html, /<meta name="robots" content="noindex"/, path);
  const made = pages.filter(([, html]) => !html.includes('http-equiv="refresh"'));
  for (const [path, html] of made) assert.match(html, /<aside class="er-internal"[^>]*>\s*Internal site/, path);
  assert.match(files.get('robots.txt') ?? '', /^User-agent: \*\nDisallow: \/\n/);
  assert.match(files.get('_headers') ?? '', /X-Robots-Tag: noindex/);
  const mixedPage = files.get('errors/ORDER_NOT_FOUND/index.html') ?? '';
  assert.equal(mixedPage.match(/<strong>Internal:<\/strong>/g)?.length, 2);
  assert.doesNotMatch(mixedPage, /This page is internal/);
  for (const path of [`errors/${INTERNAL_CODE}`, `guides/${CANARY}`])
    assert.match(files.get(`${path}/index.html`) ?? '', /This page is internal/, path);
});

test('a public build over an internal one, and one over itself, takes nothing over from it', async () => {
  for (const _time of [1, 2]) {
    await build(mixed, out);
    assert.deepEqual(tellingFiles(out), []);
    assert.deepEqual(readSite(out), readSite(plain));
  }
});

test('a public build refuses a text that names what is internal, and leaves the last site', async () => {
  const leaky = join(folder, 'leaky');
  writeMixed(leaky, (error) =>
    error.code === 'TOO_MANY_ORDERS'
      ? { ...error, related: [INTERNAL_CODE], scenario: `After ${INTERNAL_CODE}.` }
      : error,
  );
  const { code, output } = await startBuild({ CONTENT: leaky, OUT: out, VISIBILITY: 'public' }).end;
  assert.equal(code, 1);
  assert.match(output, /TOO_MANY_ORDERS\.scenario: QZXLEAK_ENTRY is internal, and this is public;/);
  assert.match(output, /TOO_MANY_ORDERS\.related\[0\]: QZXLEAK_ENTRY is internal, and this error is public;/);
  assert.deepEqual(readSite(out), readSite(plain));
});
