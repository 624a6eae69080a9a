import { expect, test, type Locator } from 'playwright/test';
import { fixtureUrl } from './playwright.config.ts';

test.use({ baseURL: fixtureUrl('lifecycle') });

const page404 = 'There is no page at this address';

test('the old address of a renamed code leads to its page and does not trap the Back button', async ({ page }) => {
  await page.goto('changes/');
  await page.goto('errors/ACCOUNT_LOCKED/');
  await expect(page).toHaveURL(/\/docs\/errors\/ACCOUNT_SUSPENDED\/$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/docs\/changes\/$/);
});

test('the old address of a guide leads to the present one', async ({ page }) => {
  await page.goto('guides/sign-in/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sessions');
});

for (const [path, title] of [
  ['guides/Sessions/', 'Sessions'],
  ['guides/c%23-x/', 'Clients in C#'],
  ['guides/c%23', 'Clients in C#'],
  ['guides/größe: 50%25 & "$a"%3F/', 'Daylight saving'],
  ['guides/été', 'Daylight saving'],
  ['guides/help/', 'Guides'],
  ['errors/session_expired/', 'SESSION_EXPIRED'],
  ['errors/LOGGED_OUT/', 'SESSION_EXPIRED'],
] as const) {
  test(`/docs/${path} is answered by ${title}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  });
}

// No file can have these paths on every host.
for (const [path, title] of [
  ['guides/Sessions/', 'Sessions'],
  ['guides/c%23-x/', 'Clients in C#'],
  ['guides/c%23', 'Clients in C#'],
  ['guides/größe: 50%25 & "$a"%3F/', 'Daylight saving'],
  ['errors/session_expired/', 'SESSION_EXPIRED'],
  ['errors/Session_Expired.json', 'SESSION_EXPIRED'],
] as const) {
  test(`the page for missing pages leads from /docs/${path} to ${title}, on a host without rules`, async ({ page }) => {
    const missing = await page.request.get('no/such/page/');
    expect(missing.status()).toBe(404);
    const answer = { status: 404, contentType: 'text/html', body: await missing.text() };
    await page.route('**/*', (route) => route.fulfill(answer), { times: 1 });
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  });
}

test('a deprecated and a removed error keep their pages, with a word to who still receives them', async ({ page }) => {
  await page.goto('errors/TOKEN_EXPIRED/');
  await expect(page.getByText('This code is deprecated since 2026-02-01.')).toBeVisible();
  await page.goto('errors/LEGACY_QUOTA/');
  await expect(page.getByText('You received it from an older version.')).toBeVisible();
  await page.getByRole('complementary').getByRole('link', { name: 'QUOTA_EXCEEDED' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('QUOTA_EXCEEDED');
});

test('links, search and filters work below a path', async ({ page }) => {
  await page.goto('');
  await page.getByRole('combobox', { name: 'Search errors' }).fill('account locked');
  await expect(page.getByRole('option').first()).toContainText('ACCOUNT_SUSPENDED');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/docs\/errors\/ACCOUNT_SUSPENDED\/$/);
  await page.getByRole('combobox', { name: 'Search errors' }).fill('how long a session lasts');
  await page.getByRole('option', { name: /Sessions/ }).click();
  await expect(page).toHaveURL(/\/docs\/guides\/sessions\/$/);
});

for (const [path, code] of [
  ['errors/quota-exceeded', 'QUOTA_EXCEEDED'],
  ['errors/QuotaExceededError/', 'QUOTA_EXCEEDED'],
  ['error/403', 'ACCOUNT_SUSPENDED'],
  ['v1/docs/errors/session_expired.html', 'SESSION_EXPIRED'],
  ['errors/account-locked/', 'ACCOUNT_SUSPENDED'],
] as const) {
  test(`/docs/${path} moves on to ${code}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(code);
  });
}

test('a near path is offered and an unknown code is named, with a prefilled report', async ({ page }) => {
  await page.goto('errors/QUOTA_EXCEDED/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(page404);
  await expect(page.getByRole('option').first()).toContainText('QUOTA_EXCEEDED');
  await page.goto('errors/CARD_DECLINED/');
  await expect(page.getByRole('main').getByText('CARD_DECLINED is neither an error code')).toBeVisible();
  await expect(page.getByRole('link', { name: 'CARD_DECLINED', exact: true })).toHaveAttribute(
    'href',
    `/docs/unknown/#paste=${encodeURIComponent('{"code":"CARD_DECLINED"}')}`,
  );
  const report = page.getByRole('link', { name: 'report the missing page' });
  await expect(report).toHaveAttribute('href', /issues\/new\?title=No%20page%20for%20CARD_DECLINED$/);
});

test('the feed is an Atom feed of the dated changes, newest first', async ({ page }) => {
  await page.goto('changes/');
  const feed = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[type="application/atom+xml"]');
    const response = await fetch(link?.href ?? '');
    const xml = new DOMParser().parseFromString(await response.text(), 'application/xml');
    const texts = (selector: string): string[] => [...xml.querySelectorAll(selector)].map((node) => node.textContent);
    return {
      root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`,
      broken: xml.querySelector('parsererror') !== null,
      feed: ['id', 'title', 'updated', 'author > name'].map((name) => texts(`feed > ${name}`).length),
      entries: [...xml.querySelectorAll('entry')].map((entry) =>
        ['id', 'title', 'updated', 'link', 'summary'].map((name) => entry.querySelectorAll(name).length),
      ),
      ids: texts('entry > id'),
      updated: texts('entry > updated'),
    };
  });
  expect(feed.broken).toBe(false);
  expect(feed.root).toBe('http://www.w3.org/2005/Atom feed');
  expect(feed.feed).toEqual([1, 1, 1, 1]);
  expect(feed.entries.length).toBeGreaterThan(4);
  for (const entry of feed.entries) expect(entry).toEqual([1, 1, 1, 1, 1]);
  expect(new Set(feed.ids).size).toBe(feed.ids.length);
  expect([...feed.updated].sort().reverse()).toEqual(feed.updated);
  for (const date of feed.updated) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('from a ticket to the reply on the clipboard: paste, Enter, one shortcut', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('support/');
  const payload = {
    error: { code: 'ACCOUNT_SUSPENDED', message: 'The account acc_77 is suspended.' },
    request_id: 'req_42',
  };
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(payload, null, 2));
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.getByRole('option').first()).toContainText('ACCOUNT_SUSPENDED');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ACCOUNT_SUSPENDED');
  await expect(page.getByText('The account acc_77 is suspended.').first()).toBeVisible();
  await page.keyboard.press('Alt+r');
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toContain('This account is suspended.');
  expect(await clipboard()).toContain('req_42');
  await page.getByRole('main').getByText('Note for the ticket', { exact: true }).click();
  await page.getByRole('region', { name: 'Your error' }).getByRole('button', { name: 'Copy for a ticket' }).click();
  await expect.poll(clipboard).toContain('The account acc_77 is suspended.');
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType('text/html'))?.text();
  });
  expect(html).toContain('<a href="https://errors.example.com/docs/errors/ACCOUNT_SUSPENDED/"');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Copy the reply');
});

test('a row of the desk says that its reply could not be loaded, and asks for it again', async ({ page }) => {
  const failures: Error[] = [];
  page.on('pageerror', (error) => failures.push(error));
  await page.route('**/errors/*/', (route) => route.abort());
  await page.goto('support/');
  const row = page.locator('.er-desk details').first();
  const failed = page.getByText('Not loaded; try again');
  const openUntil = (shown: Locator): Promise<void> =>
    expect(async () => {
      await row.locator('summary').click();
      await expect(shown).toBeVisible({ timeout: 500 });
    }).toPass();
  await openUntil(failed);
  await page.unroute('**/errors/*/');
  await openUntil(row.getByRole('textbox'));
  await expect(failed).toHaveCount(0);
  expect(failures).toEqual([]);
});

test('each block offers its own link', async ({ page }) => {
  await page.goto('errors/ACCOUNT_SUSPENDED/');
  await page.getByRole('heading', { name: 'What to do' }).getByRole('link').click();
  await expect(page).toHaveURL(/#what-to-do$/);
});
