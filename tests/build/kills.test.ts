/** Stops builds of a thousand codes at random moments: `npm run test:kills`; too long for `npm test`. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSite, startBuild, writeContent } from './project.ts';

const COUNT = 1_000;
const folder = mkdtempSync(join(tmpdir(), 'kills-'));
const content = join(folder, 'content');
const env = { CONTENT: content, OUT: join(folder, 'out/site') };
after(() => rmSync(folder, { recursive: true }));

let clean: ReadonlyMap<string, string>;
let milliseconds = 0;

async function build(): Promise<void> {
  const { code, output } = await startBuild(env).end;
  assert.equal(code, 0, output);
}

before(async () => {
  writeContent(content, COUNT);
  const started = performance.now();
  await build();
  milliseconds = performance.now() - started;
  clean = readSite(env.OUT);
});

const STOPS = [...Array<'SIGKILL'>(20).fill('SIGKILL'), 'SIGINT', 'SIGINT', 'SIGINT', 'SIGTERM'] as const;
for (const [index, signal] of STOPS.entries()) {
  test(`${index + 1}: after ${signal} the old site is whole, and the next build is as a clean one`, async () => {
    // Every other build has all pages to make anew, for another name is on them; the others have one, and are done sooner.
    const isWhole = index % 2 === 0;
    writeContent(content, COUNT, `Undone ${index}.`, isWhole ? 'Undone' : undefined);
    const { program, end } = startBuild(env);
    const moment = Math.random() * milliseconds * (isWhole ? 1 : 0.5);
    const timer = setTimeout(() => program.kill(signal), moment);
    const { code } = await end;
    clearTimeout(timer);
    if (code !== 0) assert.deepEqual(readSite(env.OUT), clean, `stopped after ${Math.round(moment)} ms`);
    writeContent(content, COUNT);
    await build();
    assert.deepEqual(readSite(env.OUT), clean);
    assert.deepEqual(readdirSync(join(folder, 'out')), ['site']);
  });
}
