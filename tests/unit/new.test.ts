import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'content-'));
after(() => rmSync(dir, { recursive: true }));
cpSync(join(root, 'tests/fixtures/api'), dir, { recursive: true });

const run = (...args: readonly string[]): { output: string; status: number | null } => runIn(dir, ...args);

function runIn(content: string, ...args: readonly string[]): { output: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    env: { ...process.env, CONTENT: content },
    encoding: 'utf8',
  });
  return { output: stdout + stderr, status };
}

const CODES = { client: 'TOKEN_EXPIRED', custom: 'order/too-old' } as const;

test('new codes go where the command says, and their blanks are named until they are filled', () => {
  for (const [category, code] of Object.entries(CODES)) {
    const { output, status } = run('new', code, '--category', category, '--status', '401');
    assert.equal(status, 0, output);
    const line = Number(new RegExp(`${category}\\.ts:(\\d+); fill in its blanks`).exec(output)?.[1]);
    const text = readFileSync(join(dir, `registry/${category}.ts`), 'utf8');
    assert.ok(text.split('\n')[line - 1]?.includes(code), `${code} stands on line ${line}`);
  }
  const unfilled = run('check');
  assert.equal(unfilled.status, 1);
  for (const field of ['title', 'summary', 'steps[0]', 'causes[0].fix', 'userMessage'])
    assert.ok(unfilled.output.includes(`TOKEN_EXPIRED.${field}: The text is empty`), field);
});

test('once its blanks are filled, the registry keeps the rules and compiles', () => {
  for (const category of Object.keys(CODES)) {
    const file = join(dir, `registry/${category}.ts`);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll("''", "'Filled in.'"));
  }
  assert.equal(run('permalinks').status, 0);
  const { output, status } = run('check');
  assert.equal(status, 0, output);
  const program = ts.createProgram([join(dir, 'registry/index.ts')], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ESNext,
    types: [],
    paths: { 'error-reference': [join(root, 'src/core/define.ts')] },
  });
  assert.deepEqual(
    ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  );
});

test('what can’t be added is refused in one sentence, and nothing is written', () => {
  const before = readFileSync(join(dir, 'registry/client.ts'), 'utf8');
  for (const [args, said] of [
    [['INVALID_REQUEST', '--category', 'client'], /^INVALID_REQUEST is a code of this registry already; [^\n]+\n$/],
    [
      ['OTHER'],
      /^The new code needs a category; name one with --category: client, server, custom, or declare [^\n]+\.\n$/,
    ],
    [['OTHER', '--category', 'nowhere'], /^nowhere is none of the categories; [^\n]+\n$/],
    [['..', '--category', 'client'], /^"\.\." can't be added: [^\n]+\n$/],
    [
      ['OTHER', '--category', 'client', '--status', 'teapot'],
      /^"OTHER" can't be added: NaN is no HTTP status; [^\n]+\n$/,
    ],
    [[], /^Name one code: [^\n]+\n$/],
  ] as const) {
    const { output, status } = run('new', ...args);
    assert.equal(status, 1, output);
    assert.match(output, said);
  }
  assert.equal(readFileSync(join(dir, 'registry/client.ts'), 'utf8'), before);
});

test('the rest of a module stays as its author wrote it: indentation, quotes, line endings and all', () => {
  const other = mkdtempSync(join(tmpdir(), 'content-'));
  after(() => rmSync(other, { recursive: true }));
  cpSync(join(root, 'tests/fixtures/api/site.ts'), join(other, 'site.ts'));
  mkdirSync(join(other, 'registry'));
  const file = join(other, 'registry/index.ts');
  const head = [
    'import {defineError, defineRegistry} from "error-reference"',
    'export const registry = defineRegistry({',
    '\tname: "c",   title: "C", // as it is',
    '\terrors: {',
  ].join('\r\n');
  const last = '\r\n\t\t"A/B": defineError({title: "It\'s a"}) /* last */';
  const end = '\r\n\t}\r\n})\r\n';
  writeFileSync(file, head + last + end);
  const { output, status } = runIn(other, 'new', 'B/C', '--status', '400');
  assert.equal(status, 0, output);
  assert.match(output, /index\.ts:6; fill in/);
  const entry = [
    '"B/C": defineError({',
    '\ttitle: "",',
    '\tstatus: 400,',
    '\tsummary: "",',
    '\tscenario: "",',
    '\tmessage: "",',
    '\tsteps: [""],',
    '\tcauses: [{ cause: "", check: "", fix: "" }],',
    '\tretry: { when: "once-fixed" }, // or never, or after-wait',
    '\tactor: "caller", // or admin, or us',
    '\tuserMessage: "",',
    '})',
  ].map((line) => `\r\n\t\t${line}`);
  assert.equal(readFileSync(file, 'utf8'), head + last.replace('})', '}),') + entry.join('') + end);
});

test('a registry in JSON gets the entry in its own indentation', () => {
  const other = mkdtempSync(join(tmpdir(), 'content-'));
  after(() => rmSync(other, { recursive: true }));
  cpSync(join(root, 'tests/fixtures/api/site.ts'), join(other, 'site.ts'));
  const file = join(other, 'registry.json');
  const head = '{\n    "errors": [\n        {"code": "A",   "title": "\\u0041"}';
  const end = '\n    ],\n    "version": 1, "categories": [{ "name": "c", "title": "C" }]\n}';
  writeFileSync(file, head + end);
  const { output, status } = runIn(other, 'new', 'B', '--status', '400');
  assert.equal(status, 0, output);
  assert.match(output, /registry\.json:4; fill in/);
  const text = readFileSync(file, 'utf8');
  assert.ok(text.startsWith(`${head},\n        {\n            "code": "B",\n            "category": "c",\n`), text);
  assert.ok(text.endsWith(`\n        }${end}`), text);
  const { errors } = JSON.parse(text) as { errors: readonly Readonly<Record<string, unknown>>[] };
  assert.deepEqual(errors[1]?.['causes'], [{ cause: '', check: '', fix: '' }]);
});
