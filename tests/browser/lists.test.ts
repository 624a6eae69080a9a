import { expect, test, type Page } from 'playwright/test';
import { loadContent } from '../../src/content/load.ts';
import { endpointPath } from '../../src/core/url.ts';
import { endpointsOf } from '../../src/core/define.ts';
import { fixtureUrl } from './playwright.config.ts';

const { registry } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const { errors } = registry;
const count = (test: (error: (typeof errors)[number]) => boolean): number => errors.filter(test).length;
const isCaller = ({ actor }: (typeof errors)[number]): boolean => actor === 'caller';
const isFixed = ({ retry }: (typeof errors)[number]): boolean => retry?.when === 'once-fixed';
const both = count((error) => isCaller(error) && isFixed(error));

const rowsOf = (page: Page) => page.locator('.er-errors > li:visible');
const chipOf = (page: Page, group: string, name: string) =>
  page.getByRole('group', { name: group }).getByRole('link', { name: new RegExp(`^${name} `) });
const open = async (page: Page, path: string): Promise<unknown> =>
  page.goto(new URL(`.${path}`, fixtureUrl('api')).href);

for (const path of ['/', '/errors/', '/categories/', '/status/', '/endpoints/']) {
  test(`${path}: chips of two groups must both fit, and say how many rows they show`, async ({ page }) => {
    await open(page, path);
    await chipOf(page, 'Who fixes it', 'The caller').click();
    await expect(rowsOf(page)).toHaveCount(count(isCaller));
    const chip = chipOf(page, 'Retry', 'Retry once fixed');
    await expect(chip.locator('b')).toHaveText(String(both));
    await chip.click();
    await expect(rowsOf(page)).toHaveCount(both);
    await expect(chip).toHaveAttribute('aria-current', 'true');
    await expect(page.locator('.er-filters').getByRole('status')).toHaveText(`${both} of ${errors.length} shown`);
    await page.reload();
    await expect(rowsOf(page)).toHaveCount(both);
    await page.goBack();
    await expect(rowsOf(page)).toHaveCount(count(isCaller));
    await chipOf(page, 'Who fixes it', 'The caller').click();
    await expect(rowsOf(page)).toHaveCount(errors.length);
    await expect(page.locator('.er-filters').getByRole('status')).toHaveText('');
  });
}

test('words narrow a list in any spelling of a code, the address keeps them, and one button shows all', async ({
  page,
}) => {
  await open(page, '/errors/');
  const field = page.getByLabel('Filter this list');
  for (const text of ['rate limit', 'RATE_LIMIT', 'rate-limit', 'ratelimit ex']) {
    await field.fill(text);
    await expect(rowsOf(page)).toHaveCount(1);
  }
  await page.reload();
  await expect(field).toHaveValue('ratelimit ex');
  await expect(rowsOf(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rowsOf(page)).toHaveCount(errors.length);
  await expect(field).toBeFocused();
  await field.fill('no such words');
  await expect(page.locator('.er-filters').getByRole('status')).toHaveText(`0 of ${errors.length} shown`);
});

test('a value that no chip has chooses nothing', async ({ page }) => {
  await open(page, '/errors/?retry=perhaps&actor=&x=1');
  await expect(rowsOf(page)).toHaveCount(errors.length);
});

test('the reader regroups with one click', async ({ page }) => {
  await open(page, '/errors/');
  const ways = page.getByRole('navigation', { name: 'Group by' });
  for (const name of ['Status', 'Category', 'Retry', 'Who fixes it', 'Endpoint', 'A–Z']) {
    await ways.getByRole('link', { name, exact: true }).click();
    await expect(ways.locator('[aria-current]')).toHaveText(name);
    await expect(rowsOf(page)).toHaveCount(errors.length);
  }
});

test('a chosen chip can be seen in forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, '/errors/');
  const colours = async (name: string) =>
    chipOf(page, 'Who fixes it', name).evaluate((chip) => getComputedStyle(chip).backgroundColor);
  await chipOf(page, 'Who fixes it', 'The caller').click();
  expect(await colours('The caller')).not.toBe(await colours('The API team'));
});

test('the box leads to the page of an endpoint, by its call or by a path', async ({ page }) => {
  const [endpoint = ''] = errors.flatMap(endpointsOf);
  const [, path = ''] = endpoint.split(' ');
  for (const text of [endpoint, path, `https://api.example.com${path}?page=2`]) {
    await open(page, '/');
    await page.getByRole('combobox').fill(text);
    await page.getByRole('option', { name: endpoint }).filter({ hasNotText: '_' }).click();
    await expect(page).toHaveURL(new RegExp(`${endpointPath(endpoint)}$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(endpoint);
  }
  await open(page, '/');
  await page.getByRole('combobox').fill(path);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${endpointPath(endpoint)}$`));
});

for (const width of [320, 390, 768, 1024, 1185, 1280, 1920]) {
  test(`the header fits ${width} px, and the menu has what the bar has no room for`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '/errors/');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const link = page.getByRole('banner').getByRole('link', { name: 'Replies' });
    if (!(await link.isVisible())) await page.getByRole('banner').locator('summary').click();
    await expect(link).toBeVisible();
  });
}
