import { resolve } from 'node:path';
import { defineConfig } from 'playwright/test';
import { FIXTURE_SITES, fixtureEnv, type FixtureName } from '../fixtures/sites.ts';

/** The name under which the address of a served site comes through the environment. */
const addressName = (name: string): string => `${name}_ADDRESS`;

/** The address of a served site with its base and a slash; empty before it is served. */
const addressOf = (name: string): string => process.env[addressName(name).toUpperCase()] ?? '';

/** The address of a fixture site, with its base and a slash at the end. */
export function fixtureUrl(name: FixtureName): string {
  return addressOf(name);
}

/** One Chromium against the built sites, each served as `npm start` serves it, on a port that the system chooses. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/browser',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    baseURL: addressOf('default'),
    launchOptions: {
      executablePath: process.env['BROWSER_PATH'] ?? '',
      // Root has no sandbox; the others keep Chromium from asking its own services.
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: [
    { name: 'default', env: {} },
    ...Object.entries(FIXTURE_SITES).map(([name, site]) => ({ name, env: fixtureEnv(site) })),
  ].map(({ name, env }) => ({
    command: 'node src/cli/main.ts start',
    cwd: resolve(import.meta.dirname, '../..'),
    wait: { stdout: new RegExp(`is at (?<${addressName(name)}>http://\\S+)`) },
    env: { ...env, PORT: '0' },
  })),
});
