import { findBrowser, findProgram } from '../browser/find-browser.ts';
import { openPuppeteerTab } from './puppeteer-tab.ts';
import type { Tab } from './tab.ts';
import { hasScreen, openWebKitTab } from './webkit-tab.ts';

/** An engine that the jobs are done in. */
interface Engine {
  readonly name: string;
  /** Says what keeps it from being tested here. */
  readonly lack?: string;
  readonly openTab: () => Promise<Tab>;
}

const firefox = findProgram(['firefox-esr', 'firefox']);
const webKitDriver = findProgram(['WebKitWebDriver']);
const lackOf = (command: string, debianPackage: string): string =>
  `${command} is not installed; Debian has it in the package ${debianPackage}`;

/** The engines, of which Chromium is always there. */
export const ENGINES: readonly Engine[] = [
  { name: 'Chromium', openTab: () => openPuppeteerTab('chrome', findBrowser()) },
  {
    name: 'Firefox',
    ...(firefox === undefined && { lack: lackOf('Firefox', 'firefox-esr') }),
    openTab: () => openPuppeteerTab('firefox', firefox ?? ''),
  },
  {
    name: 'WebKitGTK',
    ...(webKitDriver === undefined
      ? { lack: lackOf('WebKitWebDriver', 'webkit2gtk-driver') }
      : !hasScreen() &&
        findProgram(['Xvfb']) === undefined && { lack: `there is no screen, and ${lackOf('Xvfb', 'xvfb')}` }),
    openTab: () => openWebKitTab(webKitDriver ?? ''),
  },
];
