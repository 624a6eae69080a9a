/** The package in an empty folder of a team, with nothing of this repository but its tarball, on the oldest Node and on ours. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, describe, test, type TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { packTarball } from './tarball.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'team-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const tarball = process.env['ADOPT_TARBALL'] ?? packTarball(makeFolder('packed'));
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
const oldest = engines.node.replace('>=', '');

function makeFolder(name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}

const { CONTENT: _, BASE: __, OUT: ___, NODE_COMPILE_CACHE: ____, ...env } = process.env;

/** Where the programs of a Node are; the oldest one comes from the registry, as a package of this system. */
function nodeFolder(version: string): string {
  if (version === process.versions.node) return dirname(process.execPath);
  const dir = makeFolder(`node-${version}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  run(dir, dirname(process.execPath), 'npm', 'install', '--no-save', `${name}@${version}`);
  return join(dir, 'node_modules', name, 'bin');
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = (node: string): NodeJS.ProcessEnv => ({
  ...env,
  PATH: `${node}:${env['PATH'] ?? ''}`,
  npm_config_audit: 'false',
  npm_config_fund: 'false',
});

function attempt(cwd: string, node: string, command: string, ...args: readonly string[]): Outcome {
  return spawnSync(command, args, { cwd, env: environment(node), encoding: 'utf8' });
}

/** Runs a command that must end well, and returns what it printed. */
function run(cwd: string, node: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = attempt(cwd, node, command, ...args);
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Starts a program that serves, gives its address to `use`, and stops it. */
async function serve<Result>(
  cwd: string,
  node: string,
  args: readonly [string, ...string[]],
  use: (address: string, program: ChildProcess) => Promise<Result>,
): Promise<Result> {
  const [command, ...others] = args;
  const program = spawn(command, others, { cwd, env: environment(node), detached: true });
  let said = '';
  try {
    const address = await new Promise<string>((done, fail) => {
      for (const stream of [program.stdout, program.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const [found] = /http:\/\/[\w.:[\]]+/.exec(said) ?? [];
          if (found !== undefined) done(found);
        });
      program.on('exit', () => fail(new Error(`${args.join(' ')}: ${said}`)));
    });
    return await use(address, program);
  } finally {
    // With all that npx started.
    if (program.pid !== undefined && program.exitCode === null) process.kill(-program.pid);
    if (program.exitCode === null) await once(program, 'exit');
  }
}

/** Asks until the answer holds a text. */
async function seen(url: string, text: string): Promise<string> {
  for (;;) {
    const found = await fetch(url).then(
      async (response) => response.text(),
      () => '',
    );
    if (found.includes(text)) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
}

const SERVER = `import { createServer } from 'node:http';
import { respond } from 'error-reference/respond';
IMPORTS
const errors = { ...registry, site };
createServer((request, response) => {
  const { status, headers, body } =
    request.url === '/busy'
      ? respond(errors, 'TOO_MANY_ORDERS', { limit: 60 }, { headers: { 'Retry-After': '20' } })
      : respond(errors, 'ORDER_NOT_FOUND', { orderId: 'ord_1' });
  response.writeHead(status, headers).end(body);
}).listen(0, '127.0.0.1', function () {
  console.log(\`http://127.0.0.1:\${this.address().port}\`);
});
`;
const IMPORTS = {
  modules: `import { registry } from './content/registry/index.ts';\nimport { site } from './content/site.ts';`,
  json: `import registry from './content/registry.json' with { type: 'json' };\nimport site from './content/site.json' with { type: 'json' };`,
} as const;
type Form = keyof typeof IMPORTS;

/** Mistakes of each kind, each in a file of the team, with what must be told of it. */
const MISTAKES: Readonly<Record<Form, readonly (readonly [file: string, from: string, to: string, told: RegExp])[]>> = {
  modules: [
    ['site.ts', "lang: 'en'", "lang: 7 as 'en'", /^content\/site\.ts:11 {2}lang: /m],
    ['site.ts', "dir: 'ltr'", "dir: 'up'", /^content\/site\.ts:12 {2}/m],
    [
      'registry/orders.ts',
      "message: 'There is no order {orderId}.'",
      "message: 'None.'",
      /^content\/registry\/orders\.ts:\d+ {2}/m,
    ],
    ['registry/orders.ts', "when: 'never'", "when: 'nevr'", /^content\/registry\/orders\.ts:\d+ {2}/m],
    [
      'registry/orders.ts',
      "title: 'Order not found'",
      "title: ''",
      /^content\/registry\/orders\.ts:9 {2}ORDER_NOT_FOUND\.title/m,
    ],
    ['registry/orders.ts', 'export const orders', 'export const order', /^content\/registry\/index\.ts:2 {2}/m],
    [
      'registry/index.ts',
      './orders.ts',
      './order.ts',
      /^content\/registry\/index\.ts:2 {2}order\.ts is imported, but not there/m,
    ],
    [
      'permalinks.txt',
      '/errors/TOO_MANY_ORDERS/',
      '/errors/TOO_MANY/',
      /^content\/permalinks\.txt:2 {2}\/errors\/TOO_MANY\/ leads nowhere/m,
    ],
  ],
  json: [
    ['site.json', '"dir": "ltr"', '"dir": "up"', /^content\/site\.json:\d+ {2}dir: /m],
    ['registry.json', '"status": 404', '"status": 999', /^content\/registry\.json:\d+ {2}ORDER_NOT_FOUND\.status: /m],
    ['registry.json', '"version": 1,', '"version": 1', /^content\/registry\.json:4 {2}It is not valid JSON/m],
  ],
};

const GUIDE = `---
title: Orders
summary: How orders work.
order: 1
---

## More

[An error](/errors/NO_SUCH/) of <Missing />.
`;

const sizeOf = (dir: string): number =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

for (const version of [oldest, process.versions.node]) {
  describe(`Node ${version}`, { skip: process.platform === 'win32' && 'npx has another name there' }, () => {
    const node = nodeFolder(version);
    for (const form of ['modules', 'json'] as const) {
      test(`a team with ${form} goes from an empty folder to its site`, async (context: TestContext) => {
        const dir = makeFolder(`${version}-${form}`);
        const reference = (...args: readonly string[]) => run(dir, node, 'npx', '--no', 'error-reference', ...args);
        const begun = performance.now();
        run(dir, node, 'npm', 'install', tarball);
        reference('init', ...(form === 'json' ? ['--json'] : []));
        assert.equal(reference('check'), '2 errors keep all rules, and 2 permanent links work.\n');
        assert.match(reference('build'), /^Built the pages of 2 errors in [\d.]+ s\.$/m);
        await serve(dir, node, ['npx', '--no', 'error-reference', 'start', '--port', '0'], async (address) => {
          context.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1)} s from npm install to a served site`);
          const page = await seen(`${address}/errors/ORDER_NOT_FOUND/`, '<h1');
          assert.match(page, /There is no order/);
          assert.equal((await fetch(`${address}/errors/NO_SUCH/`)).status, 404);
        });
        const { generator } = JSON.parse(readFileSync(join(dir, 'dist/errors.json'), 'utf8')) as { generator: string };
        assert.match(generator, /^error-reference \d+\.\d+\.\d+$/);

        await serve(dir, node, ['npx', '--no', 'error-reference', 'mock', '--port', '0'], async (address) => {
          const response = await fetch(`${address}/v1/orders/x?error=ORDER_NOT_FOUND`);
          assert.equal(response.status, 404);
          assert.equal(
            await response.text(),
            '{"error":{"code":"ORDER_NOT_FOUND","message":"There is no order ord_EXAMPLE."}}',
          );
        });

        assert.equal(await explainTo(dir, node), 'ORDER_NOT_FOUND');
        assert.equal(await explainTo(dir, node, ['--from', 'dist']), 'ORDER_NOT_FOUND');

        writeFileSync(join(dir, 'server.mts'), SERVER.replace('IMPORTS', IMPORTS[form]));
        await serve(dir, node, ['node', 'server.mts'], async (address) => {
          const [found, busy] = await Promise.all([fetch(address), fetch(`${address}/busy`)]);
          assert.deepEqual(
            [found.status, await found.text()],
            [404, '{"error":{"code":"ORDER_NOT_FOUND","message":"There is no order ord_1."}}'],
          );
          assert.deepEqual([busy.status, busy.headers.get('retry-after')], [429, '20']);
        });

        for (const [file, from, to, told] of MISTAKES[form]) {
          const path = join(dir, 'content', file);
          const sound = readFileSync(path, 'utf8');
          assert.ok(sound.includes(from), from);
          writeFileSync(path, sound.replace(from, to));
          const { status, stderr } = attempt(dir, node, 'npx', '--no', 'error-reference', 'check');
          assert.equal(status, 1, to);
          assert.match(stderr, told);
          assert.doesNotMatch(stderr, /^ +at |node_modules/m);
          writeFileSync(path, sound);
        }
        mkdirSync(join(dir, 'content/guides'));
        writeFileSync(join(dir, 'content/guides/orders.mdx'), GUIDE);
        const guide = attempt(dir, node, 'npx', '--no', 'error-reference', 'check').stderr;
        for (const message of ['"/errors/NO_SUCH/" leads to no page of the site', '<Missing> is no component'])
          assert.ok(guide.includes(`content/guides/orders.mdx:9  ${message}`), guide);
        rmSync(join(dir, 'content/guides'), { recursive: true });

        const entries = join(dir, 'content', form === 'json' ? 'registry.json' : 'registry/orders.ts');
        await serve(dir, node, ['npx', '--no', 'error-reference', 'dev', '--port', '0'], async (address) => {
          await seen(`${address}/errors/ORDER_NOT_FOUND/`, 'Order not found');
          writeFileSync(entries, readFileSync(entries, 'utf8').replace('Order not found', 'No such order'));
          await seen(`${address}/errors/ORDER_NOT_FOUND/`, 'No such order');
        });
      });
    }
  });
}

/** What an agent gets from the server that a client starts in a folder, as README configures it. */
async function explainTo(dir: string, node: string, more: readonly string[] = []): Promise<unknown> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, block = ''] = /^\*\*Agents\.\*\*[^]*?^```json\n([^]*?)^```$/m.exec(readme) ?? [];
  const { mcpServers } = JSON.parse(block) as {
    readonly mcpServers: Readonly<Record<string, { readonly command: string; readonly args: readonly string[] }>>;
  };
  const [server] = Object.values(mcpServers);
  assert.ok(server);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: join(dir, server.command),
      args: [...server.args, ...more],
      cwd: dir,
      env: environment(node) as Record<string, string>,
      stderr: 'ignore',
    }),
  );
  const text = 'HTTP 404 {"error":{"code":"ORDER_NOT_FOUND","message":"There is no order ord_1."}}';
  const { structuredContent } = await client.callTool({ name: 'explain_error', arguments: { text } });
  await client.close();
  return (structuredContent as { readonly error?: { readonly code?: string } }).error?.code;
}

test('what README says of adopting is so', async () => {
  const dir = makeFolder('readme');
  const node = dirname(process.execPath);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, block = ''] = /^Then, in the repository of the API[^]*?^```sh\n([^]*?)^```$/m.exec(readme) ?? [];
  const lines = block.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => /^(?:npm|npx error-reference) (\w+)/.exec(line)?.[1]),
    ['install', 'init', 'check', 'build', 'dev'],
  );
  for (const line of lines.slice(0, -1))
    run(dir, node, 'sh', '-c', line.replace(/\S*error-reference-[\d.]+\.tgz/, `'${tarball}'`));
  assert.ok(existsSync(join(dir, 'dist/errors/ORDER_NOT_FOUND/index.html')));
  await serve(dir, node, ['sh', '-c', `exec ${lines.at(-1)?.replace(/ *#.*/, '')} --port 0`], async (address) => {
    await seen(`${address}/errors/ORDER_NOT_FOUND/`, 'Order not found');
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  for (const [name] of readme.matchAll(/error-reference-[\d.]+\.tgz/g))
    assert.equal(name, `error-reference-${version}.tgz`);
});

test('the package adds at most 120 MB to an install of Astro alone', (context) => {
  const node = dirname(process.execPath);
  const [own, alone] = [makeFolder(`${process.versions.node}-modules`), makeFolder('astro')];
  if (!existsSync(join(own, 'node_modules'))) run(own, node, 'npm', 'install', tarball);
  const { version } = JSON.parse(readFileSync(join(own, 'node_modules/astro/package.json'), 'utf8')) as {
    version: string;
  };
  run(alone, node, 'npm', 'install', `astro@${version}`);
  rmSync(join(own, 'node_modules/.cache'), { recursive: true, force: true });
  const [all, astro] = [own, alone].map((dir) => sizeOf(join(dir, 'node_modules')) / 1e6);
  context.diagnostic(`${all?.toFixed(0)} MB with Astro, which has ${astro?.toFixed(0)} MB`);
  assert.ok((all ?? Infinity) - (astro ?? 0) <= 120);
});

test('an older Node is refused in one sentence', { skip: process.platform === 'win32' }, () => {
  const dir = makeFolder('old');
  const node = nodeFolder('20.19.0');
  run(dir, dirname(process.execPath), 'tar', 'xzf', tarball);
  const { status, stdout, stderr } = attempt(dir, node, 'node', 'package/bin/error-reference.js', 'check');
  assert.deepEqual(
    [status, stdout, stderr],
    [1, '', 'error-reference needs Node 22.18 or newer, and this is 20.19.0; install a newer one.\n'],
  );
});

test('the compiler asks for the values of a code in a folder of a team', () => {
  const dir = makeFolder(`${process.versions.node}-modules`);
  const node = dirname(process.execPath);
  const [good, bad] = ["{ orderId: 'ord_1' }", '{}'].map(
    (values) => `import { respond } from 'error-reference/respond';
${IMPORTS.modules}
export const answer = respond({ ...registry, site }, 'ORDER_NOT_FOUND', ${values});
`,
  );
  // What an editor sees of the content folder by itself.
  assert.deepEqual(attempt(dir, node, 'npx', '--no', '--', 'tsc', '--project', 'content').stdout, '');
  writeFileSync(join(dir, 'good.mts'), good ?? '');
  writeFileSync(join(dir, 'bad.mts'), bad ?? '');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--allowImportingTsExtensions',
    '--skipLibCheck',
    '--target',
    'esnext',
  ];
  const compile = (file: string) => attempt(dir, node, 'npx', '--no', '--', 'tsc', ...options, '--types', 'node', file);
  assert.deepEqual(compile('good.mts').stdout, '');
  assert.match(compile('bad.mts').stdout, /bad\.mts\(4,\d+\): error TS\d+: .*orderId/s);
});
