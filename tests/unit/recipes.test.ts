/** A server of each kind answers with the errors of the registry, as its recipe shows it. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createAdaptorServer } from '@hono/node-server';
import '../../src/content/own-package.ts';

// Here the package isn't installed, but found by its sources, from now on.
const { app: express } = await import('../recipes/express.ts');
const { app: hono } = await import('../recipes/hono.ts');
const { server: nodeHttp } = await import('../recipes/node-http.ts');

const SERVERS: Readonly<Record<string, Server>> = {
  'node:http': nodeHttp,
  Express: createServer(express),
  Hono: createAdaptorServer(hono) as Server,
};

after(() => {
  for (const server of Object.values(SERVERS)) {
    server.closeAllConnections();
    server.close();
  }
});

for (const [name, server] of Object.entries(SERVERS)) {
  test(`a server with ${name} answers, and logs what it can't answer`, async (t) => {
    const logged = new Promise((resolve) => t.mock.method(console, 'error', resolve));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const read = async (path: string): Promise<readonly unknown[]> => {
      const response = await fetch(url + path);
      return [
        response.status,
        response.headers.get('Content-Type')?.replace('; charset=utf-8', ''),
        await response.text(),
      ];
    };
    assert.deepEqual(await read('/users'), [
      400,
      'application/json',
      `{"error":{"code":"INVALID_REQUEST","message":"Missing required 'user_id' parameter."}}`,
    ]);
    assert.deepEqual(await read('/orders'), [
      402,
      'application/json',
      '{"error":{"code":"INSUFFICIENT_BALANCE","message":"Your account balance is insufficient to complete this transaction.",' +
        '"details":{"required":"100.00","available":"50.50"}}}',
    ]);
    const [status, , body] = await read('/broken');
    assert.equal(status, 500);
    assert.ok(!String(body).includes('{parameter}'));
    assert.match(String(await logged), /INVALID_REQUEST can’t be sent without a value for parameter/);
  });
}
