import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

try {
  const env = { ...process.env, BROWSER_PATH: findBrowser() };
  const args = ['playwright', 'test', '--config', 'tests/browser/playwright.config.ts', ...process.argv.slice(2)];
  process.exitCode = spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
