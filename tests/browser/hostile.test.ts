import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { errorPath } from '../../src/core/url.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { createSiteServer } from '../../src/server/server.ts';
import { HOSTILE_SETS, registryText, type HostileEntry } from '../fixtures/hostile.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const root = resolve(import.meta.dirname, '../..');
const SITE = { ...PLAIN_SITE, name: 'Hostile', envelope: { error: { code: '{code}', message: '{message}' } } };

function isAccepted(entries: readonly HostileEntry[]): boolean {
  try {
    return checkRegistry(parseRegistry(JSON.parse(registryText(entries)), 'registry.json')).length === 0;
  } catch {
    return false; // what the schema refuses is held by the unit tests
  }
}

/** All entries that can stand beside each other in one registry. */
function joinSets(): readonly HostileEntry[] {
  return HOSTILE_SETS.filter(isAccepted).reduce<readonly HostileEntry[]>(
    (joined, entries) => (isAccepted([...joined, ...entries]) ? [...joined, ...entries] : joined),
    [],
  );
}

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const dist = join(folder, 'site', 'dist');
const entries = joinSets();

test.describe.configure({ mode: 'serial' });
test.afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('hostile entries build together, and no file leaves the folder', () => {
  test.setTimeout(120_000);
  const content = join(folder, 'content');
  mkdirSync(content);
  writeFileSync(join(content, 'site.json'), JSON.stringify(SITE));
  writeFileSync(join(content, 'registry.json'), registryText(entries));
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'build'], {
    env: { ...process.env, CONTENT: content, OUT: dist },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['content', 'site']);
  expect(readdirSync(join(folder, 'site'))).toEqual(['dist']);
  const pages = readdirSync(join(dist, 'errors'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(pages.length).toBe(entries.length);
});

test('nothing runs, and the texts stand on their pages as they are', async ({ page }) => {
  test.setTimeout(120_000);
  const server = createSiteServer({ dir: dist, base: '' }).listen(0);
  const { port } = server.address() as AddressInfo;
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => said.push(dialog.message())));
  try {
    const paths = entries.map(({ entry }) => errorPath(String(entry['code'])));
    for (const [index, path] of ['/', '/errors/', '/categories/hostile/', ...paths].entries()) {
      const response = await page.goto(`http://localhost:${port}${path}`);
      expect(response?.status(), path).toBe(200);
      expect(await page.evaluate(() => Reflect.get(globalThis, '__pwned') as unknown), path).toBeUndefined();
      const text = squash(await page.locator('body').evaluate((body) => body.textContent));
      for (const shown of entries[index - 3]?.mustShow ?? []) expect(text, path).toContain(squash(shown));
    }
    expect(said).toEqual([]);
  } finally {
    server.close();
  }
});

// Backticks may be read as markup.
const squash = (text: string): string => text.replaceAll(/[\s`]+/g, ' ');
