import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { sitePaths } from '../../src/document/site-paths.ts';
import { filePaths } from '../../src/machine/file-paths.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { site } from '../fixtures/api/site.ts';

const root = resolve(import.meta.dirname, '../..');
const registry = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors }]);

test('the pages of a small site are its errors, guides, the values that occur, and what every site has', () => {
  const paths = sitePaths({
    registry: registry({ 'A/B': { status: 429, retry: { when: 'never' } }, B: { actor: 'us' } }),
    site,
    guides: ['first'],
  });
  assert.deepEqual([...paths].sort(), [
    ...['/', '/actor/', '/actor/us/', '/categories/', '/categories/c/', '/changes/', '/coverage/', '/decode/'],
    ...['/endpoints/', '/errors/', '/errors/A~2FB/', '/errors/B/', '/guides/', '/guides/first/', '/retry/'],
    ...['/retry/never/', '/status/', '/status/429/', '/support/'],
  ]);
});

const large = registry(
  Object.fromEntries(
    Array.from({ length: 1100 }, (_, index) => [`A${index}`, { status: 400, endpoints: [`GET /v1/${index}`] }]),
  ),
);

test('long lists are cut into pages of their own', () => {
  const paths = sitePaths({ registry: large, site, guides: [] });
  for (const path of ['/errors/~a/', '/errors/~a-2/', '/status/400/~a/', '/support/c/', '/endpoints/2/'])
    assert.ok(paths.has(path), path);
});

test('each page that every site has is a file in src/pages, and the other way round', () => {
  const pages = readdirSync(join(root, 'src/pages'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.astro') && !file.includes('[') && file !== '404.astro')
    .map((file) => `/${file.replace(/(?:index)?\.astro$/, '/')}`.replace(/\/+$/, '/'));
  const paths = sitePaths({ registry: registry({}), site, guides: [] });
  const dimensions = ['/actor/', '/categories/', '/retry/', '/status/'];
  assert.deepEqual([...paths].sort(), [...pages, ...dimensions].sort());
});

test('the files for programs are those that the build writes', () => {
  for (const content of [registry({ 'A/B': {} }), large]) {
    const paths = filePaths(content);
    for (const [path] of machineFiles({ registry: content, site, prose: {} })) assert.ok(paths.has(path), path);
  }
});
