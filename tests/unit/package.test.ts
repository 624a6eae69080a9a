import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};
// The repository itself, and the package in it that names the Node of each system, are no packages of a registry.
const entries = Object.entries(lock.packages).filter(([path]) => path.startsWith('node_modules/'));

test('the lock holds what each package must be, for every system', () => {
  assert.ok(entries.length > 400);
  assert.deepEqual(
    entries.filter(([, { integrity, link }]) => link !== true && !/^sha512-\S{86}==$/.test(integrity ?? '')),
    [],
  );
});

test('no package runs a script when it is installed', () => {
  // Its script only puts the program in place of a small launcher, which finds the program as well.
  const known = ['node_modules/esbuild'];
  const scripts = entries.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  assert.deepEqual(
    scripts.filter((path) => !known.includes(path)),
    [],
  );
});

test('each common system gets a Node that reads TypeScript, from the lock', () => {
  const nodes = entries.filter(([, { bin }]) => bin?.['node'] !== undefined);
  const systems = nodes.flatMap(([, { os = [], cpu = [] }]) =>
    os.flatMap((name) => cpu.map((arch) => `${name} ${arch}`)),
  );
  const expected = ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 arm64', 'win32 x64'];
  assert.deepEqual(systems.sort(), expected);
  for (const [path, { version = '' }] of nodes) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    assert.ok(major >= 24 || (major === 22 && minor >= 18), `${path} is ${version}`);
  }
});

test('the Node of the lock is the one that runs the tests, where its system has one', () => {
  const system = `${process.platform}-${process.arch}`;
  const folder = [system === 'linux-x64' ? 'node' : `node-${system}`, `node-bin-${system}`]
    .map((name) => join(root, 'node_modules', name))
    .find((path) => existsSync(path));
  if (folder === undefined) return;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  assert.equal(process.version, `v${version}`);
});
