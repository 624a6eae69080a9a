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

type Site = ReadonlyMap<string, string>;

let clean: Site;
let milliseconds = 0;
// What a build comes to that has all pages to make anew, for another name is on them, and one that has a few of them.
let renamed: Site;
let reworded: Site;

async function build(): Promise<Site> {
  const { code, output } = await startBuild(env).end;
  assert.equal(code, 0, output);
  return readSite(env.OUT);
}

function writeChanged(isWhole: boolean): void {
  writeContent(content, COUNT, 'Undone.', isWhole ? 'Undone' : undefined);
}

before(async () => {
  writeChanged(false);
  reworded = await build();
  writeChanged(true);
  renamed = await build();
  writeContent(content, COUNT);
  const started = performance.now();
  clean = await build();
  milliseconds = performance.now() - started;
});

const STOPS = [...Array<'SIGKILL'>(20).fill('SIGKILL'), 'SIGINT', 'SIGINT', 'SIGINT', 'SIGTERM'] as const;
for (const [index, signal] of STOPS.entries()) {
  test(`${index + 1}: after ${signal} a site is whole, and the next build is as a clean one`, async () => {
    const isWhole = index % 2 === 0;
    writeChanged(isWhole);
    const { program, end } = startBuild(env);
    const moment = Math.random() * milliseconds * (isWhole ? 1 : 0.5);
    const timer = setTimeout(() => program.kill(signal), moment);
    const { code } = await end;
    clearTimeout(timer);
    if (code !== 0) {
      // The new site stands when it took the old one's place, and the program had yet to clear away.
      const left = readSite(env.OUT);
      const made = isWhole ? renamed : reworded;
      const isNew = left.get('/errors.json') === made.get('/errors.json');
      assert.deepEqual(left, isNew ? made : clean, `stopped after ${Math.round(moment)} ms`);
    }
    writeContent(content, COUNT);
    assert.deepEqual(await build(), clean);
    assert.deepEqual(readdirSync(join(folder, 'out')), ['site']);
  });
}
