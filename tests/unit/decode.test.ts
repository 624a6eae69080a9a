import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'decode-'));
after(() => rmSync(folder, { recursive: true }));

const LOG = [
  '2026-02-11T09:00:00Z POST /v1/users 400 INVALID_REQUEST',
  'GET /v1/users 404',
  '2026-02-11T09:05:00Z \u001b[31mINVALID_REQUEST\u001b[0m ACCOUNT_LOCKED',
].join('\n');

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function decode(args: readonly string[], input: string | Buffer = ''): Run {
  const env = { ...process.env, CONTENT: 'tests/fixtures/api' };
  const command = [join(root, 'src/cli/main.ts'), 'decode', ...args];
  return spawnSync(process.execPath, command, { cwd: root, env, input, encoding: 'utf8' });
}

test('decode tells what a packed log holds, and how to add what the registry lacks', () => {
  const file = join(folder, 'app.log.gz');
  writeFileSync(file, gzipSync(LOG));
  const { status, stdout } = decode([file]);
  assert.equal(status, 0);
  assert.match(stdout, /^1 error in 3 lines, and 1 unknown code\.\n/);
  assert.match(
    stdout,
    /^ +2 {2}INVALID_REQUEST: .*line 1 \(2026-02-11 09:00:00 UTC\) – line 3 \(2026-02-11 09:05:00 UTC\)$/m,
  );
  assert.match(stdout, /^ +1 {2}404 {2}line 2\n.*\/status\/404\/$/m);
  assert.match(stdout, /^ +npm run errors -- --content tests\/fixtures\/api new --category NAME ACCOUNT_LOCKED$/m);
});

test('decode reads standard input and prints data', () => {
  const { stdout } = decode(['-', '--json'], LOG);
  const { known, unknown, statuses, records } = JSON.parse(stdout) as Record<
    string,
    readonly { readonly name: string }[]
  >;
  assert.deepEqual(
    [known, statuses, unknown].map((list) => list?.map(({ name }) => name)),
    [['INVALID_REQUEST'], ['404'], ['ACCOUNT_LOCKED']],
  );
  assert.equal(records, 3);
  assert.match(decode(['--csv'], LOG).stdout, /^"error","INVALID_REQUEST",".*","2","1",/m);
});

test('decode refuses in one sentence what is no log', () => {
  const packed = join(folder, 'cut.gz');
  writeFileSync(packed, gzipSync(LOG).subarray(0, 40));
  const binary = join(folder, 'binary');
  writeFileSync(binary, Buffer.from([1, 0, 2]));
  for (const [args, said] of [
    [['/no/such/file'], /^\/no\/such\/file does not exist or can't be read; name a file\.\n$/],
    [[folder], /is a folder; name a file\.\n$/],
    [[packed], /cut\.gz can't be read: unexpected end of file\.\n$/],
    [[binary], /binary holds zero bytes and so is no text; name a log\.\n$/],
    [['a', 'b'], /^Name one file: /],
  ] as const) {
    const { status, stdout, stderr } = decode(args);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, said);
  }
});
