import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, win32 } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { valueAt } from '../../src/core/json.ts';
import {
  isOpenApi,
  locateFile,
  openDocuments,
  OpenApiProblem,
  type Documents,
  type Place,
} from '../../src/openapi/documents.ts';

const base = realpathSync.native(mkdtempSync(join(tmpdir(), 'documents-')));
after(() => rmSync(base, { recursive: true }));

type Files = Readonly<Record<string, unknown>>;

/** Writes files into a new folder, objects as JSON; the folder's name ends as told. */
function write(files: Files, ending = ''): string {
  const folder = `${mkdtempSync(join(base, 'case-'))}${ending}`;
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A specification whose other fields are as told. */
const spec = (fields: object, openapi = '3.1.0'): object => ({ openapi, info: {}, paths: {}, ...fields });

const openFiles = (files: Files): Documents => openDocuments(join(write(files), 'openapi.json'));
const open = (fields: object, openapi?: string): Documents => openFiles({ 'openapi.json': spec(fields, openapi) });

/** What stands at the keys of a specification, its reference followed. */
const follow = (documents: Documents, ...keys: readonly string[]): Place | undefined =>
  documents.resolve({ ...documents.root, value: valueAt(documents.root.value, keys) });

const refused = (file: string, message: RegExp, root?: string): void =>
  assert.throws(
    () => openDocuments(file, { root }),
    (error) => error instanceof OpenApiProblem && message.test(error.message) && !error.message.includes('\n'),
  );

/** Why a reference of a specification can't be followed. */
function reasonFor(reference: string, files: Files = {}, more: object = {}): string | undefined {
  const documents = openFiles({ ...files, 'openapi.json': spec({ x: { $ref: reference }, ...more }) });
  assert.equal(follow(documents, 'x'), undefined);
  assert.equal(follow(documents, 'x'), undefined);
  const [lost, ...others] = documents.lost();
  assert.deepEqual(others, []);
  assert.equal(lost?.reference, reference);
  assert.equal(lost.file, 'openapi.json');
  return lost.reason;
}

test('3.0, 3.1 and 3.2 are read; Swagger 2, other versions and other files are refused', () => {
  for (const version of ['3.0.3', '3.1.0', '3.2.0', '3.2'])
    assert.deepEqual(open({}, version).root.value, spec({}, version));
  for (const version of ['3.0', '3.1'])
    assert.ok(openDocuments(join(write({ 'a.yml': `openapi: ${version}\npaths: {}\n` }), 'a.yml')));
  const folder = write({
    'swagger.json': { swagger: '2.0' },
    'swagger.yml': 'swagger: 2.0',
    'new.yml': 'openapi: 3.3.0',
    'ten.yml': "openapi: '3.10'",
    'list.json': [1],
    'text.yml': 'Just some text.',
    'none.yml': '',
    'bad.json': '{"openapi": "3.1.0",',
    'image.yml': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff]),
    'deep.yml': `openapi: 3.1.0\nx: ${'['.repeat(100_000)}`,
    'cyclic.yml': 'openapi: 3.1.0\nx: &x [*x]\n',
    'aliased.yml': `openapi: 3.1.0\na0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
  });
  const swagger = /^It is Swagger 2\.0; convert it to OpenAPI 3 first: npx swagger2openapi /;
  refused(join(folder, 'swagger.json'), swagger);
  refused(join(folder, 'swagger.yml'), swagger);
  refused(join(folder, 'new.yml'), /^It is OpenAPI 3\.3\.0; convert it to 3\.0, 3\.1 or 3\.2/);
  refused(join(folder, 'ten.yml'), /^It is OpenAPI 3\.10;/);
  refused(join(folder, 'list.json'), /^It is no OpenAPI document;/);
  refused(join(folder, 'text.yml'), /^It is no OpenAPI document;/);
  refused(join(folder, 'none.yml'), /^It is empty;/);
  refused(join(folder, 'bad.json'), /^It is not valid JSON/);
  for (const name of ['image.yml', 'deep.yml', 'cyclic.yml', 'aliased.yml']) refused(join(folder, name), /./);
  refused(join(folder, 'missing.yml'), /^It does not exist or can’t be read; name a file\.$/);
  refused(folder, /^It is a folder; name a file\.$/);
  assert.deepEqual(
    [{ openapi: '3.1.0' }, { swagger: '2.0' }, { swagger: 2 }, { openapi: {} }, {}, [], null].map(isOpenApi),
    [true, true, true, false, false, false, false],
  );
});

test('the form of a file is told by what it holds', () => {
  const documents = openFiles({
    'openapi.json': 'openapi: 3.1.0\nx: {$ref: flow.json}\ny: {$ref: data.yml}\n',
    'flow.json': '{flow: yaml}',
    'data.yml': '\uFEFF{"data":\t"json"}',
  });
  assert.deepEqual(follow(documents, 'x')?.value, { flow: 'yaml' });
  assert.deepEqual(follow(documents, 'y')?.value, { data: 'json' });
});

test('merge keys of YAML are merged', () => {
  const yaml = 'openapi: 3.0.0\nbase: &base {a: 1, b: 2}\nx: {$ref: "#/more"}\nmore: {<<: *base, b: 3}\n';
  assert.deepEqual(follow(openFiles({ 'openapi.json': yaml }), 'x')?.value, { a: 1, b: 3 });
});

test('what is no reference is resolved to its own place', () => {
  const documents = open({ x: { properties: { $ref: { type: 'string' } } } });
  for (const value of [documents.root.value, null, 'text', undefined, { $ref: { type: 'string' } }]) {
    const place = { value, file: documents.root.file };
    assert.equal(documents.resolve(place), place);
  }
});

test('references lead within the file and into others, from the file that holds them', () => {
  const folder = write({
    'spec/openapi.json': spec({
      inside: { $ref: '#/components/responses/NotFound' },
      file: { $ref: 'shared/not_found.yml' },
      part: { $ref: './shared/all.yml#/NotFound' },
      up: { $ref: '../common/up.yml' },
      whole: { $ref: '#' },
      components: { responses: { NotFound: { description: 'inside' } } },
    }),
    'spec/shared/not_found.yml': 'description: file\n',
    'spec/shared/all.yml': 'NotFound: {$ref: "sub/deep.yml#/One/0"}\n',
    'spec/shared/sub/deep.yml': 'One: [{$ref: ../../openapi.json#/components/responses/NotFound}]\n',
    'common/up.yml': '$ref: ../spec/shared/not_found.yml\n',
  });
  const documents = openDocuments(join(folder, 'spec/openapi.json'), { root: folder });
  const inside = valueAt(documents.root.value, ['components', 'responses', 'NotFound']);
  const root = join(folder, 'spec/openapi.json');
  assert.deepEqual(follow(documents, 'inside'), { value: inside, file: root, name: 'NotFound' });
  assert.equal(follow(documents, 'inside')?.value, inside);
  assert.equal(follow(documents, 'part')?.value, inside);
  assert.deepEqual(follow(documents, 'part'), { value: inside, file: root, name: 'NotFound' });
  const file = join(folder, 'spec/shared/not_found.yml');
  assert.deepEqual(follow(documents, 'file'), { value: { description: 'file' }, file, name: 'not_found' });
  assert.equal(follow(documents, 'up')?.value, follow(documents, 'file')?.value);
  assert.equal(follow(documents, 'whole')?.value, documents.root.value);
  assert.equal(follow(documents, 'whole')?.name, 'openapi');
  assert.deepEqual(documents.lost(), []);
});

test('pointers are read with their escapes, and lead through references', () => {
  const documents = open({
    escaped: { $ref: '#/paths/~1users~1%7Bid%7D/x~0y' },
    plain: { $ref: '#/paths/~1users~1{id}/x~0y' },
    percent: { $ref: '#/100%' },
    through: { $ref: '#/alias/properties/code' },
    item: { $ref: '#/list/1' },
    beside: { $ref: '#/lost/own' },
    lost: { $ref: 'gone.yml', own: 'own' },
    proto: { $ref: '#/safe/__proto__' },
    paths: { '/users/{id}': { 'x~y': 'found' } },
    '100%': 'full',
    alias: { $ref: '#/schema' },
    schema: { properties: { code: 'code' } },
    list: ['a', 'b'],
  });
  const names = ['escaped', 'plain', 'percent', 'through', 'item', 'beside'];
  assert.deepEqual(
    names.map((name) => follow(documents, name)?.value),
    ['found', 'found', 'full', 'code', 'b', 'own'],
  );
  assert.equal(follow(documents, 'escaped')?.name, 'x~y');
  for (const pointer of ['/list/2', '/list/length', '/list/-1', '/list/01', '/list/0/y', '/__proto__', '/constructor'])
    assert.equal(reasonFor(`#${pointer}`, {}, { list: ['a', 'b'] }), `There is nothing at ${pointer}.`);
  assert.equal(follow(documents, 'proto'), undefined);
});

test('a __proto__ of a file is a name like others', () => {
  const text = '{"openapi": "3.1.0", "x": {"$ref": "#/y", "__proto__": {"mine": 1}}, "y": {"z": 1}}';
  const value = follow(openFiles({ 'openapi.json': text }), 'x')?.value as object;
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(Object.keys(value), ['z', '__proto__']);
});

test('recursive schemas are walked; references that lead back to themselves are lost by name', () => {
  const node = { properties: { next: { $ref: '#/node' } } };
  const documents = open({ x: { $ref: '#/node' }, node, a: { $ref: '#/b' }, b: { $ref: '#/a' } });
  const found = follow(documents, 'x');
  const next = documents.resolve({ ...documents.root, value: valueAt(found?.value, ['properties', 'next']) });
  assert.equal(next?.value, found?.value);
  assert.deepEqual(documents.lost(), []);
  assert.equal(follow(documents, 'a'), undefined);
  assert.equal(follow(documents, 'b'), undefined);
  assert.deepEqual(documents.lost(), [{ reference: '#/b', file: 'openapi.json', reason: 'It leads back to itself.' }]);
  assert.equal(follow(documents, 'x'), found);
  assert.equal(reasonFor('#/x/y'), 'It leads back to itself.');
});

test('a long chain of references ends in a sentence', () => {
  const chain = (length: number): object =>
    Object.fromEntries(Array.from({ length }, (_, i) => [`c${i}`, { $ref: `#/c${i + 1}` }]));
  assert.equal(follow(open({ ...chain(100), c100: 'end' }), 'c0')?.value, 'end');
  const documents = open({ ...chain(200), c200: 'end' });
  assert.equal(follow(documents, 'c0'), undefined);
  assert.deepEqual(
    documents.lost().map(({ reason }) => reason),
    ['It is one of more than 100 references that lead through each other.'],
  );
});

test('a reference that can’t be followed is lost by name and costs nothing else', () => {
  assert.equal(reasonFor('https://example.com/a.yml#/b'), 'It leads to the network, which is never asked.');
  assert.equal(reasonFor('//example.com/a.yml'), 'It leads to the network, which is never asked.');
  assert.equal(reasonFor('urn:example:a'), 'It names no file, and nothing has this $id there.');
  assert.equal(reasonFor('missing.yml'), 'There is no such file.');
  assert.equal(reasonFor('a%00b.yml'), 'There is no such file.');
  assert.equal(reasonFor('folder', { 'folder/a.yml': '' }), 'It is a folder; name a file.');
  assert.equal(reasonFor('a.yml', { 'a.yml': '' }), 'It is empty; name a file that holds something.');
  assert.match(reasonFor('a.yml', { 'a.yml': 'a: [' }) ?? '', /^It is not valid YAML/);
  assert.equal(reasonFor('#part'), 'Nothing has the $anchor part there.');
  const documents = openFiles({
    'openapi.json': spec({ x: { $ref: 'a.yml#/one' }, y: { $ref: 'a.yml#/two' }, z: { $ref: 'a.yml#/two/three' } }),
    'a.yml': 'one: 1\ntwo: {$ref: sub/b.yml}\n',
    'sub/b.yml': '$ref: gone.yml',
  });
  assert.equal(follow(documents, 'y'), undefined);
  assert.equal(follow(documents, 'x')?.value, 1);
  assert.equal(follow(documents, 'z'), undefined);
  assert.deepEqual(documents.lost(), [
    { reference: 'gone.yml', file: 'sub/b.yml', reason: 'There is no such file.' },
    {
      reference: 'a.yml#/two/three',
      file: 'openapi.json',
      reason: 'It leads through sub/b.yml, which can’t be followed.',
    },
  ]);
});

test('equal references of a file are noted once', () => {
  const documents = open({ x: { $ref: 'gone.yml' }, y: { $ref: 'gone.yml' } });
  follow(documents, 'x');
  follow(documents, 'y');
  assert.equal(documents.lost().length, 1);
});

test('nothing outside the root is read, whether by path, by URL or by a link', () => {
  const folder = write({
    'secret.json': { secret: 1 },
    'spec/openapi.json': spec({
      path: { $ref: '../secret.json' },
      encoded: { $ref: '..%2Fsecret.json' },
      url: { $ref: pathToFileURL(join(base, 'secret.json')).href },
      absolute: { $ref: '/etc/hosts' },
      link: { $ref: 'link.json' },
      folder: { $ref: 'folder/secret.json' },
      within: { $ref: 'within.json' },
    }),
    'spec/real.json': { real: 1 },
  });
  const file = join(folder, 'spec/openapi.json');
  symlinkSync(join(folder, 'secret.json'), join(folder, 'spec/link.json'));
  symlinkSync(folder, join(folder, 'spec/folder'));
  symlinkSync('real.json', join(folder, 'spec/within.json'));
  const documents = openDocuments(file);
  for (const name of ['path', 'encoded', 'url', 'absolute', 'link', 'folder'])
    assert.equal(follow(documents, name), undefined, name);
  assert.deepEqual(
    documents.lost().map(({ reason }) => reason),
    Array(6).fill('It leads out of the folder that may be read; name a wider one as --root.'),
  );
  assert.deepEqual(follow(documents, 'within'), {
    value: { real: 1 },
    file: join(folder, 'spec/real.json'),
    name: 'within',
  });

  const wide = openDocuments(file, { root: folder });
  for (const name of ['path', 'encoded', 'link', 'folder'])
    assert.deepEqual(follow(wide, name)?.value, { secret: 1 }, name);
  assert.equal(follow(wide, 'link')?.value, follow(wide, 'path')?.value);
  refused(file, /^It lies outside the root .*; name a folder that holds it\.$/, write({}));
  refused(file, /is no folder; name the one that holds the specification\.$/, join(folder, 'none'));
  refused(file, /is no folder; name the one that holds the specification\.$/, file);
});

test('URLs of files within the root are followed', () => {
  const folder = write({ 'a b.yml': 'one: 1' });
  const url = `${pathToFileURL(join(folder, 'a b.yml')).href}#/one`;
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(spec({ x: { $ref: url } })));
  assert.equal(follow(openDocuments(join(folder, 'openapi.json')), 'x')?.value, 1);
});

for (const ending of ['c#api', '100% api', 'a%20b', 'ü ?']) {
  test(`folders and files may be called ${ending}`, () => {
    const folder = write(
      {
        'openapi.json': spec({ x: { $ref: 'shared/a.yml' }, y: { $ref: encodeURIComponent(`${ending}.yml`) } }),
        'shared/a.yml': '$ref: ../openapi.json#/info',
        [`${ending}.yml`]: 'one: 1',
      },
      ending,
    );
    const documents = openDocuments(join(folder, 'openapi.json'));
    assert.equal(follow(documents, 'x')?.value, valueAt(documents.root.value, ['info']));
    assert.deepEqual(follow(documents, 'y')?.value, { one: 1 });
    assert.equal(follow(documents, 'y')?.name, ending);
  });
}

test('addresses name files by the rules of the system', () => {
  const onPosix = (address: string): string => locateFile(address, '/c#api/spec/a.yml', '/c#api', posix);
  assert.equal(onPosix('b.yml'), '/c#api/spec/b.yml');
  assert.equal(onPosix('../100%.yml'), '/c#api/100%.yml');
  assert.equal(onPosix('./x%20y/%23.yml'), '/c#api/spec/x y/#.yml');
  assert.equal(onPosix('/c#api/b.yml'), '/c#api/b.yml');
  assert.equal(onPosix('file:///c%23api/b.yml'), '/c#api/b.yml');
  assert.equal(onPosix('C:/api/b.yml'), '/c#api/spec/C:/api/b.yml');
  for (const address of ['../..', '../../b.yml', '/b.yml', '/c#apis/b.yml', 'file:///b.yml', 'file:b.yml'])
    assert.throws(() => onPosix(address), /leads out of the folder/, address);
  assert.throws(() => onPosix('file://server/share/b.yml'), /names no file/);

  const onWindows = (address: string): string => locateFile(address, 'C:\\api\\spec\\a.yml', 'C:\\api', win32);
  assert.equal(onWindows('b.yml'), 'C:\\api\\spec\\b.yml');
  assert.equal(onWindows('../shared/x%20y.yml'), 'C:\\api\\shared\\x y.yml');
  assert.equal(onWindows('..\\shared\\b.yml'), 'C:\\api\\shared\\b.yml');
  assert.equal(onWindows('C:/api/b.yml'), 'C:\\api\\b.yml');
  assert.equal(onWindows('c:\\API\\b.yml'), 'c:\\API\\b.yml');
  assert.equal(onWindows('file:///C:/api/c%23/b.yml'), 'C:\\api\\c#\\b.yml');
  assert.equal(onWindows('/api/b.yml'), 'C:\\api\\b.yml');
  for (const address of [
    '../../b.yml',
    'D:/api/b.yml',
    'C:/apis/b.yml',
    '\\\\server\\share\\b.yml',
    '%5C%5Cserver/b/c',
  ])
    assert.throws(() => onWindows(address), /leads out of the folder/, address);
  assert.throws(() => onWindows('file://server/share/b.yml'), /leads out of the folder/);
  for (const find of [onPosix, onWindows])
    for (const address of ['http://a.test/b', 'HTTPS://a.test/b', '//a.test/b'])
      assert.throws(() => find(address), /leads to the network/, address);
});

test('a dot-dot name within the root is no way out', () => {
  assert.equal(locateFile('..b.yml', '/api/a.yml', '/api', posix), '/api/..b.yml');
});

test('what stands beside a reference is laid over its target: the same value each time', () => {
  const fields = {
    x: { $ref: '#/schema', description: 'mine', minLength: 2, summary: 'short' },
    alone: { $ref: '#/schema' },
    text: { $ref: '#/words', description: 'mine' },
    schema: { description: 'theirs', type: 'string' },
    words: 'text',
  };
  const documents = open(fields);
  const { value, name } = follow(documents, 'x') ?? {};
  assert.deepEqual(value, { description: 'mine', type: 'string', minLength: 2, summary: 'short' });
  assert.equal(name, 'schema');
  assert.equal(follow(documents, 'x')?.value, value);
  assert.equal(follow(documents, 'alone')?.value, valueAt(documents.root.value, ['schema']));
  assert.deepEqual(valueAt(documents.root.value, ['schema']), fields.schema);
  assert.equal(follow(documents, 'text')?.value, 'text');
  const old = { description: 'mine', type: 'string', summary: 'short' };
  assert.deepEqual(follow(open(fields, '3.0.3'), 'x')?.value, old);
  assert.deepEqual(follow(open(fields, '3.2.0'), 'x')?.value, value);
});

test('operations beside the reference of a path item are kept in 3.0 too', () => {
  const documents = open({ x: { $ref: '#/item', post: { tags: ['b'] } }, item: { get: { tags: ['a'] } } }, '3.0.0');
  assert.deepEqual(follow(documents, 'x')?.value, { get: { tags: ['a'] }, post: { tags: ['b'] } });
});

test('a schema keeps what its reference’s neighbours replace', () => {
  const documents = open({
    x: { $ref: '#/base', type: 'object', properties: { code: { const: 'A' } }, allOf: [{ title: 'mine' }] },
    base: { type: 'object', properties: { code: { enum: ['A', 'B'] }, id: {} }, allOf: [{ title: 'theirs' }] },
  });
  assert.deepEqual(follow(documents, 'x')?.value, {
    type: 'object',
    properties: { code: { const: 'A' } },
    allOf: [{ title: 'mine' }, { properties: { code: { enum: ['A', 'B'] }, id: {} }, allOf: [{ title: 'theirs' }] }],
  });
});

test('references beside a reference start from their own file', () => {
  const documents = openFiles({
    'openapi.json': spec({ x: { $ref: 'sub/base.yml', properties: { mine: { items: { $ref: 'a.yml' } } } } }),
    'a.yml': 'of: root',
    'sub/base.yml': 'items: {$ref: a.yml}',
    'sub/a.yml': 'of: sub',
  });
  const place = follow(documents, 'x');
  assert.ok(place);
  const at = (...keys: readonly string[]): unknown =>
    documents.resolve({ file: place.file, value: valueAt(place.value, keys) })?.value;
  assert.deepEqual(at('properties', 'mine', 'items'), { of: 'root' });
  assert.deepEqual(at('items'), { of: 'sub' });
});

test('parts are found by $anchor, $id and $self', () => {
  const documents = openFiles({
    'openapi.json': spec({
      $self: 'https://a.test/openapi',
      anchor: { $ref: '#pet' },
      id: { $ref: 'https://a.test/pet' },
      part: { $ref: 'https://a.test/pet#/properties/name' },
      self: { $ref: 'https://a.test/openapi#/info' },
      other: { $ref: 'other.yml#dog' },
      components: { schemas: { Pet: { $id: 'https://a.test/pet', $anchor: 'pet', properties: { name: 'n' } } } },
    }),
    'other.yml': 'defs: [{$anchor: dog, bark: 1}, {not: {$anchor: dog}}]',
  });
  const pet = valueAt(documents.root.value, ['components', 'schemas', 'Pet']);
  assert.equal(follow(documents, 'anchor')?.value, pet);
  assert.equal(follow(documents, 'anchor')?.name, 'pet');
  assert.equal(follow(documents, 'id')?.value, pet);
  assert.equal(follow(documents, 'id')?.name, 'pet');
  assert.equal(follow(documents, 'part')?.value, 'n');
  assert.equal(follow(documents, 'self')?.value, valueAt(documents.root.value, ['info']));
  assert.deepEqual(follow(documents, 'other')?.value, { $anchor: 'dog', bark: 1 });
  assert.deepEqual(documents.lost(), []);
});
