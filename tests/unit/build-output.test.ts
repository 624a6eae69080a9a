import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { copySite } from '../../src/build/copy-site.ts';
import { canStandBeside, readLastSite, rememberSite, type FileRecords } from '../../src/build/last-site.ts';
import { writeMark } from '../../src/build/mark.ts';
import { createOutput } from '../../src/build/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'output-'));
after(() => rmSync(folder, { recursive: true }));
const read = (dir: string, path: string): string => readFileSync(join(dir, path), 'utf8');

/** A site of three files, as a build leaves it. */
function makeSite(name: string): { readonly dir: string; readonly files: FileRecords } {
  const dir = join(folder, name);
  const output = createOutput(dir);
  output.write('/index.html', 'home');
  output.write('/a/index.html', 'A', 'from a');
  output.write('/b/index.html', 'B', 'from b');
  return { dir, files: output.files };
}

test('what was made from the same source is kept as the same file; what differs is a new one', async () => {
  const last = { ...makeSite('last'), siteKey: '' };
  const dir = join(folder, 'next');
  const output = createOutput(dir, await copySite(last, dir));
  assert.equal(output.keep(['/a/index.html'], 'from a'), true);
  assert.equal(output.keep(['/b/index.html'], 'from c'), false);
  output.write('/b/index.html', 'C', 'from c');
  output.write('/index.html', 'home');
  output.removeRest();
  const inode = (site: string, path: string): number => statSync(join(site, path)).ino;
  for (const path of ['/a/index.html', '/index.html']) assert.equal(inode(dir, path), inode(last.dir, path), path);
  assert.equal(read(dir, '/b/index.html'), 'C');
  assert.equal(read(last.dir, '/b/index.html'), 'B', 'the last site is as it was');
});

test('what nothing asks for any more goes, with its folder', async () => {
  const last = { ...makeSite('shrinking'), siteKey: '' };
  const dir = join(folder, 'shrunk');
  const output = createOutput(dir, await copySite(last, dir));
  output.keep(['/a/index.html'], 'from a');
  output.removeRest();
  assert.deepEqual(readdirSync(dir), ['a']);
});

test('a file that is not as it was built is not taken over', async () => {
  const last = { ...makeSite('changed'), siteKey: '' };
  writeFileSync(join(last.dir, 'a/index.html'), 'X');
  rmSync(join(last.dir, 'b/index.html'));
  mkdirSync(join(last.dir, 'b/index.html'));
  assert.deepEqual([...(await copySite(last, join(folder, 'whole'))).keys()], ['/index.html']);
});

test('a memory that was cut, changed or is of another build is none', () => {
  const site = { ...makeSite('remembered'), siteKey: 'key' };
  const cache = join(folder, 'cache');
  writeMark(site.dir, 'this build');
  rememberSite(cache, 'another build', site);
  assert.equal(readLastSite(cache, site.dir), undefined);
  rememberSite(cache, 'this build', site);
  assert.deepEqual(readLastSite(cache, site.dir), site);
  const [file = ''] = readdirSync(cache).map((name) => join(cache, name));
  const text = readFileSync(file, 'utf8');
  for (const other of ['', text.slice(0, -1), text.replace('from a', 'from c'), text.replace('from b', 'from a')]) {
    writeFileSync(file, other);
    assert.equal(readLastSite(cache, site.dir), undefined);
  }
});

test('files that differ by case, and a file that becomes a folder, can’t stand beside the last ones', () => {
  const last = { ...makeSite('names'), siteKey: '' };
  assert.ok(canStandBeside(last, ['/index.html', '/a/index.html', '/a/other.html', '/c/index.html']));
  for (const path of ['/A/index.html', '/a/INDEX.html', '/a/index.html/index.html', '/b'])
    assert.ok(!canStandBeside(last, [path]), path);
});
