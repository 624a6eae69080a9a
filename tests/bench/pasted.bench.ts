/**
 * What the box makes of real pastes, in a real browser: `npm run bench:pasted`, or for some registries,
 * `npm run bench:pasted -- discord kafka`. Each registry of the pastes of `../shared/data` is imported and built in a
 * temporary folder; each paste goes into the box of a fresh page, with nothing in the cache.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { errorPath, statusPath } from '../../src/core/url.ts';
import { createSiteServer } from '../../src/server/server.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { corpusArguments, corpusFile } from '../fixtures/corpora.ts';
import { readPastes, type Pasted } from '../fixtures/pasted.ts';
import { formatTable, runProgram } from './run-build.ts';

interface Option {
  readonly path: string;
  readonly selected: boolean;
  /** The heading that it stands below, if any. */
  readonly group: string | undefined;
}

interface Measured {
  readonly paste: Pasted;
  readonly options: readonly Option[];
  /** From the paste until the first option was what it stayed; `undefined` where there is none. */
  readonly ms: number | undefined;
  readonly lookupBytes: number;
  readonly pagefindBytes: number;
}

/** What is heard of a page's requests. */
interface Traffic {
  lookupBytes: number;
  pagefindBytes: number;
  underWay: number;
  lastAt: number;
}

/** What {@link watchBox} leaves in the page. */
interface Watched {
  pastedAt: number;
  changedAt: number;
  firstPath: string | undefined;
  firstAt: number;
}

/** Longer than the box waits before it searches, and than a search takes without asking for a file. */
const QUIET = 600;
const HEADER = [
  ...['registry', 'pastes', 'right first', 'in first three', 'nonsense preselected'],
  ...['lookup B, median', 'max', 'Pagefind B, median', 'max', 'ms to first, median', 'max'],
];

const wanted = process.argv.slice(2);
const pastes = readPastes().filter(({ registry }) => wanted.length === 0 || wanted.includes(registry));
if (pastes.length === 0) console.log('There are no shared pastes of such registries: nothing to do.');
const folder = await mkdtemp(join(tmpdir(), 'pasted-bench-'));
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
try {
  const all: Measured[] = [];
  const rows = [HEADER];
  for (const name of new Set(pastes.map(({ registry }) => registry))) {
    const measured = await measureRegistry(
      name,
      pastes.filter(({ registry }) => registry === name),
    );
    all.push(...measured);
    rows.push(summarize(name, measured));
    for (const one of measured.filter((other) => !isRightFirst(other))) console.log(tellMiss(one));
  }
  rows.push(summarize('all', all));
  console.log(`\n${formatTable(rows)}`);
  process.exitCode = all.some(isNonsense) ? 1 : 0;
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

async function measureRegistry(name: string, own: readonly Pasted[]): Promise<readonly Measured[]> {
  const dir = await buildSite(name);
  const server = createSiteServer({ dir, base: '' }).listen(0);
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const measured: Measured[] = [];
  try {
    for (const paste of own) measured.push(await measurePaste(browser, origin, paste));
  } finally {
    server.close();
    await rm(dir, { recursive: true });
  }
  return measured;
}

async function buildSite(name: string): Promise<string> {
  const [content, out] = [join(folder, name), join(folder, `${name}-dist`)];
  const programs = [
    ['src/cli/main.ts', 'import', corpusFile(name), '--to', content, ...corpusArguments(name)],
    ['src/cli/main.ts', 'build'],
  ];
  for (const program of programs) {
    const { ok, output } = await runProgram(program, { CONTENT: content, OUT: out });
    if (!ok) throw new Error(`The site of ${name} was not built.\n${output}`);
  }
  return out;
}

async function measurePaste(within: Browser, origin: string, paste: Pasted): Promise<Measured> {
  const context = await within.newContext({ baseURL: origin, permissions: ['clipboard-read', 'clipboard-write'] });
  try {
    const page = await context.newPage();
    const traffic = listen(page);
    await page.addInitScript(watchBox);
    await page.goto('/');
    await page.getByRole('combobox').focus();
    await settle(page, traffic);
    await page.evaluate(async (text) => navigator.clipboard.writeText(text), paste.q);
    await page.keyboard.press('ControlOrMeta+v');
    await settle(page, traffic);
    const { pastedAt, firstAt, firstPath } = await readWatched(page);
    const ms = firstPath === undefined ? undefined : firstAt - pastedAt;
    const { lookupBytes, pagefindBytes } = traffic;
    return { paste, options: await readOptions(page), ms, lookupBytes, pagefindBytes };
  } finally {
    await context.close();
  }
}

/** Counts what a page loads, as it is served. */
function listen(page: Page): Traffic {
  const traffic: Traffic = { lookupBytes: 0, pagefindBytes: 0, underWay: 0, lastAt: performance.now() };
  const step = (change: number): void => {
    traffic.underWay += change;
    traffic.lastAt = performance.now();
  };
  page.on('request', () => step(1));
  page.on('requestfailed', () => step(-1));
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    const isLookup = pathname.startsWith('/lookup/');
    if (!isLookup && !pathname.startsWith('/pagefind/')) {
      step(-1);
      return;
    }
    void request
      .sizes()
      .then(({ responseBodySize }) => (traffic[isLookup ? 'lookupBytes' : 'pagefindBytes'] += responseBodySize))
      .finally(() => step(-1));
  });
  return traffic;
}

/** Runs in the page before its own scripts: keeps when a text was pasted and when what the box shows last changed. */
function watchBox(): void {
  const watched: Watched = { pastedAt: 0, changedAt: 0, firstPath: undefined, firstAt: 0 };
  Object.assign(globalThis, { watched });
  addEventListener('paste', () => (watched.pastedAt = watched.changedAt = performance.now()), { capture: true });
  new MutationObserver(() => {
    watched.changedAt = performance.now();
    const first = document.querySelector('[role=option]')?.getAttribute('href') ?? undefined;
    if (first === watched.firstPath) return;
    watched.firstPath = first;
    watched.firstAt = watched.changedAt;
  }).observe(document, { subtree: true, childList: true });
}

async function readWatched(page: Page): Promise<Watched> {
  return page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
}

/** Waits until nothing is loaded or has changed for a while: the box does not say that it is done. */
async function settle(page: Page, traffic: Traffic): Promise<void> {
  for (;;) {
    const still = await page.evaluate(
      () => performance.now() - (globalThis as unknown as { watched: Watched }).watched.changedAt,
    );
    const idle = traffic.underWay > 0 ? 0 : performance.now() - traffic.lastAt;
    const left = QUIET - Math.min(still, idle);
    if (left <= 0) return;
    await setTimeout(left);
  }
}

async function readOptions(page: Page): Promise<readonly Option[]> {
  return page.getByRole('option').evaluateAll((options) =>
    options.map((option) => ({
      path: option.getAttribute('href') ?? '',
      selected: option.getAttribute('aria-selected') === 'true',
      group: option.closest('[role=group]')?.getAttribute('aria-label') ?? undefined,
    })),
  );
}

/** Whether an option leads to an acceptable page; the page of a name does where codes of that name are acceptable. */
function isRight({ path }: Option, expected: readonly string[]): boolean {
  const name = /^\/names\/([^/]+)\/$/.exec(path)?.[1];
  return expected.some((code) => {
    if (name !== undefined) return code.toLowerCase().endsWith(name);
    const status = /^status:(\d+)$/.exec(code)?.[1];
    return path === (status === undefined ? errorPath(code) : statusPath(Number(status)));
  });
}

function isRightWithin({ paste: { expect }, options }: Measured, count: number): boolean {
  return expect !== null && options.slice(0, count).some((option) => isRight(option, expect));
}

/** Whether the page of an error is preselected for what is none. */
function isNonsense({ paste: { expect }, options }: Measured): boolean {
  return expect === null && options.some(({ path, selected }) => selected && path.startsWith('/errors/'));
}

function isRightFirst(measured: Measured): boolean {
  return measured.paste.expect === null ? !isNonsense(measured) : isRightWithin(measured, 1);
}

function summarize(name: string, measured: readonly Measured[]): string[] {
  const meant = measured.filter(({ paste }) => paste.expect !== null);
  const share = (count: number): string => {
    const right = meant.filter((one) => isRightWithin(one, count)).length;
    return `${right} of ${meant.length} (${((100 * right) / meant.length).toFixed(1)} %)`;
  };
  const bytes = (key: 'lookupBytes' | 'pagefindBytes'): string[] =>
    medianAndMax(measured.map((one) => one[key])).map((value) => value.toLocaleString('en'));
  const times = measured.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
  return [
    name,
    String(measured.length),
    share(1),
    share(3),
    `${measured.filter(isNonsense).length} of ${measured.length - meant.length}`,
    ...bytes('lookupBytes'),
    ...bytes('pagefindBytes'),
    ...medianAndMax(times).map((value) => value.toFixed(0)),
  ];
}

function medianAndMax(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((one, other) => one - other);
  return [sorted[sorted.length >> 1] ?? NaN, sorted.at(-1) ?? NaN];
}

function tellMiss(measured: Measured): string {
  const { paste, options } = measured;
  const kind = paste.expect === null ? 'NONSENSE' : isRightWithin(measured, 3) ? 'in three' : 'miss';
  const shown = options.slice(0, 3).map(({ path, selected, group }) => {
    const below = group === undefined ? '' : ` (${group})`;
    return `${selected ? '*' : ''}${path}${below}`;
  });
  return `${kind}  ${paste.registry} ${paste.kind}  ${JSON.stringify(paste.q.slice(0, 100))}  →  ${shown.join(', ') || 'nothing'}`;
}
