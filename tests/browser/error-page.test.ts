import { expect, test, type Page } from 'playwright/test';
import { loadContent } from '../../src/content/load.ts';
import { errorPath } from '../../src/core/url.ts';
import { contrastOf, sidewaysRoom, spaceTexts } from './measures.ts';
import { fixtureUrl } from './playwright.config.ts';
import { findViolations } from './violations.ts';

const { registry } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const PATHS = registry.errors.map(({ code }) => errorPath(code).slice(1));
const pathOf = (code: string): string => errorPath(code).slice(1);
const RATE = pathOf('RATE_LIMIT_EXCEEDED');
const BALANCE = pathOf('INSUFFICIENT_BALANCE');
const WIDTHS = [1280, 768, 390] as const;

test.use({ baseURL: fixtureUrl('api') });

const currentInContents = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator('.er-toc [aria-current=true]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));

test('request and response stand side by side where there is room, else below each other', async ({ page }) => {
  await page.goto(RATE);
  const figures = page.locator('section:has(> #example) > figure');
  const tops = async (): Promise<readonly number[]> =>
    figures.evaluateAll((all) => all.slice(0, 2).map((figure) => Math.round(figure.getBoundingClientRect().top)));
  const [request, response] = await tops();
  expect(response).toBe(request);
  await page.setViewportSize({ width: 390, height: 844 });
  const [above = 0, below = 0] = await tops();
  expect(below).toBeGreaterThan(above);
});

test('on a phone the share menu covers nothing and leaves nothing outside, however long its word', async ({ page }) => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(RATE);
    const share = page.locator('.er-share summary');
    await share.evaluate((summary) => (summary.textContent = 'Compartilhar'));
    await share.click();
    const [button, menu, ...others] = await page
      .locator('.er-share summary, .er-share > div, .er-over :is(a, .er-badge), h1')
      .evaluateAll((all) =>
        all
          .toSorted((one, other) => Number(other.matches('.er-share *')) - Number(one.matches('.er-share *')))
          .map((element) => element.getBoundingClientRect().toJSON() as DOMRect),
      );
    expect(others).toHaveLength(3);
    for (const { left, right, top, bottom } of others) {
      const isApart =
        right <= (button?.left ?? 0) ||
        left >= (button?.right ?? 0) ||
        bottom <= (button?.top ?? 0) ||
        top >= (button?.bottom ?? 0);
      expect(isApart, `${width}: ${left} ${top} ${right} ${bottom}`).toBe(true);
    }
    expect(menu?.left).toBeGreaterThanOrEqual(0);
    expect(menu?.right).toBeLessThanOrEqual(width);
  }
});

test('a block that was merged is where its anchor leads', async ({ page }) => {
  await page.goto(RATE);
  await expect(page.locator('.er-facts #retry')).toContainText('The same request may be sent again');
  await expect(page.locator('section:has(> #example) #message')).toContainText('exceeded your allowed request rate');
  await expect(page.getByRole('heading', { name: 'Retry', exact: true })).toHaveCount(0);
});

test('the fragment of a language shows its tab, now and on the open page, and no other page changes', async ({
  page,
}) => {
  await page.goto(`${RATE}#handle-in-code-python`);
  const selected = page.getByRole('tab', { selected: true });
  await expect(selected).toHaveText('Python');
  await expect(page.locator('#handle-in-code-python')).toBeInViewport();
  await page.evaluate(() => (location.hash = '#handle-in-code-go'));
  await expect(selected).toHaveText('Go');
  await page.getByRole('link', { name: 'Go', exact: true }).click();
  await expect(page).toHaveURL(/#handle-in-code-go$/);
  await page.goto(BALANCE);
  await expect(selected).toHaveText('curl');
});

test('a heading shows that it is a link, and reads as its words alone', async ({ page }) => {
  for (const path of PATHS) {
    await page.goto(path);
    const headings = page.locator('.er-prose :is(h2, h3)');
    const titles = await headings.evaluateAll((all) => all.map(({ textContent }) => textContent));
    expect(titles.length).toBeGreaterThan(3);
    for (const title of titles) {
      expect(title).toBe(title.trim());
      await expect(page.getByRole('heading', { name: title, exact: true }).getByRole('link')).toHaveCount(1);
    }
    const marks = await headings.evaluateAll((all) =>
      all.map((heading) => getComputedStyle(heading.firstElementChild ?? heading, '::after').content),
    );
    for (const mark of marks) expect(mark).toContain('#');
    const contents = await page.locator('.er-toc a').allTextContents();
    for (const title of contents) expect(titles).toContain(title.trim());
  }
});

test('the menu for sharing closes by Esc, which gives the focus back, and by a click elsewhere', async ({ page }) => {
  await page.goto(BALANCE);
  const name = page.locator('.er-share summary');
  const copyLink = page.locator('.er-share').getByRole('button', { name: 'Copy link' });
  await name.click();
  await expect(copyLink).toBeVisible();
  await expect(page.locator('.er-share')).toContainText('/errors/INSUFFICIENT_BALANCE/');
  // What closes the menu is loaded once it opens.
  await expect(async () => {
    await copyLink.focus();
    await page.keyboard.press('Escape');
    await expect(copyLink).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect(name).toBeFocused();
  await name.click();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(copyLink).toBeHidden();
});

test('on a phone a bar holds the reply, the link and the contents, and covers neither the end nor the focus', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(BALANCE);
  const bar = page.locator('.er-dock');
  for (const target of [
    bar.getByRole('button', { name: 'Reply' }),
    bar.getByRole('button', { name: 'Copy link' }),
    bar.getByRole('link', { name: 'Contents' }),
  ]) {
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const top = (await bar.boundingBox())?.y ?? 0;
  const last = await page.locator('.er-foot a').last().boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(top);
  await page.evaluate(() => scrollTo(0, 0));
  for (const link of await page.locator('.er-prose a').all()) {
    await link.focus();
    const box = await link.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(top);
  }
  await bar.getByRole('link', { name: 'Contents' }).click();
  await expect(page.locator('.er-toc')).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(bar).toBeHidden();
});

for (const width of WIDTHS) {
  test(`at ${width} px the reply is at most twelve stops of the Tab key away`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(BALANCE);
    const isReply = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.hasAttribute('data-reply') ?? false);
    let stops = 0;
    while (!(await isReply()) && stops < 60) {
      await page.keyboard.press('Tab');
      stops++;
    }
    expect(stops).toBeLessThanOrEqual(12);
  });
}

test('of the code, only what scrolls is a stop of the Tab key', async ({ page }) => {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of [RATE, BALANCE]) {
      await page.goto(path);
      for (const tab of ['curl', 'Java']) {
        await page.getByRole('tab', { name: tab }).click();
        await expect
          .poll(() =>
            page
              .locator('pre:visible')
              .evaluateAll((all) =>
                all
                  .filter((code) => (code.tabIndex === 0) !== code.scrollWidth > code.clientWidth)
                  .map((code) => code.id),
              ),
          )
          .toEqual([]);
      }
    }
  }
});

test('"On this page" is right after each jump, also at the end of the page', async ({ page }) => {
  for (const path of PATHS) {
    await page.goto(path);
    for (const link of await page.locator('.er-toc a').all()) {
      const target = await link.getAttribute('href');
      await link.click();
      await expect.poll(() => currentInContents(page)).toEqual([target]);
    }
  }
  await page.evaluate(() => {
    history.replaceState(null, '', location.pathname);
    scrollTo(0, document.documentElement.scrollHeight);
  });
  const last = await page.locator('.er-toc a').last().getAttribute('href');
  await expect.poll(() => currentInContents(page)).toEqual([last]);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => currentInContents(page)).toEqual([]);
});

for (const [format, width] of [
  ['A4', 794],
  ['Letter', 816],
] as const) {
  test(`${format}: 10 pt, with status, whole codes, the reader’s values and the address`, async ({ page }) => {
    const values = encodeURIComponent(JSON.stringify({ requestId: 'req_7', details: { required: '77.00' } }));
    await page.goto(`${BALANCE}#paste=${values}`);
    await expect(page.getByText('77.00').first()).toBeVisible();
    // The room between margins of 15 mm.
    await page.setViewportSize({ width: width - 113, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize) * 0.75)).toBeCloseTo(
      10,
    );
    for (const shown of ['.er-badge', '.er-facts', '#retry', '#message', '[data-filled]'])
      await expect(page.locator(shown).first()).toBeVisible();
    await expect(page.getByText('req_7').first()).toBeVisible();
    for (const hidden of ['.er-bar', '.er-rail', '.er-actions', '.er-foot', '.er-tablist', '.er-copy >> nth=2'])
      await expect(page.locator(hidden)).toBeHidden();
    await expect(page.locator('.er-tabs figure:visible')).toHaveCount(1);
    const address = await page.evaluate(
      () => getComputedStyle(document.querySelector('main') ?? document.body, '::after').content,
    );
    expect(address).toContain('/errors/INSUFFICIENT_BALANCE/');
    const cut = await page
      .locator('main :is(pre, h1, td, figure):visible')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML));
    expect(cut).toEqual([]);
  });
}

test('in forced colours the chosen tab, the place on the page and the focus show', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${RATE}#example`);
  const background = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await background('[role=tab][aria-selected=true]')).not.toBe(
    await background('[role=tab][aria-selected=false]'),
  );
  expect(await background('.er-toc [aria-current=true]')).not.toBe(await background('.er-toc [aria-current=false]'));
  await page.locator('.er-share summary').focus();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  expect(outline).toBe('solid');
});

for (const [name, width] of [
  ['320 px', 320],
  ['a zoom of 200 % on 1280 px', 640],
] as const) {
  test(`at ${name} nothing is sideways, with any spacing of the text`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of PATHS) {
      await page.goto(path);
      expect(await sidewaysRoom(page), path).toBe(0);
      await spaceTexts(page);
      expect(await sidewaysRoom(page), path).toBe(0);
      const cut = await page
        .locator('main :is(h1, h2, p, li, td, dt, dd, summary, button, figcaption):visible')
        .evaluateAll((all) =>
          all
            .filter((one) => getComputedStyle(one).overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 1)
            .map((one) => one.outerHTML),
        );
      expect(cut, path).toEqual([]);
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`${colorScheme}: borders of what can be used have 3:1, the placeholder 4.5:1`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(BALANCE);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const selector of ['.er-box-field', '.er-actions .er-copy', '.er-actions [data-reply]', '.er-share summary']) {
      const border = await page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).borderTopColor);
      expect(await contrastOf(page, border, paper), selector).toBeGreaterThanOrEqual(3);
    }
    const placeholder = await page
      .locator('.er-box input')
      .first()
      .evaluate((input) => getComputedStyle(input, '::placeholder').color);
    expect(await contrastOf(page, placeholder, paper)).toBeGreaterThanOrEqual(4.5);
  });
}

test('what can be pressed has 24 px, and no rule of axe is broken with the menu open', async ({ page }) => {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(RATE);
    await page.locator('.er-share summary').click();
    expect(await findViolations(page, ['target-size'])).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the menu for sharing, the contents and the languages work, and nothing is shown that would not', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(BALANCE);
    await page.locator('.er-share summary').click();
    await expect(page.locator('.er-share')).toContainText('/errors/INSUFFICIENT_BALANCE/');
    await expect(page.locator('button:visible')).toHaveCount(0);
    await page.locator('.er-share summary').click();
    await page.locator('.er-dock').getByRole('link', { name: 'Contents' }).click();
    await expect(page.locator('.er-toc')).toBeInViewport();
    await page.goto(`${BALANCE}#handle-in-code-python`);
    await expect(page.locator('#handle-in-code-python pre')).toBeInViewport();
  });
});
