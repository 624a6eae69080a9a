import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blockWords,
  hasMarkup,
  literal,
  literalBlocks,
  parseBlocks,
  parseMarkup,
  plainText,
  writeMarkup,
  type Token,
} from '../../src/core/markup.ts';
import { toEntries } from '../../src/import/entries.ts';
import { convertBlocks, convertInline, MARKUPS, type Markup } from '../../src/import/markup.ts';
import { randomFrom } from '../fixtures/random.ts';

/** The words of a longer text of the source as the registry's readers show them. */
const wordsOf = (source: string, markup: Markup): readonly string[] =>
  blockWords(parseBlocks(convertBlocks(source, markup))).match(/w\d+/g) ?? [];

/** Markup that is hard to read, by the piece that is repeated. */
const PIECES = (
  '> |- |+ |1. |[|![|[[|`|*_|*a **b |**あ。|~~a |[a](|[a]: /x |[^a|&amp;|&#|<a>|<b>|<a href="x"><b>|<div>|<ul><li>|<p>|</p>|' +
  '<table><tr><td>|<td>|<tr><td>a|<!--|<![CDATA[|<a x=">" |<b c="|\\|\\`|{|```|> - |\n|a\n\n|- a\n|    |\\|a|\\|\n|`[`|[`|<br>|<pre>|<code>'
).split(/(?<!\\)\|/);
const repeat = (piece: string, length: number): string => piece.replaceAll('\\|', '|').repeat(length / piece.length);

for (const markup of MARKUPS) {
  test(`no text ends an import, however often a piece of it is repeated: ${markup}`, () => {
    for (const piece of PIECES) {
      for (const length of [3000, 50_000]) {
        const source = `w1 ${repeat(piece, length)} w2`;
        assert.deepEqual(wordsOf(source, markup), ['w1', 'w2'], piece);
        assert.deepEqual(plainText(convertInline(source, markup)).match(/w\d/g), ['w1', 'w2'], piece);
      }
    }
  });
}

test('a text that is too much for its markup is literal, and the import says so', () => {
  const quote = `${'> '.repeat(3000)}deep`;
  const tags = `${'<b>'.repeat(20_000)}open`;
  assert.equal(convertBlocks(quote, 'markdown'), literalBlocks(quote));
  assert.equal(convertInline(tags, 'html'), literal(tags));
  const { errors, skipped } = toEntries(
    [{ place: 'errors[0]', code: 'A', description: quote, steps: ['`x`', quote] }],
    'markdown',
  );
  assert.equal(errors[0]?.steps?.[0], '`x`');
  assert.deepEqual(
    skipped.map(({ place, field }) => [place, field]),
    [
      ['errors[0]', 'description'],
      ['errors[0]', 'steps'],
    ],
  );
});

test('texts of ordinary size and depth are read as markup', () => {
  const list = Array.from({ length: 1000 }, (_, index) => `- w${index} \`x\`\n`).join('');
  assert.equal(parseBlocks(convertBlocks(list, 'markdown')).length, 1);
  const rows = Array.from({ length: 1000 }, (_, index) => `<tr><td>w${index}<td><b>b</b></tr>`).join('');
  assert.match(convertBlocks(`<table><tr><th>A<th>B</tr>${rows}</table>`, 'html'), /^- A: w0; B: b\n- A: w1; B: b\n/);
  assert.equal(convertBlocks('<p>w<li>'.repeat(500), 'html').includes('<'), false);
  const code = `\`\`\`json\n${'{ "a": 1 }\n'.repeat(2000)}\`\`\``;
  assert.equal(convertBlocks(code, 'markdown'), code);
});

test('a table with many columns and short rows is filled up by no reader', () => {
  const table = `${'|w1'.repeat(6000)}\n${'|-'.repeat(6000)}\n${'|\n'.repeat(6000)}`;
  assert.equal(convertBlocks(table, 'markdown'), literalBlocks(table));
});

test('what is repeated where its name is used stays in proportion', () => {
  const definition = `[a]: https://a.example/${'x'.repeat(10_000)}\n\n${'[a] '.repeat(5000)}`;
  assert.ok(convertBlocks(definition, 'markdown').length < 2 * definition.length);
  const column = `<table><tr><th>${'n'.repeat(10_000)}${'<tr><td>a'.repeat(5000)}</table>`;
  assert.ok(convertBlocks(column, 'html').length < 2 * column.length);
});

test('lists, tables and images lose no words', () => {
  assert.deepEqual(wordsOf('<ul>w1<li>w2</li><ul><li>w3</ul></ul>', 'html'), ['w1', 'w2', 'w3']);
  assert.deepEqual(wordsOf('<table><tr><td>w1<td>w2</table>', 'html'), ['w1', 'w2']);
  assert.deepEqual(wordsOf('|w1|w2|\n|-|-|\n|||\n|w3||', 'markdown'), ['w1', 'w2', 'w3']);
  assert.deepEqual(wordsOf('w1 ![w2](x.png "t") w3', 'markdown'), ['w1', 'w2', 'w3']);
});

test('brackets, backticks and links in any number are parsed and written', () => {
  for (const count of [1, 2, 50_000]) {
    assert.deepEqual(parseMarkup('['.repeat(count)), [{ text: '['.repeat(count) }]);
    assert.equal(hasMarkup('['.repeat(count)), false);
    const href = 'x'.repeat(count);
    const label = `${'['.repeat(count)}a`;
    assert.deepEqual(parseMarkup(`[${label}](${href}) [b](${href}`), [
      { label: [{ text: label }], href },
      { text: ` [b](${href}` },
    ]);
    const tokens = Array.from({ length: count }, () => [{ code: 'a' }, { text: '[b' }]).flat();
    assert.deepEqual(parseMarkup(writeMarkup(tokens)), tokens);
  }
});

// The grammar in one expression, whose time grows with the square of the brackets.
const MARK = /(\\[`[])|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** A sentence with its marks in angle brackets, as the expression finds them. */
const markedByGrammar = (text: string): string =>
  text.replaceAll(MARK, (_, escaped?: string, code?: string, label?: string, href?: string) => {
    if (escaped !== undefined) return escaped.slice(1);
    return code === undefined ? `<${markedByGrammar(label ?? '')}|${href ?? ''}>` : `<${code}>`;
  });

const marked = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if ('text' in token) return token.text;
      return 'code' in token ? `<${token.code}>` : `<${marked(token.label)}|${token.href}>`;
    })
    .join('');

test('marks are found where the grammar has them', () => {
  const random = randomFrom(7);
  for (let run = 0; run < 5000; run++) {
    const text = Array.from({ length: 12 }, () => random.one(['[', ']', '(', ')', '](', '`', '\\', 'a', ' '])).join('');
    assert.equal(marked(parseMarkup(text)), markedByGrammar(text), text);
  }
});
