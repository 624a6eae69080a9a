import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { command } from '../../src/content/command.ts';
import { quoteForShell } from '../../src/core/shell.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), "it's "));
after(() => {
  rmSync(folder, { recursive: true });
});

test('a command names the content folder that was given', () => {
  assert.equal(command('check', { content: '../shop', cwd: '/shop' }), 'npx error-reference check --content ../shop');
  assert.equal(
    command('start', { content: 'my content', cwd: '/' }),
    "npx error-reference start --content 'my content'",
  );
  assert.equal(command('start', { cwd: root }), 'npm run errors -- start');
});

test('a shell reads a quoted word as it was', () => {
  for (const word of [folder, '', '$HOME', 'a"b', '`x`', '*']) {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${quoteForShell(word)}`], { encoding: 'utf8' });
    assert.equal(stdout, word);
  }
});

test('the verbs are listed as they are run', () => {
  const run = (content: string | undefined): string => {
    const { CONTENT: _, ...env } = process.env;
    const { stderr } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts')], {
      env: content === undefined ? env : { ...env, CONTENT: content },
      encoding: 'utf8',
    });
    return stderr;
  };
  assert.match(run(undefined), /^ {2}npm run errors -- permalinks /m);
  assert.match(run('../shop'), /^ {2}npm run errors -- permalinks --content \.\.\/shop /m);
});
