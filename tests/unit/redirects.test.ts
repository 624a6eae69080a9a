import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  caselessPath,
  decodePath,
  encodeSegment,
  isPortable,
  normalizePath,
  pathBelow,
} from '../../src/core/site-path.ts';
import { wordsOf } from '../../src/core/say.ts';
import { guidePath } from '../../src/core/url.ts';
import { nginxMap, redirectPage, redirectsFile } from '../../src/server/redirects.ts';
import { site } from '../fixtures/api/site.ts';

test('a path has one form, however it is written', () => {
  for (const [written, form] of [
    ['/', '/'],
    ['/guides/été/', '/guides/%C3%A9t%C3%A9/'],
    ['/guides/e\u0301te\u0301/', '/guides/%C3%A9t%C3%A9/'],
    ['/guides/%C3%A9t%c3%a9/', '/guides/%C3%A9t%C3%A9/'],
    ['/guides/c#-x/', '/guides/c%23-x/'],
    ['/guides/a b?/', '/guides/a%20b%3F/'],
    ['/guides/50%/', '/guides/50%25/'],
    ['/guides/50%25/', '/guides/50%25/'],
    ['/guides/a:b*c/', '/guides/a%3Ab%2Ac/'],
    ["/guides/it's (1+1)!,;=@$&/", "/guides/it's%20(1+1)!,;=@%24&/"],
    ['/errors/a~20b/', '/errors/a~20b/'],
  ] as const) {
    assert.equal(normalizePath(written), form);
    assert.equal(normalizePath(form), form);
  }
  for (const path of [
    '',
    'a/',
    '/a',
    '//',
    '//a/',
    '/a//b/',
    '/./',
    '/a/../',
    '/%2E%2E/',
    '/a%2Fb/',
    '/a\\b/',
    '/a\n/',
    '/a%00/',
    '/\uD800/',
  ])
    assert.equal(normalizePath(path), undefined, JSON.stringify(path));
});

test('the address of a guide is the one that a URL parser makes of it, and the name of its folder is safe', () => {
  const names = [
    'été',
    'a b',
    'c#-x',
    '50%',
    'what?',
    "it's (x)",
    'a+b;c=d@e$f&g,h!',
    'a:b',
    '<x>',
    '"q"',
    'b\\s',
    '[1]',
    '日本語',
    '{a}^|`*',
  ];
  for (const name of names) {
    const path = guidePath(name);
    assert.equal(new URL(path, 'https://errors.example.com').pathname, path, name);
    assert.ok(isPortable(path), name);
    assert.doesNotMatch(decodePath(path), /[#?%<>:"|*\\]/);
  }
  assert.equal(encodeSegment('été'), '%C3%A9t%C3%A9');
  assert.equal(caselessPath('/guides/%C3%89T%C3%89/'), '/guides/été/');
  for (const path of ['/guides/c%23/', '/guides/a%3F/', '/guides/a%3Ab/', '/guides/.a/', '/guides/a./'])
    assert.ok(!isPortable(path), path);
});

test('what follows a base is found in any percent-encoding, and below no other path', () => {
  for (const [base, path, local] of [
    ['', '/a/', '/a/'],
    ['/docs', '/docs', ''],
    ['/docs', '/docs/', '/'],
    ['/docs', '/docs2/', undefined],
    ['/docs', '/errors/A/', undefined],
    ['/errors', '/errors/errors/A/', '/errors/A/'],
    ['/b%C3%BCro', '/b%c3%bcro/a%20b/', '/a%20b/'],
    ['/b%C3%BCro', '/bu%CC%88ro/', '/'],
    ['/a/b', '/a%2Fb/c/', undefined],
  ] as const)
    assert.equal(pathBelow(base, path), local, path);
});

const redirects = new Map([
  ['/guides/a%20%22b%22%20%23%5B1%5D/', '/guides/x%24y/'],
  ['/errors/OLD.json', '/errors/NEW.json'],
  ['/errors/new/', '/errors/NEW/'],
]);
const made = new Set(['/errors/NEW/', '/errors/NEW.json']);

test('rules of hosts hold paths percent-encoded, below the base', () => {
  assert.equal(
    redirectsFile(redirects, '/docs'),
    [
      '/docs/guides/a%20%22b%22%20%23%5B1%5D/ /docs/guides/x%24y/ 301',
      '/docs/errors/OLD.json /docs/errors/NEW.json 301',
      '/docs/errors/new/ /docs/errors/NEW/ 301',
      '/docs/guides/a%20%22b%22%20%23%5B1%5D /docs/guides/x%24y/ 301',
      '/docs/errors/new /docs/errors/NEW/ 301',
      '',
    ].join('\n'),
  );
});

test('the map of nginx holds paths decoded and quoted, and by case where it must', () => {
  assert.equal(
    nginxMap(redirects, made, ''),
    String.raw`"/guides/a \"b\" #[1]/" "/guides/x%24y/";
"/errors/OLD.json" "/errors/NEW.json";
"~^/errors/new/$" "/errors/NEW/";
"/guides/a \"b\" #[1]" "/guides/x%24y/";
"~^/errors/new$" "/errors/NEW/";
`,
  );
  assert.equal(
    nginxMap(new Map([['/a/', '/b/']]), made, '/b%C3%BCro'),
    '"/büro/a/" "/b%C3%BCro/b/";\n"/büro/a" "/b%C3%BCro/b/";\n"/büro" "/b%C3%BCro/";\n',
  );
  assert.equal(
    nginxMap(
      new Map([
        ['/guides/A(1)"%5C/', '/'],
        ['/guides/a(1)"%5C/', '/guides/'],
      ]),
      made,
      '',
    ).split('\n')[0],
    String.raw`"~^/guides/A\\(1\\)\"\\\\/$" "/";`,
  );
});

test('the page at an old path shows any name as text, in the language of its words', () => {
  const page = redirectPage(
    { ...site, lang: 'xx', dir: 'rtl' },
    wordsOf({ lang: 'xx', words: { moved: { title: '<i>{name}</i> & more', link: '"Go" <on>' } } }),
    '/docs',
    ['/guides/%3Cb%3E%22&/', '/guides/&x;/'],
  );
  for (const part of [
    '<html lang="en" dir="ltr">',
    '<title>&lt;i&gt;&lt;b&gt;"&amp;&lt;/i&gt; &amp; more</title>',
    '<meta name="description" content="&lt;b&gt;&quot;&amp; has moved to /docs/guides/&amp;x;/">',
    '<meta http-equiv="refresh" content="0; url=/docs/guides/&amp;x;/">',
    '<link rel="canonical" href="https://errors.example.com/guides/&amp;x;/">',
    '<a href="/docs/guides/&amp;x;/">"Go" &lt;on&gt;</a>',
  ])
    assert.ok(page.includes(part), `${part} in ${page}`);
  const arabic = redirectPage({ ...site, lang: 'ar', dir: 'rtl' }, { ...wordsOf(site), lang: 'ar' }, '', [
    '/guides/a/',
    '/',
  ]);
  assert.ok(arabic.includes('<html lang="ar" dir="rtl">') && arabic.includes('url=/"'));
});
