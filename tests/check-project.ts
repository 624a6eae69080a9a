import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { contentDir } from '../src/content/load.ts';
import { run as check } from '../src/cli/check.ts';
import { run } from '../src/cli/report.ts';

/**
 * `npm run check`: the content folder, and, where it is the project's own, the project around it by `check:project`. A
 * folder elsewhere is not held to the project's formatting, nor does its team wait for pages that it doesn't own.
 */
const root = resolve(import.meta.dirname, '..');
const dir = contentDir();

await run(() => check({ args: [], dir }));
if (process.exitCode === undefined && dir === join(root, 'content')) {
  const { status } = spawnSync('npm', ['run', '--silent', 'check:project'], {
    cwd: root,
    stdio: 'inherit',
    // Windows starts npm by a script of its shell.
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
