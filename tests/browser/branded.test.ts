import { expect, test, type Page } from 'playwright/test';
import { fixtureUrl } from './playwright.config.ts';

const url = (path: string): string => fixtureUrl('branded') + path;

/** Opens a page, with a stand-in for what it loads from elsewhere, and collects what the browser complains of. */
async function open(page: Page, path: string): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.route('https://plausible.io/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: "document.documentElement.dataset.elsewhere = 'ran'" }),
  );
  await page.goto(url(path));
  return complaints;
}

test('the scripts, the font and the pictures of a team are what the policy lets in', async ({ page }) => {
  const complaints = await open(page, 'guides/returns/');
  await expect(page.locator('html')).toHaveAttribute('data-elsewhere', 'ran');
  await expect(page.locator('html')).toHaveAttribute('data-counted', 'yes');
  for (const name of ['Four steps of an order: placed, packed, shipped, delivered', 'A shelf with four books']) {
    const picture = page.getByRole('img', { name });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  }
  await expect
    .poll(() => page.evaluate(() => [...document.fonts].find(({ family }) => family.includes('Brand'))?.status))
    .toBe('loaded');
  await expect(page.getByText('30 days, after that, it is yours')).toHaveCSS('border-inline-start-width', '4px');
  expect(complaints).toEqual([]);
});

test('the links of a team are in the menu of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open(page, '');
  await page.locator('summary[aria-label="Menu"]').click();
  await expect(page.getByRole('link', { name: 'Bookstore', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Returns', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Returns');
});

test('each theme has its logo', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '');
  const shown = page.locator('header img:visible');
  await expect(shown).toHaveAttribute('src', /\/logo\.svg$/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(shown).toHaveAttribute('src', /\/logo-dark\.svg$/);
});
