/** The code of the guide to the files for programs is run as it is printed there. */
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { indexByCode } from '../../src/core/define.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { problem, PROBLEM_TYPE } from '../../src/core/respond.ts';
import { createMock } from '../../src/server/mock.ts';
import { content, dist } from './built-site.ts';

const { registry, site } = content;
const skip = process.env['CONTENT'] ? 'another content folder' : false;
const dir = mkdtempSync(join(tmpdir(), 'guide-'));
after(() => rmSync(dir, { recursive: true }));

/** Writes a block of the guide as a file in a copy of the content folder, and imports it. */
async function importBlock(title: string): Promise<Readonly<Record<string, unknown>>> {
  const guide = readFileSync(join(content.dir, 'guides/machine-readable.mdx'), 'utf8');
  const code = new RegExp(`^\`\`\`ts title="${title}"\\n(.*?)^\`\`\`$`, 'ms').exec(guide)?.[1];
  assert.ok(code, `the guide shows ${title}`);
  writeFileSync(join(dir, title), code);
  return (await import(pathToFileURL(join(dir, title)).href)) as Readonly<Record<string, unknown>>;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}

test('server.ts answers from the registry, in the envelope and as a problem document', { skip }, async () => {
  cpSync(join(content.dir, 'registry'), join(dir, 'registry'), { recursive: true });
  copyFileSync(join(content.dir, 'site.ts'), join(dir, 'site.ts'));
  const server = (await importBlock('server.ts'))['server'] as Server;
  const url = await listen(server);
  const error = indexByCode(registry).get('INVALID_REQUEST') ?? assert.fail();
  const response = await fetch(url);
  assert.equal(response.status, error.status);
  assert.deepEqual(await response.json(), buildPayload(error, site));
  const other = await fetch(url, { headers: { Accept: PROBLEM_TYPE } });
  assert.equal(other.headers.get('Content-Type'), PROBLEM_TYPE);
  assert.deepEqual(await other.json(), problem(error, site, { values: { parameter: 'user_id' } }).body);
  close(server);
});

test('client.ts sends again what may succeed, and nothing else', { skip }, async () => {
  copyFileSync(join(dist, 'errors.ts'), join(dir, 'errors.ts'));
  const send = (await importBlock('client.ts'))['send'] as (url: string) => Promise<Response>;
  const server = createMock({ registry, site, headers: { 'Retry-After': '0' } });
  let requests = 0;
  server.on('request', () => requests++);
  const url = await listen(server);
  for (const { code, retry, status = 400 } of registry.errors) {
    requests = 0;
    assert.equal((await send(`${url}/${code}`)).status, status, code);
    assert.equal(requests, retry?.when === 'after-wait' ? 5 : 1, code);
  }
  close(server);
});
