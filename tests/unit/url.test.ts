import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absoluteUrl, baseOf, errorUrl, isBase, slugOf, withBase } from '../../src/core/url.ts';

test('a slug is the code where a path can hold it', () => {
  for (const code of ['RATE_LIMIT_EXCEEDED', 'auth-01', '4.2', '10013', '-1']) assert.equal(slugOf(code), code);
});

test('other bytes are written ~XX', () => {
  assert.equal(slugOf('auth/user not found'), 'auth~2Fuser~20not~20found');
  assert.equal(slugOf('a~b'), 'a~7Eb');
  assert.equal(slugOf('é'), '~C3~A9');
});

test('a name that Windows can give no file has one byte written ~XX', () => {
  for (const [code, slug] of [
    ['con', 'co~6E'],
    ['NUL', 'NU~4C'],
    ['com1', 'co~6D1'],
    ['Lpt9', 'Lp~749'],
    ['aux.x', 'au~78.x'],
    ['prn.', 'pr~6E~2E'],
    ['a.', 'a~2E'],
    ['a..', 'a.~2E'],
  ] as const)
    assert.equal(slugOf(code), slug);
  for (const code of ['console', 'com10', 'x.con', 'CON_1', 'index', 'a.b']) assert.equal(slugOf(code), code);
});

test('two codes never share a slug, however long they are', () => {
  const long = 'x'.repeat(300);
  const codes = [
    ...['con', 'co~6E', 'CON', 'a.', 'a~2E', `con.${'x'.repeat(300)}`, `${'x'.repeat(300)}.`],
    ...['a b', 'a~20b', 'a%20b', 'a/b', 'a~2Fb', long, `${long}1`, `${long}2`, 'é'.repeat(80), 'é'.repeat(81)],
  ];
  const slugs = codes.map(slugOf);
  assert.equal(new Set(slugs).size, codes.length);
  for (const slug of slugs) {
    assert.ok(slug.length <= 200, slug);
    assert.match(slug, /^[A-Za-z0-9_.~-]+$/);
  }
});

test('a base is put before paths of the site, and before nothing else', () => {
  assert.equal(withBase('/docs', '/errors/'), '/docs/errors/');
  for (const href of ['https://a.example/', '#support', '//a.example/', 'mailto:a@b.example'])
    assert.equal(withBase('/docs', href), href);
});

test('a base has one form, however it is written', () => {
  for (const [written, base] of [
    ['', ''],
    ['/', ''],
    ['docs', '/docs'],
    ['//docs/', '/docs'],
    ['/errors', '/errors'],
    ['büro/x', '/b%C3%BCro/x'],
    ['/bu\u0308ro', '/b%C3%BCro'],
    ['/b%c3%bcro/', '/b%C3%BCro'],
    ['/a b', '/a%20b'],
    ['https://example.com', ''],
    ['https://example.com/docs/', '/docs'],
    ['https://example.com/büro/x', '/b%C3%BCro/x'],
  ] as const) {
    assert.equal(baseOf(written), base, written);
    assert.ok(written.includes('://') || isBase(written), written);
    assert.equal(absoluteUrl(`https://example.com${base}`, '/errors/X/'), `https://example.com${base}/errors/X/`);
  }
  for (const path of [
    'https://example.com/x',
    '/a?b',
    '/a#b',
    '/a//b',
    '/../x',
    '/./x',
    '/50%',
    'C:/docs',
    '/a\nb',
    '/a*',
  ])
    assert.ok(!isBase(path), path);
});

test('full URLs carry the base of the site', () => {
  assert.equal(errorUrl('https://example.com/docs', 'A/B'), 'https://example.com/docs/errors/A~2FB/');
  assert.equal(absoluteUrl('https://example.com', '/feed.xml'), 'https://example.com/feed.xml');
});
