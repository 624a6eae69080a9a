import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { listen, originOf, readPort } from '../../src/cli/listen.ts';

const settings = { port: 'PORT', host: 'HOST' };

test('a port is a number that a port can have', () => {
  assert.deepEqual(
    ['0', '80', '65535'].map((text) => readPort(text, 'PORT')),
    [0, 80, 65_535],
  );
  for (const text of ['abc', '70000', '65536', '-1', '1e3', ' 80', '8.5', '0x50'])
    assert.throws(() => readPort(text, 'PORT'), { message: `PORT ${text} is no port; name a number from 0 to 65535.` });
  assert.throws(() => readPort('', '--port'), { message: '--port is empty; name a number from 0 to 65535.' });
});

test('a port that is taken is told in one sentence', async () => {
  const server = createServer();
  after(() => server.close());
  const port = await listen(server, { port: 0, host: '127.0.0.1', settings });
  const other = listen(createServer(), { port, host: '127.0.0.1', settings });
  await assert.rejects(other, { message: `Port ${port} is taken on 127.0.0.1; set PORT to another one.` });
});

test('a host that no server can listen on is told in one sentence', async () => {
  for (const host of ['192.0.2.1', '[::]'])
    await assert.rejects(listen(createServer(), { port: 0, host, settings }), ({ message }: Error) => {
      assert.match(message, /^\S+ is no address of this machine \(E\w+\); set HOST to one, or leave it out\.$/);
      return message.startsWith(host);
    });
  const empty = listen(createServer(), { port: 0, host: '', settings });
  await assert.rejects(empty, { message: 'HOST is empty; name an address of this machine.' });
});

test('an IPv6 address stands in brackets in a URL', () => {
  assert.equal(originOf('::1', 80), 'http://[::1]:80');
  assert.equal(originOf('localhost', 4321), 'http://localhost:4321');
});
