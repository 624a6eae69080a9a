import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pickApi } from '../../src/core/envelope.ts';
import type { Site } from '../../src/core/site.ts';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'diff-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { CONTENT: _, BASE: __, OUT: ___, GITHUB_WORKSPACE: ____, ...env } = process.env;

function diff(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'diff', ...args], {
    cwd: repository,
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const repository = join(folder, 'repository');
const content = join(repository, 'docs/errors');

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Team', '-c', 'user.email=team@example.com'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' });
  assert.equal(status, 0, `git ${args.join(' ')}\n${stderr}`);
}

const SITE: Site = {
  name: 'Shop',
  description: 'The errors.',
  url: 'https://errors.example.com/docs',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { error: { code: '{code}', message: '{message}' } },
};
const HOSTILE = '[x](javascript:1) `@team` <img src=x> ::error::\u001b[31m\u202e';

function write(errors: readonly object[], site: object = SITE): void {
  mkdirSync(content, { recursive: true });
  writeFileSync(join(content, 'site.json'), JSON.stringify(site, null, 2));
  const registry = { version: 1, categories: [{ name: 'a', title: 'A' }], errors };
  writeFileSync(join(content, 'registry.json'), JSON.stringify(registry, null, 2));
}

mkdirSync(repository, { recursive: true });
git('init', '--quiet', '--initial-branch=main');
write([{ code: 'GONE' }, { code: 'KEPT', status: 404, summary: 'Old.' }, { code: 'HOSTILE', title: 'One' }]);
git('add', '.');
git('commit', '--quiet', '-m', 'One');
git('tag', 'v1.0.0');
cpSync(content, join(folder, 'other'), { recursive: true });
write([
  { code: 'KEPT', status: 410, summary: 'New.' },
  { code: 'HOSTILE', title: HOSTILE.slice(0, 60) },
  { code: HOSTILE.replace(/[\u001b\u202e]/g, '') },
]);
git('commit', '--quiet', '-am', 'Two');

const COUNTS = { breaking: 2, noteworthy: 1, editorial: 2 };
const countsOf = (...args: readonly string[]): unknown => {
  const { stdout, stderr } = diff(...args, '--format', 'json', '--content', content);
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { readonly counts: unknown }).counts;
};

/** A built site as far as a comparison reads it. */
function publish(name: string, site?: Site): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  const registry = JSON.parse(readFileSync(join(content, 'registry.json'), 'utf8')) as object;
  const $schema = `${SITE.url}/errors.schema.json`;
  writeFileSync(
    join(dir, 'errors.json'),
    JSON.stringify({ $schema, ...registry, ...(site && { api: pickApi(site) }) }),
  );
  return dir;
}

test('folders, files, sites and revisions are all compared, and one side alone with the folder as it is', () => {
  const site = publish('site');
  for (const args of [
    [join(folder, 'other'), content],
    [join(folder, 'other', 'registry.json'), join(content, 'registry.json')],
    [join(folder, 'other'), site],
    [join(folder, 'other'), join(site, 'errors.json')],
    ['v1.0.0', 'main'],
    ['v1.0.0'],
    ['HEAD~1:docs/errors', 'HEAD'],
    ['git:HEAD~1'],
    [join(folder, 'other')],
  ])
    assert.deepEqual(countsOf(...args), COUNTS, args.join(' '));
});

test('a name that is a path and a revision is the path, unless git: says otherwise', () => {
  cpSync(content, join(repository, 'v1.0.0'), { recursive: true });
  assert.equal(diff('v1.0.0', content).stdout, 'The two registries say the same.\n');
  assert.deepEqual(countsOf('git:v1.0.0', content), COUNTS);
  rmSync(join(repository, 'v1.0.0'), { recursive: true });
});

test('a site and its file are fetched, and what keeps that from working is one sentence', async (t) => {
  const site = publish('fetched');
  const server = createServer((request, response) => {
    if (request.url === '/docs/errors.json') response.end(readFileSync(join(site, 'errors.json')));
    else if (request.url === '/html/errors.json') response.end('<html>');
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const run = async (...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> => {
    const child = spawn(process.execPath, [main, 'diff', ...args], { cwd: repository, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    await once(child, 'close');
    return { stdout, stderr };
  };
  for (const path of ['/docs', '/docs/', '/docs/errors.json']) {
    const { stdout, stderr } = await run('v1.0.0', address + path, '--content', content);
    assert.match(stdout, /^5 changes: 2 breaking, 1 noteworthy, 2 editorial\.\n/, stderr);
  }
  const refused = async (path: string): Promise<string> => (await run(path, content)).stderr;
  assert.equal(
    await refused(`${address}/none/`),
    `${address}/none/errors.json can't be fetched: the server answers with 404.\n`,
  );
  assert.match(await refused(`${address}/html`), /^\S+\/html\/errors\.json {2}It is not valid JSON: [^\n]+\n$/);
  server.close();
  server.closeAllConnections();
  assert.match(await refused(`${address}/docs`), /^\S+ can't be fetched: [^\n]*ECONNREFUSED[^\n]*\.\n$/);
  assert.match(await refused('http://'), /^http:\/\/ is no address; [^\n]+\n$/);
});

test('what a site says of the shape of all errors counts where both sides say it', () => {
  const [bare, same, flat] = [
    publish('bare'),
    publish('same', SITE),
    publish('flat', { ...SITE, envelope: { code: '{code}' } }),
  ];
  for (const site of [bare, same]) assert.equal(diff(content, site).stdout, 'The two registries say the same.\n');
  assert.match(
    diff(content, flat).stdout,
    /^ {2}all errors: envelope\.error\.code "\{code\}" → none \(envelope-changed\)$/m,
  );
});

test('--fail-on fails with a sentence where there is a change of that class or a worse one', () => {
  const run = (bar: string, ...sides: readonly string[]) => diff(...sides, '--content', content, '--fail-on', bar);
  assert.deepEqual(
    [run('breaking', 'v1.0.0').status, run('breaking', 'v1.0.0').stderr],
    [1, 'There are 2 breaking changes, on which this fails.\n'],
  );
  assert.equal(
    run('editorial', 'v1.0.0').stderr,
    'There are 2 breaking changes, 1 noteworthy change, 2 editorial changes, on which this fails.\n',
  );
  assert.match(run('editorial', 'v1.0.0').stdout, /^5 changes: /);
  for (const bar of ['breaking', 'editorial']) assert.equal(run(bar, 'main').status, 0);
  assert.equal(run('sometimes', 'main').stderr, '--fail-on sometimes is none of breaking, noteworthy, editorial.\n');
});

test('Markdown is grouped by class, links to the pages, and shows hostile texts as they are', () => {
  const { stdout } = diff('v1.0.0', '--content', content, '--format', 'markdown');
  const [counts, ...lines] = stdout.trimEnd().split('\n').filter(Boolean);
  assert.equal(counts, '5 changes: 2 breaking, 1 noteworthy, 2 editorial.');
  assert.deepEqual(
    lines.filter((line) => line.startsWith('#')),
    ['### Breaking', '### Noteworthy', '### Editorial'],
  );
  const why = 'Clients, proxies and retries branch on the status before they read a body.';
  assert.ok(
    lines.includes(`- [\`KEPT\`](https://errors.example.com/docs/errors/KEPT/): \`status 404 → 410\` — ${why}`),
    stdout,
  );
  assert.ok(lines.some((line) => line.startsWith('- `GONE`: `is no longer there` — ')));
  // Outside of code and of links to our own pages there is nothing of a registry.
  const bare = lines
    .join('\n')
    .replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
    .replaceAll(/\]\(https:\/\/errors\.example\.com\/docs\/[^\s()]*\)/g, '](');
  assert.doesNotMatch(bare, /javascript|@team|<img|\u001b|\u202e/);
});

test('annotations have the class as their kind, and stand at the line of the new folder', () => {
  const { stdout } = diff('v1.0.0', '--content', content, '--format', 'github');
  const lines = readFileSync(join(content, 'registry.json'), 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('410')) + 1;
  const place = 'docs/errors/registry.json';
  assert.ok(
    stdout.includes(`::error file=${place},line=${line},title=breaking%3A status-changed::KEPT: status 404 → 410\n`),
    stdout,
  );
  assert.ok(
    stdout.includes(`::error file=${place},title=breaking%3A code-removed::GONE: is no longer there\n`),
    stdout,
  );
  assert.match(stdout, /^::warning file=docs\/errors\/registry\.json,line=\d+,title=noteworthy%3A code-added::/m);
  assert.match(
    stdout,
    /^::notice file=docs\/errors\/registry\.json,line=\d+,title=editorial%3A wording::KEPT: summary /m,
  );
  assert.equal(stdout.trimEnd().split('\n').length, 5);
});

test('bad input of every kind is one sentence', () => {
  writeFileSync(join(folder, 'broken.json'), '{');
  writeFileSync(join(folder, 'empty.json'), '');
  writeFileSync(join(folder, 'list.json'), '[]');
  mkdirSync(join(folder, 'empty'));
  const cases: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [[], /^Name what is compared: `diff OLD NEW`, each /],
    [['a', 'b', 'c'], /^Name what is compared: /],
    [[''], /^Name what is compared: /],
    [['v1.0.0', '--format', 'constructor'], /^--format constructor is none of text, json, markdown, github\./],
    [['nowhere'], /^nowhere is not there, and no revision of git either; name /],
    [['git:nowhere'], /^nowhere is no revision of the git repository /],
    [['main:nowhere'], /^main has no folder nowhere; /],
    [[join(folder, 'broken.json')], /broken\.json {2}It is not valid JSON/],
    [[join(folder, 'empty.json')], /empty\.json {2}It is not valid JSON/],
    [[join(folder, 'list.json')], /list\.json/],
    [[join(folder, 'empty')], /empty is no complete content folder/],
  ];
  for (const [args, said] of cases) {
    const { status, stdout, stderr } = diff(...args, '--content', content);
    assert.deepEqual([status, stdout], [1, ''], args.join(' '));
    assert.match(stderr, said);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});

test('the help lists each rule with its reason', () => {
  const { stdout } = diff('--help');
  for (const rule of ['code-removed', 'placeholder-required', 'code-added', 'wording'])
    assert.match(stdout, new RegExp(`^  ${rule}: [A-Z].+\\.$`, 'm'));
});
