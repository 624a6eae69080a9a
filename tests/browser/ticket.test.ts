import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from 'playwright/test';
import { fixtureUrl } from './playwright.config.ts';

/** The pages have nothing to say to the console. */
const test = base.extend<{ said: string[] }>({
  said: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', ({ message }) => said.push(message));
      await use(said);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

test.use({ baseURL: fixtureUrl('api'), permissions: ['clipboard-read', 'clipboard-write'] });

const PAYLOAD = {
  error: {
    code: 'INSUFFICIENT_BALANCE',
    message: 'Your account balance is insufficient to complete this transaction.',
    details: { required: '1234.56', available: '<img src=x onerror=alert(1)>' },
  },
};
const MAIL = [
  'Hello, this is what we get:',
  'POST https://api.example.com/api/v1/users?token=secret-4711',
  'HTTP/1.1 400 Bad Request',
  'Date: Mon, 30 Nov 2026 09:12:44 GMT',
  'X-Request-Id: req_8fK2',
  '',
  `{"error":{"code":"INVALID_REQUEST","message":"Missing required 'email' parameter."}}`,
].join('\n');

const panelOf = (page: Page): Locator => page.getByRole('region', { name: 'Your error' });
const fieldOf = (place: Page | Locator): Locator => place.getByRole('textbox', { name: 'Reply to the customer' });
const clipboard = (page: Page): Promise<string> => page.evaluate(async () => navigator.clipboard.readText());
const fragmentOf = (values: object): string => `#paste=${encodeURIComponent(JSON.stringify(values))}`;

/** Pastes a text into what has the focus, which may be nothing. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(async (copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+v');
}

test.describe('from a mail to the reply', () => {
  for (const path of ['/', '/errors/RATE_LIMIT_EXCEEDED/', '/support/', '/decode/']) {
    test(`on ${path}: a paste outside a field and one key`, async ({ page }) => {
      await page.goto(path);
      await paste(page, MAIL);
      await page.keyboard.press('Alt+r');
      await expect.poll(async () => clipboard(page)).toMatch(/^About the error INVALID_REQUEST:/);
      const reply = await clipboard(page);
      for (const part of ['- email is missing.', 'req_8fK2', 'POST /api/v1/users', '2026-11-30 09:12:44 UTC'])
        expect(reply).toContain(part);
      expect(reply).not.toContain('secret-4711');
      await expect(page.locator('.er-toast')).toHaveText('Copied');
      await expect(page.getByRole('option').first()).toContainText('INVALID_REQUEST');
      await expect(fieldOf(page)).toHaveValue(reply);
    });
  }

  test('what is edited below the suggestion is what is copied, links as links', async ({ page }) => {
    await page.goto('/');
    await paste(page, MAIL);
    await fieldOf(page).fill('Hi <b>,\n\n1. See https://errors.example.com/errors/INVALID_REQUEST/ first.');
    await page.getByRole('button', { name: 'Copy reply to customer' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item?.getType('text/html'))?.text();
    });
    expect(html).toContain('Hi &lt;b&gt;,');
    expect(html).toContain('<a href="https://errors.example.com/errors/INVALID_REQUEST/"');
    await fieldOf(page).press('Escape');
    await expect(page.getByRole('combobox', { name: 'Search errors' })).toBeFocused();
  });

  test('an unknown code has a reply of its own', async ({ page }) => {
    await page.goto('/');
    await paste(page, '{"error":{"code":"NO_SUCH_CODE","message":"x"},"request_id":"req_9"}');
    await page.keyboard.press('Alt+r');
    await expect.poll(async () => clipboard(page)).toMatch(/^About the error NO_SUCH_CODE:\n\nThis code is not in our/);
    expect(await clipboard(page)).toContain('- Request id: req_9');
  });

  test('a status that no error has gets a reply, too', async ({ page }) => {
    await page.goto('/');
    await paste(page, 'Since today we get HTTP 502 Bad Gateway from POST /api/v1/users');
    await page.keyboard.press('Alt+r');
    await expect.poll(async () => clipboard(page)).toMatch(/^About the error 502:\n\nThis response states no code/);
    expect(await clipboard(page)).toContain('- Endpoint: POST /api/v1/users');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/status/502/');
  });

  test('a text that means no error copies nothing', async ({ page }) => {
    await page.goto('/errors/RATE_LIMIT_EXCEEDED/');
    await paste(page, 'qwertzuiop yxcvbnm');
    await page.keyboard.press('Alt+r');
    await expect(page.locator('.er-toast')).toBeVisible();
    expect(await clipboard(page)).toBe('qwertzuiop yxcvbnm');
  });
});

test.describe('the panel of an error page', () => {
  test('leads with what was received, and example, tables and causes agree with it', async ({ page }) => {
    await page.goto('/');
    await paste(page, MAIL);
    await expect(page.getByRole('option', { selected: true })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/INVALID_REQUEST/');
    const panel = panelOf(page);
    await expect(panel).toBeInViewport();
    const received = ['INVALID_REQUEST', '400', 'req_8fK2', 'POST /api/v1/users', '2026-11-30 09:12:44 UTC'];
    for (const value of received) await expect(panel.getByText(value, { exact: true })).toBeVisible();
    await expect(panel.getByText('email is missing.')).toBeVisible();
    await expect(panel.getByRole('link', { name: 'A required parameter is absent.' })).toBeVisible();
    await expect(page.getByRole('row').filter({ hasText: 'Your response says so' })).toContainText('is absent');
    await expect(page.locator('figure').filter({ hasText: 'Response body' })).toContainText("'email'");
    await expect(page.getByRole('cell', { name: 'email', exact: true })).toBeVisible();
    await expect(page.getByRole('search').getByRole('status')).toHaveText('Your error: email is missing.');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await panel.getByRole('button', { name: 'Clear the values from your paste' }).press('Enter');
    await expect(panel).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByText('Your response says so')).toHaveCount(0);
    await expect(page.getByRole('cell', { name: 'user_id', exact: true })).toBeVisible();
    await expect(page.locator('[data-filled]')).toHaveCount(0);
  });

  test('holds values as text, which reach neither server nor storage nor address', async ({ page }) => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
    await page.goto('/');
    await paste(page, JSON.stringify(PAYLOAD, null, 2));
    await expect(page.getByRole('option', { selected: true })).toHaveAttribute('href', '/errors/INSUFFICIENT_BALANCE/');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/INSUFFICIENT_BALANCE/');
    for (const value of Object.values(PAYLOAD.error.details)) {
      await expect(page.getByRole('cell', { name: value, exact: true })).toBeVisible();
      await expect(panelOf(page).getByText(value, { exact: true })).toBeVisible();
    }
    expect(sent.filter((text) => /1234|onerror|paste=/.test(text))).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('1234');
    await page.reload();
    await expect(page.getByRole('cell', { name: '100.00', exact: true })).toBeVisible();
    await expect(panelOf(page)).toHaveCount(0);
  });

  test('tells what amounts lack, and another code and status than its own', async ({ page }) => {
    const details = { required: '112.66', available: '50.00' };
    await page.goto(`/errors/INSUFFICIENT_BALANCE/${fragmentOf({ details, code: 'OLD_CODE', status: 503 })}`);
    await expect(panelOf(page).getByText('62.66 short')).toBeVisible();
    await panelOf(page).getByText('All for an engineer', { exact: true }).click();
    await panelOf(page).getByRole('button', { name: 'Copy all for an engineer' }).click();
    await expect.poll(async () => clipboard(page)).toMatch(/- Received code: OLD_CODE\n- Received status: 503\n/);
  });

  test('shows all that a link brings, and takes no sentence for an id', async ({ page }) => {
    const requestId = 'r1. Your account is locked: write to evil@example.com';
    const values = { requestId, message: 'A strange message.', values: { other: 'a strange value' } };
    await page.goto(`/errors/INVALID_REQUEST/${fragmentOf(values)}`);
    await expect(panelOf(page).getByText('A strange message.')).toBeVisible();
    await expect(panelOf(page).getByText('a strange value')).toBeVisible();
    await page.keyboard.press('Alt+r');
    await expect.poll(async () => clipboard(page)).toMatch(/^About the error INVALID_REQUEST:/);
    expect(await clipboard(page)).not.toContain('locked');
  });

  test('is not there where a fragment comes from elsewhere', async ({ page }) => {
    const long = { message: 'x'.repeat(2000), params: ['a'], details: 'b' };
    for (const fragment of ['%', '{', JSON.stringify(long)]) {
      await page.goto(`/errors/INVALID_REQUEST/#paste=${fragment.replace('%', '%25')}`);
      await expect(page).toHaveURL('/errors/INVALID_REQUEST/');
      await expect(panelOf(page)).toHaveCount(0);
    }
  });
});

test.describe('the support desk', () => {
  const filterOf = (page: Page): Locator => page.getByLabel('Filter');
  const answersOf = (page: Page): Locator => page.locator('.er-desk-found li');

  test('answers a payload, a typo, an alias and an unknown code, each with its reply', async ({ page }) => {
    await page.goto('/support/');
    const asked = {
      [JSON.stringify(PAYLOAD)]: 'INSUFFICIENT_BALANCE',
      'rate limt excedded': 'RATE_LIMIT_EXCEEDED',
      throttled: 'RATE_LIMIT_EXCEEDED',
    };
    for (const [text, code] of Object.entries(asked)) {
      await filterOf(page).fill(text);
      await expect(answersOf(page).first()).toContainText(code);
      await expect(fieldOf(page)).toHaveValue(new RegExp(`^About the error ${code}:`));
    }
    await filterOf(page).fill('{"code":"NO_SUCH_CODE"}');
    await expect(answersOf(page).first()).toContainText('NO_SUCH_CODE is not an error code of this API.');
    await page.keyboard.press('Alt+r');
    await expect.poll(async () => clipboard(page)).toMatch(/^About the error NO_SUCH_CODE:/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await filterOf(page).fill('');
    await expect(answersOf(page)).toHaveCount(0);
    await expect(page.locator('.er-desk > li:visible')).toHaveCount(8);
  });

  test('copies the reply of a row, as it was edited there', async ({ page }) => {
    await page.goto('/support/');
    const row = page.locator('.er-desk > li').filter({ hasText: 'RATE_LIMIT_EXCEEDED' }).first();
    await row.getByRole('button', { name: 'Copy reply to customer: RATE_LIMIT_EXCEEDED' }).click();
    await expect.poll(async () => clipboard(page)).toMatch(/^About the error RATE_LIMIT_EXCEEDED:/);
    await row.locator('summary').click();
    await fieldOf(row).fill('My own words.');
    await row.getByRole('button', { name: 'Copy reply to customer', exact: true }).click();
    await expect.poll(async () => clipboard(page)).toBe('My own words.');
    await row.getByRole('button', { name: 'Copy link: RATE_LIMIT_EXCEEDED' }).click();
    await expect.poll(async () => clipboard(page)).toBe('https://errors.example.com/errors/RATE_LIMIT_EXCEEDED/');
  });
});

test('where the clipboard is closed, the text is selected and that is said', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.goto('/errors/INVALID_REQUEST/');
  await page.keyboard.press('Alt+r');
  const dialog = page.getByRole('dialog', { name: 'Copy it by hand' });
  await expect(dialog).toContainText('The text is selected');
  const field = dialog.getByRole('textbox');
  await expect(field).toBeFocused();
  expect(await field.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart)).toBe(
    (await field.inputValue()).length,
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Copy code' }).click();
  await expect(dialog.getByRole('textbox')).toHaveValue('INVALID_REQUEST');
});
