import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { readRevision } from '../../src/content/revision.ts';

const folder = mkdtempSync(join(tmpdir(), 'revision-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const repository = join(folder, 'repository');
const content = join(repository, 'docs/errors');

function git(...args: readonly string[]): string {
  const author = { GIT_AUTHOR_NAME: 'Team', GIT_AUTHOR_EMAIL: 'team@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'Team', GIT_COMMITTER_EMAIL: 'team@example.com' };
  const env = { ...process.env, ...author, ...committer };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: repository, env, encoding: 'utf8' });
  assert.equal(status, 0, `git ${args.join(' ')}\n${stderr}`);
  return stdout.trim();
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

const site = `import { defineSite } from 'error-reference';
export const site = defineSite({
  name: 'Shop', description: 'The errors.', url: 'https://errors.example.com', apiUrl: 'https://api.example.com',
  lang: 'en', dir: 'ltr', support: { label: 'Support', href: 'https://support.example.com' },
});
`;
const registryOf = (
  status: string,
): string => `import { defineCategory, defineError, defineRegistry } from 'error-reference';
import { NOT_FOUND } from '../../../src/statuses.ts';
import limits from './limits.json' with { type: 'json' };
export const registry = defineRegistry(defineCategory({
  name: 'orders', title: 'Orders',
  errors: { ORDER_NOT_FOUND: defineError({ status: ${status}, title: limits.title }) },
}));
`;

mkdirSync(repository);
git('init', '--quiet', '--initial-branch=main');
write({
  'package.json': '{ "type": "module" }',
  'src/statuses.ts': 'export const NOT_FOUND: number = 404;\n',
  'src/unrelated.ts': 'export {};\n',
  'docs/errors/site.ts': site,
  'docs/errors/registry/index.ts': registryOf('NOT_FOUND'),
  'docs/errors/registry/limits.json': '{ "title": "No such order" }',
  'docs/errors/errors/ORDER_NOT_FOUND.mdx': 'Longer prose.\n',
  'other/registry.json': JSON.stringify({
    version: 1,
    categories: [{ name: 'a', title: 'A' }],
    errors: [{ code: 'A' }],
  }),
  'other/site.ts': site,
});
symlinkSync('/etc/hostname', join(repository, 'other/outside'));
symlinkSync('../docs/errors/registry/limits.json', join(repository, 'other/inside'));
git('add', '.');
git('commit', '--quiet', '-m', 'The reference');
git('tag', 'v1.0.0');
write({ 'docs/errors/registry/index.ts': registryOf('410'), 'src/statuses.ts': 'export const NOT_FOUND = 1;\n' });
git('commit', '--quiet', '-am', 'Another status');
rmSync(content, { recursive: true });
git('commit', '--quiet', '-am', 'No reference');

const statusAt = async (revision: string, dir = content): Promise<unknown> =>
  (await readRevision(revision, dir)).registry.errors.map(({ code, status }) => [code, status]);

test('a content folder is read as it was, with what its modules import from elsewhere in the repository', async () => {
  const before = readdirSync(repository);
  const { registry, site: settings, prose, dir } = await readRevision('v1.0.0', content);
  const [error] = registry.errors;
  assert.deepEqual([error?.code, error?.status, error?.title], ['ORDER_NOT_FOUND', 404, 'No such order']);
  assert.equal(settings.name, 'Shop');
  assert.equal(prose['ORDER_NOT_FOUND'], 'Longer prose.');
  assert.ok(!existsSync(join(dir, '../../src/unrelated.ts')));
  assert.deepEqual(await statusAt('HEAD~1'), [['ORDER_NOT_FOUND', 410]]);
  assert.deepEqual(await statusAt(git('rev-parse', 'v1.0.0')), [['ORDER_NOT_FOUND', 404]]);
  assert.deepEqual([readdirSync(repository), git('status', '--porcelain')], [before, '']);
  assert.ok(!existsSync(content));
});

test('another folder of a revision is named behind a colon; a link of it leads nowhere outside', async () => {
  for (const name of ['main:other', 'HEAD:./other/', 'HEAD:/other'])
    assert.deepEqual(await statusAt(name), [['A', undefined]]);
  const { dir } = await readRevision('main~2:other', content);
  assert.ok(!existsSync(join(dir, 'outside')));
  assert.match(readFileSync(join(dir, 'inside'), 'utf8'), /No such order/);
});

test('one sentence says why a revision can’t be read', async () => {
  const refused = async (revision: string, dir = content): Promise<string> =>
    readRevision(revision, dir).then(
      () => 'read',
      (error: unknown) => {
        assert.equal((error as Error).name, 'Mistake');
        return (error as Error).message;
      },
    );
  const root = git('rev-parse', '--show-toplevel');
  for (const name of ['v9', '--all', 'HEAD~99', ''])
    assert.equal(
      await refused(name),
      `${name} is no revision of the git repository ${root}; name a branch, a tag or a commit.`,
    );
  assert.equal(await refused('main'), 'main has no folder docs/errors; name it, as in HEAD~3:docs/errors.');
  assert.equal(await refused('main:nowhere'), 'main has no folder nowhere; name it, as in HEAD~3:docs/errors.');
  assert.match(
    await refused('main:src'),
    /^The content folder can't be read as it was at main:src: [^\n]+registry[^\n]+$/,
  );
  assert.match(await refused('main', folder), /^\S+ lies in no git repository, so it has no revisions; /);
  const { PATH } = process.env;
  process.env['PATH'] = join(folder, 'nowhere');
  try {
    assert.match(await refused('main'), /^There is no git on this machine, so no revision can be read; /);
  } finally {
    process.env['PATH'] = PATH;
  }
});

test('nothing stays behind when the process ends', () => {
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const module = resolve(import.meta.dirname, '../../src/content/revision.ts');
  const script = `import { readRevision } from ${JSON.stringify(module)};
const { dir } = await readRevision('v1.0.0', ${JSON.stringify(content)}); console.log(dir);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: temp },
    encoding: 'utf8',
  });
  assert.ok(stdout.startsWith(temp), stderr);
  assert.deepEqual(readdirSync(temp), []);
});
