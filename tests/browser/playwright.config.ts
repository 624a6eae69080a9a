import { defineConfig } from 'playwright/test';

const port = 4399;
const lifecyclePort = 4398;

/** Where the fixture with renamed, deprecated and removed errors is served, below a path. */
export const LIFECYCLE_URL = `http://localhost:${lifecyclePort}/docs/`;

/** One Chromium against the built site, served as `npm start` serves it. */
export default defineConfig({
  testDir: '.',
  // What people type into the box of the default errors says nothing about another content folder.
  testIgnore: process.env['CONTENT'] ? ['search.test.ts'] : [],
  outputDir: '../../test-results/browser',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    launchOptions: {
      executablePath: process.env['BROWSER_PATH'] ?? '',
      // Root has no sandbox; the others keep Chromium from asking its own services.
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: [
    { port, env: {} },
    {
      port: lifecyclePort,
      env: { CONTENT: 'tests/fixtures/lifecycle', OUT: 'test-results/lifecycle', BASE: '/docs' },
    },
  ].map(({ port, env }) => ({
    command: 'node ../../src/cli/serve.ts',
    port,
    env: { ...env, PORT: String(port) },
    reuseExistingServer: false,
  })),
});
