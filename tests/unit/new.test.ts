import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'content-'));
after(() => rmSync(dir, { recursive: true }));
cpSync(join(root, 'content'), dir, { recursive: true });

function run(...args: readonly string[]): { output: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/errors.ts'), ...args], {
    env: { ...process.env, CONTENT: dir },
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
    [['OTHER'], /^The new code needs a category; name one with --category: client, server, custom\.\n$/],
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
