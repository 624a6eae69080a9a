/** An import that is stopped, refused or misled: nothing of a person's is lost, and nothing half-written is left. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkOpenApi } from '../../src/cli/check-openapi.ts';
import { run as importFile } from '../../src/cli/import.ts';
import { restoreFolder, WORK } from '../../src/cli/replace-files.ts';
import { REPORT_FORMATS, run } from '../../src/cli/report.ts';
import { loadContent } from '../../src/content/load.ts';

const root = resolve(import.meta.dirname, '../..');
const FAULTS = import.meta.resolve('../fixtures/faults.ts');
const REPLACE = fileURLToPath(import.meta.resolve('../fixtures/replace-files.ts'));
const folder = mkdtempSync(join(tmpdir(), 'import-safety-'));
after(() => rmSync(folder, { recursive: true }));

/** All that can be seen of a folder, with what its links lead to, by paths. */
function snapshot(dir: string, paths?: ReadonlySet<string>): Readonly<Record<string, string>> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => paths?.has(name) ?? true);
  return Object.fromEntries(
    names.sort().map((name) => {
      const path = join(dir, name);
      const { mode, mtimeMs } = lstatSync(path);
      if (lstatSync(path).isSymbolicLink()) return [name, `to ${readlinkSync(path)}`];
      if (lstatSync(path).isDirectory()) return [name, `folder ${mode}`];
      return [name, `${mode} ${mtimeMs} ${readFileSync(path, 'utf8')}`];
    }),
  );
}

/** A folder `content` beside what one of its links leads to. */
function makeFolders(): string {
  const dir = mkdtempSync(join(folder, 'case-'));
  for (const path of ['content/registry', 'content/.git', 'content/notes', 'elsewhere'])
    mkdirSync(join(dir, path), { recursive: true });
  const texts = { a: 'old a', gone: 'old gone', same: 'same' };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(dir, `content/registry/${name}.ts`), text);
  writeFileSync(join(dir, 'elsewhere/linked.ts'), 'old linked');
  symlinkSync('../../elsewhere/linked.ts', join(dir, 'content/registry/linked.ts'));
  writeFileSync(join(dir, 'content/.git/HEAD'), 'main');
  writeFileSync(join(dir, 'content/notes/mine.txt'), 'mine');
  chmodSync(join(dir, 'content/notes/mine.txt'), 0o640);
  for (const path of ['content/notes/mine.txt', 'content/registry/a.ts', 'elsewhere/linked.ts'])
    utimesSync(join(dir, path), 1_000_000, 1_000_000);
  return dir;
}

function replace(dir: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', FAULTS, REPLACE, dir, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

const untouched = new Set([
  'content/.git/HEAD',
  'content/notes/mine.txt',
  'content/registry/same.ts',
  'content/registry/linked.ts',
]);

function isNew(dir: string): boolean {
  const text = (path: string): string => readFileSync(join(dir, path), 'utf8');
  return (
    text('content/registry/a.ts') === 'new a' &&
    text('elsewhere/linked.ts') === 'new linked' &&
    text('content/deep/er/added.ts') === 'added' &&
    text('content/import.json') === '{}' &&
    !existsSync(join(dir, 'content/registry/gone.ts')) &&
    readdirSync(join(dir, 'content')).every((name) => !name.startsWith(WORK))
  );
}

const whole = makeFolders();
const before = snapshot(whole, untouched);
const { stdout, status } = replace(join(whole, 'content'), {});
const changes = Number(/^(\d+) changes/.exec(stdout)?.[1]);

test('all files are changed, and no others; links stay links, and modes stay', () => {
  assert.equal(status, 0);
  assert.ok(isNew(whole));
  assert.deepEqual(snapshot(whole, untouched), before);
});

for (const [name, env] of [
  ['killed', {}],
  ['on a full disk', { FAULT: 'ENOSPC' }],
] as const) {
  test(`${name} at any of its changes, a folder is as it was, or as it was to be`, async () => {
    assert.ok(changes > 15, stdout);
    const ends = new Set<string>();
    for (let at = 1; at <= changes; at++) {
      const dir = makeFolders();
      const old = snapshot(dir);
      const { signal, status, stderr } = replace(join(dir, 'content'), { ...env, FAULT_AT: String(at) });
      if (name === 'killed') {
        assert.equal(signal, 'SIGKILL');
        await restoreFolder(join(dir, 'content'));
      } else if (status === 0) {
        // What alone failed is to remove what was left of the work.
        await restoreFolder(join(dir, 'content'));
        assert.ok(isNew(dir));
      } else {
        assert.match(stderr, /^\S+content can’t be written \(ENOSPC\); [^\n]+\n$/);
      }
      if (isNew(dir)) ends.add('new');
      else {
        assert.deepEqual(snapshot(dir), old, `at change ${at}`);
        ends.add('old');
      }
    }
    assert.ok(ends.has('old'));
    if (name === 'killed') assert.ok(ends.has('new'));
  });
}

test('stopped again while it is put back, a folder is put back all the same', async () => {
  const dir = makeFolders();
  const old = snapshot(dir);
  replace(join(dir, 'content'), { FAULT_AT: String(changes - 2) });
  assert.notDeepEqual(snapshot(dir), old);
  const restore = `import { restoreFolder } from ${JSON.stringify(join(root, 'src/cli/replace-files.ts'))}; await restoreFolder(${JSON.stringify(join(dir, 'content'))});`;
  const args = ['--import', FAULTS, '--input-type=module', '-e', restore];
  for (const at of [1, 2, 3]) {
    const env = { ...process.env, FAULT_AT: String(at) };
    assert.equal(spawnSync(process.execPath, args, { env }).signal, 'SIGKILL');
  }
  await restoreFolder(join(dir, 'content'));
  assert.deepEqual(snapshot(dir), old);
});

test('the work folder of another place, which a repository may hold, moves and removes nothing', async () => {
  const dir = makeFolders();
  replace(join(dir, 'content'), { FAULT_AT: String(changes - 2) });
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(dir, 'content'), join(copy, 'content'), { recursive: true, verbatimSymlinks: true });
  const [old, copied] = [snapshot(dir), snapshot(copy)];
  await assert.rejects(
    restoreFolder(join(copy, 'content')),
    /was made in another place, by an import that was stopped/,
  );
  assert.deepEqual(snapshot(dir), old);
  assert.deepEqual(snapshot(copy), copied);
});

test('what does not prove to be sound is taken back, also where there was no folder', () => {
  const dir = makeFolders();
  const old = snapshot(dir);
  assert.match(replace(join(dir, 'content'), {}, 'unproven').stderr, /^unsound\n$/);
  assert.match(replace(join(dir, 'not/there'), {}, 'unproven').stderr, /^unsound\n$/);
  for (const at of [2, 3, 4, 5])
    assert.match(replace(join(dir, 'not/there'), { FAULT: 'ENOSPC', FAULT_AT: String(at) }).stderr, /\(ENOSPC\)/);
  assert.deepEqual(snapshot(dir), old);
});

interface Outcome {
  readonly output: string;
  readonly status: number | null;
}

/** Runs a command as people do. */
function start(content: string, ...args: readonly string[]): Outcome {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, CONTENT: content },
  });
  return { output: stdout + stderr, status };
}

/** Runs a command in this process, which knows the modules that it read before. */
async function tell(command: () => Promise<void>): Promise<Outcome> {
  const lines: string[] = [];
  const mocks = (['log', 'error'] as const).map((name) =>
    mock.method(console, name, (line: string) => lines.push(line)),
  );
  await run(command);
  for (const { mock: each } of mocks) each.restore();
  const status = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { output: lines.map((line) => `${line}\n`).join(''), status };
}

const tellImport = (...args: readonly string[]): Promise<Outcome> => tell(() => importFile({ args, dir: '' }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('a folder of people’s beside it, a link to it and what lies in it stay as they are', () => {
  const dir = mkdtempSync(join(folder, 'beside-'));
  const [real, link] = [join(dir, 'real'), join(dir, 'link')];
  for (const name of ['real', 'real.importing', 'real.replaced', 'link.importing']) mkdirSync(join(dir, name));
  for (const name of ['real.importing', 'real.replaced', 'link.importing'])
    writeFileSync(join(dir, name, 'mine'), name);
  symlinkSync('real', link);
  const source = write('a.json', [{ code: 'A', message: 'One.' }]);
  const first = start(link, 'import', source, '--to', link, '--map', 'code=code');
  assert.equal(first.status, 0, first.output);
  assert.match(first.output, /Next:\n[^]* npm run errors -- permalinks/);
  const module = join(real, 'registry/errors.ts');
  const edited = `${readFileSync(module, 'utf8').replace("'One.'", "'One.', steps: ['Mine.']")}// A note.\n`;
  writeFileSync(module, edited);
  writeFileSync(join(real, 'mine.txt'), 'mine');
  writeFileSync(join(real, 'site.ts'), `${readFileSync(join(real, 'site.ts'), 'utf8')}// My site.\n`);
  const site = readFileSync(join(real, 'site.ts'), 'utf8');
  const again = start(link, 'import', write('a.json', [{ code: 'A', message: 'Two.' }]), '--to', link);
  assert.equal(again.status, 0, again.output);
  assert.match(again.output, /As last time: --map code=code\./);
  assert.match(again.output, /are kept in registry\/errors\.ts\.before-import\./);
  assert.equal(readFileSync(join(real, 'registry/errors.ts.before-import'), 'utf8'), edited);
  assert.match(readFileSync(module, 'utf8'), /message: 'Two\.'[^]*steps: \['Mine\.'\]/);
  assert.equal(readFileSync(join(real, 'site.ts'), 'utf8'), site);
  const names = ['import.json', 'mine.txt', 'package.json', 'registry', 'site.ts', 'tsconfig.json'];
  assert.deepEqual(readdirSync(real).sort(), names);
  assert.ok(lstatSync(link).isSymbolicLink());
  for (const name of ['real.importing', 'real.replaced', 'link.importing'])
    assert.equal(readFileSync(join(dir, name, 'mine'), 'utf8'), name);
});

test('another command puts back what a stopped import left', async () => {
  const dir = mkdtempSync(join(folder, 'stopped-'));
  const source = write('b.json', [{ code: 'A', message: 'One.' }]);
  await tellImport(source, '--to', dir, '--json');
  const registry = readFileSync(join(dir, 'registry.json'), 'utf8');
  const env = { ...process.env, FAULT_AT: '9' };
  const changed = write('b.json', [{ code: 'A', message: 'Two.' }]);
  const args = ['--import', FAULTS, join(root, 'src/cli/main.ts')];
  assert.equal(spawnSync(process.execPath, [...args, 'import', changed, '--to', dir], { env }).signal, 'SIGKILL');
  assert.notDeepEqual(readdirSync(dir).sort(), ['import.json', 'registry.json', 'site.json']);
  assert.equal(start(dir, 'coverage').status, 0);
  assert.deepEqual(readdirSync(dir).sort(), ['import.json', 'registry.json', 'site.json']);
  assert.equal(readFileSync(join(dir, 'registry.json'), 'utf8'), registry);
});

test('rules by hand and a dry run: the plan is told, nothing is written, and the check takes the file', async () => {
  const dir = mkdtempSync(join(folder, 'dry-'));
  writeFileSync(join(dir, 'import-rules.json'), '{"ignore":["http-*"],"rename":{"OLD":"NEW"}}');
  const codes = Array.from({ length: 30 }, (_, index) => ({ code: `C${index}` }));
  const source = write('c.json', [...codes, { code: 'OLD' }, { code: 'http-404' }, { title: 'Codeless' }]);
  const dry = await tellImport(source, '--to', dir, '--dry-run');
  assert.equal(dry.status, 0, dry.output);
  assert.match(dry.output, /^31 pages in 1 category:\n {2}errors, 31 pages: C0, C1, .* and 19 more\.$/m);
  assert.match(dry.output, /^1 ignored by import-rules\.json: http-404\.$/m);
  assert.match(dry.output, /^Left out:\n {2}errors\[32\]: it has no code\.$/m);
  assert.match(dry.output, /^The source shows no envelope of errors; /m);
  assert.deepEqual(readdirSync(dir), ['import-rules.json']);
  assert.match((await tellImport(source, '--to', dir, '--dry-run', '--verbose')).output, /C29, NEW\./);
  assert.equal((await tellImport(source, '--to', dir)).status, 0);
  start(dir, 'permalinks');
  assert.match(start(dir, 'check').output, /^31 errors keep all rules/);
});

test('what can’t be is one sentence', async () => {
  const dir = mkdtempSync(join(folder, 'refused-'));
  const source = write('d.json', [{ code: 'A' }]);
  symlinkSync('nowhere', join(dir, 'dangling'));
  symlinkSync('loop', join(dir, 'loop'));
  const damaged = join(dir, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'import.json'), '{"source":');
  const ruled = join(dir, 'ruled');
  mkdirSync(ruled);
  writeFileSync(join(ruled, 'import-rules.json'), '{"ignored":[]}');
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--to', source], /d\.json is a file; name a folder\.$/],
    [['--to', join(source, 'below')], /d\.json is a file; name a folder\.$/],
    [['--to', join(dir, 'dangling')], /dangling is a link that leads to no folder; name a folder\.$/],
    [['--to', join(dir, 'loop')], /loop is a link that leads to no folder; name a folder\.$/],
    [['--to', damaged], /damaged\/import\.json is damaged; restore it, or import into an empty folder\.$/],
    [['--to', ruled], /import-rules\.json: "ignored" is none of its keys; write ignore or rename\.$/],
    [['--to', '/proc/none'], /\/proc\/none can’t be written \(ENOENT\); .*\.$/],
  ];
  for (const [args, message] of cases) {
    const { output, status } = await tellImport(source, ...args);
    const [line = '', ...more] = output
      .trimEnd()
      .split('\n')
      .filter((text) => !text.startsWith('Read 1 error'));
    assert.match(line, message);
    assert.deepEqual([more, status], [[], 1]);
  }
});

const ESCAPE = '\u001b[31m\u009b\u202e\u0007';

test('control characters of a source never reach the terminal', async () => {
  const dir = join(folder, 'controls');
  const hostile = write('hostile.json', [
    { code: `A${ESCAPE}`, message: 'x' },
    { code: 'B', [`unused${ESCAPE}`]: 1, category: `c${ESCAPE}`, status: `4${ESCAPE}` },
  ]);
  const operation = {
    responses: { 400: { content: { 'application/json': { example: { error: { code: `X${ESCAPE}` } } } } } },
  };
  const specification = write('hostile-openapi.json', {
    openapi: '3.0.3',
    info: { title: ESCAPE, version: '1' },
    paths: { [`/a${ESCAPE}`]: { get: { operationId: ESCAPE, description: 'd', ...operation } } },
  });
  const outputs = [
    await tellImport(hostile, '--to', dir, '--dry-run'),
    await tellImport(hostile, '--to', dir),
    await tellImport(write('not.json', `{"a": ${ESCAPE}`), '--to', dir),
    await tellImport(write('twice.json', [{ code: ESCAPE }, { code: ESCAPE }]), '--to', dir),
    await tellImport(specification, '--to', dir, '--dry-run'),
  ];
  const content = await loadContent(join(root, 'tests/fixtures/api'));
  const options = { file: specification, root: undefined, baseline: undefined, isWhole: true };
  for (const format of REPORT_FORMATS)
    outputs.push(
      await tell(() => {
        checkOpenApi(content, { ...options, format });
        return Promise.resolve();
      }),
    );
  for (const { output } of outputs) {
    assert.notEqual(output, '');
    assert.doesNotMatch(output, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
  assert.ok(
    outputs.slice(-3).every(({ output }) => output.includes('/a\\u001b[31m')),
    outputs.at(-1)?.output,
  );
});
