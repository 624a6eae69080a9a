/** What an author writes wrongly in a content folder is told at the author's line, before anything is built. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { findKeyMistakes } from '../../src/check/keys.ts';
import { loadContent } from '../../src/content/load.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'modules-'));
after(() => rmSync(folder, { recursive: true }));

const SITE = `import { defineSite } from 'error-reference';
export const site = defineSite({
  name: 'Shop',
  description: 'Errors of a shop.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { code: '{code}' },
});
`;
let made = 0;

function write(files: Readonly<Record<string, string>>): string {
  const dir = join(folder, String(made++));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

/** What the check says of a folder, a line each, with paths inside the folder. */
function check(files: Readonly<Record<string, string>>): readonly string[] {
  const dir = write(files);
  const { stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/errors.ts'), 'check'], {
    env: { ...process.env, CONTENT: dir },
    encoding: 'utf8',
  });
  assert.equal(status, 1, stderr);
  assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
  return stderr
    .trim()
    .split('\n')
    .map((line) => line.replace(`${relative(process.cwd(), dir)}/`, ''));
}

/** A module with these lines as its errors, from line 6 on. */
const registryOf = (...lines: readonly string[]): string =>
  [
    "import { defineCategory, defineRegistry } from 'error-reference';",
    'export const registry = defineRegistry(',
    '  defineCategory({',
    "    name: 'a', title: 'A',",
    '    errors: {',
    ...lines,
    '    },',
    '  } as never),',
    ');',
  ].join('\n');

const WRONG: readonly (readonly [entry: string, said: string])[] = [
  ["X: { titel: 'T' },", 'X.titel: There is no field titel here; title is the nearest.'],
  [
    "X: { retry: { when: 'sometimes' } },",
    'X.retry.when: "sometimes" is wrong here; write one of "after-wait", "once-fixed", "never".',
  ],
  [
    "X: { retry: 'never' },",
    'X.retry: "never" is wrong here; write an object with when: "after-wait", "once-fixed", "never".',
  ],
  ["X: { actor: 'user' },", 'X.actor: "user" is wrong here; write one of "caller", "admin", "us".'],
  ["X: { causes: ['x'] },", 'X.causes[0]: "x" is wrong here; write an object with cause, check?, fix?, audience?.'],
  ["X: { steps: 'x' },", 'X.steps: "x" is wrong here; write a list, each item a text.'],
  ['X: { status: 99 },', 'X.status: 99 is wrong here; write a whole number from 100 to 599.'],
  ['X: { params: { a: { example: 1 } } },', 'X.params.a.about: It is missing; write a text.'],
];

test('each mistake of a module is one sentence at its line', () => {
  const lines = check({
    'registry/index.ts': registryOf(...WRONG.map(([entry], place) => entry.replace('X', `X${place}`))),
    'site.ts': SITE,
  });
  assert.deepEqual(
    lines,
    WRONG.map(([, said], place) => `registry/index.ts:${6 + place}  ${said.replace('X', `X${place}`)}`),
  );
});

test('a nested mistake has the line of its value, also where a constant holds it', () => {
  const text = registryOf(
    'X: {',
    "  title: 'X',",
    '  causes: [',
    "    { cause: 'c' },",
    '    { cause: 7 },',
    '  ],',
    '},',
    'Y: other,',
  );
  const lines = check({
    'registry/index.ts': `${text}\nconst other = {\n  steps: 7,\n};\n`
      .replace('export const registry', 'const other = {\n  steps: 7,\n};\nexport const registry')
      .replace(/\nconst other = \{\n {2}steps: 7,\n\};\n$/, '\n'),
    'site.ts': SITE,
  });
  assert.deepEqual(lines, [
    'registry/index.ts:13  X.causes[1].cause: 7 is wrong here; write a text.',
    'registry/index.ts:3  Y.steps: 7 is wrong here; write a list, each item a text.',
  ]);
});

test('mistakes of JSON and of the settings have their lines, and both are told', () => {
  const registry = {
    version: 1,
    categories: [{ name: 'a', title: 'A' }],
    errors: [{ code: 'A' }, { code: 7, actor: 'user' }],
  };
  const lines = check({
    'registry.json': JSON.stringify(registry, null, 2),
    'site.ts': SITE.replace('{code}', '{cod}').replace("lang: 'en',", "lang: 'en', langs: 1,"),
  });
  assert.deepEqual(lines, [
    'registry.json:15  7.actor: "user" is wrong here; write one of "caller", "admin", "us".',
    'site.ts:10  envelope: {cod} is no placeholder; write one of {code}, {message}, {status}, {title}, {details}, {docUrl}.',
    'site.ts:7  langs: There is no setting langs here; remove it, or correct its name.',
    "site.ts:7  Object literal may only specify known properties, but 'langs' does not exist in type 'Site'. Did you mean to write 'lang'? (types)",
  ]);
});

describe('what is no registry is told by its part', () => {
  const CASES: readonly (readonly [module: string, said: RegExp])[] = [
    ['export const registry = defineRegistry(undefined as never);', /The category 1 of defineRegistry is none; /],
    [
      "export const registry = defineRegistry({ name: 'a', title: 'A' } as never);",
      /The category "a" of defineRegistry has no errors by code; /,
    ],
    [
      "export const registry = defineRegistry({ name: 'a b', title: 'A', errors: {} } as never);",
      /has no sound name; /,
    ],
    ["export const registry = defineRegistry({ name: 'a', errors: {} } as never);", /has no title; /],
    [
      "export const registry = defineRegistry({ name: 'a', title: 'A', errors: { X: null } } as never);",
      /has no entry at X; /,
    ],
    ['export const registry = 7;', /registry\/index\.ts {2}Invalid input: expected object/],
    ['export default {};', /exports no `registry`; export one\./],
  ];
  for (const [module, said] of CASES) {
    test(module.slice(0, 60), () => {
      const text = `import { defineRegistry } from 'error-reference';\n${module}\n`;
      assert.match(check({ 'registry/index.ts': text, 'site.ts': SITE }).join('\n'), said);
    });
  }
});

test('only what was parsed goes on', async () => {
  const dir = write({
    'registry/index.ts': registryOf("X: { title: 'X', get summary() { return 'S'; } },"),
    'site.ts': SITE,
  });
  const { registry } = await loadContent(dir);
  assert.deepEqual(registry, {
    categories: [{ name: 'a', title: 'A' }],
    errors: [{ code: 'X', category: 'a', title: 'X', summary: 'S' }],
  });
});

test('front matter with the line ends and the mark of Windows is front matter', async () => {
  const dir = write({
    'registry/index.ts': registryOf('X: {},'),
    'site.ts': SITE,
    'errors/X.mdx': '\ufeff---\r\ntitle: T\r\n---\r\n\r\n## More\r\n',
  });
  assert.equal((await loadContent(dir)).prose['X'], '## More');
});

describe('keys', () => {
  const linesOf = (text: string, path = 'registry/a.ts'): readonly string[] =>
    findKeyMistakes(path, text).map(({ line, message }) => `${line} ${message.split(/[,;]/)[0] ?? ''}`);

  test('a key that stands twice is told in modules and in JSON, however it is quoted', () => {
    assert.deepEqual(linesOf("const a = { errors: {\n  A: {},\n  'A': {},\n} };"), ['3 A stands here a second time']);
    assert.deepEqual(linesOf('{"errors": [{\n"code": "A",\n"code": "B"}]}', 'registry.json'), [
      '3 code stands here a second time',
    ]);
  });

  test('a code that JavaScript would put elsewhere is told', () => {
    const moved = 'is a whole number';
    assert.deepEqual(linesOf('const a = { errors: {\n  A: {},\n  404: {},\n} };'), [`3 The code 404 ${moved}`]);
    assert.deepEqual(linesOf('const a = { errors: {\n  9: {},\n  "7": {},\n} };'), [`2 The code 9 ${moved}`]);
    assert.deepEqual(linesOf("const a = { errors: { 7: {}, 9: {}, A: {}, '007': {}, '-1': {} } };"), []);
    assert.deepEqual(linesOf('const a = { params: { b: {}, 0: {} } };'), []);
  });
});

test('a hint names the content folder that the command was given', () => {
  const [line = ''] = check({ 'registry/index.ts': registryOf('X: {},').replace(' as never', ''), 'site.ts': SITE });
  assert.match(
    line,
    /^permalinks\.txt {2}The ledger lacks \/errors\/X\/; `CONTENT=\S+ npm run errors -- permalinks` adds it\.$/,
  );
});
