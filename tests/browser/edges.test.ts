import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test, type Page } from 'playwright/test';
import { toRegistryJson } from '../../src/schema/registry.ts';
import { createSiteServer } from '../../src/server/server.ts';
import { generateRegistry } from '../bench/generate.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import { contrastOf, sidewaysRoom, spaceTexts } from './measures.ts';
import { fixtureUrl } from './playwright.config.ts';

const root = resolve(import.meta.dirname, '../..');

const pasteOf = (values: object): string => `#paste=${encodeURIComponent(JSON.stringify(values))}`;
const RECEIVED = {
  status: 400,
  message: "Missing required 'email' parameter.",
  params: { field: 'email' },
  requestId: 'req_8fK2-0123456789abcdef',
  endpoint: 'POST /api/v1/users',
  time: '2026-11-30 09:12:44 UTC',
};
const UNKNOWN = { ...RECEIVED, code: 'NO_SUCH_CODE_OF_ANY_API_THAT_WE_KNOW', status: 502 };
const LOG = ['402 INSUFFICIENT_BALANCE', '{"error":{"code":"SOME_OTHER_CODE"}}', 'HTTP/1.1 503', '429'].join('\n');

/** A page, and what brings it into the state in which it is measured. */
interface Shown {
  readonly site: 'api' | 'lifecycle';
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const api = (path: string, prepare?: Shown['prepare']): Shown => ({ site: 'api', path, ...(prepare && { prepare }) });
const fill = (label: string, text: string, shown: string) => async (page: Page) => {
  await page.getByLabel(label).first().fill(text);
  await expect(page.locator(shown).first()).toBeVisible();
};
const panel = async (page: Page): Promise<void> => {
  await expect(page.locator('.er-your-error .er-reply')).toBeVisible();
};

/** One page of each type, and those states that a reader brings about. */
const PAGES = {
  home: api(''),
  'home, with suggestions': api('', fill('Search errors', 'rate limit', '[role=option]')),
  'home, with a reply': api('', fill('Search errors', '{"code":"RATE_LIMIT_EXCEEDED"}', '.er-box .er-reply')),
  errors: api('errors/'),
  error: api('errors/RATE_LIMIT_EXCEEDED/'),
  'error with what was received': api(`errors/INVALID_REQUEST/${pasteOf(RECEIVED)}`, panel),
  'deprecated error': { site: 'lifecycle', path: 'errors/TOKEN_EXPIRED/' },
  'removed error': { site: 'lifecycle', path: 'errors/LEGACY_QUOTA/' },
  category: api('categories/client/'),
  categories: api('categories/'),
  status: api('status/429/'),
  statuses: api('status/'),
  'status without errors': api('status/405/'),
  retry: api('retry/once-fixed/'),
  retries: api('retry/'),
  actor: api('actor/caller/'),
  endpoint: api('endpoints/post-api-v1-users/'),
  endpoints: api('endpoints/'),
  guides: api('guides/'),
  guide: api('guides/handling-errors/'),
  'guide with a plot': api('guides/rate-limits/'),
  'guide with a figure': api('guides/custom-error-codes/'),
  replies: api('support/'),
  'replies, filtered': api('support/', fill('Filter', 'RATE_LIMIT_EXCEEDED', '.er-desk-found .er-reply textarea')),
  decode: api('decode/'),
  'decode, with a result': api('decode/', fill('Log', LOG, '.er-decode tbody tr')),
  unknown: api('unknown/'),
  'unknown, with what was received': api(`unknown/${pasteOf(UNKNOWN)}`, async (page) => {
    await expect(page.locator('.er-unknown .er-reply textarea')).toBeVisible();
  }),
  'not found': api('no/such/page/'),
  changes: { site: 'lifecycle', path: 'changes/' },
  coverage: api('coverage/'),
  'for the team': api('api-team/'),
} as const satisfies Readonly<Record<string, Shown>>;
const TYPES: readonly (readonly [string, Shown])[] = Object.entries(PAGES);

/** What of the reader's own stands on paper. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  'error with what was received': ['req_8fK2-0123456789abcdef', 'POST /api/v1/users', '2026-11-30 09:12:44 UTC'],
  'unknown, with what was received': ['req_8fK2-0123456789abcdef', UNKNOWN.code],
  'decode, with a result': ['SOME_OTHER_CODE', 'INSUFFICIENT_BALANCE'],
};

async function open(page: Page, { site, path, prepare }: Shown, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.goto(new URL(path, fixtureUrl(site)).href);
  await prepare?.(page);
}

/** What cuts its text off, or holds less than its text. What says so itself, such as a long sentence of a list, is meant. */
function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const meant =
      'pre, textarea, svg *, .er-errors-title > span, .er-box input, .er-home-name, .er-tablist, .er-tablist + figure figcaption > a, .er-rail';
    return (
      [...document.querySelectorAll('body *:not(script, template)')]
        .filter((element) => element.checkVisibility() && !element.matches(meant))
        // What is only for screen readers shows nothing that could be cut.
        .filter(
          (element) =>
            !element.closest('.er-box-panel, .er-visually-hidden') && getComputedStyle(element).clipPath === 'none',
        )
        .filter((element) => {
          const { overflowX, overflowY, display } = getComputedStyle(element);
          const isBeyond =
            element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
          const isClosed = overflowX !== 'visible' || overflowY !== 'visible';
          return (
            display !== 'inline' && isBeyond && (isClosed || element.matches('button, summary, a, label, .er-badge'))
          );
        })
        .map((element) => element.outerHTML.slice(0, 160))
    );
  });
}

/** Pairs of texts and of what can be pressed that lie on one another. */
function findOverlaps(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const aside = '.er-visually-hidden, .er-dock, .er-skip, .er-box-panel, .er-tablist, svg, template';
    const all = [...document.querySelectorAll('body :is(a, button, summary, input, textarea, h1, h2, dt, p)')]
      .filter((element) => element.checkVisibility() && !element.closest(aside))
      .filter((element) => element.textContent.trim() !== '' || element.matches('input, textarea'))
      .map((element) => ({
        element,
        isInBar: element.closest('.er-bar') !== null,
        boxes: [...element.getClientRects()].filter(({ width, height }) => width * height > 1),
      }));
    const isOver = (one: DOMRect, other: DOMRect): boolean =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    return all.flatMap(({ element: one, boxes, isInBar }, index) =>
      all
        .slice(index + 1)
        .filter((other) => other.isInBar === isInBar && !one.contains(other.element) && !other.element.contains(one))
        .filter((other) => boxes.some((box) => other.boxes.some((second) => isOver(box, second))))
        .map((other) => `${one.outerHTML.slice(0, 100)} on ${other.element.outerHTML.slice(0, 100)}`),
    );
  });
}

/** What is smaller than 24 px and stands too close to others, as WCAG 2.5.8 has it; a link in a sentence may be smaller. */
function findSmallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll('a[href], button, input, textarea, summary, label:has(input)')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.closest('.er-skip') && !element.matches('label input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width * box.height > 1);
    const isOnPanel = (element: Element): boolean => element.closest('.er-box-panel') !== null;
    const isSmall = ({ box }: { box: DOMRect }): boolean => Math.min(box.width, box.height) < 23.9;
    const isInSentence = (element: Element): boolean =>
      getComputedStyle(element).display === 'inline' &&
      [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && /[\p{L}·,]/u.test(node.textContent ?? ''),
      );
    const middleOf = (box: DOMRect): readonly [number, number] => [box.x + box.width / 2, box.y + box.height / 2];
    const isNear = (one: DOMRect, other: { element: Element; box: DOMRect }): boolean => {
      const [[x, y], { box }] = [middleOf(one), other];
      const [dx, dy] = [x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom))];
      const [ox, oy] = middleOf(box);
      return Math.hypot(dx, dy) < 11.9 || (isSmall(other) && Math.hypot(x - ox, y - oy) < 23.9);
    };
    return targets
      .filter((target) => isSmall(target) && !isInSentence(target.element))
      .filter(
        ({ element, box }) =>
          element.matches('button, input, textarea, summary, label') ||
          targets.some(
            (other) =>
              other.element !== element && isOnPanel(element) === isOnPanel(other.element) && isNear(box, other),
          ),
      )
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width.toFixed(1)}×${box.height.toFixed(1)}`);
  });
}

/** The sizes of all texts, by their elements. */
async function readSizes(page: Page): Promise<ReadonlyMap<string, number>> {
  return page
    .evaluate(() =>
      [...document.querySelectorAll('body *:not(script, template, svg *)')]
        .filter((element) => element.checkVisibility())
        .filter(
          (element) =>
            element.matches('input:not([type=radio]), textarea') ||
            [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
        )
        .map(
          (element) =>
            [element.outerHTML.slice(0, 120), Number.parseFloat(getComputedStyle(element).fontSize)] as const,
        ),
    )
    .then((sizes) => new Map(sizes));
}

/** Colours that have to stand out from each other, each pair once. */
async function readPairs(page: Page): Promise<readonly { name: string; least: number; one: string; other: string }[]> {
  const pairs = await page.evaluate(() => {
    const isClear = (color: string): boolean => /^transparent$|[,/] 0\)$/.test(color);
    const paperOf = (element: Element | null): string => {
      const { backgroundColor } = getComputedStyle(element ?? document.documentElement);
      return element && isClear(backgroundColor) ? paperOf(element.parentElement) : backgroundColor;
    };
    const used = 'button, input, textarea, summary, .er-chips a, .er-letters a, .er-box-field, fieldset label';
    return [...document.querySelectorAll(used)]
      .filter((element) => element.checkVisibility() && !element.closest('.er-visually-hidden'))
      .flatMap((element) => {
        const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(element);
        const isFramed = borderTopWidth !== '0px' && borderTopStyle !== 'none' && !isClear(borderTopColor);
        const name = element.outerHTML.slice(0, 100);
        const placeholder = getComputedStyle(element, '::placeholder').color;
        return [
          ...(isFramed ? [{ name, least: 3, one: borderTopColor, other: paperOf(element.parentElement) }] : []),
          ...(element.matches('[placeholder]')
            ? [{ name, least: 4.5, one: placeholder, other: paperOf(element) }]
            : []),
        ];
      });
  });
  return [...new Map(pairs.map((pair) => [`${pair.one} ${pair.other} ${pair.least}`, pair])).values()];
}

/** What is chosen and looks as its neighbours do, and what has the focus without an outline. */
function findHidden(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const look = (element: Element): string => {
      const { backgroundColor, borderTopWidth, borderBottomWidth, textDecorationLine } = getComputedStyle(element);
      return [backgroundColor, borderTopWidth, borderBottomWidth, textDecorationLine].join();
    };
    const chosen = '[aria-selected=true], [aria-current]:not([aria-current=false])';
    const groups = 'nav, .er-chips, [role=tablist], [role=listbox]';
    const alike = [...document.querySelectorAll(chosen)]
      .filter((element) => element.checkVisibility())
      .filter((element) =>
        [...(element.closest(groups)?.querySelectorAll(element.tagName) ?? [])].some(
          (other) => !other.matches(chosen) && other.checkVisibility() && look(other) === look(element),
        ),
      );
    const stops = [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, summary')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0,
    );
    const unmarked = stops.filter((element) => {
      element.focus({ preventScroll: true });
      return [element, element.closest('.er-box-field'), element.closest('fieldset label')].every((place) => {
        if (!place) return true;
        const { outlineStyle, outlineWidth } = getComputedStyle(place);
        return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2;
      });
    });
    return [...alike, ...unmarked].map((element) => element.outerHTML.slice(0, 120));
  });
}

async function expectRoom(page: Page, state: string): Promise<void> {
  expect.soft(await sidewaysRoom(page), `${state}: sideways`).toBe(0);
  expect.soft(await findCut(page), `${state}: cut off`).toEqual([]);
  expect.soft(await findOverlaps(page), `${state}: on one another`).toEqual([]);
}

/** The room between margins of 15 mm. */
const PAPERS = { A4: 794 - 113, Letter: 816 - 113 } as const;
const ONLY_ON_SCREENS =
  'button, input, textarea, .er-bar, .er-foot, .er-skip, .er-rail, .er-box, .er-filters, .er-letters, .er-group-by, .er-dock, .er-actions';

/** On paper: 10 pt, whole, with the reader's own values, and without what only a screen can do. */
async function expectPaper(page: Page, texts: readonly string[]): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  for (const [paper, width] of Object.entries(PAPERS)) {
    await page.setViewportSize({ width, height: 1000 });
    const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize) * 0.75);
    expect(size).toBeCloseTo(10);
    await expect(page.locator(`body :is(${ONLY_ON_SCREENS}):visible`)).toHaveCount(0);
    expect(await sidewaysRoom(page), paper).toBe(0);
    const cut = await page
      .locator('main :is(pre, h1, h2, td, figure, dl, p, .er-errors-title > span):not(.er-visually-hidden):visible')
      .evaluateAll((all) =>
        all
          .filter(({ clientWidth }) => clientWidth > 0)
          .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
          .map((one) => one.outerHTML.slice(0, 160)),
      );
    expect(cut, paper).toEqual([]);
  }
  for (const text of texts) await expect(page.getByText(text).first()).toBeVisible();
  for (const reply of await page.locator('.er-reply:visible').all()) {
    await expect(reply).toHaveAttribute('data-text', await reply.locator('textarea').inputValue());
    expect(await reply.evaluate((editor) => getComputedStyle(editor, '::after').content)).not.toBe('none');
  }
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Measures the page that is open at all edges that need no other browser. */
async function expectEdges(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const { name: element, least, one, other } of await readPairs(page))
      expect.soft(await contrastOf(page, one, other), `${colorScheme}: ${element}`).toBeGreaterThanOrEqual(least);
  }
  for (const width of [640, 320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectRoom(page, `${width} px`);
    expect.soft(await findSmallTargets(page), `${width} px: below 24 px`).toEqual([]);
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await page.keyboard.press('Shift');
  expect.soft(await findHidden(page), 'forced colours').toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  await spaceTexts(page);
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expectRoom(page, `${width} px, spaced`);
  }
}

for (const [name, shown] of TYPES) {
  test(`${name}: paper, sizes, spacing, contrast and forced colours`, async ({ page }) => {
    await open(page, shown, 1280);
    await expectPaper(page, PRINTED[name] ?? []);
    await expectEdges(page);
  });
}

test.describe('long lists', () => {
  // One worker, so that the site is built once.
  test.describe.configure({ mode: 'default' });

  const COUNT = 300;
  const dir = resolve(root, 'test-results/long-lists');
  let server: Server;

  test.beforeAll(async () => {
    const content = `${dir}-content`;
    mkdirSync(content, { recursive: true });
    writeFileSync(`${content}/site.json`, JSON.stringify(PLAIN_SITE));
    const { categories, errors } = generateRegistry(COUNT);
    // None states an endpoint: those that do have their own pages, and this is the long list of the others.
    const bare = errors.map(({ endpoints: _, ...error }) => error);
    writeFileSync(`${content}/registry.json`, JSON.stringify(toRegistryJson({ categories, errors: bare })));
    const { BASE: _, ...others } = process.env;
    const env = { ...others, CONTENT: content, OUT: dir };
    const { status, stderr } = spawnSync('node', ['src/cli/main.ts', 'build'], { cwd: root, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    server = createSiteServer({ dir, base: '' });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  test.afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const path of [
    '/',
    '/errors/',
    '/errors/~a/',
    '/categories/',
    '/categories/account/',
    '/support/',
    '/support/account/',
    '/endpoints/',
  ]) {
    test(`${path}: paper, sizes, spacing, contrast and forced colours`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const answer = await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      expect(answer?.status()).toBe(200);
      await expectPaper(page, []);
      await expectEdges(page);
    });
  }

  test('errors without an endpoint are counted, however many there are', async ({ page }) => {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/endpoints/`);
    const rest = page.getByRole('main').getByRole('link', { name: `No endpoint stated ${COUNT}` });
    await expect(rest).toHaveAttribute('href', '/errors/');
  });
});

test('the text grows with the size that a reader sets in the browser, and so does its room', async ({
  page,
  playwright,
}) => {
  test.slow();
  const { launchOptions = {} } = test.info().project.use;
  const { args = [] } = launchOptions;
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...args, '--blink-settings=defaultFontSize=32'],
  });
  const large = await browser.newPage();
  for (const [name, shown] of TYPES) {
    await Promise.all([open(page, shown, 640), open(large, shown, 1280)]);
    const [sizes, doubled] = await Promise.all([readSizes(page), readSizes(large)]);
    const ungrown = [...sizes].filter(([element, size]) => (doubled.get(element) ?? 2 * size) < 1.95 * size);
    expect.soft(ungrown, name).toEqual([]);
    for (const width of [1280, 640]) {
      await large.setViewportSize({ width, height: 800 });
      await expectRoom(large, `${name}, ${width} px`);
    }
  }
  await browser.close();
});

/** Words of a name, as Chromium tells screen readers, that are two of those that are shown. */
async function findRunTogether(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const shown = new Set((await page.locator('body').innerText()).match(/[\p{L}\d_]+/gu));
  const roles = ['heading', 'link', 'button', 'tab', 'option', 'radio', 'DisclosureTriangle', 'columnheader', 'cell'];
  return nodes
    .filter(({ role }) => roles.includes(String(role?.value)))
    .map(({ name }) => String(name?.value ?? ''))
    .filter((name) =>
      (name.match(/[\p{L}\d_]+/gu) ?? []).some((word) =>
        [...word].some(
          (_, at) =>
            at > 1 &&
            at < word.length - 1 &&
            !shown.has(word) &&
            shown.has(word.slice(0, at)) &&
            shown.has(word.slice(at)),
        ),
      ),
    );
}

test('what is read aloud has spaces where they are shown', async ({ page }) => {
  test.slow();
  for (const [name, shown] of TYPES) {
    await open(page, shown, 1280);
    expect.soft(await findRunTogether(page), name).toEqual([]);
  }
});

test('without storage all works that does not need it', async ({ page }) => {
  test.slow();
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The storage is closed.', 'SecurityError');
        },
      });
  });
  for (const [, shown] of TYPES) await open(page, shown, 1280);
  await open(page, PAGES.error, 1280);
  const theme = page.locator('.er-theme');
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await theme.click();
  await expect(page.locator('body')).not.toHaveCSS('background-color', before);
  await page.getByRole('tab', { name: 'Python' }).click();
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Python');
  await page.keyboard.press('?');
  await page.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('combobox').fill('{"error":{"code":"INVALID_REQUEST"},"request_id":"req_42"}');
  await page.getByRole('option', { selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.locator('.er-your-error').getByText('req_42', { exact: true })).toBeVisible();
  expect(failures).toEqual([]);
});

/** Where texts are copied, each in its own way. */
const COPYING = [
  'home, with a reply',
  'error with what was received',
  'guide',
  'replies',
  'replies, filtered',
  'decode, with a result',
  'unknown, with what was received',
] as const;

for (const name of COPYING) {
  test(`${name}: where the clipboard is closed, each button shows its text, and Esc gives the focus back`, async ({
    page,
  }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await open(page, PAGES[name], 1280);
    const buttons = page.locator('button.er-copy:visible');
    for (let place = 0; place < Math.min(await buttons.count(), 6); place++) {
      const button = buttons.nth(place);
      await button.press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('textbox')).not.toHaveValue('');
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  });
}

test('Esc closes the menu of a phone, and gives the focus back to its name', async ({ page }) => {
  await open(page, PAGES.errors, 390);
  const name = page.locator('.er-menu summary');
  await name.press('Enter');
  const link = page.locator('.er-menu').getByRole('link').first();
  await expect(link).toBeVisible();
  await expect(async () => {
    await link.focus();
    await page.keyboard.press('Escape');
    await expect(link).toBeHidden({ timeout: 200 });
  }).toPass();
  await expect(name).toBeFocused();
});

for (const width of [390, 1280]) {
  test(`at ${width} px Esc in the reply of a page closes it, and gives the focus back to its button`, async ({
    page,
  }) => {
    await open(page, PAGES.error, width);
    const button = page.locator('[data-reply]:visible');
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Close' }).click(),
    ]) {
      await button.click();
      await expect(page.locator('.er-your-error textarea')).toBeFocused();
      await leave();
      await expect(page.locator('.er-your-error')).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  });
}

test('Esc closes the list of keys, and gives the focus back', async ({ page }) => {
  await open(page, PAGES.errors, 1280);
  const link = page.getByRole('main').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(link).toBeFocused();
});

test('the filter of the replies says what it shows', async ({ page }) => {
  await open(page, PAGES.replies, 1280);
  const said = page.locator('.er-desk-filter').getByRole('status');
  await page.getByLabel('Filter').fill('RATE_LIMIT_EXCEEDED');
  await expect(said).toHaveText('1 of 8');
  await page.getByLabel('Filter').fill('{"code":"NO_SUCH_CODE"}');
  await expect(said).toContainText('NO_SUCH_CODE is not an error code of this API.');
  await page.getByLabel('Filter').fill('');
  await expect(said).toHaveText('');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('nothing is shown that needs it', async ({ page }) => {
    test.slow();
    for (const [name, { site, path }] of TYPES.filter(([, { prepare }]) => prepare === undefined)) {
      await page.goto(new URL(path, fixtureUrl(site)).href);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const needing = page.locator(':is(button, input, textarea, select, [role=combobox], [role=tab]):visible');
        await expect(needing, name).toHaveCount(0);
      }
    }
  });

  for (const path of ['decode/', 'unknown/', 'support/', 'no/such/page/']) {
    test(`/${path} says what is missing`, async ({ page }) => {
      await page.goto(new URL(path, fixtureUrl('api')).href);
      await expect(page.getByText('JavaScript')).toBeVisible();
    });
  }
});
