import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from '../fixtures/api/site.ts';
import { plainText } from '../../src/core/markup.ts';
import { wordsOf } from '../../src/core/say.ts';
import { compileDocument } from '../../src/document/compile.ts';
import { codeSpan, fence, inline, link, list, blocks, parseFenceMeta, table, text } from '../../src/document/mdx.ts';
import { note, withoutNotes } from '../../src/document/notes.ts';
import { randomFrom } from '../fixtures/random.ts';

const HOSTILE = [
  'User {userId} not found',
  'expected `}` but found {',
  '{globalThis.__pwned = 1}',
  '<script>globalThis.__pwned=1</script>',
  'Promise<T> and x<5 and </div>',
  'import x from "./y.js"',
  'export const a = 1',
  'export ステートメント',
  '# no heading',
  '1. no list',
  '2) no list',
  '- no list',
  '+ no list',
  '> no quote',
  '--- no rule',
  '=== no rule',
  '| a | b |',
  '*a* **b** _c_ __d__ ~~e~~',
  '[a](b) ![a](b) [^1] [ref]',
  '`code` ``two``',
  'back\\slash \\{ \\',
  '&amp; &lt; &#123; &copy;',
  'https://example.com www.example.com a@example.com mailto:a@b.example HTTP://X.example ftp://x.example',
  '$x$ and $$y$$ ^up^ :::note :abbr[x]',
  '<!-- comment --> <![CDATA[x]]> <?pi?>',
  '%-.192s $& $1 ${x}',
  '    indented',
  'é日本😀 https://x.example',
];

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const words = wordsOf(site);
const compile = (mdx: string): string => compileDocument(mdx, { name: 'test', site, words, base: '' }).html;
/** A table of one column. */
const column = (...cells: readonly string[]): string =>
  table(
    { head: 'Head' },
    cells.map((head) => ({ head })),
  );
const squeeze = (value: string): string => value.replaceAll(/\s+/g, ' ').trim();

test('text shows literally, and nothing in it is markup', () => {
  for (const value of HOSTILE) {
    const html = compile(text(value));
    assert.equal(squeeze(textOf(html)), squeeze(value), html);
    assert.match(html, /^<p>[^<]*<\/p>\s*$/, value);
  }
  assert.equal((globalThis as { __pwned?: number }).__pwned, undefined);
});

test('text stays literal in a list, a table cell, a link label and bold', () => {
  for (const value of HOSTILE) {
    assert.equal(squeeze(textOf(compile(list([text(value)])))), squeeze(value));
    assert.equal(squeeze(textOf(compile(column(text(value))))), `Head ${squeeze(value)}`);
    assert.match(compile(link(text(value), '/x/')), /^<p><a href="\/x\/">[^<]*<\/a><\/p>\s*$/, value);
    assert.equal(
      squeeze(textOf(compile(`**${text(value)}**`))).replaceAll('*', ''),
      squeeze(value).replaceAll('*', ''),
    );
  }
});

test('a code span and a fence hold anything', () => {
  for (const value of [...HOSTILE, '`', '``', ' ` ', '```js\nx\n```\n````']) {
    const span = compile(column(codeSpan(value)));
    assert.ok(squeeze(textOf(span)).endsWith(squeeze(value)), span);
    const block = compile(fence('text', value, { title: 'T' }));
    assert.ok(textOf(block).endsWith(`${value}\n`) || textOf(block).trimEnd().endsWith(value.trimEnd()), block);
  }
});

test('paragraphs are parted by blank lines only', () => {
  assert.equal(compile(blocks('one\ntwo\n\nthree')).match(/<p>/g)?.length, 2);
});

test("an author's inline markup is code and links, nothing else", () => {
  assert.equal(
    compile(inline('Read `a|b` in [the *guide*](/guides/x/), {not} <this> *nor* this: `x`')).trim(),
    '<p>Read <code>a|b</code> in <a href="/guides/x/">the *guide*</a>, {not} &lt;this&gt; *nor* this: <code>x</code></p>',
  );
  assert.equal(compile(inline('é日本😀 [a](/b/)')).trim(), '<p>é日本😀 <a href="/b/">a</a></p>');
  assert.equal(compile(inline('import `x` from y')).trim(), '<p>import <code>x</code> from y</p>');
});

test('a link is made only where it is safe, whoever asks; its destination holds anything', () => {
  for (const href of [
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    ' javascript:x',
    'data:text/html,x',
    '//e.example',
    'site:url',
    '',
  ])
    assert.equal(link('label', href), 'label', href);
  assert.equal(
    compile(link('a', 'https://e.example/\u2028\u00a0(b) {c}?d=1&amp;e"f')).trim(),
    '<p><a href="https://e.example/%E2%80%A8%C2%A0%28b%29%20%7Bc%7D?d=1&amp;amp;e%22f">a</a></p>',
  );
});

test('plain text keeps the words of code and links', () => {
  assert.equal(plainText('See [the `x`](/y/), `z` and \\[.'), 'See the x, z and [.');
});

const infoOf = (mdx: string): string => mdx.split('\n')[0] ?? '';

test('a fence tells its title and marked lines, and a plain title stays as it is', () => {
  const info = infoOf(fence('json', '{}', { title: 'GET /orders/{id} & more: 100% of $x', marked: [2, 3] }));
  assert.equal(info, '```json title="GET /orders/{id} & more: 100% of $x" {2,3}');
  assert.deepEqual(parseFenceMeta(info), { title: 'GET /orders/{id} & more: 100% of $x', marked: [2, 3] });
});

test('any title comes back from a fence, and from the page', () => {
  const random = randomFrom(5);
  const pieces = [
    '{',
    '}',
    '{1}',
    '"',
    '`',
    '```',
    '$',
    '%',
    '%22',
    '%2',
    '&',
    '&amp;',
    '&#35;',
    '\\',
    '\\"',
    '\n',
    ' ',
    '=',
    'title="x"',
    '</a>',
    '\u2028',
    'é',
    '😀',
  ];
  for (let round = 0; round < 2_000; round++) {
    const title = Array.from({ length: 1 + random.below(8) }, () => random.one(pieces)).join('');
    const marked = random.below(2) === 0 ? {} : { marked: [1, 7] };
    const mdx = fence('text', 'x', { title, fill: 'message', ...marked });
    assert.deepEqual(parseFenceMeta(infoOf(mdx)), { title, fill: 'message', ...marked }, title);
    if (round % 10 === 0) {
      const caption = /<figcaption><span>(.*?)<\/span>/s.exec(compile(mdx))?.[1];
      assert.equal(textOf(caption ?? ''), title, mdx);
    }
  }
});

test("the places for a reader's own values are marked by key, whatever the words beside them are", () => {
  const filled = (html: string): readonly string[] =>
    Array.from(html.matchAll(/data-fill="([^"]*)"/g), ([, name = '']) => textOf(name));
  assert.deepEqual(filled(compile(fence('text', 'Hello {name}', { fill: 'message' }))), ['message']);
  for (const fill of ['details.required', 'params.a|b', 'x*/y', '{x} "', 'constructor', 'é日本 */}']) {
    const html = compile(column(codeSpan('value') + note({ fill })));
    assert.deepEqual(filled(html), [fill]);
    assert.match(html, /<td [^>]*><code>value<\/code><\/td>/, 'the note itself is gone');
    assert.equal(withoutNotes(column(codeSpan('value') + note({ fill }))), column(codeSpan('value')));
  }
  assert.equal(withoutNotes('`{/* fill=a */}` {/* other */}'), '`{/* fill=a */}` {/* other */}');
});

test('a heading takes its id from a note, and none takes a reserved one from its words', () => {
  const { html, headings } = compileDocument(
    `## Anything${note({ id: 'causes' })}\n\n## Causes\n\n## Support\n\n### Support`,
    { name: 'test', site, words, base: '' },
  );
  assert.deepEqual(
    headings.map(({ id, title }) => [id, title]),
    [
      ['causes', 'Anything'],
      ['causes-2', 'Causes'],
      ['support-2', 'Support'],
      ['support-3', 'Support'],
    ],
  );
  assert.match(html, /<h2 id="causes"><a href="#causes">Anything<\/a><\/h2>/);
});
