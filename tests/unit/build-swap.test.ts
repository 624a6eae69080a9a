import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeMark } from '../../src/build/mark.ts';
import { closeWorkplace, openWorkplace, repairTarget, swap } from '../../src/build/workplace.ts';

const folder = mkdtempSync(join(tmpdir(), 'swap-'));
after(() => rmSync(folder, { recursive: true }));
const modules = new URL('../../src/build/', import.meta.url).href;

function makeSite(dir: string, text: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'index.html'), text);
  writeMark(dir, text);
}
const read = (dir: string, file = 'index.html'): string => readFileSync(join(dir, file), 'utf8');

/** Lets a module take TARGET for a folder on which something is mounted. */
const PRETEND_MOUNT = `
  fs.readFileSync = (file, ...options) =>
    file === '/proc/self/mountinfo' ? '1 1 1:1 / TARGET rw' : readFileSync(file, ...options);
`;

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
  repairTarget(target);
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

for (const renames of [1, 2, 4, 5]) {
  test(`a folder that can’t be moved is swapped name by name; a kill after rename ${renames} is mended`, () => {
    const target = join(folder, `mounted-${renames}/site`);
    makeSite(target, 'old');
    writeFileSync(join(target, 'old.html'), 'old');
    writeMark(target, 'old');
    writeFileSync(join(target, 'CNAME'), 'docs.example.com');
    const { signal } = runModule(
      `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { renameSync, readFileSync } = fs;
      ${PRETEND_MOUNT}
      let left = ${renames};
      fs.renameSync = (from, to) => { renameSync(from, to); if (--left === 0) process.kill(process.pid, 'SIGKILL'); };
      syncBuiltinESMExports();
      const { openWorkplace, swap } = await import('${modules}workplace.ts');
      const { writeMark } = await import('${modules}mark.ts');
      const place = openWorkplace(${JSON.stringify(target)});
      if (!place.isInside) throw new Error('beside');
      fs.writeFileSync(place.next + '/index.html', 'new');
      writeMark(place.next, 'new');
      swap(place);
    `.replaceAll('TARGET', target),
    );
    assert.equal(signal, 'SIGKILL');
    const { status } = runModule(
      `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { readFileSync } = fs;
      ${PRETEND_MOUNT}
      syncBuiltinESMExports();
      const { repairTarget } = await import('${modules}workplace.ts');
      repairTarget(${JSON.stringify(target)});
    `.replaceAll('TARGET', target),
    );
    assert.equal(status, 0);
    assert.equal(read(target), 'new');
    assert.deepEqual(readdirSync(target).sort(), ['.error-reference.json', 'CNAME', 'index.html']);
  });
}

test('a swap that the system refuses in its middle leaves the last site where it was', () => {
  const target = join(folder, 'refused/site');
  makeSite(target, 'old');
  const { stderr } = runModule(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { renameSync } = fs;
    let count = 0;
    fs.renameSync = (from, to) => {
      if (++count === 2) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
      renameSync(from, to);
    };
    syncBuiltinESMExports();
    const { closeWorkplace, openWorkplace, swap } = await import('${modules}workplace.ts');
    const place = openWorkplace(${JSON.stringify(target)});
    try { swap(place); } catch (error) { console.error(error.message); } finally { closeWorkplace(place); }
  `);
  assert.match(String(stderr), /^OUT is [^\n]+, which can't be replaced \(EBUSY\); name another folder\.\n$/);
  assert.equal(read(target), 'old');
});

test('of a site that has no mark, what no build ever made moves along', () => {
  const target = join(folder, 'unmarked/site');
  mkdirSync(join(target, 'pagefind'), { recursive: true });
  writeFileSync(join(target, 'thesis.docx'), 'mine');
  const place = openWorkplace(target);
  makeSite(place.next, 'new');
  swap(place);
  closeWorkplace(place);
  assert.deepEqual(readdirSync(target).sort(), ['.error-reference.json', 'index.html', 'thesis.docx']);
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
