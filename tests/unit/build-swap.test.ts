import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeMark } from '../../src/build/mark.ts';
import { openWorkplace, repairTarget, swap } from '../../src/build/workplace.ts';

const folder = mkdtempSync(join(tmpdir(), 'swap-'));
after(() => rmSync(folder, { recursive: true }));
const modules = new URL('../../src/build/', import.meta.url).href;

function makeSite(dir: string, text: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'index.html'), text);
  writeMark(dir, text);
}
const read = (dir: string, file = 'index.html'): string => readFileSync(join(dir, file), 'utf8');

/** Runs a module that uses those of the build, and waits for its end. */
function runModule(source: string): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, ['--input-type=module-typescript', '-e', source], { encoding: 'utf8' });
}

test('the next site takes the place of the last one, and nothing is left beside it', () => {
  const target = join(folder, 'a/site');
  makeSite(target, 'old');
  writeFileSync(join(target, 'CNAME'), 'docs.example.com');
  const place = openWorkplace(target);
  makeSite(place.next, 'new');
  swap(place);
  repairTarget(target);
  assert.equal(read(target), 'new');
  assert.equal(read(target, 'CNAME'), 'docs.example.com', 'what somebody else put there stays');
  assert.deepEqual(readdirSync(join(folder, 'a')), ['site']);
});

for (const renames of [1, 2]) {
  test(`a build that is killed after rename ${renames} is brought to its end by the next command`, () => {
    const target = join(folder, `killed-${renames}/site`);
    makeSite(target, 'old');
    const { signal } = runModule(`
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { renameSync } = fs;
      let left = ${renames};
      fs.renameSync = (from, to) => { renameSync(from, to); if (--left === 0) process.kill(process.pid, 'SIGKILL'); };
      syncBuiltinESMExports();
      const { openWorkplace, swap } = await import('${modules}workplace.ts');
      const place = openWorkplace(${JSON.stringify(target)});
      fs.writeFileSync(place.next + '/index.html', 'new');
      swap(place);
    `);
    assert.equal(signal, 'SIGKILL');
    assert.equal(existsSync(target), renames === 2);
    repairTarget(target);
    assert.equal(read(target), 'new');
    assert.deepEqual(readdirSync(join(folder, `killed-${renames}`)), ['site']);
  });
}

test('what a build left that was killed before the swap goes, and the last site stays', () => {
  const target = join(folder, 'half/site');
  makeSite(target, 'old');
  const place = openWorkplace(target);
  writeFileSync(join(place.next, 'index.html'), 'half');
  const again = openWorkplace(target);
  assert.deepEqual(readdirSync(again.next), []);
  repairTarget(target);
  assert.equal(read(target), 'old');
  assert.deepEqual(readdirSync(join(folder, 'half')), ['site']);
});

test('a neighbour that has the name of a workplace is left alone', () => {
  const target = join(folder, 'neighbour/site');
  mkdirSync(join(folder, 'neighbour'));
  const { dir } = openWorkplace(target);
  rmSync(dir, { recursive: true });
  mkdirSync(dir);
  writeFileSync(join(dir, 'notes.txt'), 'mine');
  const place = openWorkplace(target);
  assert.notEqual(place.dir, dir);
  repairTarget(target);
  assert.equal(read(dir, 'notes.txt'), 'mine');
});

test('a folder that can’t be moved is swapped name by name, and a stop in the middle is mended', () => {
  const target = join(folder, 'mounted/site');
  makeSite(target, 'old');
  writeFileSync(join(target, 'old.html'), 'old');
  writeMark(target, 'old');
  const beside = openWorkplace(target);
  const dir = join(target, beside.dir.slice(beside.dir.lastIndexOf('/') + 1));
  const place = { target, dir, next: join(dir, 'next'), last: join(dir, 'last'), isInside: true };
  makeSite(place.next, 'new');
  mkdirSync(place.last);
  swap(place);
  assert.equal(read(target), 'new');
  assert.ok(!existsSync(join(target, 'old.html')));
  repairTarget(target);
});

test('one build at a time works on a target, and a killed one keeps nobody out', async () => {
  const lock = `const { tryLock } = await import('${modules}lock.ts'); console.log((await tryLock('${folder}/locked')) !== undefined);`;
  const first = spawn(process.execPath, ['--input-type=module', '-e', `${lock} setInterval(() => {}, 1000);`]);
  const [answer] = (await once(first.stdout, 'data')) as [Buffer];
  assert.equal(answer.toString().trim(), 'true');
  assert.equal(String(runModule(lock).stdout).trim(), 'false');
  first.kill('SIGKILL');
  await once(first, 'exit');
  assert.equal(String(runModule(lock).stdout).trim(), 'true');
});
