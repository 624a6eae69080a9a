/**
 * What the lookup costs a reader, in a real browser: `npm run bench:lookup`, or with other numbers of codes,
 * `npm run bench:lookup -- 8 300`. Synthetic registries come from
 * `../shared/data/make-corpus.mjs` and are built in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import { escapeMessage } from '../../src/core/message.ts';
import { errorPath } from '../../src/core/url.ts';
import { createSiteServer } from '../../src/server/server.ts';
import { findBrowser } from '../browser/find-browser.ts';

interface CorpusEntry {
  readonly code: string;
  readonly httpStatus: number;
  readonly title: string;
  readonly summary: string;
  readonly message: string;
}

const COUNTS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [8, 30, 10_000];
const LOG_BYTES = 20 * 1024 * 1024;
const root = resolve(import.meta.dirname, '../..');
const generator = new URL('../../../shared/data/make-corpus.mjs', import.meta.url);
const { corpus } = (await import(generator.href)) as { corpus: (count: number) => readonly CorpusEntry[] };

const folder = await mkdtemp(join(tmpdir(), 'lookup-bench-'));
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
try {
  const table: Record<string, Record<string, string | number>> = {};
  for (const count of COUNTS) table[`${count} codes`] = await measure(corpus(count), browser);
  console.table(table);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

async function measure(entries: readonly CorpusEntry[], within: Browser): Promise<Record<string, string | number>> {
  const dir = await buildSite(entries);
  const server = createSiteServer({ dir, base: '' }).listen(0);
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [first] = entries;
  try {
    const page = await within.newPage({ baseURL: origin });
    const bytes = countBytes(page);
    await page.goto(errorPath(first?.code ?? ''), { waitUntil: 'networkidle' });
    const before = await bytes();
    await page.getByRole('combobox').fill(first?.code ?? '');
    await page.getByRole('option').first().waitFor();
    await page.waitForLoadState('networkidle');
    const after = await bytes();
    const times = await typeCodes(page, entries);
    await page.close();
    return {
      'bytes before touch': before,
      'bytes of first lookup': after - before,
      'ms input to paint, median': median(times),
      'ms input to paint, 95 %': Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0),
      ...(await decode(within, origin, entries)),
    };
  } finally {
    server.close();
  }
}

async function buildSite(entries: readonly CorpusEntry[]): Promise<string> {
  const [content, out] = [join(folder, `content-${entries.length}`), join(folder, `dist-${entries.length}`)];
  const errors = Object.fromEntries(
    entries.map(({ code, httpStatus, title, summary, message }) => [
      code,
      { title, status: httpStatus, summary, message: escapeMessage(message) },
    ]),
  );
  const site = {
    name: 'Bench',
    description: 'Synthetic errors.',
    url: 'https://errors.example.com',
    apiUrl: 'https://api.example.com',
    lang: 'en',
    dir: 'ltr',
    support: { label: 'Support', href: 'https://support.example.com' },
    envelope: { error: { code: '{code}', message: '{message}' } },
  };
  await mkdir(join(content, 'registry'), { recursive: true });
  await writeFile(join(content, 'site.ts'), `export const site = ${JSON.stringify(site)};\n`);
  await writeFile(
    join(content, 'registry/index.ts'),
    `import { defineRegistry } from 'error-reference';\nexport const registry = defineRegistry(${JSON.stringify({ name: 'all', title: 'All errors', errors })});\n`,
  );
  const env = { ...process.env, CONTENT: content, OUT: out };
  const { status } = spawnSync(process.execPath, ['src/cli/main.ts', 'build'], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`The site of ${entries.length} codes was not built.`);
  return out;
}

/** Counts what a page loads, each body as gzip makes it; Pagefind's own files apart. */
function countBytes(page: Page): () => Promise<number> {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  return async () => {
    const own = urls.filter((url) => !/\/pagefind\/|favicon/.test(url));
    const bodies = await Promise.all(own.map(async (url) => (await fetch(url)).arrayBuffer()));
    return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  };
}

/** Types misspelled, spaced and whole codes; the time from each `input` event until the suggestion was painted. */
async function typeCodes(page: Page, entries: readonly CorpusEntry[]): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    const { port1, port2 } = new MessageChannel();
    let started = 0;
    port1.onmessage = () => times.push(performance.now() - started);
    addEventListener(
      'input',
      () => {
        started = performance.now();
        // The message comes once the frame is painted.
        requestAnimationFrame(() => port2.postMessage(0));
      },
      { capture: true },
    );
  });
  const box = page.getByRole('combobox');
  const sample = entries.filter((_, place) => place % Math.ceil(entries.length / 8) === 0);
  const texts = sample.flatMap(({ code }) => [
    code,
    code.toLowerCase().replaceAll('_', ' '),
    code.replace(/(.)E/, 'E$1'),
  ]);
  for (const text of texts) {
    // Once to have the parts of the index there, once to be measured: as it is for a second thought.
    await box.fill(text);
    await page.getByRole('option').first().waitFor();
    await page.waitForLoadState('networkidle');
    await box.fill('');
    await page.evaluate(() => (globalThis as unknown as { times: number[] }).times.pop());
    await box.fill(text);
    await page.getByRole('option').first().waitFor();
  }
  return page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
}

async function decode(
  within: Browser,
  origin: string,
  entries: readonly CorpusEntry[],
): Promise<Record<string, string | number>> {
  const page = await within.newPage({ baseURL: origin });
  const bytes = countBytes(page);
  await page.goto('/decode/', { waitUntil: 'networkidle' });
  const before = await bytes();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  // From the disk, as a reader's own log: the page gets no more than a handle to it.
  const log = join(folder, 'app.log');
  await writeFile(log, writeLog(entries));
  const started = performance.now();
  await page.getByLabel('choose a file').setInputFiles(log);
  await page.getByText(/errors? in \d+ lines/).waitFor();
  const seconds = (performance.now() - started) / 1000;
  await page.waitForLoadState('networkidle');
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  const cost = (await bytes()) - before;
  await page.close();
  return {
    's for a 20 MB log': Number(seconds.toFixed(1)),
    'longest task, ms': Math.round(Math.max(0, ...tasks)),
    'bytes to decode': cost,
  };
}

function writeLog(entries: readonly CorpusEntry[]): string {
  const lines: string[] = [];
  for (let size = 0, place = 0; size < LOG_BYTES; place++) {
    const { code = '' } = entries[(place * 7919) % entries.length] ?? {};
    const line = [
      `2026-05-02T14:03:${String(place % 60).padStart(2, '0')}.004Z worker-${place % 17} INFO path=/v1/users/${place} took ${place % 977} ms`,
      `[2026-05-02 14:03:11] production.ERROR: POST /v1/users 400 ${code} param=user_id`,
      `{"level":"warn","error":{"code":"${code}","message":"It failed."},"trace":"${(place * 40503).toString(16)}"}`,
      `DEBUG cache miss for key user:${place}:profile ACCOUNT_LOCKED_${place % 50}`,
    ][place % 4];
    lines.push(line ?? '');
    size += (line?.length ?? 0) + 1;
  }
  return lines.join('\n');
}

function median(values: readonly number[]): number {
  return Number((values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN).toFixed(1));
}
