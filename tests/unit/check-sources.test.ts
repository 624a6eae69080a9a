import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { compareSources } from '../../src/sources/compare.ts';
import { listSources } from '../../src/sources/files.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'sources-'));
after(() => rmSync(folder, { recursive: true }));

function write(dir: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const registryOf = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'all', title: 'All', errors }]);

const SHOP = registryOf({
  ORDER_NOT_FOUND: {},
  ORDER_LOCKED: { formerly: ['ORDER_BUSY'] },
  CARD_DECLINED: { aliases: ['CardDeclined'] },
  STOCK_EMPTY: {},
  OLD_ONE: { removed: { since: '2' } },
  'no-such-page': { identifiedBy: 'status', status: 404 },
});

/** The codes that one source names and the registry lacks, with their lines; and those of the registry that it doesn't name. */
async function compare(file: string, text: string, registry = SHOP, patterns: readonly RegExp[] = []) {
  const { unknown, unnamed } = await compareSources([{ file, text }], registry, patterns);
  return {
    unknown: unknown.map(({ code, line }) => `${line} ${code}`),
    unnamed: unnamed.map(({ code }) => code),
  };
}

test('a code counts as named where it stands as a text or a name, and nowhere else', async () => {
  const all = ['ORDER_NOT_FOUND', 'ORDER_LOCKED', 'CARD_DECLINED', 'STOCK_EMPTY'];
  const named: readonly (readonly [file: string, text: string, names: readonly string[]])[] = [
    ['a.ts', 'x("ORDER_NOT_FOUND"); // ORDER_LOCKED', ['ORDER_NOT_FOUND']],
    ['a.ts', '/* ORDER_LOCKED */ y(`STOCK_EMPTY`)', ['STOCK_EMPTY']],
    ['a.ts', 'const url = "https://x"; f("STOCK_EMPTY")', ['STOCK_EMPTY']],
    ['a.ts', String.raw`const quote = /["'/*]/; f(ORDER_LOCKED)`, ['ORDER_LOCKED']],
    ['a.tsx', 'const t = `${a ? `x` : ""}`; f("ORDER_LOCKED")', ['ORDER_LOCKED']],
    ['A.java', 'return Errors.CardDeclined; // STOCK_EMPTY', ['CARD_DECLINED']],
    ['a.go', "r := '\"'; f(`ORDER_LOCKED`) // STOCK_EMPTY", ['ORDER_LOCKED']],
    ['a.rs', 'fn f<\'a>(x: &\'a str) { g("ORDER_LOCKED") } // STOCK_EMPTY', ['ORDER_LOCKED']],
    ['a.py', '# STOCK_EMPTY\nfail("ORDER_LOCKED: %s")', ['ORDER_LOCKED']],
    ['a.rb', 'fail "#{x} ORDER_LOCKED" # STOCK_EMPTY', ['ORDER_LOCKED']],
    ['a.php', '# STOCK_EMPTY\n// STOCK_EMPTY\nthrow new E(E::ORDER_LOCKED);', ['ORDER_LOCKED']],
    ['a.sql', "insert into codes values ('ORDER_LOCKED') -- STOCK_EMPTY", ['ORDER_LOCKED']],
    ['a.yaml', 'code: ORDER_LOCKED # STOCK_EMPTY', ['ORDER_LOCKED']],
    ['a.html', '<!-- STOCK_EMPTY --><p data-x="ORDER_LOCKED">', ['ORDER_LOCKED']],
    ['a.language', '% ORDER_LOCKED', ['ORDER_LOCKED']],
    ['a.ts', 'MY_ORDER_LOCKED; "ORDER_LOCKED_TOO"; ORDER_LOCKED2', []],
  ];
  for (const [file, text, names] of named) {
    const { unnamed } = await compare(file, text);
    assert.deepEqual(
      unnamed,
      all.filter((code) => !names.includes(code)),
      text,
    );
  }
});

test('what looks like a code counts where an error is told', async () => {
  const told: readonly (readonly [file: string, text: string])[] = [
    ['a.ts', 'throw new ApiError("ORDER_GONE");'],
    ['a.ts', "throw new HttpError(404, 'ORDER_GONE', 'gone')"],
    ['a.ts', 'const e = createError(\n  "ORDER_GONE",'],
    ['a.ts', 'reply.send({ error: { code: "ORDER_GONE" } })'],
    ['a.ts', 'error.code = "ORDER_GONE"'],
    ['a.json', '{ "errorCode": "ORDER_GONE" }'],
    ['a.php', "return ['code' => 'ORDER_GONE'];"],
    ['a.go', 'return &APIError{Code: "ORDER_GONE"}'],
    ['a.py', 'raise ApiError("ORDER_GONE")'],
    ['a.rb', "raise ApiError.new(404, 'ORDER_GONE')"],
    ['A.java', 'throw new ApiException(ErrorCode.ORDER_GONE);'],
    ['A.kt', 'problem.withErrorCode("ORDER_GONE")'],
  ];
  for (const [file, text] of told)
    assert.deepEqual(
      (await compare(file, text)).unknown.map((each) => each.split(' ')[1]),
      ['ORDER_GONE'],
      text,
    );
});

test('what is no code of the API is left alone', async () => {
  const quiet: readonly (readonly [file: string, text: string])[] = [
    ['a.ts', 'const name = "MAX_ORDER_SIZE"; process.env.ORDER_URL'],
    ['a.ts', '// throw new ApiError("ORDER_GONE")'],
    ['a.ts', 'if (error.code === "ERR_NOT_OURS") retry()'],
    ['a.ts', 'logger.error("Order gone"); console.error("order_gone")'],
    ['a.ts', 'throw new Error("the order is gone")'],
    ['a.ts', 'expectError("SOME_TEXT"); isError("SOME_TEXT")'],
    ['a.ts', '({ code: "ENOENT" })'],
    ['a.ts', '({ countryCode: "EU_WEST", zipCode: "AB_CD" })'],
    ['a.ts', 'throw new ApiError("ORDER_LOCKED")'],
  ];
  for (const [file, text] of quiet) assert.deepEqual((await compare(file, text)).unknown, [], text);
});

test('the form of a code follows from the registry', async () => {
  const dotted = registryOf({ 'orders.not_found': {}, 'orders.locked': {}, 'cards.declined': {} });
  const fail = (code: string): string => `throw new ApiError("${code}")`;
  assert.deepEqual((await compare('a.ts', fail('orders.gone'), dotted)).unknown, ['1 orders.gone']);
  assert.deepEqual((await compare('a.ts', fail('ORDER_GONE'), dotted)).unknown, []);
  const numbered = registryOf({ 'PAY-1001': {}, 'PAY-1002': {}, 'PAY-1003': {} });
  assert.deepEqual((await compare('a.ts', fail('PAY-1004'), numbered)).unknown, ['1 PAY-1004']);
  const locale = registryOf({ 'card-declined': {}, 'order-locked': {} });
  assert.deepEqual((await compare('a.ts', '({ code: "de-ch" })', locale)).unknown, []);
  // What begins as all of them do can be nothing else, wherever it stands.
  const prefixed = registryOf(
    Object.fromEntries(['ONE_A', 'TWO_A', 'TEN_A', 'SIX_A', 'ANY_A'].map((name) => [`SHP_ERR_${name}`, {}])),
  );
  assert.deepEqual((await compare('a.ts', 'f("SHP_ERR_NEW_A"); throw new E("OTHER_NEW")', prefixed)).unknown, [
    '1 SHP_ERR_NEW_A',
  ]);
});

test('of a list of codes most of which are known the others count too, but for what stands for no error', async () => {
  const list = `/** Codes. */
export enum ShopError {
  None = 'NONE',
  OrderNotFound = 'ORDER_NOT_FOUND',
  OrderLocked = 'ORDER_LOCKED',
  Stock = 'STOCK_EMPTY',
  Fresh = 'FRESH_ONE',
}
enum Other { A = 'SOME_A', B = 'ORDER_LOCKED', C = 'SOME_C' }`;
  assert.deepEqual((await compare('a.ts', list)).unknown, ['7 FRESH_ONE']);
  const numbers = registryOf({
    '7001': { numeric: true },
    '7002': { numeric: true },
    '7003': { numeric: true },
    '1': { numeric: true },
  });
  const go = 'package a\ntype Code int\nconst (\n\tErrA Code = iota + 7001\n\tErrB\n\tErrC\n\tErrD\n)\nconst one = 1\n';
  assert.deepEqual(await compare('a.go', go, numbers), { unknown: ['7 7004'], unnamed: [] });
  const short = registryOf(Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((code) => [code, { numeric: true }])));
  // Small numbers stand in any list: three of eight are no sign.
  assert.deepEqual(
    (await compare('a.java', 'enum Size { S(1), M(2), L(3), X(9); Size(int n) {} }', short)).unknown,
    [],
  );
});

test('in a language that no reader knows, constants of the form of codes are a list', async () => {
  const php = `<?php class E { const A = 'ORDER_NOT_FOUND'; const B = 'ORDER_LOCKED';
  const C = 'STOCK_EMPTY';
  const D = 'FRESH_ONE'; // const F = 'NO_ONE'
}`;
  assert.deepEqual((await compare('E.php', php)).unknown, ['3 FRESH_ONE']);
  const settings = "const A = 'SOME_A'; const B = 'SOME_B'; const C = 'SOME_C'; const D = 'SOME_D';";
  assert.deepEqual((await compare('E.php', php + settings)).unknown, []);
});

test('a former code is told with the present one', async () => {
  const { unknown } = await compareSources([{ file: 'a.ts', text: '\nthrow new ApiError("ORDER_BUSY")' }], SHOP, []);
  assert.deepEqual(unknown, [{ code: 'ORDER_BUSY', file: 'a.ts', line: 2, now: 'ORDER_LOCKED' }]);
});

test('subcodes stand by themselves, and entries of other registries are not asked for', async () => {
  const nested = registryOf({
    declined: {},
    'declined/no_money': { parent: 'declined' },
  });
  assert.deepEqual((await compare('a.ts', 'f("declined", "no_money")', nested)).unnamed, []);
  const included = { ...SHOP, errors: SHOP.errors.map((error) => ({ ...error, registry: 'billing' })) };
  assert.deepEqual((await compare('a.ts', '', included)).unnamed, []);
});

test('patterns of the team take the place of the forms', async () => {
  const text = 'fail(E17); // fail(E18)\nfail(E19); throw new ApiError("ORDER_GONE"); fail(STOCK_EMPTY)';
  const found = await compare('a.ts', text, SHOP, [/fail\((\w+)\)/g]);
  assert.deepEqual(found.unknown, ['1 E17', '2 E19']);
  assert.ok(!found.unnamed.includes('STOCK_EMPTY'));
});

test('files that git ignores, packages, links and what an exclamation mark names are left out', async () => {
  const dir = write(join(folder, 'tree'), {
    '.git/HEAD': 'ref: x',
    '.gitignore': 'built/\n*.log\n!kept.log\n',
    'src/a.ts': '',
    'src/a.test.ts': '',
    'src/built/b.ts': '',
    'src/node_modules/x/c.ts': '',
    'src/x.log': '',
    'src/kept.log': '',
    'src/deep/.gitignore': 'own.ts\n',
    'src/deep/own.ts': '',
    'src/deep/other.ts': '',
  });
  symlinkSync('..', join(dir, 'src/deep/up'));
  symlinkSync('a.ts', join(dir, 'src/link.ts'));
  const list = async (globs: readonly string[], from = dir): Promise<readonly string[]> =>
    (await listSources(globs, from)).map((file) => relative(dir, file));
  const all = ['src/a.test.ts', 'src/a.ts', 'src/deep/other.ts', 'src/kept.log'];
  assert.deepEqual(await list(['src/**']), all);
  assert.deepEqual(await list(['src']), all);
  assert.deepEqual(await list(['src/**/*.ts', '!**/*.test.ts']), ['src/a.ts', 'src/deep/other.ts']);
  assert.deepEqual(await list(['../**/*.{ts,js}'], join(dir, 'src/deep')), [
    'src/a.test.ts',
    'src/a.ts',
    'src/deep/other.ts',
  ]);
  assert.deepEqual(await list(['src/built/**']), []);
});

const { CONTENT: _, BASE: __, OUT: ___, ...env } = process.env;

function check(cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'check', ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

test('check tells what code and registry don’t share, at file and line, but for the baseline', () => {
  const dir = write(join(folder, 'api'), {
    'src/orders.ts': '// TOO_MANY_ORDERS\nthrow new ApiError("ORDER_NOT_FOUND");\nthrow new ApiError("ORDER_GONE");\n',
    'src/picture.bin': new Uint8Array([1, 0, 2]),
    'src/large.sql': `-- ${'x'.repeat(3 * 1024 * 1024)}`,
  });
  spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'init'], { cwd: dir, env });
  const entries = readFileSync(join(dir, 'content/registry/orders.ts'), 'utf8').split('\n');
  const line = entries.findIndex((text) => text.includes('TOO_MANY_ORDERS:')) + 1;
  assert.ok(line > 0);
  const text = check(dir, '--sources', 'src/**');
  assert.deepEqual(
    [text.status, text.stderr, text.stdout.split('\n')],
    [
      1,
      '',
      [
        '2 errors keep all rules, and 2 permanent links work.',
        `content/registry/orders.ts:${line}  No source names TOO_MANY_ORDERS; state \`removed\` where the API no longer returns it, or name its source.`,
        'src/orders.ts:3  The registry lacks ORDER_GONE; `npx error-reference new --category NAME ORDER_GONE` adds it.',
        '3 source files: 1 code that the registry lacks, 1 of the registry that no source names.',
        'Files left out: 1 larger than 2 MB, 1 binary.',
        '',
      ],
    ],
  );
  const json = check(dir, '--sources', 'src/**', '--format', 'json');
  const found = JSON.parse(json.stdout) as readonly Readonly<Record<string, unknown>>[];
  assert.deepEqual(
    found.map(({ kind, code, file, line: at }) => [kind, code, file, at]),
    [
      ['unknown code', 'ORDER_GONE', 'src/orders.ts', 3],
      ['unnamed code', 'TOO_MANY_ORDERS', 'content/registry/orders.ts', line],
    ],
  );
  assert.match(
    check(dir, '--sources', 'src/**', '--format', 'github').stdout,
    /^::error file=src\/orders\.ts,line=3,title=unknown code%3A ORDER_GONE::The registry lacks ORDER_GONE;/m,
  );
  write(dir, { 'known.json': json.stdout });
  // Lines move, and a finding stays the one that it is.
  write(dir, { 'src/orders.ts': `\n\n${readFileSync(join(dir, 'src/orders.ts'), 'utf8')}` });
  const known = check(dir, '--sources', 'src/**', '--baseline', 'known.json');
  assert.deepEqual([known.status, known.stderr], [0, '']);
  assert.match(known.stdout, /^2 findings of the baseline are left out\.$/m);
  write(dir, { 'src/new.ts': 'throw new ApiError("ORDER_SPLIT")' });
  const more = check(dir, '--sources', 'src/**', '--baseline', 'known.json');
  assert.equal(more.status, 1);
  assert.match(more.stdout, /^src\/new\.ts:1 {2}The registry lacks ORDER_SPLIT;/m);
  assert.doesNotMatch(more.stdout, /ORDER_GONE/);
});

test('a site that names its sources needs no flag', () => {
  const dir = write(join(folder, 'stated'), {
    'src/orders.ts': 'f("TOO_MANY_ORDERS"); fail(ORDER_NOT_FOUND); fail(GONE)',
  });
  spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'init'], { cwd: dir, env });
  const file = join(dir, 'content/site.ts');
  const site = readFileSync(file, 'utf8');
  const state = (sources: string): void =>
    writeFileSync(file, site.replace("  dir: 'ltr',", `  dir: 'ltr',\n  sources: ${sources},`));
  state("{ files: ['../src/**'] }");
  const quiet = check(dir);
  assert.deepEqual([quiet.status, quiet.stderr], [0, '']);
  assert.match(quiet.stdout, /^1 source file and the registry name the same codes\.$/m);
  state(String.raw`{ files: ['../src/**'], patterns: ['fail\\((\\w+)\\)'] }`);
  for (const args of [[], ['--sources', 'src/**']])
    assert.match(check(dir, ...args).stdout, /^src\/orders\.ts:1 {2}The registry lacks GONE;/m, args.join(' '));
  write(dir, { 'known.json': check(dir, '--format', 'json').stdout });
  state(String.raw`{ files: ['../src/**'], patterns: ['fail\\((\\w+)\\)'], baseline: '../known.json' }`);
  assert.equal(check(dir).status, 0);
  state("{ files: ['../src/**'], patterns: ['(('] }");
  const broken = check(dir);
  assert.equal(broken.status, 1);
  assert.match(
    broken.stderr,
    /^content\/site\.ts:\d+ {2}sources\.patterns\[0\]: write a regular expression whose first/m,
  );
});

test('arguments that can’t be taken are told in one sentence', () => {
  const dir = write(join(folder, 'refused'), { 'src/a.ts': '', 'bad.json': '{' });
  spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'init'], { cwd: dir, env });
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['--sources', 'nowhere/**'], /^No file is named by nowhere\/\*\*;/],
    [['--sources', 'src', '--pattern', '(('], /^--pattern \(\( is no regular expression;/],
    [['--sources', 'src', '--baseline', 'bad.json'], /^--baseline bad\.json can’t be read as JSON;.*--sources GLOB/],
    [['--sources', 'src', '--openapi', 'x.yaml'], /^--openapi and --sources are two comparisons;/],
    [['--pattern', 'x'], /^--pattern goes with --sources GLOB;/],
    [['--baseline', 'x'], /^--baseline goes with --openapi FILE or --sources GLOB;/],
    [['--sources', 'src', 'a.ts'], /--sources 'GLOB' in quotes/],
  ];
  for (const [args, sentence] of refused) {
    const { stderr, status } = check(dir, ...args);
    assert.equal(status, 1, args.join(' '));
    assert.match(stderr, sentence);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});
