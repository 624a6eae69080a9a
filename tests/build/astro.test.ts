import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { readSite, startBuild } from './project.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'astro-')));
after(() => {
  rmSync(folder, { recursive: true });
});

test('Astro makes of the configuration of this repository the site that the command makes', async () => {
  const [made, built] = ['made', 'built'].map((name) => join(folder, name));
  assert.ok(made !== undefined && built !== undefined);
  const { CONTENT: _, BASE: __, ...env } = process.env;
  const astro = join(root, 'node_modules/astro/bin/astro.mjs');
  const { status, stderr } = spawnSync(process.execPath, [astro, 'build', '--outDir', made], {
    cwd: root,
    env: { ...env, ASTRO_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const { code, output } = await startBuild({ OUT: built, CONTENT: join(root, 'content') }).end;
  assert.equal(code, 0, output);
  assert.deepEqual(readSite(made), readSite(built));
});
