import { expect, test, type Page } from 'playwright/test';
import { contrastOf, sidewaysRoom, spaceTexts } from './measures.ts';
import { fixtureUrl } from './playwright.config.ts';

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
  await expect(page.locator('.your-error .reply')).toBeVisible();
};

/** One page of each type, and those states that a reader brings about. */
const PAGES = {
  home: api(''),
  'home, with suggestions': api('', fill('Search errors', 'rate limit', '[role=option]')),
  'home, with a reply': api('', fill('Search errors', '{"code":"RATE_LIMIT_EXCEEDED"}', '.box .reply')),
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
  'replies, filtered': api('support/', fill('Filter', 'RATE_LIMIT_EXCEEDED', '.desk-found .reply textarea')),
  decode: api('decode/'),
  'decode, with a result': api('decode/', fill('Log', LOG, '.decode tbody tr')),
  unknown: api('unknown/'),
  'unknown, with what was received': api(`unknown/${pasteOf(UNKNOWN)}`, async (page) => {
    await expect(page.locator('.unknown .reply textarea')).toBeVisible();
  }),
  'not found': api('no/such/page/'),
  changes: { site: 'lifecycle', path: 'changes/' },
  coverage: api('coverage/'),
  'for the team': api('api-team/'),
} as const satisfies Readonly<Record<string, Shown>>;
const TYPES: readonly (readonly [string, Shown])[] = Object.entries(PAGES);

async function open(page: Page, { site, path, prepare }: Shown, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.goto(new URL(path, fixtureUrl(site)).href);
  await prepare?.(page);
}

/** What cuts its text off, or holds less than its text. What says so itself, such as a long sentence of a list, is meant. */
function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const meant =
      'pre, textarea, svg *, .errors-title > span, .box input, .home-name, .tablist, .tablist + figure figcaption > a, .rail';
    return (
      [...document.querySelectorAll('body *:not(script, template)')]
        .filter((element) => element.checkVisibility() && !element.matches(meant))
        // What is only for screen readers shows nothing that could be cut.
        .filter(
          (element) =>
            !element.closest('.box-panel, .visually-hidden') && getComputedStyle(element).clipPath === 'none',
        )
        .filter((element) => {
          const { overflowX, overflowY, display } = getComputedStyle(element);
          const isBeyond =
            element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
          const isClosed = overflowX !== 'visible' || overflowY !== 'visible';
          return display !== 'inline' && isBeyond && (isClosed || element.matches('button, summary, a, label, .badge'));
        })
        .map((element) => element.outerHTML.slice(0, 160))
    );
  });
}

/** Pairs of texts and of what can be pressed that lie on one another. */
function findOverlaps(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const aside = '.visually-hidden, .dock, .skip, .box-panel, .tablist, svg, template';
    const all = [...document.querySelectorAll('body :is(a, button, summary, input, textarea, h1, h2, dt, p)')]
      .filter((element) => element.checkVisibility() && !element.closest(aside))
      .filter((element) => element.textContent.trim() !== '' || element.matches('input, textarea'))
      .map((element) => ({
        element,
        isInBar: element.closest('.bar') !== null,
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
      .filter((element) => !element.closest('.skip') && !element.matches('label input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width * box.height > 1);
    const isOnPanel = (element: Element): boolean => element.closest('.box-panel') !== null;
    const isSmall = ({ box }: { box: DOMRect }): boolean => Math.min(box.width, box.height) < 23.9;
    const isInSentence = (element: Element): boolean =>
      getComputedStyle(element).display === 'inline' &&
      [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && /\p{L}|·/u.test(node.textContent ?? ''),
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
function readSizes(page: Page): Promise<ReadonlyMap<string, number>> {
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
    const used = 'button, input, textarea, summary, .chips a, .letters a, .box-field, fieldset label';
    return [...document.querySelectorAll(used)]
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
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
    const groups = 'nav, .chips, [role=tablist], [role=listbox]';
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
      return [element, element.closest('.box-field'), element.closest('fieldset label')].every((place) => {
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

for (const [name, shown] of TYPES) {
  test(`${name}: sizes, spacing, contrast and forced colours`, async ({ page }) => {
    await open(page, shown, 1280);
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
  });
}

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
