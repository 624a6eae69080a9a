import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');
const DEADLINE = 30_000;
const ADDRESS = /http:\/\/localhost:\d+/;

/** A copy of a content folder with redirects, a guide and no prose, for the tests to edit. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dev-')));
const content = join(folder, 'content');
cpSync(join(root, 'tests/fixtures/lifecycle'), content, { recursive: true });
const REGISTRY = join(content, 'registry/account.ts');
const SITE = join(content, 'site.ts');

/** What it includes: a file, and another folder. */
const INCLUDED = { file: join(folder, 'other.json'), folder: join(folder, 'cards') };
writeFileSync(
  INCLUDED.file,
  JSON.stringify({
    version: 1,
    categories: [{ name: 'main', title: 'Main' }],
    errors: [{ code: 'INCLUDED', category: 'main', title: 'As it was' }],
  }),
);
cpSync(join(root, 'tests/fixtures/included/cards'), INCLUDED.folder, { recursive: true });
edit(join(INCLUDED.folder, 'registry.json'), ', "ORDER_NOT_FOUND"', '');
edit(
  SITE,
  "dir: 'ltr',",
  "dir: 'ltr', include: [{ from: '../other.json', prefix: 'other' }, { from: '../cards', prefix: 'cards' }],",
);

const server = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'dev', '--port', '0'], {
  env: { ...process.env, CONTENT: content, BASE: '/docs', NO_COLOR: '1', FORCE_COLOR: '0' },
});
let said = '';
for (const stream of [server.stdout, server.stderr])
  stream.setEncoding('utf8').on('data', (text: string) => (said += text));
const stop = (): boolean => server.kill('SIGKILL');
process.on('exit', stop);
after(() => {
  stop();
  rmSync(folder, { recursive: true });
});

/** Asks until the answer is there; fails with the last answer, and with what the server said, after the deadline. */
async function until<Answer>(
  ask: () => Promise<Answer> | Answer,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = performance.now() + DEADLINE;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (performance.now() > end || server.exitCode !== null) assert.fail(`${JSON.stringify(answer)}\n${said}`);
    await setTimeout(50);
  }
}

await until(
  () => said,
  (text) => ADDRESS.test(text),
);
const origin = ADDRESS.exec(said)?.[0] ?? '';

async function get(
  path: string,
  accept = path.startsWith('/@') ? '*/*' : 'text/html,*/*',
): Promise<{ status: number; type: string; location: string | null; text: string }> {
  const response = await fetch(`${origin}${path}`, {
    redirect: 'manual',
    headers: { Accept: accept, Connection: 'close' },
  });
  return {
    status: response.status,
    type: response.headers.get('Content-Type') ?? '',
    location: response.headers.get('Location'),
    text: await response.text(),
  };
}

/** Waits until a page has a text, or has it no more. */
async function shows(path: string, text: string, wanted = true): Promise<void> {
  await until(
    () => get(path),
    (page) => page.text.includes(text) === wanted,
  );
}

function edit(file: string, from: string, to: string): () => void {
  const source = readFileSync(file, 'utf8');
  assert.ok(source.includes(from), `${file} holds ${from}`);
  writeFileSync(file, source.replace(from, to));
  return () => {
    writeFileSync(file, source);
  };
}

test('below a base, a page states its address in full', async () => {
  const { status, text } = await get('/docs/errors/QUOTA_EXCEEDED/');
  assert.equal(status, 200);
  assert.match(text, /<link rel="canonical" href="https:\/\/errors\.example\.com\/docs\/errors\/QUOTA_EXCEEDED\/"/);
});

for (const [path, type, part] of [
  ['/errors.json', 'application/json', '"code": "QUOTA_EXCEEDED"'],
  ['/errors.schema.json', 'application/schema+json', '"$id": "https://errors.example.com/docs/errors.schema.json"'],
  ['/errors/QUOTA_EXCEEDED.md', 'text/markdown', 'https://errors.example.com/docs/errors/QUOTA_EXCEEDED/'],
  ['/errors/QUOTA_EXCEEDED.json', 'application/json', '"code": "QUOTA_EXCEEDED"'],
  ['/errors.ts', 'text/plain', 'QUOTA_EXCEEDED'],
  ['/clients/errors.py', 'text/plain', 'QUOTA_EXCEEDED'],
  ['/openapi.json', 'application/json', '"QUOTA_EXCEEDED"'],
  ['/llms.txt', 'text/plain', 'https://errors.example.com/docs/errors/QUOTA_EXCEEDED.md'],
  ['/support/macros.json', 'application/json', 'QUOTA_EXCEEDED'],
  ['/support/macros/zendesk.jsonl', '', 'QUOTA_EXCEEDED'],
  ['/lookup/index.json', '', 'QUOTA_EXCEEDED'],
  ['/feed.xml', 'application/atom+xml', '/docs/errors/'],
] as const) {
  test(`/docs${path} is there below the base, and only there`, async () => {
    const answer = await get(`/docs${path}`);
    assert.equal(answer.status, 200);
    assert.ok(answer.type.startsWith(type), answer.type);
    assert.ok(answer.text.includes(part), answer.text.slice(0, 400));
    assert.equal((await get(path)).status, 404);
  });
}

for (const [from, to] of [
  ['/docs/errors/ACCOUNT_LOCKED/', '/docs/errors/ACCOUNT_SUSPENDED/'],
  ['/docs/errors/ACCOUNT_LOCKED', '/docs/errors/ACCOUNT_SUSPENDED/'],
  ['/docs/guides/sign-in/', '/docs/guides/sessions/'],
] as const) {
  test(`the old address ${from} leads on`, async () => {
    const { status, location } = await get(from);
    assert.deepEqual({ status, location }, { status: 302, location: to });
  });
}

test('an edited, an added and a deleted file show', async () => {
  const restore = edit(REGISTRY, 'This account is suspended.', 'This account sleeps.');
  await shows('/docs/errors/ACCOUNT_SUSPENDED/', 'This account sleeps.');
  assert.ok((await get('/docs/errors/ACCOUNT_SUSPENDED.json')).text.includes('This account sleeps.'));
  restore();
  await shows('/docs/errors/ACCOUNT_SUSPENDED/', 'This account is suspended.');

  const guide = join(content, 'guides/added.mdx');
  writeFileSync(guide, readFileSync(join(content, 'guides/sessions.mdx'), 'utf8').replace('Sessions', 'Added guide'));
  await shows('/docs/guides/', 'Added guide');
  rmSync(guide);
  await shows('/docs/guides/', 'Added guide', false);
});

test('the language of the site reaches pages and scripts', async () => {
  const script = '/@id/__x00__virtual:error-reference/words/copy'; // Astro serves scripts above the base
  const english = (await get(script)).text;
  const restore = edit(SITE, "name: 'Lifecycle',", "name: 'Lifecycle', words: { copy: { done: 'Taken along' } },");
  await shows(script, 'Taken along');
  restore();
  await until(
    () => get(script),
    ({ text }) => text === english,
  );
});

for (const [name, file, from, to, sentence] of [
  [
    'a broken rule',
    REGISTRY,
    "formerly: ['ACCOUNT_LOCKED'",
    "formerly: ['SESSION_EXPIRED'",
    /account\.ts:\d+ {2}ACCOUNT_SUSPENDED\.formerly\[0\]: /,
  ],
  ['a syntax error', REGISTRY, 'errors: {', 'errors: {{', /account\.ts:\d+ {2}/],
  ['a wrong setting of the site', SITE, "dir: 'ltr'", "dir: 'up'", /site\.ts.*dir/],
] as const) {
  test(`${name} is told in one sentence, in the terminal and on the page, and can be mended`, async () => {
    const before = said.length;
    const restore = edit(file, from, to);
    await until(
      () => get('/docs/errors/QUOTA_EXCEEDED/'),
      ({ status }) => status === 500,
    );
    const told = said.slice(before);
    assert.match(told, sentence);
    assert.doesNotMatch(told, /^\s+at |Stack trace/m);
    assert.equal(server.exitCode, null);
    restore();
    await until(
      () => get('/docs/errors/QUOTA_EXCEEDED/'),
      ({ status }) => status === 200,
    );
  });
}

test('an edit of an included folder or file shows', async () => {
  await shows('/docs/errors/INCLUDED/', 'As it was');
  edit(INCLUDED.file, 'As it was', 'As it is now');
  await shows('/docs/errors/INCLUDED/', 'As it is now');
  edit(join(INCLUDED.folder, 'registry.json'), 'The card has expired.', 'The card is too old.');
  await shows('/docs/errors/CARD_EXPIRED/', 'The card is too old.');
});
