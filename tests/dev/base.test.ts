import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const server = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'dev', '--port', '0'], {
  env: { ...process.env, CONTENT: 'tests/fixtures/lifecycle', BASE: '/errors/büro b', NO_COLOR: '1', FORCE_COLOR: '0' },
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
after(() => server.kill('SIGKILL'));
let said = '';
while (!/http:\/\/localhost:\d+/.test(said)) said += String((await once(server.stdout, 'data'))[0]);
const origin = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? '';

test('dev serves a site below a base that an address has to encode', async () => {
  const base = '/errors/b%C3%BCro%20b';
  for (const [path, status, part] of [
    ['/', 200, `href="${base}/errors/QUOTA_EXCEEDED/"`],
    ['/errors/QUOTA_EXCEEDED/', 200, `"https://errors.example.com${base}/errors/QUOTA_EXCEEDED/"`],
    ['/errors/QUOTA_EXCEEDED.md', 200, `https://errors.example.com${base}/errors/QUOTA_EXCEEDED/`],
    ['/lookup/index.json', 200, 'QUOTA_EXCEEDED'],
    ['/theme.js', 200, ''],
    ['/errors/ACCOUNT_LOCKED/', 302, ''],
  ] as const) {
    const response = await fetch(origin + base + path, { redirect: 'manual', headers: { Accept: 'text/html,*/*' } });
    assert.equal(response.status, status, path);
    assert.ok((await response.text()).includes(part), path);
    if (status === 302) assert.equal(response.headers.get('Location'), `${base}/errors/ACCOUNT_SUSPENDED/`);
  }
});
