import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsOf } from '../../src/core/say.ts';
import { errorPath, errorUrl, proseOf } from '../../src/core/url.ts';
import { composeBlocks } from '../../src/document/compose.ts';
import { tellErrors } from '../../src/document/told-errors.ts';
import { attribute, content, readPage, textOf } from './built-site.ts';

const { registry, site, prose } = content;
const context = { site, words: wordsOf(site), errors: tellErrors(registry) };

for (const error of registry.errors) {
  const page = readPage(errorPath(error.code));
  const find = (tag: string): typeof page.elements => page.elements.filter(({ tagName }) => tagName === tag);
  const ids = new Set(page.elements.map((element) => attribute(element, 'id')));

  test(`${error.code}: every block that has data keeps its anchor, wherever the page shows it`, () => {
    const blocks = composeBlocks(error, { ...context, prose: proseOf(prose, error.code) });
    const lost = blocks.flatMap(({ id }) => (id === undefined || ids.has(id) ? [] : [id]));
    assert.deepEqual(lost, []);
  });

  test(`${error.code}: each language of its samples has a fragment, to which its caption leads`, () => {
    const block = composeBlocks(error, context).find(({ id }) => id === 'handle-in-code');
    const languages = Array.from(block?.body.matchAll(/^```(\w+) title=/gm) ?? [], ([, lang]) => lang);
    const links = new Set(find('a').map((link) => attribute(link, 'href')));
    for (const lang of languages) {
      assert.ok(ids.has(`handle-in-code-${lang}`), lang);
      assert.ok(links.has(`#handle-in-code-${lang}`), lang);
    }
  });

  test(`${error.code}: the menu for sharing holds the permanent link as text`, () => {
    const menu = find('details').find((details) => attribute(details, 'className')?.includes('er-share'));
    assert.ok(menu && textOf(menu).includes(errorUrl(site.url, error.code)));
  });

  test(`${error.code}: a history is called one only where something happened`, () => {
    const heading = find('h2').find((element) => attribute(element, 'id') === 'history');
    const { since, changes = [], formerly = [] } = error;
    const happened = since !== undefined || changes.length + formerly.length > 0;
    assert.equal(heading !== undefined && textOf(heading) === context.words.blocks.history, happened);
  });
}
