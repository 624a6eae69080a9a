import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import type { Site } from '../../src/core/site.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples } from '../../src/document/samples/index.ts';
import { highlight } from '../../src/document/highlight.ts';
import { loadContent } from '../../src/content/load.ts';
import { generateRegistry } from '../bench/generate.ts';

const { registry, site: own } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const site: Site = { ...own, samples: Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[] };
const WORDS = wordsOf(site).samples;
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test('a sample that differs only in what it quotes gets the colours of its own', () => {
  for (const error of [...registry.errors, ...generateRegistry(40).errors]) {
    for (const { lang, code } of composeSamples(error, site, WORDS)) {
      const once = highlight(code, lang);
      assert.equal(textOf(once), code);
      // The stand-in's name in a comment switches the shared tokenizing off.
      const alone = highlight(`${code}\n${['sh', 'python', 'ruby'].includes(lang) ? '#' : '//'} Quoted0Text`, lang);
      assert.equal(alone.slice(0, alone.lastIndexOf('\n')), once, `${error.code} ${lang}`);
    }
  }
});

test('quoted text is filled in as it is', () => {
  const html = highlight('{"a": "$& $1 `x`", "b": "x > y", "c": "Quoted"}', 'json');
  assert.equal(textOf(html), '{"a": "$& $1 `x`", "b": "x > y", "c": "Quoted"}');
});
