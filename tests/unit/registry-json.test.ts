import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { joinCategories } from '../../src/core/define.ts';
import { parseRegistry, toRegistryJson } from '../../src/schema/registry.ts';

const { registry } = await loadContent(contentDir(new URL('../../', import.meta.url).pathname));
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
  assert.throws(parse([{ code: 'A', tilte: 'x' }]), /registry\.json {2}A: .*tilte/);
  assert.throws(parse([{ code: 'A', retry: { when: 'never', header: 'Retry-After' } }]), /A\.retry: .*header/);
  assert.throws(parse([{ code: 'A' }, { code: 'A' }]), /A: the code stands at errors\[0\] and errors\[1\]; keep one/);
  assert.throws(parse([{ code: 'A', category: 'd' }]), /A\.category: d is none of the categories; /);
  assert.throws(() => parseRegistry({ version: 2 }, 'registry.json'), /registry\.json {2}version: /);
});
