import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The program of a browser for the tests: an installed one, else Playwright's own download, else (root on Debian or
 * Ubuntu) the distribution's package. Throws one sentence where none can be had.
 */
export function findBrowser(): string {
  const found = findInstalled() ?? ownDownload() ?? installPackage();
  if (found === undefined) {
    throw new Error(
      'The browser tests need Chromium or Chrome; install one, or run `npx playwright install chromium`.',
    );
  }
  return found;
}

function findInstalled(): string | undefined {
  return findProgram(INSTALLED) ?? (existsSync(MAC) ? MAC : undefined);
}

/** Where the first of some commands that is installed lies. */
export function findProgram(names: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

function ownDownload(): string | undefined {
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('No Chromium or Chrome is installed; trying the download of Playwright …');
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 120_000 });
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function installPackage(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('which', ['apt-get']).status !== 0) return undefined;
  console.log("Installing the distribution's chromium …");
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
  return findInstalled();
}
