import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from 'playwright/test';
import { fixtureUrl } from './playwright.config.ts';
import { SECURITY_HEADERS } from '../../src/server/headers.ts';

/** Every page and worker of these tests must have nothing to say, least of all a breach of the policy. */
const test = base.extend<{ said: string[] }>({
  said: [
    async ({ page }, use) => {
      const said: string[] = [];
      const listen = (): void =>
        addEventListener('securitypolicyviolation', ({ violatedDirective }) => console.error(violatedDirective));
      await page.addInitScript(listen);
      page.on('worker', (worker) => void worker.evaluate(listen).catch(() => undefined)); // it may be done already
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', ({ message }) => said.push(message));
      await use(said);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

test.use({ baseURL: fixtureUrl('api') });

const boxOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Search errors' });
const optionsOf = (page: Page): Locator => page.getByRole('listbox').getByRole('option');
const activeOf = (page: Page): Locator => page.getByRole('option', { selected: true });
const countOf = (page: Page): Locator => page.getByRole('search').getByRole('status');

/** Pastes a text into what has the focus, as a person does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async (copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+v');
}

/** Holds back the answers to a URL until the returned function is called. */
async function holdBack(page: Page, url: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test.describe('the box', () => {
  test('is a labelled combobox over a list of links, the first of them selected', async ({ page }) => {
    await page.goto('/');
    const box = boxOf(page);
    await expect(box).toHaveAttribute('aria-expanded', 'false');
    await box.fill('rate limit exceeded');
    const first = optionsOf(page).first();
    await expect(first).toHaveAttribute('href', '/errors/RATE_LIMIT_EXCEEDED/');
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await expect(first).toContainText('words of the code');
    await expect(box).toHaveAttribute('aria-expanded', 'true');
    await expect(box).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '');
    await expect(box).toHaveAttribute('aria-controls', (await page.getByRole('listbox').getAttribute('id')) ?? '');
    await expect(countOf(page)).toHaveText(/^\d+ suggestions?$/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no axe violation while it is open, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto('/guides/');
      await boxOf(page).fill('rate limit');
      await expect(optionsOf(page).filter({ hasText: 'guide' }).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    });
  }

  test('loads nothing before it is touched', async ({ page }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto('/errors/INVALID_REQUEST/', { waitUntil: 'networkidle' });
    expect(requests.filter((url) => /lookup|pagefind|box\./.test(url))).toEqual([]);
    await boxOf(page).focus();
    await expect.poll(() => requests.filter((url) => url.endsWith('/lookup/index.json'))).toHaveLength(1);
    expect(requests.filter((url) => url.includes('pagefind'))).toEqual([]);
  });

  test('takes the focus by / and Ctrl-K, and / is a letter in a field', async ({ page }) => {
    await page.goto('/errors/INVALID_REQUEST/');
    const box = boxOf(page);
    await page.keyboard.press('/');
    await expect(box).toBeFocused();
    await page.keyboard.press('/');
    await expect(box).toHaveValue('/');
    await box.blur();
    await page.keyboard.press('ControlOrMeta+k');
    await expect(box).toBeFocused();
  });

  test('opens what is typed by Enter, however fast', async ({ page }) => {
    await page.goto('/');
    await boxOf(page).fill('permision denied');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/PERMISSION_DENIED/');
  });

  test('keeps an Enter while the index is loading', async ({ page }) => {
    const release = await holdBack(page, '**/lookup/index.json');
    await page.goto('/');
    await boxOf(page).fill('429');
    await page.keyboard.press('Enter');
    await expect(optionsOf(page)).toHaveCount(0);
    release();
    await expect(page).toHaveURL('/errors/RATE_LIMIT_EXCEEDED/');
  });

  test('keeps an Enter while its own script is loading', async ({ page }) => {
    const release = await holdBack(page, '**/box.*.js');
    await page.goto('/');
    await boxOf(page).fill('429');
    await page.keyboard.press('Enter');
    release();
    await expect(page).toHaveURL('/errors/RATE_LIMIT_EXCEEDED/');
  });

  test('forgets a waiting Enter when the text changes', async ({ page }) => {
    const release = await holdBack(page, '**/lookup/index.json');
    await page.goto('/');
    await boxOf(page).fill('429');
    await page.keyboard.press('Enter');
    await boxOf(page).fill('PERMISSION_DENIED');
    release();
    await expect(activeOf(page)).toContainText('PERMISSION_DENIED');
    await expect(page).toHaveURL('/');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/PERMISSION_DENIED/');
  });

  test('opens nothing by Enter that is only near, until it is chosen', async ({ page }) => {
    const release = await holdBack(page, '**/pagefind/pagefind.js');
    await page.goto('/');
    await boxOf(page).fill('token bucket');
    await page.keyboard.press('Enter');
    release();
    const near = page.getByRole('group', { name: 'Nothing certain: nearest by words' }).getByRole('option');
    await expect(near.filter({ hasText: 'RATE_LIMIT_EXCEEDED' })).toBeVisible();
    await expect(activeOf(page)).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/');
    await page.keyboard.press('ArrowDown');
    const chosen = (await activeOf(page).getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(chosen);
  });

  test('names an unknown code first, and opens nothing by Enter until it is chosen', async ({ page }) => {
    await page.route('**/unknown/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>What to do</p>' }));
    await page.goto('/');
    await boxOf(page).focus();
    await paste(page, '{"error":{"code":"ACCOUNT_LOCKED","details":{"by":"secret-4711"}}}');
    const first = optionsOf(page).first();
    await expect(first).toContainText('ACCOUNT_LOCKED is not an error code of this API.');
    await expect(first).toHaveAttribute('href', '/unknown/');
    await expect(activeOf(page)).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'See all errors' })).toBeVisible();
    await expect(page).toHaveURL('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByText('What to do')).toBeVisible();
    const values: unknown = JSON.parse(decodeURIComponent(new URL(page.url()).hash.replace('#paste=', '')));
    expect(values).toMatchObject({ code: 'ACCOUNT_LOCKED', details: { by: 'secret-4711' } });
  });

  test('leaves an Enter to the input method, also where the browser tells of it late', async ({ page }) => {
    const release = await holdBack(page, '**/box.*.js');
    await page.goto('/');
    const box = boxOf(page);
    await box.fill('429');
    const ways = [{ isComposing: true }, { keyCode: 229 }];
    for (const way of ways) await box.dispatchEvent('keydown', { key: 'Enter', ...way });
    release();
    await expect(activeOf(page)).toContainText('RATE_LIMIT_EXCEEDED');
    for (const way of ways) await box.dispatchEvent('keydown', { key: 'Enter', ...way });
    await expect(page).toHaveURL('/');
  });

  test('says that its scripts could not be loaded, and asks for them again', async ({ page, said }) => {
    await page.goto('/errors/INVALID_REQUEST/');
    await page.route('**/_astro/*', (route) => route.abort());
    await boxOf(page).fill('429');
    await expect(page.getByText('Not loaded; try again')).toBeVisible();
    await page.unroute('**/_astro/*');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/RATE_LIMIT_EXCEEDED/');
    expect(said.splice(0).every((text) => text.includes('net::'))).toBe(true);
  });

  for (const [fault, answer] of Object.entries({
    'a file that is missing': { status: 404, body: '' },
    'a page for a file': { contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' },
  })) {
    test(`says that the errors could not be loaded, and asks for them again: ${fault}`, async ({ page, said }) => {
      await page.route('**/lookup/index.json', (route) => route.fulfill(answer));
      await page.goto('/');
      await boxOf(page).fill('RATE_LIMIT_EXCEEDE');
      await expect(countOf(page)).toContainText('The errors could not be loaded; try again.');
      await page.unroute('**/lookup/index.json');
      await boxOf(page).pressSequentially('D');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/errors/RATE_LIMIT_EXCEEDED/');
      expect(said.splice(0).every((text) => text.includes('404'))).toBe(true);
    });
  }

  test('opens a page by Enter however deep the pasted text is', async ({ page }) => {
    await page.goto('/');
    await boxOf(page).focus();
    const deep = `${'{"a":'.repeat(14_000)}1${'}'.repeat(14_000)}`;
    await paste(page, `{"code":"PERMISSION_DENIED","b":${deep}}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/PERMISSION_DENIED/');
  });

  test('leaves / and ? alone where the reader wants no shortcuts of one key', async ({ page }) => {
    await page.goto('/errors/INVALID_REQUEST/');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('?');
    await keys.getByLabel('Single-key shortcuts').uncheck();
    await keys.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    await page.keyboard.press('Control+?');
    await expect(keys).toBeVisible();
    await expect(keys.getByLabel('Single-key shortcuts')).not.toBeChecked();
    await keys.getByRole('button', { name: 'Close' }).click();
    await expect(boxOf(page)).not.toBeFocused();
    await page.keyboard.press('ControlOrMeta+k');
    await expect(boxOf(page)).toBeFocused();
  });

  test('appends later results below and leaves the selection alone', async ({ page }) => {
    const release = await holdBack(page, '**/pagefind/pagefind.js');
    await page.goto('/');
    await boxOf(page).fill('permission');
    const options = optionsOf(page);
    await expect(options.first()).toContainText('PERMISSION_DENIED');
    const before = await options.allTextContents();
    await page.keyboard.press('ArrowUp');
    const active = (await activeOf(page).textContent()) ?? '';
    release();
    await expect(options.filter({ hasText: 'Authentication and permissions' })).toBeVisible();
    expect((await options.allTextContents()).slice(0, before.length)).toEqual(before);
    await expect(activeOf(page)).toHaveText(active);
  });

  test('reads a paste whole: line breaks, and what lies behind the part that shows', async ({ page }) => {
    await page.goto('/');
    const box = boxOf(page);
    await box.focus();
    const lines = Array.from({ length: 400 }, (_, place) => `2026-05-02T14:03:11Z INFO step ${place} done`);
    await paste(page, [...lines, 'code: SERVICE_UNAVAILABLE'].join('\n'));
    await expect(activeOf(page)).toContainText('SERVICE_UNAVAILABLE');
    expect((await box.inputValue()).length).toBeLessThanOrEqual(300);
    await box.fill('');
    await paste(page, 'PERMISSION_DENIED\n');
    await expect(activeOf(page)).toContainText('PERMISSION_DENIED');
  });

  test('wraps by the arrow keys', async ({ page }) => {
    await page.goto('/');
    await boxOf(page).fill('not');
    const options = optionsOf(page);
    await expect(countOf(page)).toHaveText(/suggestions/);
    await page.keyboard.press('ArrowUp');
    await expect(options.last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(activeOf(page)).toHaveCount(1);
  });

  test('is cleared by Esc, then closed', async ({ page }) => {
    await page.goto('/');
    const box = boxOf(page);
    await box.fill('rate limit');
    await expect(optionsOf(page).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(box).toHaveValue('');
    await expect(box).toBeFocused();
    await expect(page.getByRole('listbox')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(box).not.toBeFocused();
  });

  test('opens a new tab by Ctrl-Enter', async ({ page, context }) => {
    await page.goto('/');
    await boxOf(page).fill('404');
    await expect(optionsOf(page).first()).toBeVisible();
    const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('ControlOrMeta+Enter')]);
    await expect(tab).toHaveURL('/errors/RESOURCE_NOT_FOUND/');
    await expect(page).toHaveURL('/');
  });

  test('leaves the selection alone where the mouse rests, and opens what is clicked', async ({ page }) => {
    await page.goto('/');
    const box = boxOf(page);
    const options = optionsOf(page);
    await box.fill('permission');
    const place = await options.nth(1).boundingBox();
    await box.fill('');
    await page.mouse.move((place?.x ?? 0) + 40, (place?.y ?? 0) + 20);
    await box.fill('permission');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await page.mouse.move((place?.x ?? 0) + 60, (place?.y ?? 0) + 22);
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await options.nth(1).click();
    await expect(page).toHaveURL('/errors/RESOURCE_NOT_FOUND/');
  });

  test('says that nothing was found, names the unknown code, and leads to the list', async ({ page }) => {
    await page.goto('/');
    await boxOf(page).fill('{"error":{"code":"ACCOUNT_LOCKED"}}');
    await expect(countOf(page)).toContainText('ACCOUNT_LOCKED is not an error code of this API.');
    await boxOf(page).fill('HTTP 599');
    await expect(countOf(page)).toContainText('No error of this API has the status 599.');
    await page.getByRole('link', { name: 'See all errors' }).click();
    await expect(page).toHaveURL('/errors/');
  });

  test('opens with the text of ?q=, which leaves the address', async ({ page }) => {
    await page.goto('/?q=rate+limt');
    await expect(boxOf(page)).toHaveValue('rate limt');
    await expect(activeOf(page)).toContainText('RATE_LIMIT_EXCEEDED');
    await expect(page).toHaveURL('/');
  });

  test('asks for what a missing address names', async ({ page, said }) => {
    const response = await page.goto('/errors/rate-limit-exceded.html');
    expect(response?.status()).toBe(404);
    await expect(boxOf(page)).toHaveValue('rate-limit-exceded');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/errors/RATE_LIMIT_EXCEEDED/');
    expect(said.splice(0)).toEqual([expect.stringContaining('404')]);
  });

  test('is described for browsers', async ({ page, request }) => {
    await page.goto('/errors/INVALID_REQUEST/');
    const link = page.locator('link[rel=search]');
    await expect(link).toHaveAttribute('type', 'application/opensearchdescription+xml');
    const description = await (await request.get((await link.getAttribute('href')) ?? '')).text();
    expect(description).toContain('/?q={searchTerms}"');
  });
});

test.describe('a log', () => {
  const LOG = [
    'INFO started',
    'POST /v1/users 400 INVALID_REQUEST param=secret-4711',
    'acme.RateLimitExceededError: slow down',
    '{"error":{"code":"RATE_LIMIT_EXCEEDED"}}',
    'ACCOUNT_LOCKED user_id=3',
  ].join('\n');
  const report = (page: Page, table: string): Locator => page.getByRole('table').filter({ hasText: table });
  const sentence = (page: Page): Locator => page.getByRole('main').getByRole('status');

  test('is decoded: known errors with their lines, unknown codes apart', async ({ page, said }) => {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
    const worker = page.waitForResponse(/decode-worker/);
    await page.goto('/decode/');
    await expect(page.getByText('nothing leaves this page')).toBeVisible();
    await page.getByLabel('Log', { exact: true }).focus();
    await paste(page, LOG);
    await expect(sentence(page)).toHaveText('2 errors in 5 lines, and 1 unknown code.');
    const rows = report(page, 'Error').getByRole('row');
    await expect(rows.filter({ hasText: 'RATE_LIMIT_EXCEEDED' })).toHaveText(/^2.*line 3line 4$/);
    await expect(rows.filter({ hasText: 'INVALID_REQUEST' })).toHaveText(/^1.*line 2line 2$/);
    await expect(report(page, 'Looks like a code').getByRole('row').last()).toHaveText(
      /^1ACCOUNT_LOCKED.*line 5line 5$/,
    );
    expect((await (await worker).allHeaders())['content-security-policy']).toBe(
      SECURITY_HEADERS['Content-Security-Policy'],
    );
    expect(sent.filter((text) => text.includes('4711'))).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: 'Copy summary as Markdown' }).click();
    await expect
      .poll(async () => page.evaluate(async () => navigator.clipboard.readText()))
      .toMatch(/\/errors\/RATE_LIMIT_EXCEEDED\/\) .*: 2 times, first line 3, last line 4\n/);
    await page.getByRole('link', { name: 'INVALID_REQUEST' }).click();
    await expect(page).toHaveURL('/errors/INVALID_REQUEST/');
    expect(said).toEqual([]);
  });

  test('is read from a file, also as Windows writes it', async ({ page }) => {
    await page.goto('/decode/');
    const picker = page.getByLabel('choose a file');
    for (const [name, buffer] of [
      ['app.log', Buffer.from(LOG)],
      ['windows.log', Buffer.from(`\ufeff${LOG}`, 'utf16le')],
    ] as const) {
      await picker.setInputFiles({ name, mimeType: 'text/plain', buffer });
      await expect(sentence(page)).toHaveText('2 errors in 5 lines, and 1 unknown code.');
    }
    // A file that has grown may be chosen again.
    await expect(picker).not.toHaveValue('');
    await Promise.all([page.waitForEvent('filechooser'), picker.click()]);
    await expect(picker).toHaveValue('');
  });

  test('shows when, a sample, and what the registry lacks; an export of tickets has records', async ({
    page,
    said,
  }) => {
    const csv = [
      'id,created_at,subject,text',
      '1,2026-01-01T00:00:00Z,"=HYPERLINK(1)","It says\n""INVALID_REQUEST"" INVALID_REQUEST"',
      '2,2026-01-02T00:00:00Z,Other,HTTP 404',
      '3,2026-01-03T00:00:00Z,Again,INVALID_REQUEST and ACCOUNT_LOCKED',
    ].join('\r\n');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = (): Promise<string> => page.evaluate(async () => navigator.clipboard.readText());
    await page.goto('/decode/');
    const file = { name: 'tickets.csv.gz', mimeType: 'application/gzip', buffer: gzipSync(csv) };
    await page.getByLabel('choose a file').setInputFiles(file);
    await expect(sentence(page)).toHaveText('1 error in 3 records, and 1 unknown code.');
    const row = report(page, 'Error').getByRole('row').filter({ hasText: 'INVALID_REQUEST' });
    await expect(row).toHaveText(/^2INVALID_REQUEST.*line 22026-01-01 00:00:00 UTCline 52026-01-03 00:00:00 UTC$/s);
    await expect(row.getByRole('img')).toHaveAccessibleName(/from 2026-01-01 00:00:00 UTC to 2026-01-03 .*at most 1/);
    await row.getByText('Example').click();
    await expect(row.locator('mark')).toHaveText('INVALID_REQUEST');
    await expect(report(page, 'Status').getByRole('link')).toHaveAttribute('href', /\/status\/404\/$/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await row.getByRole('button', { name: 'Copy as Markdown: INVALID_REQUEST' }).click();
    await expect.poll(clipboard).toMatch(/^- \[`INVALID_REQUEST`\]\(https:.*: 2 times, /);
    await page.getByRole('button', { name: 'Copy commands for new codes' }).click();
    await expect.poll(clipboard).toBe('npx error-reference new --category NAME ACCOUNT_LOCKED');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('errors-in-log.csv');
    expect(readFileSync(await download.path(), 'utf8')).toContain('"error","INVALID_REQUEST"');
    expect(said).toEqual([]);
  });

  test('fits a narrow page', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/decode/');
    await page
      .getByLabel('Log', { exact: true })
      .fill(`2026-01-01T00:00:00Z INVALID_REQUEST ${'X'.repeat(200)}\n2026-01-02T00:00:00Z A_${'B'.repeat(70)}_DENIED`);
    await expect(sentence(page)).toHaveText(/1 unknown code/);
    for (const example of await page.getByText('Example').all()) await example.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('is read when it is dropped', async ({ page }) => {
    await page.goto('/decode/');
    const data = await page.evaluateHandle((log) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([log], 'app.log'));
      return transfer;
    }, LOG);
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: data });
    await expect(sentence(page)).toHaveText('2 errors in 5 lines, and 1 unknown code.');
  });

  test('can be cancelled', async ({ page }) => {
    const release = await holdBack(page, '**/lookup/codes.json');
    await page.goto('/decode/');
    await page.getByLabel('Log', { exact: true }).fill(LOG);
    await expect(page.getByRole('progressbar', { name: 'Reading the log' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    release();
    await expect(sentence(page)).toHaveText('Cancelled.');
    await expect(page.getByRole('progressbar')).toBeHidden();
    await expect(page.getByRole('table')).toHaveCount(0);
  });

  test('leaves the focus where the next log goes, once it is read', async ({ page }) => {
    const release = await holdBack(page, '**/lookup/codes.json');
    await page.goto('/decode/');
    await page.getByLabel('Log', { exact: true }).fill(LOG);
    await page.getByRole('button', { name: 'Cancel' }).focus();
    release();
    await expect(sentence(page)).toHaveText(/^2 errors/);
    await expect(page.getByLabel('Log', { exact: true })).toBeFocused();
  });

  test('that holds nothing is said to hold nothing', async ({ page }) => {
    await page.goto('/decode/');
    await page.getByLabel('Log', { exact: true }).fill('all is well');
    await expect(sentence(page)).toHaveText('No error of this API in 1 line.');
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test('has a hint', async ({ page }) => {
      await page.goto('/decode/');
      await expect(page.getByText('it needs JavaScript')).toBeVisible();
      await expect(page.getByRole('textbox')).toHaveCount(0);
    });
  });
});

test('the listener for breaches of the policy is not deaf', async ({ page, said }) => {
  await page.goto('/');
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await expect.poll(() => said.splice(0).join()).toContain('style-src');
});

interface SharedQuery {
  readonly q: string;
  readonly expect: string | null;
  readonly kind: string;
}
const shared = new URL('../../../shared/data/search-queries.json', import.meta.url);
const queries = existsSync(shared) ? (JSON.parse(readFileSync(shared, 'utf8')) as readonly SharedQuery[]) : [];

test.describe('shared queries', () => {
  // The shared data lies beside the project; a clone without it passes and says what it left out.
  test.skip(queries.length === 0, `${shared.pathname} is not here`);
  for (const [kind, group] of Map.groupBy(queries, (query) => query.kind)) {
    test(kind, async ({ page }) => {
      await page.goto('/');
      const box = boxOf(page);
      for (const { q, expect: code } of group) {
        await box.fill('');
        await box.focus();
        await paste(page, q);
        await expect(countOf(page), q).not.toBeEmpty();
        const paths = await optionsOf(page).evaluateAll((links) =>
          links.map((link) => link.getAttribute('href') ?? ''),
        );
        if (code === null)
          expect(
            paths.filter((path) => path.startsWith('/errors/')),
            q,
          ).toEqual([]);
        else expect(paths[0], q).toBe(`/errors/${code}/`);
      }
    });
  }
});

test.describe('the page for an unknown code', () => {
  const VALUES = {
    code: 'RATE_LIMIT_EXCEDED',
    status: 405,
    message: '<img src=x onerror=alert(1)>',
    requestId: 'req_42',
    details: { account: 'acc_77' },
  };
  const addressOf = (values: unknown): string => `/unknown/#paste=${encodeURIComponent(JSON.stringify(values))}`;
  const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

  test('shows what was received, what its status means, and what is near', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(addressOf(VALUES));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'RATE_LIMIT_EXCEDED is not an error code of this API',
    );
    await expect(page).toHaveURL('/unknown/');
    for (const value of ['RATE_LIMIT_EXCEDED', '405', VALUES.message, 'req_42', 'acc_77'])
      await expect(page.getByRole('cell', { name: value, exact: true })).toBeVisible();
    const near = page.locator('section', { hasText: 'Near, but not the same' });
    await expect(near.getByRole('link')).toHaveAttribute('href', '/errors/RATE_LIMIT_EXCEEDED/');
    await expect(page.getByRole('link', { name: '405 Method Not Allowed' })).toHaveAttribute('href', '/status/405/');
    await expect(page.getByText('The Allow header lists the methods that it does.')).toBeVisible();
    const texts = { 'Note for the ticket': 'Copy for a ticket', 'All for an engineer': 'Copy all for an engineer' };
    for (const [kind, name] of Object.entries(texts)) {
      await page.getByRole('main').getByText(kind, { exact: true }).click();
      await page.getByRole('main').getByRole('button', { name }).click();
      await expect.poll(async () => copied(page)).toMatch(/^RATE_LIMIT_EXCEDED: not an error code of this API\n/);
      const text = await copied(page);
      for (const value of ['405 Method Not Allowed', VALUES.message, 'req_42', 'account: acc_77', '/unknown/#paste='])
        expect(text).toContain(value);
      expect(text).not.toContain('RATE_LIMIT_EXCEEDED');
      await page.evaluate(async () => navigator.clipboard.writeText(''));
    }
    await page.getByRole('main').getByText('Link', { exact: true }).click();
    await page.getByRole('main').getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(async () => copied(page)).toMatch(/\/unknown\/#paste=/);
    expect(await copied(page)).not.toContain('req_42');
    await page.keyboard.press('Alt+r');
    await expect(page.getByText('Copied', { exact: true }).last()).toBeVisible();
  });

  test('follows each new link, and leads on to a code that is known after all', async ({ page }) => {
    await page.goto(addressOf({ status: 502 }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The status 502, without an error code');
    await page.evaluate((to) => location.assign(to), addressOf({ code: 'NO_SUCH_CODE' }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('NO_SUCH_CODE is not an error code of this API');
    await expect(page.getByText('passes requests on')).toBeHidden();
    await page.evaluate((to) => location.assign(to), addressOf({ code: 'NO_SUCH_CODE' }));
    await expect(page).toHaveURL('/unknown/');
    await page.evaluate((to) => location.assign(to), addressOf({ code: 'INVALID_REQUEST', requestId: 'req_1' }));
    await expect(page).toHaveURL('/errors/INVALID_REQUEST/');
    await expect(page.getByRole('region', { name: 'Your error' })).toContainText('req_1');
  });

  test('says nothing of a code that could not be looked up', async ({ page, said }) => {
    await page.route('**/lookup/*.json', (route) => route.abort());
    await page.goto(addressOf({ code: 'NO_SUCH_CODE' }));
    await expect(page.getByRole('cell', { name: 'NO_SUCH_CODE' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Unknown codes and statuses');
    // The browser itself tells of the file that did not come.
    expect(said.splice(0)).toEqual(['Failed to load resource: net::ERR_FAILED']);
  });

  test('says where its script could not be loaded', async ({ page, said }) => {
    await page.route('**/_astro/unknown.*.js', (route) => route.abort());
    await page.goto(addressOf(VALUES));
    await expect(page.getByText('Not loaded; try again')).toBeVisible();
    expect(said.splice(0).every((text) => text.includes('net::'))).toBe(true);
  });

  test('serves without JavaScript too', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(new URL(addressOf(VALUES), baseURL).href);
    await expect(page.getByText('The search box needs JavaScript.')).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'the list of all errors' }).first()).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'Contact support' })).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await context.close();
  });
});
