/**
 * `npm run test:adopt`: packs the package once and runs the suites that use it as others do: in folders of their own, with
 * other generators and other Nodes, from the package registry. Names of suites as arguments choose some of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTarball } from './tarball.ts';

const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
const chosen = process.argv.slice(2);
try {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => chosen.length === 0 || chosen.includes(name.replace('.test.ts', '')))
    .map((name) => join(import.meta.dirname, name));
  const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], {
    stdio: 'inherit',
    env: { ...process.env, ADOPT_TARBALL: process.env['ADOPT_TARBALL'] ?? packTarball(folder) },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
