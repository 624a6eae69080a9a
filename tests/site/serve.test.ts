import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { base } from './built-site.ts';

const root = resolve(import.meta.dirname, '../..');

/** Serves the built site on a port that the system chooses, gives its address to `use`, and stops. */
async function serveSite<Result>(use: (address: string) => Promise<Result>): Promise<Result> {
  const server = spawn(process.execPath, [join(root, 'src/cli/serve.ts')], { env: { ...process.env, PORT: '0' } });
  try {
    const [line] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
    return await use(/http:\S+/.exec(line)?.[0] ?? line);
  } finally {
    server.kill();
  }
}

test('two servers run at once on ports that the system chooses, and each tells its address', async () => {
  await serveSite(async (first) => {
    await serveSite(async (second) => {
      assert.notEqual(first, second);
      for (const address of [first, second]) {
        assert.match(address, new RegExp(`^http://localhost:[1-9]\\d*${base}/$`));
        assert.equal((await fetch(address)).status, 200);
      }
    });
  });
});
