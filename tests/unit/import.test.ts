import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { RegisteredError } from '../../src/core/define.ts';
import { formatMessage } from '../../src/core/payload.ts';
import { readOpenApiSource } from '../../src/import/read-openapi.ts';
import { loadContent } from '../../src/content/load.ts';
import { toRegistryJson } from '../../src/schema/registry.ts';
import { listCorpora, sharedData } from '../fixtures/shared-data.ts';

const root = new URL('../../', import.meta.url).pathname;
const sources = new URL('../fixtures/sources/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'import-'));
after(() => rmSync(folder, { recursive: true }));
let made = 0;

interface Outcome {
  readonly to: string;
  readonly output: string;
  readonly status: number | null;
}

function run(file: string, ...args: readonly string[]): Outcome {
  const to = args.includes('--to') ? (args[args.indexOf('--to') + 1] ?? '') : join(folder, `content-${made++}`);
  const rest = args.includes('--to') ? args : ['--to', to, ...args];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'src/cli/main.ts'), 'import', file, ...rest],
    {
      encoding: 'utf8',
    },
  );
  return { to, output: stdout + stderr, status };
}

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function read({ to, output, status }: Outcome): Promise<ReadonlyMap<string, RegisteredError>> {
  assert.equal(status, 0, output);
  // A query keeps the modules of an earlier import out of Node's cache.
  const index = join(to, 'registry/index.ts');
  const { registry } = existsSync(index)
    ? ((await import(`${pathToFileURL(index).href}?${made++}`)) as Awaited<ReturnType<typeof loadContent>>)
    : await loadContent(to);
  return new Map(registry.errors.map((error) => [error.code, error]));
}

test('OpenAPI: codes from examples and enums, per operation, references resolved', async () => {
  const outcome = run(join(sources, 'shop.yaml'));
  const errors = await read(outcome);
  assert.deepEqual([...errors.keys()].sort(), [
    'BROKEN',
    'INVALID',
    'ORDER_EXISTS',
    'ORDER_LOCKED',
    'OVERLOADED',
    'http-404',
  ]);
  const { title: _, ...invalid } = errors.get('INVALID') ?? assert.fail();
  assert.deepEqual(invalid.endpoints, ['POST /orders', 'GET /orders/{id}']);
  assert.equal(invalid.status, 400);
  assert.equal(invalid.summary, 'A field is wrong.');
  assert.equal(errors.get('BROKEN')?.status, '5XX');
  assert.equal(errors.get('http-404')?.identifiedBy, 'status');
  assert.equal(errors.get('ORDER_EXISTS')?.examples?.[0]?.title, 'Sent twice');
  const { site } = await loadContent(outcome.to);
  assert.equal(site.name, 'Shop errors');
  assert.equal(site.apiUrl, 'https://api.shop.example/v1');
  assert.deepEqual(site.envelope, { error: { code: '{code}', message: '{message}' } });
});

test('OpenAPI: references lead neither to the network nor out of the folder', () => {
  for (const ref of ['http://localhost:9/x.yaml', '../../../../etc/hostname']) {
    const file = write('ref.yaml', `openapi: 3.0.3\npaths: { /a: { $ref: '${ref}' } }\n`);
    const { errors, notes } = readOpenApiSource(file, { markup: 'markdown', codesInProse: false });
    assert.deepEqual(errors, []);
    assert.ok(
      notes.some((note) => note.startsWith(`${ref} in ref.yaml is left out. `)),
      notes.join(' '),
    );
  }
});

test('CSV: numbers stay numbers, braces are placeholders or literal, an invalid status is reported', async () => {
  const outcome = run(join(sources, 'shop.csv'));
  const errors = await read(outcome);
  assert.match(outcome.output, /line \d+ status: 4040 is no HTTP status/);
  const error = errors.get('1001') ?? assert.fail();
  assert.equal(error.numeric, true);
  assert.equal(error.message, 'The order "{id}" is {{unknown');
  assert.equal(formatMessage(error, { id: 7 }), 'The order "7" is {unknown');
  assert.deepEqual(error.steps, ['Look at the list.', 'Ask again.']);
  assert.deepEqual(errors.get('-7')?.status, undefined);
});

test('any JSON by a mapping, and by key', async () => {
  const file = write('odd.json', { data: { list: { A_B: { http: { code: 409 }, txt: 'Taken' } } } });
  const errors = await read(run(file, '--map', 'errors=data.list,code=$key,status=http.code,message=txt'));
  assert.deepEqual(errors.get('A_B'), { code: 'A_B', category: 'errors', status: 409, message: 'Taken' });
  assert.match(run(file, '--map', 'kode=x').output, /--map kode=x is no mapping/);
  const { output } = run(file, '--map', 'errors=data.list,status=http.kode');
  assert.match(output, /^--map status=http\.kode: no entry has http\.kode; correct the path, or leave it out\.$/m);
});

test('our own errors.json comes back without loss', async () => {
  const { registry } = await loadContent(join(root, 'tests/fixtures/api'));
  const file = write('errors.json', toRegistryJson(registry));
  const errors = await read(run(file));
  assert.deepEqual([...errors.values()], registry.errors);
});

test('texts are literal; with --markup their safe part is markup, and the rest is literal', async () => {
  const texts = {
    html: '<p>Use <code>x</code>, not <b>y</b>.</p><ul><li><a href="javascript:alert(1)">no</a></li><li><a href="https://a.example/(b)">yes</a></li></ul><script>alert(1)</script><T>',
    markdown: 'Use `x`, <b>y</b>.\n\n- [no](javascript:alert(1))\n- [yes](https://a.example/b)\n\n```js\nlet a;\n```',
  };
  const describe = async (text: string, ...args: readonly string[]): Promise<string | undefined> => {
    const errors = await read(run(write('markup.json', [{ code: 'A', description: text }]), ...args));
    return errors.get('A')?.description;
  };
  assert.equal(
    await describe(texts.html, '--markup', 'html'),
    'Use `x`, not y.\n\n- no\n- [yes](https://a.example/%28b%29)\n\n<script>alert(1)</script><T>',
  );
  assert.equal(
    await describe(texts.markdown, '--markup', 'markdown'),
    'Use `x`, <b>y</b>.\n\n- no\n- [yes](https://a.example/b)\n\n```js\nlet a;\n```',
  );
  assert.equal(
    await describe('Use `x`.\n\n- [no](https://a.example)'),
    'Use \\`x\\`.\n\n\\- \\[no](https://a.example)',
  );
});

test('duplicates are refused with the list, or merged into variants', async () => {
  const file = write('twice.json', [
    { code: 7, message: 'One', status: 400 },
    { code: 7, message: 'Two', status: 409 },
    { code: 8 },
  ]);
  const refused = run(file);
  assert.equal(refused.status, 1);
  assert.match(refused.output, /codes more than once: 7 \(2 times\)\. .*--merge/);
  assert.ok(!existsSync(refused.to), 'nothing is written');
  const merged = (await read(run(file, '--merge'))).get('7');
  assert.deepEqual(merged?.variants, [
    { status: 400, message: 'One' },
    { status: 409, message: 'Two' },
  ]);
  assert.equal(merged.status, undefined);
});

for (const form of ['modules', 'json'] as const) {
  test(`importing again updates the source's fields and keeps what people wrote (${form})`, async () => {
    const first = [{ code: 'A', message: 'Old' }, { code: 'B', message: 'B' }, { code: 'GONE' }];
    const { to } = run(write('again.json', first), ...(form === 'json' ? ['--json'] : []));
    const file = join(to, form === 'json' ? 'registry.json' : 'registry/errors.ts');
    const edited = readFileSync(file, 'utf8')
      .replace(/message: 'Old'/, "message: 'Old', steps: ['Mine.']")
      .replace(/"message": "Old"/, '"message": "Old", "steps": ["Mine."]')
      .replace(/(["']?message["']?: )['"]B['"]/, '$1"Written by hand"');
    writeFileSync(file, edited);
    writeFileSync(join(to, 'site.ts.bak'), 'kept');
    const second = [{ code: 'A', message: 'New' }, { code: 'B', message: 'B2' }, { code: 'C' }];
    const outcome = run(write('again.json', second), '--to', to);
    const errors = await read(outcome);
    assert.match(outcome.output, /4 errors, 1 of them new, 1 changed; 2 hold what people wrote/);
    assert.match(outcome.output, /1 no longer in the source, kept: GONE\./);
    assert.equal(errors.get('A')?.message, 'New');
    assert.deepEqual(errors.get('A')?.steps, ['Mine.']);
    assert.equal(errors.get('B')?.message, 'Written by hand');
    assert.ok(errors.has('C'));
    assert.ok(existsSync(join(to, 'site.ts.bak')), 'other files stay');
    const before = snapshot(to);
    run(join(folder, 'again.json'), '--to', to);
    assert.deepEqual(snapshot(to), before, 'a third time changes nothing');
  });
}

function snapshot(dir: string): Readonly<Record<string, string>> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(dir, name), 'utf8')]));
}

test('bad input is one sentence and exit 1, and nothing is written', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [join(folder, 'none.json'), /none\.json: It does not exist/],
    [write('broken.json', '{'), /broken\.json: It is not valid JSON: /],
    [write('empty.json', []), /empty\.json: It holds no error that can be used; --map tells /],
    [write('text.json', '"x"'), /text\.json: It holds no list of errors; say where the list is/],
    [write('old.yaml', 'swagger: "2.0"'), /old\.yaml: It is Swagger 2\.0; convert it/],
    [
      write('escape.json', {
        version: 1,
        categories: [{ name: '../../x', title: 'X' }],
        errors: [{ code: 'A' }],
      }),
      /escape\.json {2}categories\[0\]\.name: ".*" can't stand here; write letters, digits, - and _/,
    ],
    [write('codeless.json', [{ title: 'x' }]), /errors\[0\]: it has no code/],
  ];
  for (const [file, message] of cases) {
    const { to, output, status } = run(file);
    assert.match(output, message);
    assert.equal(status, 1);
    assert.doesNotMatch(output, /\n\s+at /, 'no stack trace');
    assert.ok(!existsSync(to), output);
  }
  const own = run(write('fine.json', [{ code: 'A' }]), '--to', join(root, 'tests/fixtures/api'));
  assert.match(own.output, /is not empty and holds no import; name an empty folder/);
});

test(
  'the real registries import without a mapping',
  { skip: listCorpora().length === 0 && 'the shared data is not there' },
  async () => {
    for (const name of ['nats', 'stripe', 'firebase-admin']) {
      const file = join(sharedData, 'corpora', `${name}.json`);
      const { errors } = JSON.parse(readFileSync(file, 'utf8')) as { errors: readonly { code: string | number }[] };
      const imported = await read(run(file));
      assert.deepEqual([...imported.keys()].sort(), errors.map(({ code }) => String(code)).sort());
    }
  },
);
