import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories } from '../../src/core/define.ts';
import { parseRegistry, toRegistryJson } from '../../src/schema/registry.ts';
import { parseSite } from '../../src/schema/site.ts';

const { registry, site } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const throughText = (value: object): unknown => JSON.parse(JSON.stringify(value));

test('a registry comes back from JSON without loss', () => {
  assert.deepEqual(parseRegistry(throughText(toRegistryJson(registry)), 'registry.json'), registry);
  const numeric = joinCategories([{ name: 'c', title: 'C', errors: { '10013': { numeric: true }, '-1': {} } }]);
  assert.deepEqual(parseRegistry(throughText(toRegistryJson(numeric)), 'registry.json'), numeric);
});

test('the JSON form is the same text after it was read back', () => {
  const text = JSON.stringify(toRegistryJson(registry));
  assert.equal(JSON.stringify(toRegistryJson(parseRegistry(JSON.parse(text), 'registry.json'))), text);
});

test('what is wrong is named with file, code and field', () => {
  const parse = (errors: readonly object[]) => () =>
    parseRegistry({ version: 1, categories: [{ name: 'c', title: 'C' }], errors }, 'registry.json');
  assert.throws(parse([{ code: 'A', status: 1003 }]), /^RegistryError: registry\.json {2}A\.status: /);
  assert.throws(
    parse([{ code: 'A', tilte: 'x' }]),
    /registry\.json {2}A\.tilte: There is no field tilte here; title is the nearest\./,
  );
  assert.throws(
    parse([{ code: 'A', retry: { when: 'never', header: 'Retry-After' } }]),
    /A\.retry\.header: There is no field header here; /,
  );
  assert.throws(parse([{ code: 'A' }, { code: 'A' }]), /A: the code stands at errors\[0\] and errors\[1\]; keep one/);
  assert.throws(parse([{ code: 'A', category: 'd' }]), /A\.category: d is none of the categories; /);
  for (const name of ['../../../src/core/x', 'index', '.', '', 'a.b']) {
    const registry = { version: 1, categories: [{ name, title: 'C' }], errors: [] };
    assert.throws(
      () => parseRegistry(registry, 'registry.json'),
      /categories\.0\.name: write letters, digits, - and _/,
    );
  }
  assert.throws(() => parseRegistry({ version: 2 }, 'registry.json'), /registry\.json {2}version: /);
});

test('the settings of a site are named with file and field where they are wrong', () => {
  const parse = (settings: object) => parseSite({ ...site, ...settings }, 'site.json');
  for (const lang of ['de', 'pt-BR', 'zh-Hans-CN']) assert.equal(parse({ lang }).lang, lang);
  assert.throws(() => parse({ lang: 'en">' }), /^RegistryError: site\.json {2}lang: write a language tag\.$/);
  assert.deepEqual(parse({ samples: ['php', 'sh'] }).samples, ['php', 'sh']);
  assert.throws(
    () => parse({ samples: ['sh', 'cobol'] }),
    /^RegistryError: site\.json {2}samples\.1: write one of sh, ts, python, go, java, csharp, ruby, php\.$/,
  );
  assert.throws(
    () => parse({ samples: ['go', 'go'] }),
    /^RegistryError: site\.json {2}samples: write each language once\.$/,
  );
  const moved = {
    '/guides/old/': '/guides/new/',
    '/guides/v1.2/': '/guides/~x/',
    '/guides/c#-x/': '/guides/',
    '/guides/50% of été?/': '/guides/%C3%A9t%C3%A9/',
    '/guides/"quoted" & more/': '/',
  };
  assert.deepEqual(parse({ moved }).moved, moved);
  for (const path of [
    '/guides/../',
    'guides/a/',
    '//a.example/',
    '/guides/a',
    'https://a.example/',
    '/a\t/',
    '/a%2Fb/',
  ]) {
    assert.throws(() => parse({ moved: { [path]: '/guides/new/' } }), /moved\..*: write a path of the site: /, path);
    assert.throws(() => parse({ moved: { '/guides/old/': path } }), /moved\..*: write a path of the site: /, path);
  }
});
