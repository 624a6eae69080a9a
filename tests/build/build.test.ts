import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  lstatSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readSite, startBuild, writeContent } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'build-'));
const [content, out] = [join(folder, 'content'), join(folder, 'out/site')];
const env = { CONTENT: content, OUT: out };
after(() => rmSync(folder, { recursive: true }));

/** More than are made without threads. */
const COUNT = 200;
writeContent(content, COUNT);
const build = async (
  more: Readonly<Record<string, string>> = {},
  command?: readonly [string, ...string[]],
): Promise<void> => {
  const { code, output } = await startBuild({ ...env, ...more }, command).end;
  assert.equal(code, 0, output);
};
const pageOf = (code: string): string => join(out, `errors/${code}/index.html`);
/** Whether a build has begun, and whether it writes pages. */
const findWork = (path: string): boolean =>
  readdirSync(join(folder, 'out')).some((name) => name !== 'site' && existsSync(join(folder, 'out', name, path)));
const isBundling = (): boolean => findWork('next');
const isWriting = (): boolean => findWork('next/errors');
await build();
const first = readSite(out);
const codes = readdirSync(join(out, 'errors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('~'))
  .map(({ name }) => name);

test('a build leaves nothing beside its target', () => {
  assert.deepEqual(readdirSync(join(folder, 'out')), ['site']);
  assert.equal(codes.length, COUNT);
});

test('a build without an edit takes every page, document and index file over as it is', async () => {
  const before = new Map([...first.keys()].map((path) => [path, statSync(join(out, path)).ino]));
  await build();
  assert.deepEqual(readSite(out), first);
  const others = [...before].filter(([path, inode]) => statSync(join(out, path)).ino !== inode);
  assert.deepEqual(others, []);
});

test('an edit renews what shows it, and undoing it gives the first site again', async () => {
  writeContent(content, COUNT, 'Edited.');
  await build();
  const second = readSite(out);
  const renewed = [...second].filter(([path, body]) => first.get(path) !== body).map(([path]) => path);
  // The list shows the first sentence of each summary.
  assert.ok(renewed.includes('/errors/index.html'));
  const pages = renewed.filter((path) => /^\/errors\/[^~]/.test(path) && path !== '/errors/index.html');
  assert.equal(pages.length, 3, pages.join(' '));
  assert.ok(readFileSync(join(out, pages[0] ?? ''), 'utf8').includes('Edited.'));
  writeContent(content, COUNT);
  await build();
  assert.deepEqual(readSite(out), first);
});

test('one thread or many, cold or warm, here or there, in any time zone and language: the same bytes', async () => {
  const other = join(folder, 'elsewhere');
  await build({ OUT: other, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, [
    'taskset',
    '-c',
    '0',
    process.execPath,
  ]);
  assert.deepEqual(readSite(other), first);
});

test('a file of the last site that was emptied, cut or changed is made anew', async () => {
  const [one = '', two = '', three = ''] = codes;
  writeFileSync(pageOf(one), '');
  truncateSync(pageOf(two), 100);
  writeFileSync(join(out, `errors/${three}.md`), 'changed');
  rmSync(join(out, 'pagefind/pagefind-entry.json'));
  await build();
  assert.deepEqual(readSite(out), first);
});

test('a mistake leaves the last site as it was, with one sentence', async () => {
  const guide = join(content, 'guides/broken.mdx');
  writeFileSync(guide, '---\ntitle: T\nsummary: S\n---\n\n<div>\n');
  const { code, output } = await startBuild(env).end;
  rmSync(guide);
  assert.equal(code, 1);
  assert.match(output, /^[^\n]*broken\.mdx[^\n]*\n$/);
  assert.deepEqual(readSite(out), first);
  assert.deepEqual(readdirSync(join(folder, 'out')), ['site']);
});

test('Ctrl-C and a kill leave the last site as it was, and what was undone is never published', async () => {
  for (const [signal, moment] of [
    ['SIGINT', isBundling],
    ['SIGKILL', isWriting],
    ['SIGTERM', isWriting],
  ] as const) {
    writeContent(content, COUNT, `Undone ${signal}.`, 'Undone');
    const { program, end } = startBuild(env);
    while (!moment()) await wait(20);
    program.kill(signal);
    assert.equal((await end).signal, signal);
    assert.deepEqual(readSite(out), first);
    writeContent(content, COUNT);
    await build();
    assert.deepEqual(readSite(out), first);
    assert.deepEqual(readdirSync(join(folder, 'out')), ['site']);
  }
});

test('two builds into one target: the second says so', async () => {
  const one = startBuild(env);
  const two = startBuild(env);
  const ends = [await one.end, await two.end].sort((a, b) => Number(a.code) - Number(b.code));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 1],
  );
  assert.match(ends[1]?.output ?? '', /^Another build is under way into [^\n]+; [^\n]+\.\n$/);
  assert.deepEqual(readSite(out), first);
});

test('builds into several targets don’t disturb each other', async () => {
  const targets = ['a', 'b', 'c', 'd'].map((name) => join(folder, 'several', name));
  const ends = await Promise.all(targets.map((target) => startBuild({ ...env, OUT: target }).end));
  for (const { code, output } of ends) assert.equal(code, 0, output);
  for (const target of targets) assert.deepEqual(readSite(target), first);
});

test('a link stays a link to the folder of the site; what somebody put into it stays there', async () => {
  const [link, real] = [join(folder, 'link'), join(folder, 'real')];
  mkdirSync(real);
  symlinkSync(real, link);
  await build({ OUT: link });
  const notes = ['CNAME', 'errors/notes.txt', 'mine/a/b.txt'].map((name) => join(real, name));
  mkdirSync(join(real, 'mine/a'), { recursive: true });
  for (const note of notes) writeFileSync(note, 'mine');
  await build({ OUT: link });
  assert.ok(lstatSync(link).isSymbolicLink());
  for (const note of notes) assert.equal(readFileSync(note, 'utf8'), 'mine');
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('.')),
    [],
  );
});

test('an edit of an included file renews what shows it, and only that', async () => {
  const [host, site] = [join(folder, 'host'), join(folder, 'host-site')];
  const write = (title: string): void => {
    const errors = [
      { code: 'EDITED', category: 'main', title },
      { code: 'OTHER', category: 'main', title: 'Other' },
    ];
    const categories = [{ name: 'main', title: 'Main' }];
    writeFileSync(join(folder, 'included.json'), JSON.stringify({ version: 1, categories, errors }));
  };
  writeContent(host, 1);
  const settings = join(host, 'site.json');
  const include = [{ from: '../included.json', prefix: 'included' }];
  writeFileSync(settings, JSON.stringify({ ...(JSON.parse(readFileSync(settings, 'utf8')) as object), include }));
  write('As it was');
  await build({ CONTENT: host, OUT: site });
  const inode = (code: string): number => statSync(join(site, `errors/${code}.json`)).ino;
  const [edited, other] = [inode('EDITED'), inode('OTHER')];
  write('As it is now');
  await build({ CONTENT: host, OUT: site });
  assert.match(readFileSync(join(site, 'errors/EDITED/index.html'), 'utf8'), /As it is now/);
  assert.match(readFileSync(join(site, 'errors.json'), 'utf8'), /As it is now/);
  assert.notEqual(inode('EDITED'), edited);
  assert.equal(inode('OTHER'), other);
});
