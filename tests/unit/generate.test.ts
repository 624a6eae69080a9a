import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { joinCategories } from '../../src/core/define.ts';
import { camel, nameEach, pascal, screaming, snake, wordsIn } from '../../src/generate/identifiers.ts';
import { CLIENTS, TARGETS } from '../../src/generate/targets.ts';
import { filePaths } from '../../src/machine/file-paths.ts';
import { run } from '../../src/cli/generate.ts';
import { Mistake } from '../../src/core/mistake.ts';
import { registryFiles } from '../../src/machine/files.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import type { Site } from '../../src/core/site.ts';

const root = resolve(import.meta.dirname, '../..');
const content = join(root, 'tests/fixtures/api');
const folder = mkdtempSync(join(tmpdir(), 'generate-'));
after(() => rmSync(folder, { recursive: true }));

const { CONTENT: _, BASE: __, OUT: ___, ...env } = process.env;

function generate(...args: readonly string[]) {
  const command = [join(root, 'src/cli/main.ts'), 'generate', '--content', content, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

const site: Site = { ...PLAIN_SITE, dir: 'ltr' };
const registry = joinCategories([
  {
    name: 'orders',
    title: 'Orders',
    errors: {
      ORDER_GONE: { title: 'Gone', status: 410, removed: { since: '2', use: 'ORDER_LATE' } },
      ORDER_LATE: { status: 429, retry: { when: 'after-wait', header: 'Retry-After' }, message: 'In {days} days.' },
    },
  },
]);

test('any code becomes words', () => {
  const words: Readonly<Record<string, readonly string[]>> = {
    ORDER_NOT_FOUND: ['order', 'not', 'found'],
    SignatureDoesNotMatch: ['signature', 'does', 'not', 'match'],
    HTTPError2: ['http', 'error2'],
    'parent/child': ['parent', 'child'],
    '-1': ['minus', '1'],
    über: ['uber'],
    '🔥': ['u1f525'],
    '': [],
  };
  for (const [text, expected] of Object.entries(words)) assert.deepEqual(wordsIn(text), expected, text);
});

test('names of one kind differ, begin with a letter, and are none that are taken', () => {
  const names = (texts: readonly string[], ...[style, taken]: [typeof snake, string[]?]): readonly string[] => [
    ...nameEach(texts, { style, kind: 'code', taken: taken ?? [] }).values(),
  ];
  assert.deepEqual(names(['40001', '-1', '--', 'a.b', 'a_b', 'A_B'], screaming), [
    'CODE_40001',
    'MINUS_1',
    'CODE',
    'A_B',
    'A_B_2',
    'A_B_3',
  ]);
  // What is a code's own name is not given to another.
  assert.deepEqual(names(['a.b', 'a/b', 'a_b_2'], snake), ['a_b', 'a_b_3', 'a_b_2']);
  assert.deepEqual(names(['class', 'other class'], camel, ['class']), ['class_', 'otherClass']);
  assert.deepEqual(names(['a-1-2', 'a-12'], pascal), ['A1_2', 'A12']);
  const errors = ['client', 'TypeError', 'api-errors', 'errors'];
  assert.deepEqual(
    [
      ...nameEach(errors, {
        style: pascal,
        kind: 'category',
        ending: 'error',
        taken: ['TypeError', 'ApiError'],
      }).values(),
    ],
    ['ClientError', 'TypeApiError', 'ApiApiError', 'ErrorsError'],
  );
});

test('each language says the code, the status, the wait, the deprecation and the page', () => {
  for (const { name, compose } of CLIENTS) {
    const text = compose(registry, site, {});
    assert.equal(compose(structuredClone(registry), site, {}), text, `${name} is the same twice`);
    for (const part of ['ORDER_GONE', '410', 'Retry-After', 'https://errors.example.com/errors/ORDER_LATE/'])
      assert.ok(text.includes(part), `${name}: ${part}`);
    assert.match(text, /Removed since 2; use ORDER_LATE\./, name);
    assert.doesNotMatch(text, /\[object|\bNaN,/, name);
    assert.match(text, /[^\n]\n$/, name);
    assert.doesNotMatch(text, /[ \t]\n|\n\n\n\n/, `${name} has stray space`);
  }
});

test('the site offers these files, unless it has no such page', () => {
  const offered = [
    '/errors.ts',
    '/clients/errors.py',
    '/clients/errors.go',
    '/clients/ApiErrors.java',
    '/clients/ApiErrors.cs',
    '/clients/ApiErrors.kt',
    '/clients/errors.rb',
    '/clients/ApiErrors.php.txt',
    '/clients/errors.rs',
    '/clients/ApiErrors.swift',
  ];
  assert.deepEqual(
    CLIENTS.map(({ path }) => path),
    offered,
  );
  for (const clients of [true, false]) {
    const own = { registry, site: { ...site, pages: { clients } } };
    const files = new Map(registryFiles(own));
    for (const path of offered) {
      const isThere = clients || path === '/errors.ts';
      assert.equal(files.has(path), isThere, path);
      assert.equal(filePaths(own).has(path), isThere, path);
    }
    assert.equal(files.get('/llms.txt')?.includes('/clients/)'), clients);
  }
});

test('the verb prints, writes and compares', () => {
  const printed = generate('--for', 'go');
  assert.deepEqual([printed.status, printed.stderr], [0, '']);
  assert.ok(printed.stdout.includes('CodeInsufficientBalance = "INSUFFICIENT_BALANCE"'));
  assert.deepEqual(generate('--for', 'go', '--out', 'errors.go'), { stdout: '', stderr: '', status: 0 });
  assert.equal(readFileSync(join(folder, 'errors.go'), 'utf8'), printed.stdout);
  assert.equal(generate('--for', 'go', '--out', 'errors.go', '--check').status, 0);
  writeFileSync(join(folder, 'errors.go'), 'package other\n');
  const old = generate('--for', 'go', '--out', 'errors.go', '--check');
  assert.deepEqual([old.status, old.stderr.trimEnd().split('\n').length], [1, 1]);
  assert.match(old.stderr, /^errors\.go is not as the registry has it/);
});

test('a package is named as the language names one', () => {
  const named = {
    go: 'shop',
    java: 'com.shop.api',
    csharp: 'Shop.Api',
    kotlin: 'com.shop',
    ruby: 'Shop',
    php: 'Shop\\Api',
  };
  const lines = {
    ...{ go: 'package shop', java: 'package com.shop.api;', csharp: 'namespace Shop.Api', kotlin: 'package com.shop' },
    ...{ ruby: 'module Shop', php: 'namespace Shop\\Api;' },
  };
  for (const [name, given] of Object.entries(named)) {
    const target = TARGETS[name] ?? assert.fail(name);
    assert.match(given, target.packages ?? /^$/, name);
    const written = target.compose(registry, site, { packageName: given }).split('\n');
    assert.ok(written.includes(lines[name as keyof typeof lines]), name);
  }
  const ofSite = TARGETS['java']?.compose(registry, site, {});
  assert.ok(ofSite?.includes('\npackage com.example.errors;\n'));
});

test('bad input is refused in one sentence', async () => {
  mkdirSync(join(folder, 'dir'));
  for (const args of [
    [],
    ['--for'],
    ['--for', 'cobol'],
    ['--for', 'constructor'],
    ['--for', 'go', 'more'],
    ['--for', 'go', '--check'],
    ['--for', 'go', '--out', 'no/such/errors.go'],
    ['--for', 'go', '--out', 'dir'],
    ['--for', 'go', '--out', 'dir', '--check'],
    ['--for', 'go', '--package', 'two words'],
    ['--for', 'java', '--package', 'a;import b'],
    ['--for', 'rust', '--package', 'shop'],
    ['--for', 'go', '--package', ''],
  ]) {
    const refused = run({ args: args.map((arg) => (arg === 'dir' ? join(folder, arg) : arg)), dir: content });
    await assert.rejects(refused, (error) => error instanceof Mistake && !error.message.includes('\n'), args.join(' '));
  }
});
