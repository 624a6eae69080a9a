import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist } from './built-site.ts';

/** What Chrome and Edge 111, Firefox 115 or Safari 16.4 lack, as a minifier leaves it. */
const TOO_NEW =
  /\b(?:(?:Map|Object)\.groupBy|Promise\.(?:withResolvers|try)|Array\.fromAsync|URL\.(?:parse|canParse)|RegExp\.escape|Iterator\.from|Uint8Array\.fromBase64|AbortSignal\.any)\b|\.(?:isWellFormed|toWellFormed|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|union|intersection|checkVisibility|moveBefore)\(|\.(?:(?:values|keys|entries)\(\)|matchAll\([^()]*\))\.(?:map|filter|flatMap|take|drop|toArray|some|every|find|reduce|forEach)\(|\busing [\w$]+ ?=/;
const FLAG_V = /\/[dgimsuy]*v[dgimsuy]*[,;).\]}]/;

const scripts = ['theme.js', ...readdirSync(join(dist, '_astro')).map((name) => join('_astro', name))].filter((name) =>
  name.endsWith('.js'),
);

test('no script uses what the oldest browsers lack', () => {
  assert.ok(scripts.length > 5, scripts.join(' '));
  for (const name of scripts) {
    const source = readFileSync(join(dist, name), 'utf8');
    for (const pattern of [TOO_NEW, FLAG_V]) assert.equal(pattern.exec(source)?.[0], undefined, name);
  }
});

test('the list of what they lack finds it', () => {
  for (const source of [
    'Map.groupBy(e,t)',
    'e.values().map(t)',
    'URL.parse(e)',
    'Promise.withResolvers()',
    'e.toWellFormed()',
  ])
    assert.match(source, TOO_NEW, source);
  assert.match('/[a--b]/v.test(e)', FLAG_V);
});
