import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'content-'));
after(() => rmSync(dir, { recursive: true }));

/** Runs the authoring tool on a copy of the content in which one text of one file is replaced. */
function runOnCopy(
  file: string,
  from: string,
  to: string,
  ...args: readonly string[]
): { output: string; status: number | null; line: number } {
  rmSync(dir, { recursive: true });
  cpSync(join(root, 'tests/fixtures/api'), dir, { recursive: true });
  const text = readFileSync(join(dir, file), 'utf8');
  assert.ok(text.includes(from), `${file} holds ${from}`);
  writeFileSync(join(dir, file), text.replace(from, to));
  const line = text.slice(0, text.indexOf(from)).split('\n').length;
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    env: { ...process.env, CONTENT: dir },
    encoding: 'utf8',
  });
  return { output: stdout + stderr, status, line };
}

test("a broken rule is reported at the author's line", () => {
  const { output, status, line } = runOnCopy(
    'registry/client.ts',
    "code: 'PERMISSION_DENIED',",
    "code: 'PERMISSION_DENYED',",
    'check',
  );
  assert.equal(status, 1);
  assert.match(
    output,
    new RegExp(`client\\.ts:${line}  UNAUTHENTICATED\\.confusedWith\\[0\\]\\.code: PERMISSION_DENYED is not a code`),
  );
  assert.doesNotMatch(output, /\n\s+at /, 'no stack trace');
});

test('a code in two categories is refused with both names', () => {
  const { output, status } = runOnCopy(
    'registry/server.ts',
    'INTERNAL_SERVER_ERROR: defineError',
    'INVALID_REQUEST: defineError',
    'check',
  );
  assert.equal(status, 1);
  assert.match(output, /INVALID_REQUEST is declared in the categories client and server; keep one of the two\./);
});

test('a syntax error is reported with its file and line', () => {
  const { output, status } = runOnCopy('registry/custom.ts', 'defineCategory({', 'defineCategory({ ]', 'check');
  assert.equal(status, 1);
  assert.match(output, /custom\.ts:\d+ {2}/);
  assert.doesNotMatch(output, /\n\s+at /, 'no stack trace');
});

test('an unknown code or verb is one sentence and exit 1', () => {
  const code = runOnCopy('site.ts', 'API errors', 'API errors', 'mdx', 'NO_SUCH_CODE');
  assert.equal(code.status, 1);
  assert.match(code.output, /^NO_SUCH_CODE is not a code of this registry; /);
  const verb = runOnCopy('site.ts', 'API errors', 'API errors', 'chekc');
  assert.equal(verb.status, 1);
  assert.match(verb.output, /^"chekc" is no verb; the verbs are:/);
});

test('a moved path that would overwrite a page is refused, and the ledger takes guides of any letters', () => {
  const { output, status } = runOnCopy(
    'site.ts',
    "  lang: 'en',",
    "  moved: { '/decode/': '/guides/' },\n  lang: 'en',",
    'check',
  );
  assert.deepEqual(
    { output, status },
    {
      output: `${relative(process.cwd(), dir)}/site.ts  moved: /decode/ has a page of its own; correct the line for /decode/.\n`,
      status: 1,
    },
  );
  const front = '---\ntitle: T\nsummary: S.\norder: 9\n---\n';
  const env = { ...process.env, CONTENT: dir };
  const run = (verb: string): string =>
    spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), verb], { env, encoding: 'utf8' }).stdout;
  cpSync(join(root, 'tests/fixtures/api/site.ts'), join(dir, 'site.ts'));
  for (const name of ['c#-x', 'été']) writeFileSync(join(dir, 'guides', `${name}.mdx`), front);
  assert.equal(run('permalinks'), 'Added 2 permanent links.\n');
  assert.match(readFileSync(join(dir, 'permalinks.txt'), 'utf8'), /\n\/guides\/c~23-x\/\n\/guides\/%C3%A9t%C3%A9\/\n$/);
  assert.match(run('check'), /^\d+ errors keep all rules, and \d+ permanent links work\.\n$/);
});
