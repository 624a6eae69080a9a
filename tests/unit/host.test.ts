import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { publicFiles } from '../../src/content/public-files.ts';
import { Mistake } from '../../src/core/mistake.ts';
import { errorUrl } from '../../src/core/url.ts';
import { chooseFrame } from '../../src/integrations/frame.ts';
import { frameStyles, hostStyles } from '../../src/integrations/host-styles.ts';
import { checkPlace, isPlace, patternBelow, placeContent, type HostSettings } from '../../src/integrations/place.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const settings: HostSettings = { base: '/', trailingSlash: 'ignore', build: { format: 'directory' } };
const content = {
  dir: '',
  registry: { errors: [], categories: [] },
  site: { ...PLAIN_SITE, dir: 'ltr' as const },
  prose: {},
  own: { errors: [], categories: [] },
  origins: [],
};

const PLACES: readonly (readonly [at: string, host: Partial<HostSettings>, url: string])[] = [
  ['/reference', {}, `${new URL(PLAIN_SITE.url).origin}/reference/errors/X/`],
  ['/reference/', { site: 'https://docs.example.com' }, 'https://docs.example.com/reference/errors/X/'],
  ['api/errors', { site: 'https://a.example/b', base: '/docs/' }, 'https://a.example/docs/api/errors/errors/X/'],
  ['/büro', { base: 'a b' }, `${new URL(PLAIN_SITE.url).origin}/a%20b/b%C3%BCro/errors/X/`],
];

for (const [at, host, url] of PLACES)
  test(`pages at ${at} have the address ${url}`, () => {
    const { site } = placeContent(content, at, { ...settings, ...host });
    assert.equal(errorUrl(site.url, 'X'), url);
  });

test('a route lies below the others of a site', () => {
  assert.equal(patternBelow('/reference/', '/'), '/reference');
  assert.equal(patternBelow('b%C3%BCro', '/errors/[slug]'), '/büro/errors/[slug]');
});

test('a path of none but slashes is the place of a whole site', () => {
  assert.deepEqual([undefined, '', '/', '//', '/a'].map(isPlace), [false, false, false, false, true]);
});

const misfits: readonly (readonly [at: string, host: Partial<HostSettings>, told: RegExp])[] = [
  ['/a', { trailingSlash: 'never' }, /`trailingSlash` is 'never'; write /],
  ['/a', { build: { format: 'file' } }, /`build\.format` is 'file'; write /],
  ['/a?b', {}, /^`at` is "\/a\?b", .*; write one like /],
];
for (const [at, host, told] of misfits)
  test(`what can't be is told in one sentence: ${String(told)}`, () => {
    assert.throws(
      () => checkPlace(at, { ...settings, ...host }),
      (error) => error instanceof Mistake && told.test(error.message) && error.stack === '',
    );
    assert.doesNotThrow(() => checkPlace('/a', { ...settings, trailingSlash: 'always' }));
  });

const root = mkdtempSync(join(tmpdir(), 'frame-'));
after(() => rmSync(root, { recursive: true }));
writeFileSync(join(root, 'Site.astro'), '');

test('the frame is the layout that is named, or that of Starlight, or ours', () => {
  const starlight = [{ name: 'x' }, { name: '@astrojs/starlight' }];
  assert.deepEqual(chooseFrame(root, 'Site.astro', starlight), { kind: 'layout', file: join(root, 'Site.astro') });
  assert.deepEqual(chooseFrame(root, undefined, starlight), { kind: 'starlight' });
  assert.deepEqual(chooseFrame(root, undefined, []), { kind: 'document' });
  assert.throws(() => chooseFrame(root, 'No.astro', []), /^Mistake: `layout` is "No\.astro", and there is no /);
});

test('in a frame of ours styles stay as they are, and in others the room of the page decides', () => {
  const css = '@media (width <= 40rem) { .er-x {} } @media print { a {} }';
  assert.equal(hostStyles(css, { kind: 'document' }), css);
  const fitted = hostStyles(css, { kind: 'layout', file: '' });
  assert.match(fitted, /^@layer error-reference \{\s*@media print \{ \.error-reference a \{\} \}\s*\}/);
  assert.match(fitted, /@container error-reference \(width <= 40rem\) \{ \.error-reference \.er-x \{\} \}/);
  assert.match(hostStyles(css, { kind: 'starlight' }), /^@layer starlight, error-reference;\n/);
  assert.deepEqual(frameStyles({ kind: 'document' }), []);
});

test('where the theme is another site’s to choose, no script of ours chooses it', () => {
  const [own, hosted] = [true, false].map((hasTheme) =>
    String(publicFiles({ hasTheme, isWhole: false }).get('/theme.js')),
  );
  assert.match(own ?? '', /'theme', 'keys'/);
  assert.match(hosted ?? '', /of \['keys'\]/);
});
