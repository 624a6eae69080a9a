import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { Builder, By, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { eventually, type Tab } from './tab.ts';

// A folder, which only CommonJS takes for a module.
const { DriverService } = createRequire(import.meta.url)(
  'selenium-webdriver/remote',
) as typeof import('selenium-webdriver/remote');

const KEYS: Readonly<Record<string, string>> = {
  Alt: Key.ALT,
  ArrowRight: Key.ARROW_RIGHT,
  Control: Key.CONTROL,
  Enter: Key.ENTER,
};

/** A tab of WebKitGTK's MiniBrowser, which Selenium drives; on a screen that nobody sees where there is none. */
export async function openWebKitTab(driverPath: string): Promise<Tab> {
  const screen = hasScreen() ? undefined : await openScreen();
  const service = new DriverService.Builder(driverPath)
    .setLoopback(true)
    .setEnvironment({ ...process.env, ...(screen && { DISPLAY: screen.name }) })
    .build();
  const closing = [() => screen?.process.kill(), () => service.kill()];
  const close = async (): Promise<void> => {
    for (const part of closing.splice(0).toReversed()) await part();
  };
  try {
    const builder = new Builder().disableEnvironmentOverrides().usingServer(await service.start());
    const driver = await builder.withCapabilities({ browserName: 'MiniBrowser' }).build();
    closing.push(() => driver.quit());
    return tabOf(driver, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function tabOf(driver: WebDriver, close: () => Promise<void>): Tab {
  return {
    open: (address) => arrive(driver, driver.get(address)),
    back: () => arrive(driver, driver.navigate().back()),
    reload: () => arrive(driver, driver.navigate().refresh()),
    async press(...names) {
      const keys = names.map((name) => KEYS[name] ?? name);
      const actions = driver.actions();
      for (const key of keys) actions.keyDown(key);
      for (const key of keys.toReversed()) actions.keyUp(key);
      await actions.perform();
    },
    type: (text) => driver.actions().sendKeys(text).perform(),
    click: (role, name) => eventually(async () => (await find(driver, role, name)).click()),
    read: (find, text = '') => driver.executeScript(`return (${find.toString()})(arguments[0])`, text),
    close,
  };
}

/** WebKitWebDriver may answer before the scripts of the page have run. */
async function arrive(driver: WebDriver, navigation: Promise<void>): Promise<void> {
  await navigation;
  await eventually(async () => {
    if ((await driver.executeScript('return document.readyState')) !== 'complete')
      throw new Error('The page is loading.');
  });
}

/** WebKitWebDriver finds by CSS; of what is found, it tells the role and the name. */
async function find(driver: WebDriver, role: string, name: string): Promise<WebElement> {
  for (const element of await driver.findElements(By.css('a, button, input, textarea, [role]'))) {
    // What is hidden has neither, which is an error.
    const found = await element.getAccessibleName().catch(() => undefined);
    if (found === name && (await element.getAriaRole()) === role) return element;
  }
  throw new Error(`There is no ${role} “${name}”.`);
}

/** Whether there is a screen for the window of a browser that has no mode without one. */
export function hasScreen(): boolean {
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function openScreen(): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  // It writes its number to the fourth stream, and ends with its last window.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-terminate'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const written = once(screen.stdio[3] as Readable, 'data') as Promise<[Buffer]>;
  const ended = once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb opens no screen.')));
  const [number] = await Promise.race([written, ended]);
  ended.catch(() => undefined); // at the end it may
  return { name: `:${number.toString().trim()}`, process: screen };
}
