import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import type { RegisteredError } from '../../src/core/define.ts';
import { supportFacts } from '../../src/document/support-facts.ts';
import { HOUSE_FIELDS, publicContent } from '../../src/core/visibility.ts';
import { wordsOf } from '../../src/core/say.ts';
import { errorReference } from '../../src/exports/astro.ts';
import { parseImportRules } from '../../src/import/rules.ts';
import { updateRegistry } from '../../src/import/update.ts';
import { parseRegistry, registryJsonSchema } from '../../src/schema/registry.ts';
import { CANARY, holdsCanary, INTERNAL_CODE, writeMixed } from '../fixtures/mixed.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'visibility-'));
after(() => {
  rmSync(folder, { recursive: true });
});
const { CONTENT: _, BASE: __, OUT: ___, VISIBILITY: ____, ...env } = process.env;

function reference(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const file = join(root, 'src/cli/main.ts');
  const options = { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, ...args], options);
  return { stdout, stderr, status };
}

const mixed = join(folder, 'mixed');
writeMixed(mixed);

const MODULES = {
  'site.json': JSON.stringify({ ...PLAIN_SITE, footer: { links: [{ label: 'Lock', href: '/errors/LOCK_LOST/' }] } }),
  'registry/index.ts': `import { defineCategory, defineError, defineRegistry } from 'error-reference';

const open = defineCategory({
  name: 'open',
  title: 'Open',
  errors: {
    ORDER_CLOSED: defineError({
      summary: 'The order is closed, see [the lock](/errors/timeout/).',
      steps: [
        { step: 'Look at LOCK_LOST.', visibility: 'internal' },
        'Read [the list](/categories/house/).',
      ],
      causes: [
        { cause: 'It is LOCK_LOST.', visibility: 'internal' },
        { cause: 'It came with LOCK_LOST.' },
        { cause: 'It had a timeout.' },
      ],
      related: ['LOCK_LOST'],
      userMessage: 'It is LOCK_LOST_TOO.',
    }),
  },
});
const house = defineCategory({
  name: 'house',
  title: 'House',
  errors: {
    LOCK_LOST: { visibility: 'internal', related: ['ORDER_CLOSED'] },
    timeout: { visibility: 'internal' },
  },
});

export const registry = defineRegistry(open, house);
`,
  'errors/ORDER_CLOSED.mdx': 'One line.\n\nOf [it](../timeout/#support) and a timeout.\n\n```\nLOCK_LOST\n```\n',
  'errors/LOCK_LOST.mdx': 'See [the runbook](/guides/runbook/).\n',
  'guides/open.mdx':
    '---\ntitle: Open\nsummary: For all.\norder: 1\nerrors: [timeout]\n---\n\nSee [the runbook](/guides/runbook/).\n\nAnd [the cause](/errors/LOCK_LOST.md).\n\nOf <ErrorLink code="timeout" />.\n',
  'guides/runbook.mdx':
    '---\ntitle: Runbook\nsummary: For the house.\norder: 2\nerrors: [LOCK_LOST]\nvisibility: internal\n---\n\nSee LOCK_LOST.\n',
};

function writeFiles(dir: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const LEAKS = [
  'errors/ORDER_CLOSED.mdx:3  ../timeout is internal',
  'errors/ORDER_CLOSED.mdx:6  LOCK_LOST is internal',
  'guides/open.mdx:1  front matter.errors: timeout is internal',
  'guides/open.mdx:8  /guides/runbook is internal',
  'guides/open.mdx:10  /errors/LOCK_LOST.md is internal',
  'guides/open.mdx:12  timeout is internal',
  'registry/index.ts:8  ORDER_CLOSED.summary: /errors/timeout is internal',
  'registry/index.ts:11  ORDER_CLOSED.steps[1]: /categories/house is internal',
  'registry/index.ts:15  ORDER_CLOSED.causes[1].cause: LOCK_LOST is internal',
  'registry/index.ts:18  ORDER_CLOSED.related[0]: LOCK_LOST is internal',
  'site.json:1  footer.links[0].href: LOCK_LOST is internal',
];

test('what is public and names what is internal is found at its place, by the check and by each public load', () => {
  const dir = writeFiles(join(folder, 'leaky'), MODULES);
  assert.equal(reference(['permalinks', '--content', dir]).status, 1, 'it breaks a rule');
  for (const [verb, flags] of [
    ['check', []],
    ['explain', ['x']],
  ] as const) {
    const { stderr, status } = reference([verb, ...flags, '--content', dir]);
    assert.equal(status, 1);
    const lines = stderr.trimEnd().split('\n');
    const told = lines.filter((line) => !line.includes('The ledger lacks'));
    assert.deepEqual(
      told.map((line) => line.slice('leaky/'.length).replace(/ is internal.*/, ' is internal')),
      LEAKS,
      verb,
    );
    assert.doesNotMatch(stderr, /On the public site/, 'nothing is told twice');
  }
});

test('a link that leads somewhere on the internal site alone is told, and what lies there is not refused', () => {
  const dir = writeFiles(join(folder, 'lists'), {
    'site.json': JSON.stringify(PLAIN_SITE),
    'permalinks.txt': '/errors/A_1/\n/errors/B_1/\n',
    'registry.json': JSON.stringify({
      version: 1,
      categories: [{ name: 'c', title: 'C' }],
      errors: [
        {
          code: 'A_1',
          summary: '[Never](/retry/never/) and [its causes](#causes).',
          causes: [{ cause: 'X.', visibility: 'internal' }],
        },
        { code: 'B_1', visibility: 'internal', retry: { when: 'never' }, summary: '[All](/retry/never/).' },
      ],
    }),
  });
  const { stderr, status } = reference(['check', '--content', dir]);
  assert.equal(status, 1);
  assert.match(stderr, /A_1\.summary: On the public site "\/retry\/never\/" leads to no page of the site/);
  assert.match(stderr, /A_1\.summary: On the public site "#causes" leads to no block/);
  assert.equal(stderr.trim().split('\n').length, 2);
});

test('the ledger holds the paths of both sites, and the check holds both to it', () => {
  const dir = join(folder, 'ledger');
  cpSync(mixed, dir, { recursive: true });
  assert.match(reference(['permalinks', '--content', dir]).stdout, /Added 11 permanent links/);
  const ledger = readFileSync(join(dir, 'permalinks.txt'), 'utf8');
  for (const path of [`/errors/${INTERNAL_CODE}/`, `/errors/${CANARY}_formerly/`, `/guides/${CANARY}/`])
    assert.ok(ledger.split('\n').includes(path), path);
  for (const visibility of ['public', 'internal'])
    assert.equal(reference(['check', '--content', dir, '--visibility', visibility]).stderr, '');
  writeFileSync(join(dir, 'permalinks.txt'), `${ledger}/errors/GONE/\n`);
  assert.match(reference(['check', '--content', dir]).stderr, /\/errors\/GONE\/ leads nowhere/);
});

test('a verb sees what is internal where it governs the registry, or where it is told to', () => {
  const shows = (args: readonly string[], more?: Readonly<Record<string, string>>): boolean => {
    const { stdout, stderr, status } = reference([...args, '--content', mixed], more);
    assert.equal(status, 0, stderr);
    return holdsCanary(stdout);
  };
  const verbs: readonly (readonly [args: readonly string[], governs: boolean])[] = [
    [['explain', 'ORDER_NOT_FOUND'], false],
    [['mdx', 'ORDER_NOT_FOUND'], false],
    [['macros', '--for', 'csv'], false],
    [['generate', '--for', 'typescript'], false],
    [['coverage'], true],
    [['diff', mixed, join(root, 'tests/fixtures/api')], true],
  ];
  for (const [args, governs] of verbs) {
    assert.equal(shows(args), governs, args.join(' '));
    assert.equal(shows([...args, '--visibility', 'internal']), true, args.join(' '));
    assert.equal(shows([...args, '--visibility=public'], { VISIBILITY: 'internal' }), false, args.join(' '));
    assert.equal(shows(args, { VISIBILITY: 'internal' }), true, args.join(' '));
  }
});

test('a verb that writes the registry sees all of it, whatever it is told', () => {
  const dir = join(folder, 'written');
  cpSync(mixed, dir, { recursive: true });
  const taken = reference(['new', INTERNAL_CODE, '--category', 'orders', '--visibility', 'public', '--content', dir]);
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, new RegExp(INTERNAL_CODE));
  const added = reference(['new', 'ORDER_NEW', '--category', 'orders', '--visibility', 'public', '--content', dir]);
  assert.equal(added.status, 0, added.stderr);
  const codes = JSON.parse(readFileSync(join(dir, 'registry.json'), 'utf8')) as { errors: { code?: string }[] };
  assert.ok(codes.errors.some(({ code }) => code === INTERNAL_CODE));
});

test('a visibility that there is not is one sentence', async () => {
  for (const [args, more] of [
    [['build', '--visibility', 'private'], {}],
    [['check'], { VISIBILITY: 'private' }],
  ] as const) {
    const { stderr, status } = reference([...args, '--content', mixed], more);
    assert.deepEqual([stderr, status], ['--visibility is "private"; write public or internal.\n', 1]);
  }
  assert.match(
    reference(['build', '--visibility']).stderr,
    /^--visibility has no value; write --visibility public\|internal\.\n$/,
  );
  const { hooks } = errorReference({ content: mixed, visibility: 'private' as 'public' });
  const config = { root: new URL(`file://${folder}/`), integrations: [], base: '/' };
  await assert.rejects(async () => hooks['astro:config:setup']?.({ config, command: 'build' } as never), {
    message: '`visibility` is "private"; write public or internal.',
  });
});

test('a part of an entry is internal by that one word, which the schema knows as well', () => {
  const read = (entry: object): unknown =>
    parseRegistry({ version: 1, categories: [{ name: 'c', title: 'C' }], errors: [{ code: 'A', ...entry }] }, 'r.json');
  assert.doesNotThrow(() =>
    read({ visibility: 'internal', steps: ['One.', { step: 'Two.', visibility: 'internal' }] }),
  );
  assert.throws(() => read({ visibility: 'secret' }), /A\.visibility: "secret" can't stand here; write internal\./);
  assert.throws(
    () => read({ causes: [{ cause: 'X.', visibility: true }] }),
    /A\.causes\[0\]\.visibility: true can't stand here/,
  );
  assert.throws(
    () => read({ steps: [{ step: 'One.' }] }),
    /A\.steps\[0\]: An object can't stand here; write a text or an object with step, visibility\./,
  );
  const text = JSON.stringify(registryJsonSchema());
  assert.equal(text.match(/"visibility":\{/g)?.length, 3);
});

test('the settings for the house alone, and what only internal errors use, are none of the public', async () => {
  const { registry, prose, site } = await loadContent(mixed, 'internal');
  const house = Object.fromEntries([...HOUSE_FIELDS].map((name) => [name, [{ team: CANARY }]]));
  const seen = publicContent({ registry, prose, site: { ...site, ...house } }, []);
  for (const name of HOUSE_FIELDS) assert.ok(!(name in seen.site), name);
  assert.deepEqual(seen.site.dimensions, { severity: { title: 'Severity', values: { high: 'High' } } });
  for (const shapes of ['envelopes', 'placeholders', 'registries'] as const)
    assert.equal(seen.site[shapes], undefined, shapes);
  assert.deepEqual(Object.keys(seen.prose), ['ORDER_NOT_FOUND']);
  assert.deepEqual([...HOUSE_FIELDS], ['ranges', 'sources']);
});

test('a reply to a customer has no internal step, on the internal site either', async () => {
  const { registry, site } = await loadContent(mixed, 'internal');
  const error = registry.errors.find(({ code }) => code === 'ORDER_NOT_FOUND') as RegisteredError;
  assert.equal(error.steps?.length, 3);
  assert.deepEqual(supportFacts(error, site, wordsOf(site)).steps, ['Check the id.', 'List your orders.']);
});

test('an import leaves a mark as people set it, and takes over those of an internal errors.json', () => {
  const source = (steps: RegisteredError['steps'], more: Partial<RegisteredError> = {}) => ({
    categories: [{ name: 'c', title: 'C' }],
    errors: ['A', 'B'].map((code): RegisteredError => ({
      code,
      category: 'c',
      message: 'M.',
      steps: steps ?? [],
      causes: [{ cause: 'X.' }],
      ...more,
    })),
  });
  const rules = parseImportRules(undefined);
  const first = updateRegistry(source(['One.']), { current: undefined, last: new Map(), rules });
  const marked: readonly RegisteredError[] = first.registry.errors.map((error) =>
    error.code === 'A'
      ? { ...error, visibility: 'internal' }
      : {
          ...error,
          steps: [{ step: 'One.', visibility: 'internal' }],
          causes: [{ cause: 'X.', visibility: 'internal' }],
        },
  );
  const current = { ...first.registry, errors: marked };
  const again = updateRegistry(source(['One, said otherwise.'], { message: 'N.' }), {
    current,
    last: first.entries,
    rules,
  });
  assert.deepEqual(
    again.registry.errors.map(({ visibility, message, steps, causes }) => ({ visibility, message, steps, causes })),
    [
      { visibility: 'internal', message: 'N.', steps: ['One, said otherwise.'], causes: [{ cause: 'X.' }] },
      { visibility: undefined, message: 'N.', steps: marked[1]?.steps, causes: marked[1]?.causes },
    ],
  );
});

test('a public error that a source relates to one which people made internal loses that relation alone', () => {
  const entries = (related: readonly string[]) => ({
    categories: [{ name: 'c', title: 'C' }],
    errors: [
      { code: 'A', category: 'c', message: 'M.', related },
      { code: 'B', category: 'c', message: 'M.' },
    ],
  });
  const rules = parseImportRules(undefined);
  const first = updateRegistry(entries([]), { current: undefined, last: new Map(), rules });
  const errors = first.registry.errors.map((error): RegisteredError =>
    error.code === 'B' ? { ...error, visibility: 'internal' } : error,
  );
  const again = updateRegistry(entries(['B']), { current: { ...first.registry, errors }, last: first.entries, rules });
  assert.deepEqual(
    again.skipped.map(({ place, field }) => [place, field]),
    [['A', 'related.0']],
  );
  assert.equal(again.registry.errors[1]?.visibility, 'internal');
});

test('the drift gate asks no specification for what is internal, and knows it where it stands there', () => {
  const file = join(folder, 'api.json');
  const body = (code: string): object => ({
    description: 'An error.',
    content: { 'application/json': { example: { code, message: 'Words' } } },
  });
  const specify = (responses: object): void => {
    const paths = { '/orders/{id}': { get: { responses } } };
    writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths }));
  };
  const drift = (): string => reference(['check', '--openapi', file, '--content', join(folder, 'ledger-2')]).stdout;
  cpSync(mixed, join(folder, 'ledger-2'), { recursive: true });
  reference(['permalinks', '--content', join(folder, 'ledger-2')]);
  specify({ 404: body('ORDER_NOT_FOUND') });
  assert.match(drift(), /TOO_MANY_ORDERS/);
  assert.equal(holdsCanary(drift()), false);
  specify({ 451: body('QZXLEAK_OTHER') });
  assert.doesNotMatch(drift(), /QZXLEAK_OTHER.*unknown code|unknown code.*QZXLEAK_OTHER/);
});
