import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const read = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
const namesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(/(?<![\w-])er-[a-z-]+(?![\w-])/g)].map(([name]) => name)));

test('every class that a style is for is given by the markup or a script', () => {
  const styled = namesIn(read('src/styles/*.css').map((css) => css.replaceAll(/--[\w-]+/g, '')));
  const given = namesIn([...read('src/**/*.{astro,ts}'), ...read('public/*.js')]);
  assert.ok(styled.size > 100);
  assert.deepEqual(styled.difference(given), new Set());
});
