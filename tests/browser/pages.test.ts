import { expect, test, type Page } from 'playwright/test';
import { contentDir, loadContent } from '../../src/content/load.ts';
import { titleOf } from '../../src/core/define.ts';
import { endpointPath, errorPath } from '../../src/core/url.ts';
import { endpointsOf } from '../../src/core/define.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { findViolations } from './violations.ts';

const { registry, site } = await loadContent(contentDir());
const SAMPLE = registry.errors.find(({ code }) => code === 'RATE_LIMIT_EXCEEDED') ?? registry.errors[0];
if (!SAMPLE) throw new Error('The registry is empty.');
const samplePath = errorPath(SAMPLE.code);

/** Whether some tests, which speak of the default errors, have nothing to say. */
const ELSEWHERE = Boolean(process.env['CONTENT']);

/** One page of each type. */
const PAGE_TYPES = {
  home: '/',
  errors: '/errors/',
  error: samplePath,
  category: `/categories/${SAMPLE.category}/`,
  categories: '/categories/',
  status: `/status/${SAMPLE.status}/`,
  statuses: '/status/',
  retry: '/retry/',
  actor: '/actor/',
  endpoints: '/endpoints/',
  endpoint: endpointPath(registry.errors.flatMap(endpointsOf)[0] ?? ''),
  team: '/api-team/',
  coverage: '/coverage/',
  guides: '/guides/',
  guide: '/guides/handling-errors/',
  plot: '/guides/rate-limits/',
  clients: '/clients/',
  decode: '/decode/',
  unknown: '/unknown/',
  'status without errors': '/status/405/',
  changes: '/changes/',
  'support desk': '/support/',
  'not found': '/no/such/page/',
} as const;

/** Collects what the console and the page's policy have to say; a page has nothing to say. */
function listen(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  return said;
}

for (const error of registry.errors.filter(({ message, details }) => message ?? details)) {
  test(`${error.code}: title, payload and highlighting`, async ({ page }) => {
    const said = listen(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(errorPath(error.code));
    await expect(page).toHaveTitle(new RegExp(error.code));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(error.code);
    await expect(page.getByText(titleOf(error), { exact: true }).first()).toBeVisible();
    const payload = page.locator('figure', { hasText: 'Response body' }).locator('pre');
    expect(JSON.parse(await payload.innerText())).toEqual(buildPayload(error, site));
    const key = payload.getByText('"code"', { exact: true });
    const color = (locator: typeof key): Promise<string> =>
      locator.evaluate((element) => getComputedStyle(element).color);
    expect(await color(key)).not.toBe(await color(payload));
    expect(
      requests.every((url) => url.startsWith(new URL(page.url()).origin)),
      requests.join(' '),
    ).toBe(true);
    expect(requests.length, requests.join(' ')).toBeLessThanOrEqual(5);
    expect(said).toEqual([]);
  });
}

for (const [name, path] of Object.entries(PAGE_TYPES)) {
  test(`${name} page has no axe violation in either theme, and fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(path);
    expect(await findViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findViolations(page, ['color-contrast']), 'dark').toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
}

test('the first step is in the first 600 px of a phone', async ({ page }) => {
  test.skip(ELSEWHERE, 'another content folder');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { code } of registry.errors) {
    await page.goto(errorPath(code));
    const box = await page.locator('.er-prose ol > li').first().boundingBox();
    expect(box && box.y + box.height, code).toBeLessThanOrEqual(600);
  }
});

test('the theme follows the system, can be switched, and is remembered', async ({ page }) => {
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(samplePath);
  const light = await background();
  await page.getByRole('button', { name: 'Switch to dark theme' }).click();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: 'Switch to light theme' }).click();
  expect(await background()).toBe(light);
});

test('copy buttons copy the code, a block, and the permanent link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(samplePath);
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy code', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
  expect(await clipboard()).toBe(SAMPLE.code);
  await page.getByRole('button', { name: 'Copy response body' }).click();
  await expect.poll(clipboard).toMatch(/^\{/);
  expect(JSON.parse(await clipboard())).toEqual(buildPayload(SAMPLE, site));
  await page.locator('.er-share summary').click();
  await page.locator('.er-share').getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(clipboard).toBe(new URL(samplePath, site.url).href);
});

test('code tabs work by keyboard, and the language is remembered', async ({ page }) => {
  await page.goto(samplePath);
  const tab = (name: string) => page.getByRole('tab', { name });
  await tab('curl').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('TypeScript')).toBeFocused();
  await expect(tab('TypeScript')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel')).toHaveCount(1);
  await page.reload();
  await expect(tab('TypeScript')).toHaveAttribute('aria-selected', 'true');
});

test('filters work in place, by URL, and with the Back button', async ({ page }) => {
  test.skip(ELSEWHERE, 'another content folder');
  await page.goto('/');
  const rows = page.locator('.er-errors > li:visible');
  await expect(rows).toHaveCount(registry.errors.length);
  const filter = page.getByRole('group', { name: 'Retry' });
  const waiting = registry.errors.filter(({ retry }) => retry?.when === 'after-wait').length;
  await filter.getByRole('link', { name: /Can be retried/ }).click();
  await expect(rows).toHaveCount(waiting);
  await page.reload();
  await expect(rows).toHaveCount(waiting);
  await page.goBack();
  await expect(rows).toHaveCount(registry.errors.length);
});

test('an unknown path answers 404 with a way on', async ({ page }) => {
  const response = await page.goto('/no/such/page/');
  expect(response?.status()).toBe(404);
  await page.getByRole('main').getByRole('link', { name: 'All errors' }).click();
  await expect(page).toHaveURL(/\/errors\/$/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('everything can be read and reached', async ({ page }) => {
    test.skip(ELSEWHERE, 'another content folder');
    await page.goto('/');
    await page
      .getByRole('group', { name: 'Retry' })
      .getByRole('link', { name: /Can be retried/ })
      .click();
    await expect(page).toHaveURL(/\/retry\/after-wait\/$/);
    await page.getByRole('link', { name: SAMPLE.code }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(SAMPLE.code);
    for (const language of ['curl', 'TypeScript', 'Python', 'Go']) {
      await expect(
        page.locator('figure', { has: page.getByText(language, { exact: true }) }).locator('pre'),
      ).toBeVisible();
    }
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('combobox')).toHaveCount(0);
  });
});
