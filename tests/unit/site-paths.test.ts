import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { listRegisteredStatuses } from '../../src/core/http.ts';
import { FAMILY_SIZE } from '../../src/core/names.ts';
import { statusPath } from '../../src/core/url.ts';
import { listedPaths, sitePaths } from '../../src/document/site-paths.ts';
import { filePaths } from '../../src/machine/file-paths.ts';
import { machineFiles } from '../../src/machine/files.ts';
import type { Site } from '../../src/core/site.ts';
import { site } from '../fixtures/api/site.ts';

const root = resolve(import.meta.dirname, '../..');
const registry = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors }]);

const small = {
  registry: registry({ 'A/B': { status: 429, retry: { when: 'never' } }, B: { actor: 'us' } }),
  site,
  guides: ['first'],
};

test('the pages of a small site are its errors, guides, the values that occur, and what every site has', () => {
  assert.deepEqual([...listedPaths(small)].sort(), [
    ...['/', '/actor/', '/actor/us/', '/categories/', '/categories/c/', '/clients/', '/decode/'],
    ...['/endpoints/', '/errors/', '/errors/A~2FB/', '/errors/B/', '/guides/', '/guides/first/', '/retry/'],
    ...['/retry/never/', '/status/', '/status/429/', '/support/'],
  ]);
});

test('each status of HTTP has its page, but search engines are told of those only that errors state', () => {
  const [all, listed] = [sitePaths(small), listedPaths(small)];
  const unlisted = [...all].filter((path) => !listed.has(path));
  const statuses = listRegisteredStatuses().filter((status) => status !== 429);
  const team = ['/api-team/', '/changes/', '/coverage/'];
  assert.deepEqual(unlisted.sort(), [...statuses.map(statusPath), ...team, '/unknown/'].sort());
  assert.ok(all.has('/status/429/') && all.has('/status/100/') && all.has('/status/511/'));
  assert.ok(!all.has('/status/499/'));
});

test('a name has a page where enough errors share it', () => {
  const named = (count: number): ReadonlySet<string> =>
    sitePaths({
      registry: registry(
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}.NotFound`, {}] as const)),
      ),
      site,
      guides: [],
    });
  const namesOf = (paths: ReadonlySet<string>): readonly string[] =>
    [...paths].filter((path) => path.startsWith('/names/'));
  assert.deepEqual(namesOf(named(FAMILY_SIZE - 1)), []);
  assert.deepEqual(namesOf(named(FAMILY_SIZE)), ['/names/', '/names/notfound/']);
  assert.deepEqual(namesOf(named(201)), [
    '/names/',
    '/names/notfound/',
    '/names/notfound/~s/',
    '/names/notfound/~s-2/',
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
    .map((file) => file.replace('[...index]', 'index'))
    .filter((file) => file.endsWith('.astro') && !file.includes('[') && file !== '404.astro')
    .map((file) => `/${file.replace(/(?:index)?\.astro$/, '/')}`.replace(/\/+$/, '/'));
  const paths = sitePaths({ registry: registry({}), site, guides: [] });
  const dimensions = ['/categories/', '/status/', ...listRegisteredStatuses().map(statusPath)];
  assert.deepEqual([...paths].sort(), [...pages, ...dimensions].sort());
});

test('the files for programs are those that the build writes', () => {
  for (const content of [registry({ 'A/B': {} }), large]) {
    const paths = filePaths({ registry: content, site });
    for (const [path] of machineFiles({ registry: content, site, prose: {} })) assert.ok(paths.has(path), path);
  }
});

test('the pages for the team are there and nobody is told of them, unless the site says otherwise', () => {
  const sources = { ...small, guides: ['first', 'inner'], teamGuides: ['inner'] };
  const pathsOf = (pages: Site['pages'], of = sources) => {
    const given = { ...of, site: { ...site, ...(pages && { pages }) } };
    const [all, listed] = [sitePaths(given), listedPaths(given)];
    const stateOf = (path: string) => (listed.has(path) ? 'listed' : all.has(path) ? 'there' : 'absent');
    return ['/coverage/', '/changes/', '/guides/inner/', '/api-team/'].map(stateOf);
  };
  assert.deepEqual(pathsOf(undefined), ['there', 'there', 'there', 'there']);
  assert.deepEqual(pathsOf({ coverage: true, changes: true }), ['listed', 'listed', 'there', 'there']);
  assert.deepEqual(pathsOf({ coverage: false, changes: false }), ['absent', 'absent', 'there', 'there']);
  const open = { ...sources, teamGuides: [] };
  assert.deepEqual(pathsOf({ coverage: true, changes: true, teamGuides: true }, open), [
    ...['listed', 'listed', 'listed', 'absent'],
  ]);
  assert.deepEqual(pathsOf({ coverage: false, changes: false }, { ...open, guides: ['first'] }), [
    ...['absent', 'absent', 'absent', 'absent'],
  ]);
  const changed = { ...sources, registry: registry({ A: { since: '2024-01-01' } }) };
  assert.deepEqual(pathsOf(undefined, changed), ['there', 'listed', 'there', 'there']);
  assert.deepEqual(pathsOf({ changes: false }, changed), ['there', 'absent', 'there', 'there']);
});

test('a site without a list of changes has no feed of them', () => {
  const hasFeed = (pages: Site['pages']): boolean =>
    filePaths({ registry: small.registry, site: { ...site, ...(pages && { pages }) } }).has('/feed.xml');
  assert.deepEqual([hasFeed(undefined), hasFeed({ changes: true }), hasFeed({ changes: false })], [true, true, false]);
});

test('a dimension that no error has a value of has no page', () => {
  const paths = sitePaths({ registry: registry({ A: {} }), site, guides: [] });
  assert.deepEqual(
    [...paths].filter((path) => /^\/(?:retry|actor)\//.test(path)),
    [],
  );
});
