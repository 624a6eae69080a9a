import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { digest } from '../../src/document/digest.ts';
import { writeMark } from '../../src/build/mark.ts';
import { copyFiles } from '../../src/build/copy-site.ts';
import { parseMounts } from '../../src/build/mounts.ts';
import { closeWorkplace, openWorkplace, repairTarget, swap, type Workplace } from '../../src/build/workplace.ts';

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
  assert.match(String(stderr), /^--out is [^\n]+, which can't be replaced \(EBUSY\); name another folder\.\n$/);
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

/** The workplace of a target as one that can't be moved has it, with a next site in it. */
function openInside(target: string): Workplace {
  makeSite(target, 'old');
  const beside = openWorkplace(target);
  closeWorkplace(beside);
  const dir = join(target, beside.dir.slice(beside.dir.lastIndexOf('/') + 1));
  const place = { target, dir, next: join(dir, 'next'), last: join(dir, 'last'), isInside: true };
  makeSite(place.next, 'new');
  writeFileSync(join(dir, '.error-reference.json'), '');
  return place;
}

for (const steps of [1, 2, 3]) {
  test(`a build that is killed after step ${steps} of its cleaning leaves a site, and nothing to clean`, () => {
    const inside = openInside(join(folder, `closing-${steps}/inside`));
    const target = join(folder, `closing-${steps}/site`);
    makeSite(target, 'old');
    const beside = openWorkplace(target);
    makeSite(beside.next, 'new');
    for (const place of [inside, beside]) {
      swap(place);
      const { signal } = runModule(`
        import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { rmSync } = fs;
        let left = ${steps};
        fs.rmSync = (path, options) => { rmSync(path, options); if (--left === 0) process.kill(process.pid, 'SIGKILL'); };
        syncBuiltinESMExports();
        const { closeWorkplace } = await import('${modules}workplace.ts');
        closeWorkplace(${JSON.stringify(place)});
      `);
      assert.equal(signal, 'SIGKILL');
      assert.ok(existsSync(join(place.dir, '.error-reference.json')), 'it is still known as a workplace');
      swapAgain(place);
      assert.equal(read(place.target), 'new');
    }
    assert.deepEqual(readdirSync(join(folder, `closing-${steps}`)), ['inside', 'site']);
    assert.deepEqual(readdirSync(inside.target), ['.error-reference.json', 'index.html']);
  });
}

/** What the next command does; here for a folder that only passes for one that can't be moved as well. */
function swapAgain(place: Workplace): void {
  if (existsSync(place.last)) swap(place);
  closeWorkplace(place);
}

for (const isInside of [true, false]) {
  test(`a swap that the system refuses ${isInside ? 'within' : 'beside'} the target leaves all as it was`, () => {
    const target = join(folder, `refused-${isInside}/site`);
    const place = isInside ? openInside(target) : (makeSite(target, 'old'), openWorkplace(target));
    rmSync(place.next, { recursive: true });
    writeFileSync(place.next, 'no folder');
    mkdirSync(join(target, 'CNAME'));
    // Its parent is a file: what somebody put there can't move along.
    assert.throws(() => swap(place), /^Mistake: --out is .* which can't be replaced \(E\w+\); name another folder\.$/);
    assert.equal(read(target), 'old');
    assert.ok(existsSync(join(target, 'CNAME')));
    closeWorkplace(place);
    assert.equal(read(target), 'old');
  });
}

test('a link in the last site to a file like the one that was there is not taken over', () => {
  const [dir, to] = [join(folder, 'linked/site'), join(folder, 'linked/next')];
  makeSite(dir, 'text');
  writeFileSync(join(folder, 'linked/elsewhere'), 'text');
  symlinkSync('../elsewhere', join(dir, 'link.html'));
  const record = [digest('text'), 4] as const;
  const kept = copyFiles(
    {
      dir,
      siteKey: '',
      files: new Map([
        ['/index.html', record],
        ['/link.html', record],
      ]),
    },
    to,
  );
  assert.deepEqual([...kept.keys()], ['/index.html']);
  assert.equal(lstatSync(join(to, 'link.html'), { throwIfNoEntry: false }), undefined);
});

test('the mounts that Linux lists are read with the names that they have', () => {
  const text = '36 35 98:0 / /srv/a\\040site rw - ext3 /dev/root rw\n37 35 0:5 / / rw - tmpfs none rw\n';
  assert.deepEqual(parseMounts(text), ['/srv/a site', '/']);
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
