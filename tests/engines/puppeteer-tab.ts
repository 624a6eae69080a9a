import puppeteer, { type KeyInput } from 'puppeteer-core';
import { eventually, type Tab } from './tab.ts';

const ON_MAC = process.platform === 'darwin';
/** What keys do through a menu on a Mac, which pressed ones don't reach in Chromium. */
const MENU: Readonly<Record<string, string[]>> = { c: ['Copy'], v: ['Paste'] };

/** A tab of Chromium, or of Firefox as it is installed, which Puppeteer drives by WebDriver BiDi. */
export async function openPuppeteerTab(browserName: 'chrome' | 'firefox', executablePath: string): Promise<Tab> {
  const browser = await puppeteer.launch({
    browser: browserName,
    executablePath,
    args: browserName === 'chrome' ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage();
  const { keyboard } = page;
  return {
    async open(address) {
      await page.goto(address);
    },
    async back() {
      await page.goBack();
    },
    async reload() {
      await page.reload();
    },
    async press(...names) {
      const keys = names.map((name) => (ON_MAC && name === 'Control' ? 'Meta' : name) as KeyInput);
      for (const key of keys) await keyboard.down(key, { commands: (ON_MAC && MENU[key]) || [] });
      for (const key of keys.toReversed()) await keyboard.up(key);
    },
    type: (text) => keyboard.type(text),
    click: (role, name) =>
      eventually(async () => {
        const element = await page.$(`::-p-aria([name=${JSON.stringify(name)}][role=${JSON.stringify(role)}])`);
        if (!element) throw new Error(`There is no ${role} “${name}”.`);
        await element.click();
      }),
    read: (find, text = '') => page.evaluate(find, text),
    close: () => browser.close(),
  };
}
