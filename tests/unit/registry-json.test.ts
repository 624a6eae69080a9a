import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories } from '../../src/core/define.ts';
import { ENVELOPE_NAMES } from '../../src/core/envelope.ts';
import type { Json } from '../../src/core/json.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { wordsOf } from '../../src/core/say.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { filePaths } from '../../src/machine/file-paths.ts';
import { parseRegistry, toRegistryJson } from '../../src/schema/registry.ts';
import { parseSite } from '../../src/schema/site.ts';

const { registry, site } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const throughText = (value: object): unknown => JSON.parse(JSON.stringify(value));

test('a registry comes back from JSON without loss', () => {
  assert.deepEqual(parseRegistry(throughText(toRegistryJson(registry)), 'registry.json'), registry);
  const numeric = joinCategories([{ name: 'c', title: 'C', errors: { '10013': { numeric: true }, '-1': {} } }]);
  assert.deepEqual(parseRegistry(throughText(toRegistryJson(numeric)), 'registry.json'), numeric);
});

test('the JSON form is the same text after it was read back', () => {
  const text = JSON.stringify(toRegistryJson(registry));
  assert.equal(JSON.stringify(toRegistryJson(parseRegistry(JSON.parse(text), 'registry.json'))), text);
});

test('what is wrong is named with file, code and field', () => {
  const parse = (errors: readonly object[]) => () =>
    parseRegistry({ version: 1, categories: [{ name: 'c', title: 'C' }], errors }, 'registry.json');
  assert.throws(
    parse([{ code: 'A', status: 1003 }]),
    /^RegistryError: registry\.json {2}A\.status: 1003 can't stand here; write a whole number from 100 to 599\.$/,
  );
  assert.throws(parse([{ code: 'A', tilte: 'x' }]), /registry\.json {2}A\.tilte: .*; did you mean title\?$/);
  assert.throws(
    parse([{ code: 'A', retry: { when: 'never', header: 'Retry-After' } }]),
    /A\.retry\.header: Nothing is called header here; remove it, or write one of when, note\.$/,
  );
  assert.throws(parse([{ code: 'A' }, { code: 'A' }]), /A: the code stands at errors\[0\] and errors\[1\]; keep one/);
  assert.throws(parse([{ code: 'A', category: 'd' }]), /A\.category: d is none of the categories; /);
  for (const name of ['../../../src/core/x', 'index', '.', '', 'a.b']) {
    const registry = { version: 1, categories: [{ name, title: 'C' }], errors: [] };
    assert.throws(
      () => parseRegistry(registry, 'registry.json'),
      /categories\[0\]\.name: ".*" can't stand here; write letters, digits, - and _\.$/,
    );
  }
  assert.throws(() => parseRegistry({ version: 2 }, 'registry.json'), /registry\.json {2}version: /);
});

test('the settings of a site are named with file and field where they are wrong', () => {
  const parse = (settings: object) => parseSite({ ...site, ...settings }, 'site.json');
  for (const lang of ['de', 'pt-BR', 'zh-Hans-CN']) assert.equal(parse({ lang }).lang, lang);
  assert.throws(
    () => parse({ lang: 'en">' }),
    /^RegistryError: site\.json {2}lang: "en\\">" can't stand here; write a language tag\.$/,
  );
  assert.deepEqual(parse({ samples: ['php', 'sh'] }).samples, ['php', 'sh']);
  assert.throws(
    () => parse({ samples: ['sh', 'cobol'] }),
    /^RegistryError: site\.json {2}samples\[1\]: "cobol" can't stand here; write one of sh, ts, python, go, java, csharp, ruby, php\.$/,
  );
  assert.throws(
    () => parse({ samples: ['go', 'go'] }),
    /^RegistryError: site\.json {2}samples: write each language once\.$/,
  );
  const moved = {
    '/guides/old/': '/guides/new/',
    '/guides/v1.2/': '/guides/~x/',
    '/guides/c#-x/': '/guides/',
    '/guides/50% of été?/': '/guides/%C3%A9t%C3%A9/',
    '/guides/"quoted" & more/': '/',
  };
  assert.deepEqual(parse({ moved }).moved, moved);
  for (const path of [
    '/guides/../',
    'guides/a/',
    '//a.example/',
    '/guides/a',
    'https://a.example/',
    '/a\t/',
    '/a%2Fb/',
  ]) {
    assert.throws(() => parse({ moved: { [path]: '/guides/new/' } }), /moved\..*; write a path of the site: /, path);
    assert.throws(() => parse({ moved: { '/guides/old/': path } }), /moved\..*; write a path of the site: /, path);
  }
});

test('a media type is one line that HTTP can carry', () => {
  const parse = (mediaType: string) => parseSite({ ...site, envelope: '{message}', mediaType }, 'site.json').mediaType;
  for (const sound of ['application/problem+json', 'text/plain; charset=utf-8', 'application/vnd.a.b+json;v=1'])
    assert.equal(parse(sound), sound);
  for (const wrong of ['json', 'a/b\nX: y', 'a/b\n;x', 'a/b;\r\nX: y', 'a/b; é', 'a/b; \u0000', 'a/b<c'])
    assert.throws(() => parse(wrong), /mediaType: .*; write a media type: /, wrong);
});

test('what looks like a placeholder of the envelope is one', () => {
  const parse = (envelope: Json) => () => parseSite({ ...site, envelope }, 'site.json');
  const KNOWN = '{code}, {subcode}, {message}, {status}, {statusText}, {title}, {details}, {docUrl}';
  const wrong: readonly (readonly [Json, string])[] = [
    [
      '{cod}',
      `site.json  envelope: {cod} is no placeholder; write one of ${KNOWN}, or declare it under placeholders of the site.`,
    ],
    [
      { a: ['{}'] },
      `site.json  envelope.a[0]: {} is no placeholder; write one of ${KNOWN}, or declare it under placeholders of the site.`,
    ],
    [
      { a: 'Error {code}' },
      'site.json  envelope.a: "Error {code}" is sent as it stands, for only a whole text is replaced; write "{code}" alone.',
    ],
    [
      { a: 'Error {cod}' },
      `site.json  envelope.a: "Error {cod}" is sent as it stands, and {cod} is no placeholder; write one of ${KNOWN} alone.`,
    ],
    [
      { '{code}': true },
      'site.json  envelope.{code}: Names are not replaced, only whole texts; write "name": "{code}".',
    ],
  ];
  for (const [envelope, message] of wrong) assert.throws(parse(envelope), { name: 'RegistryError', message });
  const sound: Json = {
    '{x}': '{docUrl}',
    a: ['{code}', 'see https://a.example/{topic}', 1, null],
    b: { c: '{details}' },
  };
  assert.deepEqual(parse(sound)().envelope, sound);
});

test('each name of the envelope stands for a value', () => {
  const [first] = registry.errors;
  assert.ok(first);
  const error = {
    ...first,
    code: 'A/B',
    parent: 'A',
    status: 404,
    title: 'T',
    message: 'M',
    details: { fields: {}, example: { a: 1 } },
  };
  const envelope = ENVELOPE_NAMES.map((name) => `{${name}}`);
  assert.deepEqual(buildPayload(error, { ...site, url: 'https://e.example', envelope }), [
    'A',
    'B',
    'M',
    404,
    'Not Found',
    'T',
    { a: 1 },
    'https://e.example/errors/A~2FB/',
  ]);
});

test('the path of the site is one that every host serves', () => {
  const parse = (url: string) => () => parseSite({ ...site, url }, 'site.json');
  for (const url of [
    'https://x.example',
    'https://x.example/docs/api/',
    'https://x.example/büro',
    'http://x.example/a b',
  ])
    assert.doesNotThrow(parse(url), url);
  for (const url of ['?a', '#b', 'a//b', '50%', 'a%2Fb', '%00', 'a:b'].map((path) => `https://x.example/${path}`))
    assert.throws(parse(url), /url: ".*" can't stand here; write an address with nothing but a path /, url);
  assert.throws(parse('x.example'), /write a full address, https:\/\/…/);
});

test('words and addresses in the repository hold no placeholder that is never filled', () => {
  const parse = (settings: object) => () => parseSite({ ...site, ...settings }, 'site.json');
  const repository = { url: 'https://r.example', editUrl: 'https://r.example/{category}.ts#{code}' };
  assert.deepEqual(parse({ repository })().repository, repository);
  assert.throws(parse({ repository: { ...repository, issueUrl: 'https://r.example/new?title={titel}' } }), {
    message:
      'site.json  repository.issueUrl: https://r.example/new?title={titel} holds an unknown placeholder; there is {code}, {category}, {title}.',
  });
  assert.throws(parse({ words: { error: { about: 'About {cod}' }, hom: {} } }), {
    message:
      'site.json  words.error.about: {cod} is no placeholder of this word; there is {code}.\n' +
      'site.json  words.hom: Nothing is called hom here; did you mean home?',
  });
});

test('a dimension of a site has an address of its own', () => {
  const dimensions = (id: string) => () =>
    parseSite({ ...site, dimensions: { [id]: { title: 'T', values: { a: 'A' } } } }, 'site.json');
  const folders = readdirSync(new URL('../../src/pages/', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('['))
    .map(({ name }) => name);
  const own = listDimensions(registry, site, wordsOf(site)).flatMap(({ id, path }) => [id, path.split('/')[1] ?? '']);
  const files = [...filePaths({ registry, site })].flatMap((path) => /^\/([^/]+)\//.exec(path)?.[1] ?? []);
  for (const id of new Set([...folders, ...own, ...files, 'pagefind', 'lifecycle'])) {
    assert.throws(dimensions(id), /is the name of a list that every site has; choose another|write small letters/, id);
  }
  assert.throws(dimensions('Severity'), /dimensions\.Severity: "Severity" can't be a name here; write small letters, /);
  assert.equal(dimensions('severity')().dimensions?.['severity']?.title, 'T');
});
