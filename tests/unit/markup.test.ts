import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlToHast, type HastNode } from 'satteri';
import { site } from '../fixtures/api/site.ts';
import { explainText } from '../../src/cli/explain.ts';
import { searchWords } from '../../src/core/entry-texts.ts';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import {
  blockWords,
  hasMarkup,
  linksOf,
  literal,
  literalBlocks,
  parseBlocks,
  parseMarkup,
  plainText,
  shownText,
  writeBlocks,
  writeMarkup,
  type MarkupBlock,
  type Token,
} from '../../src/core/markup.ts';
import { safeLinks } from '../../src/core/rules/safe-links.ts';
import { isSafeLink } from '../../src/core/url.ts';
import { wordsOf } from '../../src/core/say.ts';
import { compileDocument } from '../../src/document/compile.ts';
import { blocks, inline } from '../../src/document/mdx.ts';
import { convertBlocks, convertInline } from '../../src/import/markup.ts';
import { plainMarkdown } from '../../src/machine/markdown.ts';
import { randomFrom, type Random } from '../fixtures/random.ts';

/** Sentences that are hard to read, each with its words and the destinations of its links. */
const SENTENCES: readonly (readonly [string, string, readonly string[]])[] = [
  ['See `a|b` and [the `x` page](/guides/x/).', 'See a|b and the x page.', ['/guides/x/']],
  ['`[a](/b/)` is code, [c](/d/) is none', '[a](/b/) is code, c is none', ['/d/']],
  ['\\[a](/b/) and \\`c` are text', '[a](/b/) and `c` are text', []],
  ['\\\\[a](/b/)', '\\[a](/b/)', []],
  ["it's a ` lone one, a [ lone one, a ] too", "it's a ` lone one, a [ lone one, a ] too", []],
  ['[`a](/b/) and `c]`](/d/)', '`a and c]](/d/)', ['/b/']],
  ['[a [b](/c/) d](/e/)', 'a [b d](/e/)', ['/c/']],
  ['[a\\`b](/c/) `d', 'a`b `d', ['/c/']],
  ['![a](/b/)', '!a', ['/b/']],
  ['[a](/b c/) [d](/e/(f)) [g]()', '[a](/b c/) [d](/e/(f)) [g]()', []],
  ['``a`` and ` ` and \\', '`a and  ` and \\', []],
  ['- [1. a](site:support): {b} <c> *d* _e_', '- 1. a: {b} <c> *d* _e_', ['site:support']],
  ['A ` and [it](/errors/X/) and ` too', 'A  and [it](/errors/X/) and  too', []],
  ['A \\` and [it](/errors/X/) and \\`', 'A ` and it and `', ['/errors/X/']],
  [
    'Press [this](javascript:alert), or [that](//evil.example/)',
    'Press this, or that',
    ['javascript:alert', '//evil.example/'],
  ],
];

const registry = (entry: ErrorEntry): Registry => joinCategories([{ name: 'c', title: 'C', errors: { A: entry } }]);
const compile = (mdx: string): HastNode =>
  htmlToHast(compileDocument(mdx, { name: 'test', site, words: wordsOf(site), base: '' }).html);
const bare = (text: string): string => text.replaceAll(/\s+/g, '');
const squeeze = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function textOf(node: HastNode): string {
  return node.type === 'text'
    ? node.value
    : 'children' in node
      ? node.children.map((child) => textOf(child as HastNode)).join('')
      : '';
}

/** The text of a page without the captions of its code. */
function pageText(mdx: string): string {
  const { html } = compileDocument(mdx, { name: 'test', site, words: wordsOf(site), base: '' });
  return textOf(htmlToHast(html.replaceAll(/<figcaption>.*?<\/figcaption>/g, '')));
}

function hrefsOf(node: HastNode): readonly string[] {
  const own = node.type === 'element' && node.tagName === 'a' ? [String(node.properties['href'])] : [];
  return [...own, ...('children' in node ? node.children.flatMap((child) => hrefsOf(child as HastNode)) : [])];
}

for (const [sentence, words, links] of SENTENCES) {
  test(`page, rule, search, terminal and Markdown agree on the markup of: ${sentence}`, () => {
    assert.equal(plainText(sentence), words);
    assert.deepEqual(linksOf(parseMarkup(sentence)), links);
    const page = compile(inline(sentence));
    assert.equal(squeeze(textOf(page)), squeeze(words), 'the page');
    const safe = links.filter(isSafeLink).map((href) => (href === 'site:support' ? site.support.href : href));
    assert.deepEqual(hrefsOf(page), safe, 'the links of the page');
    const [error] = registry({ summary: sentence }).errors;
    assert.ok(error);
    const unsafe = safeLinks.check(registry({ summary: sentence })).map(({ message }) => message.split('"')[1]);
    assert.deepEqual(
      unsafe,
      links.filter((href) => !isSafeLink(href)),
      'the rule',
    );
    assert.ok(searchWords(error).includes(words), 'the search text');
    const { output } = explainText('A', registry({ summary: sentence }), site);
    const shown = output
      .split('\n\n')[1]
      ?.replaceAll(/ \((?:https?:[^()]*)\)/g, '')
      .replaceAll('`', '');
    assert.equal(squeeze(shown ?? ''), squeeze(words.replaceAll('`', '')), 'the terminal');
    const markdown = plainMarkdown(inline(sentence), 'https://e.example/', site);
    const full = safe.map((href) =>
      href.replace(/^\/errors\/(\w+)\/$/, '/errors/$1.md').replace(/^\//, `${site.url}/`),
    );
    assert.deepEqual(hrefsOf(compile(markdown)), full, 'the links of the Markdown');
    assert.equal(squeeze(textOf(compile(markdown))), squeeze(words), 'the Markdown');
  });
}

/** Longer texts that are hard to read, with their blocks: a paragraph as its words, a list as its items, code as it is. */
const TEXTS: readonly (readonly [string, readonly unknown[]])[] = [
  ['one\ntwo\n\nthree', ['one two', 'three']],
  [
    '- a\n- `b`\n\n1. c\n2. d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['- a\nb', ['- a b']],
  ['\\- a\n\n\\\\- b\n\n\\1. c\n\n\\x', ['- a', '\\- b', '1. c', '\\x']],
  ['a\n```js title="}"\n- b\n\n[c](d)\n```\ne', ['a', { code: '- b\n\n[c](d)', lang: 'js' }, 'e']],
  ['````md\n```\na\n```\n````', [{ code: '```\na\n```', lang: 'md' }]],
  ['```\r\na\r\n```  \r\n\r\nb', [{ code: 'a', lang: '' }, 'b']],
  ['```\nopen', [{ code: 'open', lang: '' }]],
  ['  ```\na', ['``` a']],
];

for (const [text, expected] of TEXTS) {
  test(`page, rule and search agree on the blocks of: ${JSON.stringify(text)}`, () => {
    const parsed = parseBlocks(text);
    const simple = parsed.map((block) =>
      'paragraph' in block ? shownText(block.paragraph) : 'items' in block ? block.items.map(shownText) : block,
    );
    assert.deepEqual(simple, expected);
    const shown = squeeze(blockWords(parsed));
    assert.equal(bare(pageText(blocks(text))), bare(shown));
    assert.deepEqual(parseBlocks(writeBlocks(parsed)), parsed, 'what was written is read as it was');
    const [error] = registry({ description: text }).errors;
    assert.ok(error && searchWords(error).map(squeeze).includes(shown));
  });
}

const PIECES = [
  '`',
  '``',
  '```',
  '[',
  ']',
  '](',
  ')',
  '(/x/)',
  '\\',
  ' ',
  '\n',
  '\n\n',
  '- ',
  '1. ',
  'a',
  'é',
  '😀',
  '{b}',
  '<c>',
];

const randomText = (random: Random): string =>
  Array.from({ length: random.below(9) }, () => random.one(PIECES)).join('');

function randomTokens(random: Random, depth = 1): readonly Token[] {
  return Array.from({ length: random.below(5) }, (): Token => {
    const kind = random.below(depth > 0 ? 4 : 3);
    const text = randomText(random);
    if (kind === 3)
      return { label: randomTokens(random, depth - 1), href: random.one(['/a/', '#b', 'c', '/d(e)', '']) };
    return kind === 2 ? { code: text } : { text };
  });
}

test('any text can be written so that nothing in it is markup', () => {
  const random = randomFrom(1);
  for (let round = 0; round < 20_000; round++) {
    const text = randomText(random);
    assert.deepEqual(parseMarkup(literal(text)), text === '' ? [] : [{ text }], JSON.stringify(text));
    const parsed = parseBlocks(literalBlocks(text));
    assert.ok(
      parsed.every((block) => 'paragraph' in block && block.paragraph.every((token) => 'text' in token)),
      JSON.stringify(text),
    );
    assert.equal(squeeze(blockWords(parsed)), squeeze(text), JSON.stringify(text));
  }
});

test('tokens are written so that they are read as they were; what the grammar can’t say keeps its words', () => {
  const random = randomFrom(2);
  let whole = 0;
  for (let round = 0; round < 20_000; round++) {
    const tokens = randomTokens(random);
    const read = parseMarkup(writeMarkup(tokens));
    assert.equal(shownText(read), shownText(tokens), JSON.stringify(tokens));
    const marks = (from: readonly Token[]): number => from.filter((token) => !('text' in token)).length;
    assert.ok(marks(read) <= marks(tokens), 'nothing becomes markup that was none');
    if (marks(read) === marks(tokens)) whole++;
  }
  assert.ok(whole > 5_000, 'most can be said');
});

test('the page shows the words of any sentence and of any longer text', () => {
  const random = randomFrom(4);
  for (let round = 0; round < 1_000; round++) {
    const tokens = randomTokens(random);
    const sentence = writeMarkup(tokens);
    assert.equal(bare(textOf(compile(inline(sentence)))), bare(shownText(parseMarkup(sentence))), sentence);
    const text = randomText(random);
    assert.equal(bare(pageText(blocks(text))), bare(blockWords(parseBlocks(text))), JSON.stringify(text));
  }
});

test('blocks are written so that they are read as they were', () => {
  const random = randomFrom(3);
  const sentence = (): readonly Token[] => [{ text: squeeze(randomText(random)) || 'a' }];
  for (let round = 0; round < 10_000; round++) {
    const made = Array.from({ length: random.below(4) }, (): MarkupBlock => {
      const kind = random.below(3);
      if (kind === 0) return { paragraph: sentence() };
      if (kind === 1) return { items: [sentence(), sentence()], ordered: random.below(2) === 0 };
      return { code: randomText(random), lang: random.one(['', 'js', 'c++']) };
    });
    assert.deepEqual(parseBlocks(writeBlocks(made)), made);
  }
});

test('an import writes what is read as it was meant', () => {
  const html =
    '<p>a <code>[b](c)</code> [d](e) <a href="https://e.example/(f)">g <code>h</code></a>\\<code>i</code></p>';
  assert.equal(convertInline(html, 'html'), 'a `[b](c)` \\[d](e) [g `h`](https://e.example/%28f%29)\\i');
  assert.equal(convertInline('<a href="https://e.example/">a]b</a> <a href="mailto:x">c</a>', 'html'), 'a]b c');
  assert.equal(
    convertBlocks('<p>- a</p><ul><li>- b<p>c</p></li></ul><pre>d</pre>', 'html'),
    '\\- a\n\n- - b c\n\n```\nd\n```',
  );
  assert.equal(convertInline('One\n\n```js\nlet a;\n```', 'markdown'), 'One `let a;`');
  assert.equal(convertBlocks('> [!TIP]\n> Do `x`.', 'markdown'), 'Tip: Do `x`.');
  assert.ok(!hasMarkup(convertInline('a [b] `', 'text')));
});
