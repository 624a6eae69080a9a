import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Packs this package into a folder. Returns the path of the tarball. */
export function packTarball(folder: string): string {
  const { status, stderr } = spawnSync('npm', ['pack', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}
