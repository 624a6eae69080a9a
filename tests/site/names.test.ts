import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import postcss from 'postcss';
import { kinds } from '../../src/document/grammars.ts';
import { attribute, dist, readPages, type Element } from './built-site.ts';

const PREFIX = 'er-';
/** Classes of one letter, bound to the code in which they stand. */
const tokens = new Set(kinds.map(({ kind }) => kind));
const isOurs = (name: string): boolean => name.startsWith(PREFIX);

const stylesheets = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, root: postcss.parse(readFileSync(join(dist, name), 'utf8')) }));

const classesOf = (selector: string): readonly string[] =>
  [...selector.replaceAll(/\[[^\]]*\]/g, '').matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name);

/** Astro marks the elements of a component that has styles of its own, as one of a team's; none of ours has. */
const isOurElement = ({ properties }: Element): boolean =>
  !Object.keys(properties).some((name) => /^data-?astro-?cid/i.test(name));

test('every class of every page has our prefix, besides the tokens of code', () => {
  for (const { path, elements } of readPages()) {
    const others = elements
      .filter(isOurElement)
      .flatMap((element) =>
        (attribute(element, 'className') ?? '')
          .split(/\s+/)
          .filter((name) => name !== '' && !isOurs(name) && !(element.tagName === 'i' && tokens.has(name))),
      );
    assert.deepEqual(others, [], path);
  }
});

test('every class of every stylesheet has our prefix, besides the tokens below pre', () => {
  assert.ok(stylesheets.length > 5, stylesheets.map(({ name }) => name).join(' '));
  for (const { name, root } of stylesheets) {
    const others: string[] = [];
    root.walkRules(({ selectors }) => {
      for (const selector of selectors.filter((each) => !each.includes('[data-astro-cid-')))
        if (classesOf(selector).some((found) => !isOurs(found) && !(selector.startsWith('pre ') && tokens.has(found))))
          others.push(selector);
    });
    assert.deepEqual(others, [], name);
  }
});

test('every custom property of every stylesheet has our prefix, besides those of the minifier', () => {
  for (const { name, root } of stylesheets) {
    const others: string[] = [];
    root.walkDecls(({ prop, value }) => {
      for (const [property] of `${prop}:${value}`.matchAll(/--[a-z][\w-]*/gi))
        if (!isOurs(property.slice(2)) && !property.startsWith('--lightningcss-')) others.push(property);
    });
    assert.deepEqual(others, [], name);
  }
});
