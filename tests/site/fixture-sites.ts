import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { FIXTURE_SITES, fixtureEnv } from '../fixtures/sites.ts';

/**
 * Checks, builds and tests each fixture site, or those that the arguments name, with the scripts that do it for the
 * default content. Ends at the first failure.
 */
const STEPS = ['check', 'build', 'test:site'];

const root = resolve(import.meta.dirname, '../..');
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(FIXTURE_SITES, name));
if (unknown.length > 0) {
  console.error(`There is no fixture site ${unknown.join(', ')}; there is ${Object.keys(FIXTURE_SITES).join(', ')}.`);
  process.exit(1);
}

for (const [name, site] of Object.entries(FIXTURE_SITES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const env = { ...process.env, ...fixtureEnv(site) };
  for (const step of STEPS) {
    console.log(`${name}: ${step}`);
    const { status } = spawnSync('npm', ['run', '--silent', step], { cwd: root, stdio: 'inherit', env });
    if (status !== 0) process.exit(status ?? 1);
  }
}
