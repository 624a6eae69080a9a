import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { describeFindings } from '../../src/check/finding.ts';
import { run as newError } from '../../src/cli/new.ts';
import { ContentMistake, openContent, readContent } from '../../src/cli/report.ts';

const dirs: string[] = [];
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true });
});

const SITE = {
  name: 'Shop errors',
  description: 'Every error of the shop.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { error: { code: '{code}', message: '{message}' } },
};
const DEFINED = "import { defineCategory, defineError, defineRegistry } from 'error-reference';";

function write(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'content-'));
  dirs.push(dir);
  for (const [path, text] of Object.entries({ 'site.json': JSON.stringify(SITE), ...files })) {
    if (text === '') continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

/** What is said of a folder, with the paths inside it. */
async function told(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const dir = write(files);
  const reason: unknown = await readContent(dir).catch((error: unknown) => error);
  assert.ok(reason instanceof ContentMistake, String(reason));
  const start = describeFindings([{ file: '', message: '' }], dir)[0]?.trimEnd() ?? '';
  return reason.message.split('\n').map((line) => line.replaceAll(`${start}/`, '').replaceAll(dir, 'DIR'));
}

/** A module with a category `orders`: its errors begin on line 6. */
const moduleOf = (...errors: readonly string[]): string =>
  [
    DEFINED,
    'const orders = defineCategory({',
    "  name: 'orders',",
    "  title: 'Orders',",
    '  errors: {',
    ...errors.map((error) => `    ${error}`),
    '  },',
    '});',
    'export const registry = defineRegistry(orders);',
    '',
  ].join('\n');

test('what a module declares wrongly is told at its line, with what is allowed', async () => {
  const lines = await told({
    'registry/index.ts': moduleOf(
      ...[
        'A: defineError({',
        "titel: 'x',",
        'retry: {',
        "when: 'sometimes',",
        '},',
        "actor: 'user',",
        "causes: ['x'],",
      ],
      ...["steps: 'x',", '}),', "B: { retry: 'never', status: 1003 },"],
    ),
  });
  assert.deepEqual(lines, [
    'registry/index.ts:7  A.titel: Nothing is called titel here; did you mean title?',
    'registry/index.ts:9  A.retry.when: "sometimes" can\'t stand here; write one of after-wait, once-fixed, never.',
    'registry/index.ts:11  A.actor: "user" can\'t stand here; write one of caller, admin, us.',
    'registry/index.ts:12  A.causes[0]: "x" can\'t stand here; write an object with cause and perhaps check, fix, audience, when, visibility.',
    'registry/index.ts:13  A.steps: "x" can\'t stand here; write a list [ … ].',
    "registry/index.ts:15  B.status: 1003 can't stand here; write a whole number from 100 to 599.",
    'registry/index.ts:15  B.retry: "never" can\'t stand here; write an object with when, which is one of after-wait, once-fixed, never.',
  ]);
});

test('entries and values that are named, imported or spread are told where they are written', async () => {
  const lines = await told({
    'registry/index.ts': [
      "import { defineRegistry } from 'error-reference';",
      "import { orders } from './orders.ts';",
      'export const registry = defineRegistry(...[orders]);',
    ].join('\n'),
    'registry/orders.ts': [
      DEFINED.replace(', defineRegistry', ''),
      "import * as nothing from './shared/causes.ts';",
      "import entries, { closed as CLOSED, causes } from './shared/entries.ts';",
      'void nothing;',
      'export const orders = defineCategory({',
      "  name: 'orders',",
      "  title: 'Orders',",
      '  errors: {',
      '    CLOSED,',
      '    ...entries,',
      '    OWN: defineError({ causes: [...causes, { cause: 1 }] } as const),',
      '  },',
      '} as never);',
    ].join('\n'),
    'registry/shared/entries.ts': [
      "export { common as causes } from './causes.ts';",
      'const closed = {',
      '  status: 1,',
      '};',
      'export { closed };',
      'export default {',
      '  LATE: {',
      '    steps: [',
      '      5,',
      '    ],',
      '  },',
      '};',
    ].join('\n'),
    'registry/shared/causes.ts': "export const common = [\n  { cause: 'a' },\n  { cause: 2 },\n];\n",
  });
  assert.deepEqual(
    lines.map((line) => line.replace(/: .*/, '')),
    [
      'registry/orders.ts:11  OWN.causes[2].cause',
      'registry/shared/causes.ts:3  OWN.causes[1].cause',
      'registry/shared/entries.ts:3  CLOSED.status',
      'registry/shared/entries.ts:9  LATE.steps[0]',
    ],
  );
});

test('of a value that a spread brings as well, the one that counts is told', async () => {
  const lines = await told({
    'registry/index.ts': `const base = { status: 400 };\n${moduleOf('A: {', '...base,', 'status: 7,', '...{ title: 5 },', '},')}`,
  });
  assert.deepEqual(
    lines.map((line) => line.replace(/: .*/, '')),
    ['registry/index.ts:9  A.status', 'registry/index.ts:10  A.title'],
  );
});

test('a rule is told at the line of an entry from another file, too', async () => {
  const lines = await told({
    'registry/index.ts': `import { a } from './a.ts';\n${moduleOf('A: a,')}`,
    'registry/a.ts': "export const a = {\n  related: [\n    'B',\n  ],\n};\n",
  });
  assert.deepEqual(lines, [
    'registry/a.ts:3  A.related[0]: B is not a code of this registry; correct it, or declare that error. (known-codes)',
  ]);
});

for (const [name, text, expected] of [
  ['no registry', 'export const registri = 1;', /^registry\/index\.ts {2}The module exports no `registry`; write /],
  ['a default export', 'export default {};', /^registry\/index\.ts {2}The module exports `registry` as default only; /],
  ['no object', 'export const registry = 5;', /^registry\/index\.ts:1 {2}5 can't stand here; write an object with cat/],
  [
    'no category',
    `${DEFINED}\nexport const registry = defineRegistry(\n  undefined as never);`,
    /^registry\/index\.ts:3 {2}categories\[0\]: It is no category; give defineRegistry what defineCategory makes\.$/,
  ],
  [
    'a list of errors',
    moduleOf('A: {},').replace('errors: {', 'errors: [').replace('A: {},\n  }', '\n  ] as never'),
    /^registry\/index\.ts:5 {2}categories\[0\]\.errors: The errors of a category are an object by code; write /,
  ],
  [
    'no errors',
    moduleOf().replace(/ {2}errors: \{[^}]*\},\n/, ''),
    /^registry\/index\.ts:2 {2}categories\[0\]\.errors: The errors of a category are an object by code; write /,
  ],
  [
    'no title',
    moduleOf('A: {},').replace("title: 'Orders',", ''),
    /^registry\/index\.ts:2 {2}categories\[0\]\.title: A val/,
  ],
  [
    'no name',
    moduleOf('A: {},').replace("name: 'orders',", ''),
    /^registry\/index\.ts:2 {2}categories\[0\]\.name: A val/,
  ],
  [
    'a bad name',
    moduleOf('A: {},').replace("'orders'", "'a.b'"),
    /^registry\/index\.ts:3 {2}categories\[0\]\.name: "a\.b" can't stand here; write letters, digits, - and _\.$/,
  ],
  [
    'the name index',
    moduleOf('A: {},').replace("'orders'", "'index'"),
    /^registry\/index\.ts:3 {2}categories\[0\]\.name: "index" can't stand here; write letters, digits, - and _/,
  ],
  ['an undefined entry', moduleOf('A: undefined,'), /^registry\/index\.ts:6 {2}A: It is no entry; write an object/],
  [
    'an entry that is null',
    moduleOf('B: {},', 'A: null,'),
    /^registry\/index\.ts:7 {2}A: It is no entry; write an object/,
  ],
  [
    'an entry with a code',
    moduleOf('A: {', "code: 'B' },"),
    /^registry\/index\.ts:7 {2}A\.code: The code follows from/,
  ],
  [
    'two categories of a name',
    moduleOf('A: {},').replace('(orders)', '(orders,\n{ name: "orders", title: "x", errors: {} })'),
    /^registry\/index\.ts:10 {2}categories\[1\]\.name: orders is the name of categories\[0\], too; rename one/,
  ],
  [
    'a module that throws',
    `${moduleOf('A: {},')}\nthrow new Error('No such\\nthing');`,
    /^registry\/index\.ts:11 {2}No such; correct it\.$/,
  ],
  [
    'an import that is not there',
    `import {} from 'error-reference';\nimport './lost.ts';\n${moduleOf('A: {},')}`,
    /^registry\/index\.ts:2 {2}lost\.ts is imported, but not there; correct the import\.$/,
  ],
  [
    'a package that is not there',
    `import 'no-such-package';\n${moduleOf('A: {},')}`,
    /^registry\/index\.ts:1 {2}no-such-package is imported, but not there; correct the import\.$/,
  ],
] as const) {
  test(`a registry with ${name} is refused in one sentence at its place`, async () => {
    const lines = await told({ 'registry/index.ts': text });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', expected);
  });
}

test('JSON is told by its lines, of registry and site at once', async () => {
  const registry = {
    version: 1,
    categories: [{ name: 'orders', title: 'Orders' }],
    errors: [{ code: 'A' }, { code: -3, steps: ['a', 5] }, { code: {} }],
  };
  const lines = await told({
    'registry.json': JSON.stringify(registry, null, 1),
    'site.json': JSON.stringify({ ...SITE, support: { label: '', href: '/' }, nmae: 'x' }, null, 1),
  });
  assert.deepEqual(lines, [
    "registry.json:17  -3.steps[1]: 5 can't stand here; write a text or an object with step, visibility.",
    "registry.json:21  errors[2].code: An object can't stand here; write a text or a number.",
    'site.json:9  support.label: "" can\'t stand here; write a text that is not empty.',
    'site.json:18  nmae: Nothing is called nmae here; remove it.',
  ]);
});

test('JSON that is none is told at the line where it stops being so', async () => {
  const lines = await told({ 'registry.json': '{\n  "version": 1,\n  "categories" []\n}' });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^registry\.json:3 {2}It is not valid JSON: .*; correct it\.$/);
});

test('JSON may begin with a BOM', async () => {
  const registry = { version: 1, categories: [{ name: 'orders', title: 'Orders' }], errors: [{ code: 'A' }] };
  const dir = write({ 'registry.json': `\uFEFF${JSON.stringify(registry)}` });
  assert.equal((await openContent(dir)).registry.errors.length, 1);
});

test('front matter is none of the prose, whatever its line ends and though a BOM stands before it', async () => {
  for (const text of ['---\nnote: x\n---\n\n## More\n\ntext\n', '---\n---\n## More\n\ntext', '## More\n\ntext\n']) {
    for (const bom of ['', '\uFEFF']) {
      for (const end of ['\n', '\r\n']) {
        const dir = write({
          'registry/index.ts': moduleOf('A: {},'),
          'errors/A.mdx': bom + text.replaceAll('\n', end),
        });
        assert.equal((await openContent(dir)).prose['A'], '## More\n\ntext');
      }
    }
  }
});

test('a name that stands twice is told with both lines, in modules and in JSON', async () => {
  assert.deepEqual(
    await told({ 'registry/index.ts': moduleOf('A: {},', "'B': { steps: ['x'],", 'steps: [] },', "['A']: {},") }),
    [
      'registry/index.ts:8  steps is declared twice, first on line 7; keep one of the two.',
      'registry/index.ts:9  A is declared twice, first on line 6; keep one of the two.',
    ],
  );
  assert.deepEqual(
    await told({
      'registry/index.ts': `import { shared } from './shared.ts';\n${moduleOf('...shared,', 'A: {},')}`,
      'registry/shared.ts': 'export const shared = {\n  A: {},\n};\n',
    }),
    ['registry/index.ts:8  A is declared twice, first at registry/shared.ts:2; keep one of the two.'],
  );
  const json =
    '{ "version": 1, "categories": [{ "name": "c", "title": "C" }],\n"errors": [{ "code": "A",\n"title": "a",\n"title": "b" }] }';
  assert.deepEqual(await told({ 'registry.json': json }), [
    'registry.json:4  title is declared twice, first on line 3; keep one of the two.',
  ]);
});

test('codes that stand twice in the list of JSON are told at the second', async () => {
  const json =
    '{ "version": 1, "categories": [{ "name": "c", "title": "C" }],\n"errors": [{ "code": "A" },\n{ "code": "A" }] }';
  assert.deepEqual(await told({ 'registry.json': json }), [
    'registry.json:3  A: the code stands at errors[0] and errors[1]; keep one of the two.',
  ]);
});

test('whole numbers as codes keep their order where they come first, in ascending order', async () => {
  const MOVED =
    /would be listed further ahead than it is written, for JavaScript puts whole numbers first, in ascending order; write them so\.$/;
  for (const [keys, line] of [
    [['A: {},', '404: {},'], 7],
    [['A: {},', "'404': {},", 'B: {},'], 7],
    [['500: {},', '404: {},'], 7],
    [['...{ A: {} },', "...{ '1': {} },"], 7],
  ] as const) {
    const lines = await told({ 'registry/index.ts': moduleOf(...keys) });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', MOVED);
    assert.ok(lines[0]?.startsWith(`registry/index.ts:${line}  `), lines[0]);
  }
  const dir = write({
    'registry/index.ts': moduleOf('404: {},', "'500': {},", 'A: {},', "'-1': {},", "'007': {},", '9999999999: {},'),
  });
  const { registry } = await openContent(dir);
  assert.deepEqual(
    registry.errors.map(({ code }) => code),
    ['404', '500', 'A', '-1', '007', '9999999999'],
  );
});

test('the order of a dimension’s values is kept, too; other objects may have numbers anywhere', async () => {
  const dimensions = '"dimensions": { "severity": { "title": "S", "values": { "high": "High",\n"2": "Two" } } }';
  const site = `${JSON.stringify({ ...SITE, envelope: { b: '{code}', 1: 'x' } }).slice(0, -1)},\n${dimensions} }`;
  const lines = await told({ 'registry/index.ts': moduleOf('A: {},'), 'site.json': site });
  assert.deepEqual(
    lines.map((line) => line.replace(/ would .*/, '')),
    ['site.json:3  2'],
  );
});

test('a dimension or a value that the site doesn’t declare is told at the line of the entry', async () => {
  const dimensions = { severity: { title: 'Severity', values: { high: 'High', low: 'Low' } } };
  const lines = await told({
    'registry/index.ts': moduleOf('A: { dimensions: {', "severity: 'hihg',", "service: 'x',", '} },'),
    'site.json': JSON.stringify({ ...SITE, dimensions }),
  });
  assert.deepEqual(lines, [
    'registry/index.ts:7  A.dimensions.severity: hihg is no value of the dimension severity; high is the nearest. (known-dimensions)',
    'registry/index.ts:8  A.dimensions.service: service is no dimension of the site; write one of severity, or declare it under dimensions of the site. (known-dimensions)',
  ]);
});

test('__proto__ as a plain key is refused, for it declares nothing', async () => {
  assert.deepEqual(await told({ 'registry/index.ts': moduleOf('A: {},', '__proto__: {},') }), [
    'registry/index.ts:7  __proto__ is read as the prototype of the object and gets lost; write ["__proto__"].',
  ]);
});

test('`new` puts a whole number where it keeps its place', async () => {
  const dir = write({ 'registry/index.ts': moduleOf("'404': {},", '// A', 'A: {},', 'B: {},') });
  for (const code of ['500', '7', '405', 'C']) {
    await newError({ args: [code], dir });
  }
  const text = readFileSync(join(dir, 'registry/index.ts'), 'utf8');
  assert.deepEqual(
    [...text.matchAll(/^ {4}'?(\w+)'?: (?:\{|defineError)/gm)].map(([, code]) => code),
    ['7', '404', '405', '500', 'A', 'B', 'C'],
  );
  assert.match(text, /\n {4}\/\/ A\n {4}A: /);
});

test('only what was parsed goes on', async () => {
  const dir = write({ 'registry/index.ts': moduleOf("A: { title: 'X', get summary() { return 'S'; } },") });
  assert.deepEqual((await openContent(dir)).registry, {
    categories: [{ name: 'orders', title: 'Orders' }],
    errors: [{ code: 'A', category: 'orders', title: 'X', summary: 'S' }],
  });
});
