import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeSamples } from '../../src/document/samples/index.ts';
import { highlight } from '../../src/document/highlight.ts';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { generateRegistry } from '../bench/generate.ts';

const { registry, site } = await loadContent(contentDir(new URL('../../', import.meta.url).pathname));
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('a sample that differs only in what it quotes gets the colours of its own', () => {
  for (const error of [...registry.errors, ...generateRegistry(40).errors]) {
    for (const { lang, code } of composeSamples(error, site)) {
      const once = highlight(code, lang);
      assert.equal(textOf(once), code);
      // The stand-in's name in a comment switches the shared tokenizing off.
      const alone = highlight(`${code}\n${lang === 'sh' || lang === 'python' ? '#' : '//'} Quoted0Text`, lang);
      assert.equal(alone.slice(0, alone.lastIndexOf('\n')), once, `${error.code} ${lang}`);
    }
  }
});

test('quoted text is filled in as it is', () => {
  const html = highlight('{"a": "$& $1 `x`", "b": "x > y", "c": "Quoted"}', 'json');
  assert.equal(textOf(html), '{"a": "$& $1 `x`", "b": "x > y", "c": "Quoted"}');
});
