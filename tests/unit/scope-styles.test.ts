import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import postcss from 'postcss';
import { scopeStyles } from '../../src/integrations/scope-styles.ts';

/** Each of a stylesheet, and what becomes of it within the layer. */
const SCOPED: Readonly<Record<string, readonly [css: string, scoped: string]>> = {
  'a selector': ['a { color: red }', '.error-reference a { color: red }'],
  'each selector of a list': [
    "td, [title=','] > b, :is(h2, h3) + p {}",
    ".error-reference td, .error-reference [title=','] > b, .error-reference :is(h2, h3) + p {}",
  ],
  'signs within quotes': ["html[title='] > '] a {}", ".error-reference:is(html[title='] > '] *) a {}"],
  'what selects everything': ['*, *::before {}', '.error-reference *, .error-reference *::before {}'],
  'a pseudo-element': ['::details-content {}', '.error-reference ::details-content {}'],
  'an attribute of its own': ['[hidden] {}', '.error-reference [hidden] {}'],
  'a direction of its own': ["[dir='auto']:placeholder-shown {}", ".error-reference [dir='auto']:placeholder-shown {}"],
  'the root': [':root { --er-bg: #fff }', '.error-reference { --er-bg: #fff }'],
  'html and body': ['html, body {}', '.error-reference, .error-reference {}'],
  'what only begins like them': ['body-part, html5 {}', '.error-reference body-part, .error-reference html5 {}'],
  'below the body': ['body > p {}', '.error-reference > p {}'],
  'a class of the root': ['html:not(.er-js) .er-box {}', '.error-reference:is(html:not(.er-js) *) .er-box {}'],
  'a class that only the root has': ['.er-js .er-x {}', '.error-reference:is(.er-js, .er-js *) .er-x {}'],
  'a theme of the root': [":root[data-theme='dark'] a {}", ".error-reference:is(:root[data-theme='dark'] *) a {}"],
  'a theme of whatever': [
    "[data-theme='dark'] a {}",
    ".error-reference:is([data-theme='dark'], [data-theme='dark'] *) a {}",
  ],
  'a direction of the root': ["[dir='rtl'] a {}", ".error-reference:is([dir='rtl'], [dir='rtl'] *) a {}"],
  'a language of the root': [':root:lang(ja) {}', '.error-reference:lang(ja) {}'],
  'languages of the root': [
    ":root:is(:lang(ja), :lang('*-Hant')) {}",
    ".error-reference:is(:lang(ja), :lang('*-Hant')) {}",
  ],
  'a media query': ['@media print { a {} }', '@media print { .error-reference a {} }'],
  'queries within each other': [
    '@supports (gap: 0) { @container (width < 1rem) { a {} } }',
    '@supports (gap: 0) { @container (width < 1rem) { .error-reference a {} } }',
  ],
  'nested rules': ['a { &:hover { top: 0 } }', '.error-reference a { &:hover { top: 0 } }'],
  'an animation': ['@keyframes er-turn { from { top: 0 } }', '@keyframes er-turn { from { top: 0 } }'],
  'a scheme of colours': [':root { color-scheme: dark; --er-x: 1 }', '.error-reference { --er-x: 1 }'],
  'nothing but a scheme': [
    "@media print { :root[data-theme='dark'] { color-scheme: dark } } a {}",
    '.error-reference a {}',
  ],
  'the scheme of a part': ['.er-x { color-scheme: dark }', '.error-reference .er-x { color-scheme: dark }'],
  comments: ['/* a {} */ b {}', '.error-reference b {}'],
};

for (const [name, [css, scoped]] of Object.entries(SCOPED))
  test(`${name}, bound to the class`, () => {
    const isOwn = /\.er-|@keyframes/.test(scoped.replace(/html:not\(\.er-js\) \*/, ''));
    assert.equal(scopeStyles(css), isOwn ? `${scoped}\n` : `@layer error-reference {\n${scoped}\n}\n`);
  });

test('what a reset of all elements would undo stands outside the layer', () => {
  assert.equal(
    scopeStyles('@media print { a, b {} .er-x a {} } .er-x {}').replaceAll(/\s+/g, ' '),
    [
      '@layer error-reference { @media print { .error-reference a, .error-reference b {} } }',
      '@media print { .error-reference .er-x a {} } .error-reference .er-x {} ',
    ].join(' '),
  );
});

test('what holds for the whole document stands before the layer', () => {
  assert.equal(
    scopeStyles(
      "a {} @charset 'utf-8'; @font-face { font-family: x } @page { margin: 0 } @property --er-x { inherits: false }",
    ),
    [
      "@charset 'utf-8';",
      '@font-face { font-family: x }',
      '@page { margin: 0 }',
      '@property --er-x { inherits: false }',
      '@layer error-reference {\n.error-reference a {}\n}\n',
    ]
      .map((line) => line.trim())
      .join('\n') + '\n',
  );
});

test('an import is refused', () => {
  assert.throws(() => scopeStyles("@import 'x.css';"), /import no others/);
});

const styles = resolve(import.meta.dirname, '../../src/styles');

for (const file of readdirSync(styles))
  test(`every selector of ${file} begins with the class`, () => {
    const css = readFileSync(join(styles, file), 'utf8');
    const root = postcss.parse(scopeStyles(css));
    const selectors: string[] = [];
    root.walkRules((rule) => void selectors.push(...rule.selectors));
    assert.ok(selectors.length > 0);
    assert.deepEqual(
      selectors.filter((selector) => !/^\.error-reference(?![\w-])/.test(selector)),
      [],
    );
  });
