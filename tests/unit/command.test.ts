import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { npmCommand } from '../../src/content/command.ts';
import { quoteForShell } from '../../src/core/shell.ts';

const folder = mkdtempSync(join(tmpdir(), "it's "));
after(() => {
  rmSync(folder, { recursive: true });
});

test('a command names the content folder that was given', () => {
  assert.equal(npmCommand('run check', '../shop'), 'CONTENT=../shop npm run check');
  assert.equal(npmCommand('start', 'my content'), "CONTENT='my content' npm start");
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
    const { stderr } = spawnSync(process.execPath, [resolve(import.meta.dirname, '../../src/cli/main.ts')], {
      env: content === undefined ? env : { ...env, CONTENT: content },
      encoding: 'utf8',
    });
    return stderr;
  };
  assert.match(run(undefined), /^ {2}npm run errors -- permalinks /m);
  assert.match(run('../shop'), /^ {2}CONTENT=\.\.\/shop npm run errors -- permalinks /m);
});
