/** Promises to the outside, each compared with what was promised and not with the constant that makes it. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { indexByCode, joinCategories, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { SUPPORT_TEXTS } from '../../src/core/support-texts.ts';
import { compileBlocks } from '../../src/document/compile.ts';
import { composeBlocks, composeDocument } from '../../src/document/compose.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { supportFacts } from '../../src/document/support-facts.ts';
import { findNeighbours } from '../../src/document/views.ts';
import { composeMarkdown } from '../../src/machine/markdown.ts';
import { responseSchema } from '../../src/openapi/response-schema.ts';
import { cacheControl, headersFile, nginxHeaders, SECURITY_HEADERS } from '../../src/server/headers.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'promises-'));
after(() => rmSync(folder, { recursive: true }));

const site: Site = {
  name: 'Orders',
  description: 'Errors of an API for orders.',
  url: 'https://errors.example.com/docs',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { error: { code: '{code}', message: '{message}', details: '{details}' } },
};
const words = wordsOf(site);
const ENTRIES: Readonly<Record<string, ErrorEntry>> = {
  FIRST: {
    status: 400,
    message: 'The order {id} is wrong.',
    params: { id: { about: 'Id of the order.', example: 'ord_0' } },
    summary: 'See [the second](/errors/SECOND/).',
    steps: ['Read [how](/errors/SECOND/#causes).'],
    causes: [
      { cause: 'Nobody paid.', check: 'The balance is zero.', fix: 'Pay.', audience: 'admin' },
      { cause: 'It is late.', check: 'The date has passed.', fix: 'Hurry.' },
    ],
    details: { fields: { due: { type: 'string', about: 'What is due.' } }, example: { due: '1.00' } },
    example: { request: 'POST /orders', headers: { 'Retry-After': '30' }, mark: ['Retry-After', 'due'] },
    retry: { when: 'after-wait', header: 'Retry-After' },
    actor: 'caller',
  },
  SECOND: { retry: { when: 'once-fixed' }, actor: 'us' },
  THIRD: { retry: { when: 'never' }, causes: [{ cause: 'It is so.' }] },
};
const registry = joinCategories([{ name: 'orders', title: 'Orders', errors: ENTRIES }]);
const errors = indexByCode(registry);
const context = { site, words, errors };
const errorOf = (code: string): RegisteredError => errors.get(code) ?? assert.fail(code);
const pageOf = (code: string): string =>
  compileBlocks(composeBlocks(errorOf(code), context), { name: code, site, words, base: '/docs' }).html;

describe('headers', () => {
  const POLICY =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  test('the policy allows nothing inline and nothing from elsewhere', () => {
    assert.deepEqual(SECURITY_HEADERS, {
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    });
    assert.ok(headersFile('/docs').startsWith(`/docs/*\n  Content-Security-Policy: ${POLICY}\n`));
    assert.ok(nginxHeaders().startsWith(`add_header Content-Security-Policy "${POLICY}" always;\n`));
  });

  test('only files with a hash in their name are kept; pages are asked for again', () => {
    assert.equal(cacheControl('/docs/_astro/a.1b2c.js'), 'public, max-age=31536000, immutable');
    for (const path of ['/', '/errors/FIRST/', '/errors.json', '/theme.js', '/404.html'])
      assert.equal(cacheControl(path), 'public, max-age=0, must-revalidate', path);
    assert.match(nginxHeaders(), /set \$cache_control "public, max-age=0, must-revalidate";/);
  });
});

describe('the page of an error', () => {
  test('who applies a fix stands beside it where it is not who acts', () => {
    const page = pageOf('FIRST');
    assert.match(page, /<td data-label="Fix">Pay\. \(The account's admin\)<\/td>/);
    assert.match(page, /<td data-label="Fix">Hurry\.<\/td>/);
  });

  test('the lines that decide are marked, and no others', () => {
    const marked = Array.from(pageOf('FIRST').matchAll(/<mark>(.*?)<\/mark>/g), ([, html = '']) =>
      html.replaceAll(/<[^>]+>/g, '').trim(),
    );
    assert.deepEqual(marked, ['Retry-After: 30', '"due": "1.00"']);
  });

  test('links in its texts lead below the base', () => {
    assert.match(pageOf('FIRST'), /<a href="\/docs\/errors\/SECOND\/#causes">how<\/a>/);
  });

  test('its facts say whether to retry and who acts', () => {
    const dimensions = new Map(listDimensions(registry, site, words).map((dimension) => [dimension.id, dimension]));
    const facts = registry.errors.map((error) =>
      ['retry', 'actor'].map((id) => dimensions.get(id)?.valuesOf(error)[0]?.label),
    );
    assert.deepEqual(facts, [
      ['Yes, after `Retry-After`', 'The caller'],
      ['Once the cause is fixed', 'The API team'],
      ['No', undefined],
    ]);
  });

  test('the one before is the previous, the one behind the next', () => {
    const codes = (code: string): unknown => {
      const { previous, next } = findNeighbours(registry).get(code) ?? assert.fail();
      return [previous?.code, next?.code];
    };
    assert.deepEqual(['FIRST', 'SECOND', 'THIRD'].map(codes), [
      [undefined, 'SECOND'],
      ['FIRST', 'THIRD'],
      ['SECOND', undefined],
    ]);
  });
});

test('the Markdown of an error states its facts as data', () => {
  const [, head = ''] = composeMarkdown(errorOf('FIRST'), context).split('---\n');
  assert.deepEqual(head.trim().split('\n'), [
    'code: "FIRST"',
    'status: 400',
    'category: "orders"',
    'retry: "after-wait"',
    'retryHeader: "Retry-After"',
    'actor: "caller"',
    'url: "https://errors.example.com/docs/errors/FIRST/"',
    'json: "https://errors.example.com/docs/errors/FIRST.json"',
  ]);
  assert.match(composeDocument(errorOf('SECOND'), context), /\n- \*\*Retry:\*\* Once the cause is fixed\n/);
});

test('a response schema demands code and message, and no details', () => {
  const schema = responseSchema(errorOf('FIRST'), site) as {
    properties: { error: { required: readonly string[]; properties: object } };
  };
  assert.deepEqual(schema.properties.error.required, ['code', 'message']);
  assert.deepEqual(Object.keys(schema.properties.error.properties), ['code', 'message', 'details']);
});

test('all for an engineer holds each cause with its check and its fix', () => {
  const { text } = SUPPORT_TEXTS.report(supportFacts(errorOf('FIRST'), site, words), words.support);
  assert.equal(
    text,
    [
      'FIRST',
      'See the second.',
      '- HTTP status: 400 Bad Request\n- Retry: Yes, after Retry-After\n- Who fixes it: The caller',
      'Causes, and how to tell them apart:',
      '- Nobody paid. Check: The balance is zero. Fix: Pay.\n- It is late. Check: The date has passed. Fix: Hurry.',
      'What to do:',
      '1. Read how.',
      'Reference: https://errors.example.com/docs/errors/FIRST/',
    ].join('\n\n'),
  );
});

/** Runs the authoring tool. */
function run(args: readonly string[], content?: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    env: { ...process.env, ...(content === undefined ? {} : { CONTENT: content }) },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

function importTo(to: string, source: unknown): { status: number | null; output: string } {
  const file = join(folder, 'source.json');
  writeFileSync(file, JSON.stringify(source));
  return run(['import', file, '--to', to]);
}

const listFiles = (dir: string): readonly (readonly [string, string])[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(dir, name), 'utf8')]);

test('importing again keeps the titles that people gave the categories', () => {
  const to = join(folder, 'titles');
  assert.equal(importTo(to, [{ code: 'A', category: 'orders' }]).status, 0);
  const file = join(to, 'registry/orders.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/title: .*/, "title: 'All about orders',"));
  assert.equal(
    importTo(to, [
      { code: 'A', category: 'orders' },
      { code: 'B', category: 'orders' },
    ]).status,
    0,
  );
  const text = readFileSync(file, 'utf8');
  assert.match(text, /title: 'All about orders'/);
  assert.match(text, /\bB: /);
});

test('a category that people renamed leaves no module behind that nothing reads', () => {
  const to = join(folder, 'renamed-category');
  assert.equal(importTo(to, [{ code: 'A', message: 'One.', category: 'orders' }]).status, 0);
  const file = join(to, 'registry/orders.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace("name: 'orders'", "name: 'shop'"));
  const { status, output } = importTo(to, [{ code: 'A', message: 'Two.', category: 'orders' }]);
  assert.equal(status, 0, output);
  assert.deepEqual(readdirSync(join(to, 'registry')).sort(), ['index.ts', 'shop.ts']);
  assert.match(readFileSync(join(to, 'registry/shop.ts'), 'utf8'), /name: 'shop',[^]*A: \{ message: 'Two\.' \}/);
});

test('what contradicts an entry that a person wrote is left out, and said', () => {
  const to = join(folder, 'proof');
  assert.equal(importTo(to, [{ code: 'A' }]).status, 0);
  // What a person wrote in between takes the name of an error that comes next.
  const file = join(to, 'registry/errors.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/A: \{[^}]*\}/, "A: { aliases: ['B'] }"));
  const listOthers = () => listFiles(to).filter(([name]) => name !== 'import.json');
  const before = listOthers();
  const { status, output } = importTo(to, [{ code: 'A' }, { code: 'B' }]);
  assert.equal(status, 0, output);
  assert.match(output, /^ {2}B: A has the name already\.$/m);
  assert.deepEqual(listOthers(), before);
  assert.deepEqual(
    readdirSync(folder).filter((name) => /importing|replaced/.test(name)),
    [],
  );
});

test('a folder with both forms of a registry is refused', () => {
  const to = join(folder, 'both');
  assert.equal(importTo(to, [{ code: 'A' }]).status, 0);
  const both = join(folder, 'both-forms');
  cpSync(to, both, { recursive: true });
  writeFileSync(join(both, 'registry.json'), '{}');
  const { status, output } = run(['check'], both);
  assert.equal(status, 1);
  assert.match(output, /has both registry\/index\.ts and registry\.json; remove one of the two\./);
});

test('the mock listens on this machine only, unless it is told otherwise', async () => {
  const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'mock', '--port', '0']);
  const line = await new Promise<string>((done) => child.stdout.once('data', (data: Buffer) => done(String(data))));
  child.kill();
  assert.match(line, / is at http:\/\/127\.0\.0\.1:\d+ /);
});
