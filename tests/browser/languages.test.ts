import { spawnSync } from 'node:child_process';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test, type Locator, type Page } from 'playwright/test';
import { wordsOf } from '../../src/core/say.ts';
import { createSiteServer } from '../../src/server/server.ts';
import { flattenWords, formsOf, hasLetters } from '../all-words.ts';
import { sidewaysRoom } from './measures.ts';
import { findViolations } from './violations.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = resolve(root, 'test-results/arabic');

const PAGE_TYPES = {
  home: '/',
  errors: '/errors/',
  error: '/errors/CARD_DECLINED/',
  'error with prose': '/errors/ORDER_LIMIT/',
  'deprecated error': '/errors/ORDER_LOST/',
  'error with variants': '/errors/SERVICE_BUSY/',
  category: '/categories/orders/',
  categories: '/categories/',
  status: '/status/429/',
  statuses: '/status/',
  retry: '/retry/',
  actor: '/actor/',
  lifecycle: '/lifecycle/',
  'own dimension': '/severity/',
  endpoints: '/endpoints/',
  coverage: '/coverage/',
  guides: '/guides/',
  guide: '/guides/retries/',
  clients: '/clients/',
  decode: '/decode/',
  unknown: '/unknown/',
  'status without errors': '/status/405/',
  changes: '/changes/',
  'support desk': '/support/',
  'not found': '/no/such/page/',
} as const;
const ERROR = PAGE_TYPES.error;

// One worker, so that the site is built once.
test.describe.configure({ mode: 'default' });

let server: Server;
let origin = '';

test.beforeAll(async () => {
  const { BASE: _, ...others } = process.env;
  const env = { ...others, CONTENT: 'tests/fixtures/arabic', OUT: dir };
  const { status, stderr } = spawnSync('node', ['src/cli/main.ts', 'build'], { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  server = createSiteServer({ dir, base: '' });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The English words that no Arabic one equals, as patterns with any values in them. */
function englishWords(): readonly RegExp[] {
  const textsOf = (lang: string): readonly string[] =>
    flattenWords(wordsOf({ lang })).flatMap(([, word]) => formsOf(word).map(([, text]) => text));
  const arabic = new Set(textsOf('ar'));
  return textsOf('en')
    .filter((text) => hasLetters(text) && !arabic.has(text))
    .map((text) => {
      const pieces = text.replaceAll('`', '').split(/\{\w+\}/);
      return new RegExp(`^${pieces.map((piece) => RegExp.escape(piece)).join('.+')}$`, 's');
    });
}

const ENGLISH = englishWords();

/** What a page says, to eyes and to screen readers: its texts outside code, and its attributes. */
async function textsOf(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(() => {
    const texts: (string | null)[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, code, kbd')) texts.push(node.textContent);
    }
    // A sentence with code or links in it, as a whole.
    for (const element of document.querySelectorAll('p, li, h1, h2, dt, dd, td, th')) {
      if (!element.querySelector('pre')) texts.push(element.textContent);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'content', 'data-label']) {
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
    }
    return texts;
  });
  return found.map((text) => (text ?? '').replaceAll(/\s+/g, ' ').trim()).filter(Boolean);
}

// All that the fixture says is in Arabic, save codes and what an API sends, which stand in code.
const ENGLISH_SENTENCE = /[A-Z][a-z]+ [a-z]+/;

/** The texts of a page that are words of ours in English, or look like a sentence that none of our words is. */
async function findEnglish(page: Page): Promise<readonly string[]> {
  const texts = await textsOf(page);
  expect(texts.length).toBeGreaterThan(20);
  return texts.filter((text) => ENGLISH_SENTENCE.test(text) || ENGLISH.some((word) => word.test(text)));
}

for (const [name, path] of Object.entries(PAGE_TYPES)) {
  test(`${name} page in Arabic: no axe violation, no English word of ours, room on a phone`, async ({ page }) => {
    await page.goto(origin + path);
    expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('rtl');
    expect(await findEnglish(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    const turned = await page
      .locator('pre, code, kbd, textarea:not(:placeholder-shown)')
      .evaluateAll((all) => all.filter((one) => getComputedStyle(one).direction !== 'ltr').map((one) => one.outerHTML));
    // A text for users is no code, and each sentence of it has its own direction.
    expect(turned).toEqual([]);
    for (const width of [320, 640, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await sidewaysRoom(page), `${width} px`).toBe(0);
    }
  });
}

/** Where on the page each of some texts within an element begins, from the left. */
function leftEdges(element: Locator, texts: readonly string[]): Promise<readonly number[]> {
  return element.evaluate((place, wanted) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
    return wanted.map((text) => {
      const node = nodes.find(({ data }) => data.includes(text));
      if (!node) throw new Error(`There is no "${text}".`);
      const range = document.createRange();
      range.setStart(node, node.data.indexOf(text));
      range.setEnd(node, node.data.indexOf(text) + text.length);
      return range.getBoundingClientRect().left;
    });
  }, texts);
}

const isAscending = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number));

test('code and keys read from left to right', async ({ page }) => {
  for (const path of [ERROR, PAGE_TYPES['error with prose'], PAGE_TYPES.guide, PAGE_TYPES.endpoints]) {
    await page.goto(origin + path);
    const directions = await page
      .locator('pre, code, kbd')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
    expect(directions.length).toBeGreaterThan(5);
    expect(new Set(directions), path).toEqual(new Set(['ltr']));
  }
  await page.goto(origin + ERROR);
  const step = page.locator('.er-prose ol code', { hasText: 'POST' });
  expect(isAscending(await leftEdges(step, ['POST', '/v1', '{', 'id', '}', '/pay']))).toBe(true);
});

test('status lines, dates and paths keep their order within Arabic', async ({ page }) => {
  await page.goto(origin + ERROR);
  const fact = page.locator('.er-facts a', { hasText: 'Payment Required' });
  expect(isAscending(await leftEdges(fact, ['402', 'Payment', 'Required']))).toBe(true);
  await page.goto(origin + PAGE_TYPES.status);
  expect(isAscending(await leftEdges(page.locator('h1'), ['429', 'Too', 'Many']))).toBe(true);
  await page.goto(origin + PAGE_TYPES['deprecated error']);
  expect(isAscending(await leftEdges(page.locator('.er-banner'), ['2026-', '01-', '10']))).toBe(true);
});

test('a text for users stands on the right, a message of the API on the left', async ({ page }) => {
  await page.goto(origin + ERROR);
  const gaps = (text: string): Promise<{ left: number; right: number }> =>
    page.locator('pre', { hasText: text }).evaluate((pre) => {
      const range = document.createRange();
      range.selectNodeContents(pre.querySelector('code') ?? pre);
      const [inner, outer] = [range.getClientRects()[0] ?? new DOMRect(), pre.getBoundingClientRect()];
      return { left: inner.left - outer.left, right: outer.right - inner.right };
    });
  const user = await gaps('رفض المصرف هذه البطاقة');
  expect(user.right).toBeLessThan(user.left);
  const message = await gaps('Card {card} was declined');
  expect(message.left).toBeLessThan(message.right);
});

test('an empty field has the direction of the page, a code in it its own', async ({ page }) => {
  await page.goto(`${origin}/`);
  const field = page.getByRole('combobox');
  const direction = (): Promise<string> => field.evaluate((input) => getComputedStyle(input).direction);
  expect(await direction()).toBe('rtl');
  await field.fill('CARD_DECLINED');
  expect(await direction()).toBe('ltr');
  await field.fill('بطاقة مرفوضة');
  expect(await direction()).toBe('rtl');
  await page.goto(origin + PAGE_TYPES.decode);
  const log = page.locator('#log');
  await log.fill('402 CARD_DECLINED');
  expect(await log.evaluate((area) => getComputedStyle(area).direction)).toBe('ltr');
});

for (const [text, code, reason] of [
  ['card declned', 'CARD_DECLINED', 'فيه خطأ كتابي'],
  ['بطاقة مرفوضة', 'CARD_DECLINED', 'يُسمّى أيضًا بطاقة مرفوضة'],
  ['PAYMENT_REFUSED', 'CARD_DECLINED', 'رمز سابق PAYMENT_REFUSED'],
] as const) {
  test(`the box says in Arabic why it suggests ${code} for ${text}`, async ({ page }) => {
    await page.goto(`${origin}/`);
    await page.getByRole('combobox', { name: 'البحث في الأخطاء' }).fill(text);
    const option = page.getByRole('option', { name: new RegExp(code) });
    await expect(option.locator('.er-box-reason')).toHaveText(reason);
    expect(await findEnglish(page)).toEqual([]);
  });
}

/** Presses a key that Playwright's keyboard, which is an American one, doesn't have. */
function press(
  page: Page,
  key: { key: string; code: string; ctrlKey?: boolean; shiftKey?: boolean },
): Promise<boolean> {
  return page.evaluate((init) => document.dispatchEvent(new KeyboardEvent('keydown', init)), key);
}

test('what appears later is in Arabic as well', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${origin}/`);
  for (const text of ['NO_SUCH_CODE', '599']) {
    await page.getByRole('combobox').fill(text);
    await expect(page.locator('.er-box-note')).toBeVisible();
    expect(await findEnglish(page), text).toEqual([]);
  }
  const paste = { message: 'Declined.', requestId: 'req_7', details: { attempts: 3 } };
  await page.goto(`${origin}${ERROR}#paste=${encodeURIComponent(JSON.stringify(paste))}`);
  await expect(page.locator('.er-your-error')).toBeVisible();
  await page.getByRole('button', { name: 'نسخ الرمز' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'تم النسخ' })).toBeAttached();
  await page.getByRole('button', { name: 'نسخ الرد على العميل' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('بشأن الخطأ CARD_DECLINED:');
  await press(page, { key: '؟', code: 'Slash', shiftKey: true });
  await expect(page.getByRole('dialog', { name: 'المفاتيح' })).toBeVisible();
  expect(await findEnglish(page)).toEqual([]);
  const unknown = { code: 'CARD_DECLINE', status: 502, ...paste };
  await page.goto(`${origin}${PAGE_TYPES.unknown}#paste=${encodeURIComponent(JSON.stringify(unknown))}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CARD_DECLINE ليس رمز خطأ في هذه الواجهة البرمجية');
  await expect(page.getByText('تلقى خادم يمرر الطلبات')).toBeVisible();
  expect(await findEnglish(page)).toEqual([]);
  expect(await findViolations(page)).toEqual([]);
  await page.goto(origin + PAGE_TYPES.decode);
  await page.locator('#log').fill('402 CARD_DECLINED\n{"error":{"code":"SOME_OTHER_CODE"}}\n402 CARD_DECLINED');
  await expect(page.getByRole('main').getByRole('status')).toHaveText('خطأ واحد في 3 أسطر، إضافةً إلى رمز مجهول واحد.');
  expect(await findEnglish(page)).toEqual([]);
});

test('what was received reads from left to right in the panel and on the page for unknown codes', async ({ page }) => {
  const values = { status: 402, requestId: 'req_7', endpoint: 'POST /v1/pay', time: '2026-11-30 09:12:44 UTC' };
  for (const [path, more] of [
    [ERROR, {}],
    [PAGE_TYPES.unknown, { code: 'CARD_LOST' }],
  ] as const) {
    await page.goto(`${origin}${path}#paste=${encodeURIComponent(JSON.stringify({ ...values, ...more }))}`);
    for (const text of [values.endpoint, values.time, values.requestId]) {
      const place = page.getByText(text, { exact: true }).first();
      await expect(place).toBeVisible();
      expect(await place.evaluate((element) => getComputedStyle(element).direction), text).toBe('ltr');
    }
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await sidewaysRoom(page), `${width} px`).toBe(0);
    }
  }
});

test('a value of the panel stands below its name', async ({ page }) => {
  await page.goto(`${origin}${ERROR}#paste=${encodeURIComponent(JSON.stringify({ status: 402, requestId: 'req_7' }))}`);
  await expect(page.locator('.er-your-error dd').first()).toBeVisible();
  const aligned = await page
    .locator('.er-your-error dd')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).textAlign));
  expect(new Set(aligned)).toEqual(new Set(['right']));
});

test('the arrow keys go where the tabs stand', async ({ page }) => {
  await page.goto(origin + ERROR);
  const tab = (name: string): Locator => page.getByRole('tab', { name });
  await tab('curl').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tab('TypeScript')).toBeFocused();
  const [first, second] = [await tab('curl').boundingBox(), await tab('TypeScript').boundingBox()];
  expect(second?.x).toBeLessThan(first?.x ?? 0);
  await page.keyboard.press('ArrowRight');
  await expect(tab('curl')).toBeFocused();
});

test('Ctrl K is the same key on an Arabic keyboard', async ({ page }) => {
  await page.goto(origin + ERROR);
  await press(page, { key: 'ن', code: 'KeyK', ctrlKey: true });
  await expect(page.getByRole('combobox')).toBeFocused();
});
