import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { say, wordsOf } from '../../src/core/say.ts';
import { SUPPORT_TEXTS } from '../../src/core/support-texts.ts';
import { errorPath } from '../../src/core/url.ts';
import { supportFacts } from '../../src/document/support-facts.ts';
import { FIXTURE_SITES } from '../fixtures/sites.ts';
import { ENGINES } from './engines.ts';
import { SAID, serveListening } from './served-site.ts';
import { eventually, type Tab } from './tab.ts';

/** The main jobs of a reader, in each engine that is installed; the pages have nothing to complain of meanwhile. */
const root = resolve(import.meta.dirname, '../..');
const { content, out } = FIXTURE_SITES.api;
const { registry, site } = await loadContent(join(root, content));
const words = wordsOf(site);
const errorOf = (code: string) => {
  const error = registry.errors.find((each) => each.code === code);
  if (!error) throw new Error(`There is no error ${code}.`);
  return error;
};
const LIMIT = errorOf('RATE_LIMIT_EXCEEDED');
const BALANCE = errorOf('INSUFFICIENT_BALANCE');

const served = await serveListening(join(root, out));
after(() => served[Symbol.dispose]());

/** A page with a field alone, for what goes to the clipboard and what comes from it. */
const FIELD = 'data:text/html,<textarea aria-label="field"></textarea>';

async function openField(tab: Tab): Promise<void> {
  await tab.open(FIELD);
  await tab.click('textbox', 'field');
}

async function putOnClipboard(tab: Tab, text: string): Promise<void> {
  await openField(tab);
  await tab.read((value) => {
    const field = document.querySelector('textarea');
    if (field) field.value = value;
    field?.select();
  }, text);
  await tab.press('Control', 'c');
}

async function readClipboard(tab: Tab): Promise<string> {
  await openField(tab);
  await tab.press('Control', 'v');
  return eventually(async () => {
    const text = await tab.read(() => document.querySelector('textarea')?.value);
    assert.ok(text, 'the clipboard is empty');
    return text;
  });
}

const open = (tab: Tab, path: string): Promise<void> => tab.open(served.origin + path);

/** Waits until the page that is open is that of an error. */
const arrive = (tab: Tab, code: string): Promise<void> =>
  eventually(async () => assert.equal(await tab.read(() => document.querySelector('h1')?.textContent), code));

/** Waits until the part that a selector finds says a text. */
const shows = (tab: Tab, selector: string, text: string): Promise<void> =>
  eventually(async () => {
    const shown = await tab.read((found) => document.querySelector<HTMLElement>(found)?.innerText ?? '', selector);
    assert.ok(shown.includes(text), `“${text}” is not in: ${shown}`);
  });

/** Waits until the word is shown, and read aloud, that something was copied. */
const saysCopied = (tab: Tab): Promise<void> =>
  eventually(async () => {
    for (const places of ['button, [role=status]:not(.er-visually-hidden)', '[role=status]']) {
      const texts = await tab.read(
        (selector) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent),
        places,
      );
      assert.ok(texts.includes(words.copy.done), `“${words.copy.done}” is not in: ${texts.join(' ')}`);
    }
  });

/** How many errors the main part of the page lists at the moment. */
const countRows = (tab: Tab): Promise<number> =>
  tab.read(
    () =>
      new Set(
        [...document.querySelectorAll<HTMLAnchorElement>('main li a[href^="/errors/"]:not([href="/errors/"])')]
          .filter((link) => link.checkVisibility())
          .map(({ pathname }) => pathname),
      ).size,
  );

const JOBS: Readonly<Record<string, (tab: Tab) => Promise<void>>> = {
  async 'finds an error by keys alone'(tab) {
    for (const keys of [['/'], ['Control', 'k']]) {
      await open(tab, errorPath('INVALID_REQUEST'));
      await tab.press(...keys);
      await eventually(async () =>
        assert.equal(await tab.read(() => document.activeElement?.getAttribute('role')), 'combobox'),
      );
      await tab.type('rate limit exceeded');
      await tab.press('Enter');
      await arrive(tab, LIMIT.code);
    }
  },

  async 'opens the page of a pasted payload with its values'(tab) {
    const details = { required: '1234.56', available: '<img src=x onerror=alert(1)>' };
    await putOnClipboard(tab, JSON.stringify({ error: { code: BALANCE.code, message: 'Too low.', details } }, null, 2));
    await open(tab, '/');
    await tab.press('/');
    await tab.press('Control', 'v');
    await shows(tab, '[role=option][aria-selected=true]', BALANCE.code);
    await tab.press('Enter');
    await arrive(tab, BALANCE.code);
    for (const value of Object.values(details)) await shows(tab, 'main', value);
    assert.equal(await tab.read(() => location.hash), '');
  },

  async 'copies the reply to the customer by its key'(tab) {
    await open(tab, errorPath(LIMIT.code));
    await tab.press('Alt', 'r');
    await saysCopied(tab);
    const { text } = SUPPORT_TEXTS.reply(supportFacts(LIMIT, site, words), words.support);
    assert.equal(await readClipboard(tab), text);
  },

  async 'copies a block of code, and says so'(tab) {
    await open(tab, errorPath(BALANCE.code));
    await tab.click('button', say(words.copyButtons.block, { name: words.document.body }));
    await saysCopied(tab);
    assert.deepEqual(JSON.parse(await readClipboard(tab)), buildPayload(BALANCE, site));
  },

  async 'remembers the theme'(tab) {
    const background = (): Promise<string> => tab.read(() => getComputedStyle(document.body).backgroundColor);
    await open(tab, '/');
    const isDark = await tab.read(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const [own, other] = isDark ? [words.theme.dark, words.theme.light] : [words.theme.light, words.theme.dark];
    const before = await background();
    await tab.click('button', other);
    await eventually(async () => assert.notEqual(await background(), before));
    const switched = await background();
    await tab.reload();
    assert.equal(await background(), switched);
    await tab.click('button', own);
    await eventually(async () => assert.equal(await background(), before));
  },

  async 'changes the language of the samples by arrow keys, and remembers it'(tab) {
    const chosen = '[role=tab][aria-selected=true]';
    await open(tab, errorPath(LIMIT.code));
    await tab.click('tab', 'curl');
    await tab.press('ArrowRight');
    await shows(tab, chosen, 'TypeScript');
    await shows(tab, ':focus', 'TypeScript');
    await shows(tab, '[role=tabpanel]:not([hidden] *)', 'await fetch');
    await open(tab, errorPath(BALANCE.code));
    await shows(tab, chosen, 'TypeScript');
  },

  async 'filters the errors of the home page, until one goes back'(tab) {
    const all = registry.errors.length;
    const waiting = registry.errors.filter(({ retry }) => retry?.when === 'after-wait').length;
    await open(tab, '/');
    assert.equal(await countRows(tab), all);
    const chip = await tab.read(
      () => document.querySelector('main a[data-by=retry][data-value=after-wait]')?.textContent ?? '',
    );
    await tab.click('link', chip.trim().replaceAll(/\s+/g, ' '));
    await eventually(async () => assert.equal(await countRows(tab), waiting));
    await tab.reload();
    await eventually(async () => assert.equal(await countRows(tab), waiting));
    await tab.back();
    await eventually(async () => assert.equal(await countRows(tab), all));
  },

  async 'filters the errors of the support desk'(tab) {
    await open(tab, '/support/');
    await tab.click('searchbox', words.desk.filter);
    await tab.type('rate limt');
    await eventually(async () => assert.equal(await countRows(tab), 1));
    await shows(tab, 'main', LIMIT.code);
  },

  async 'decodes a log'(tab) {
    const log = ['INFO started', `POST /v1/users 429 ${LIMIT.code}`, '', `{"error":{"code":"${LIMIT.code}"}}`];
    await putOnClipboard(tab, [...log, 'ACCOUNT_LOCKED user_id=3'].join('\n'));
    await open(tab, '/decode/');
    await tab.click('textbox', words.decode.log);
    await tab.press('Control', 'v');
    for (const text of [LIMIT.code, say(words.decode.line, { line: 4 })]) await shows(tab, 'main table', text);
    await shows(tab, 'main', 'ACCOUNT_LOCKED');
  },

  async 'names what a missing address asks for, and what is near'(tab) {
    await open(tab, '/errors/CARD_DECLINED/');
    await shows(tab, 'main', say(words.missing.unknown, { code: 'CARD_DECLINED', report: words.missing.report }));
    await open(tab, '/errors/RATE_LIMIT_EXCEDED/');
    await shows(tab, '[role=option]', LIMIT.code);
  },
};

/** What the pages have said since it was asked last. */
async function takeSaid(tab: Tab): Promise<string> {
  await tab.open(served.aside);
  return tab.read((key) => {
    const said = localStorage.getItem(key) ?? '';
    localStorage.removeItem(key);
    return said;
  }, SAID);
}

for (const { name, lack, openTab } of ENGINES) {
  describe(name, { skip: lack ?? false }, () => {
    let tab: Tab;
    before(async () => (tab = await openTab()));
    after(() => tab.close());

    for (const [title, job] of Object.entries(JOBS)) {
      it(title, async () => {
        await job(tab);
        assert.equal(await takeSaid(tab), '');
      });
    }

    it('would tell of a breach of the policy, of what was not loaded, and of what the console says', async () => {
      await open(tab, '/');
      await tab.read(() => {
        document.body.setAttribute('style', 'color: red');
        console.error('loud');
        document.body.append(Object.assign(new Image(), { src: '/nothing.png' }));
      });
      await eventually(async () => {
        const said = await tab.read((key) => localStorage.getItem(key)?.trim().split('\n').toSorted(), SAID);
        assert.deepEqual(said, ['[object HTMLImageElement] was not loaded', 'loud', 'style-src-attr inline']);
      });
      await takeSaid(tab);
    });
  });
}
