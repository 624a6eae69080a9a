import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { quoteForShell } from '../../src/core/shell.ts';
import { base } from './built-site.ts';

const root = resolve(import.meta.dirname, '../..');
const file = join(root, 'src/cli/main.ts');

interface Served {
  readonly address: string;
  readonly program: ChildProcess;
}

/** Serves the built site on a port that the system chooses, gives its address to `use`, and stops. */
async function serveSite<Result>(
  use: (served: Served) => Promise<Result>,
  env: Readonly<Record<string, string>> = {},
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, file, 'start'],
): Promise<Result> {
  const program = spawn(command, args, { env: { ...process.env, PORT: '0', ...env } });
  try {
    const [line] = (await once(program.stdout.setEncoding('utf8'), 'data')) as [string];
    return await use({ address: /http:\S+/.exec(line)?.[0] ?? line, program });
  } finally {
    program.kill();
  }
}

const hasIpv6 = Object.values(networkInterfaces()).some((known = []) => known.some(({ address }) => address === '::1'));

test('two servers run at once on ports that the system chooses, and each tells its address', async () => {
  await serveSite(async ({ address: first }) => {
    await serveSite(async ({ address: second }) => {
      assert.notEqual(first, second);
      for (const address of [first, second]) {
        assert.match(address, new RegExp(`^http://localhost:[1-9]\\d*${base}/$`));
        assert.equal((await fetch(address)).status, 200);
      }
    });
  });
});

test('the server listens on loopback alone, on each address of it', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((known = []) => known.filter(({ internal, family }) => !internal && family === 'IPv4'))
    .map(({ address }) => address);
  await serveSite(async ({ address }) => {
    for (const host of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
      assert.equal((await fetch(address.replace('localhost', host))).status, 200, host);
    for (const host of others) await assert.rejects(fetch(address.replace('localhost', host)), host);
  });
});

test('HOST names another address, which the server tells', async () => {
  for (const [host, shown, reached] of [
    ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '0.0.0.0', '127.0.0.1'],
    ...(hasIpv6 ? ([['::', '[::]', '[::1]']] as const) : []),
  ] as const)
    await serveSite(
      async ({ address }) => {
        assert.ok(address.startsWith(`http://${shown}:`), address);
        assert.equal((await fetch(address.replace(shown, reached))).status, 200, host);
      },
      { HOST: host },
    );
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`${signal} ends the server at once, whatever connection is open`, { timeout: 20_000 }, async () => {
    await serveSite(async ({ address, program }) => {
      await (await fetch(address)).text(); // over a connection that stays open
      const started = performance.now();
      program.kill(signal);
      await once(program, 'exit');
      assert.ok(performance.now() - started < 1000);
      await assert.rejects(fetch(address));
    });
  });

test('the server ends with the shell in which npm runs it', { skip: process.platform === 'win32' }, async () => {
  const script = `${quoteForShell(process.execPath)} ${quoteForShell(file)} start; true`;
  await serveSite(
    async ({ address, program }) => {
      assert.equal((await fetch(address)).status, 200);
      program.kill();
      await once(program, 'exit');
      for (let tries = 0; tries < 50 && (await answers(address)); tries += 1) await wait(50);
      assert.equal(await answers(address), false);
    },
    { npm_lifecycle_event: 'start' },
    ['sh', '-c', script],
  );
});

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    () => true,
    () => false,
  );
}
