import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { createContentReader } from '../../src/cli/content-reader.ts';
import { loadContent } from '../../src/content/load.ts';
import { contentPermalinks } from '../../src/content/ledger.ts';
import { indexByCode, stepsOf, type RegisteredError, type Registry } from '../../src/core/define.ts';
import { listEnvelopes } from '../../src/core/envelope.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { composeDocument } from '../../src/document/compose.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { tellErrors } from '../../src/document/told-errors.ts';
import { createSource } from '../../src/integrations/source.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { createAnswer } from '../../src/server/mock.ts';
import { parseRegistryFile, toRegistryJson } from '../../src/schema/registry.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const root = resolve(import.meta.dirname, '../..');
const fixtures = join(root, 'tests/fixtures');
const joined = await loadContent(join(fixtures, 'joined'));
const byCode = indexByCode(joined.registry);
const entry = (code: string): RegisteredError => byCode.get(code) ?? assert.fail(code);
const fileOf = (content: { registry: Registry; site: Site }, path: string): string =>
  new Map(machineFiles({ ...content, prose: {} })).get(path) ?? assert.fail(path);

const folder = mkdtempSync(join(tmpdir(), 'include-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes files below a folder of its own: JSON, or texts as they are. */
function write(name: string, files: Readonly<Record<string, unknown>>): string {
  const dir = join(folder, name);
  for (const [file, value] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  }
  return dir;
}

/** A content folder with the errors of a category. */
function team(
  codes: Readonly<Record<string, object>>,
  settings: Readonly<Record<string, unknown>> = {},
  name = 'main',
): Readonly<Record<string, unknown>> {
  const errors = Object.entries(codes).map(([code, fields]) => ({ code, category: name, ...fields }));
  return {
    'site.json': { ...PLAIN_SITE, ...settings },
    'registry.json': { version: 1, categories: [{ name, title: 'Main errors' }], errors },
  };
}

const below = (dir: string, files: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(files).map(([file, value]) => [`${dir}/${file}`, value]));

const include = (...from: readonly (readonly [string, string])[]) => ({
  include: from.map(([path, prefix]) => ({ from: path, prefix })),
});

/** Runs a verb from the folder of a test, where paths are short. */
function run(cwd: string, ...args: readonly string[]): { output: string; status: number | null } {
  const { CONTENT: _, BASE: __, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    ...{ cwd, env, encoding: 'utf8' },
  });
  return { output: stdout + stderr, status };
}

/** What `check` says of a folder of teams, of which `host` includes others. */
function refuse(name: string, files: Readonly<Record<string, unknown>>): readonly string[] {
  const { output, status } = run(write(name, files), 'check', '--content', 'host');
  assert.equal(status, 1, output);
  return output
    .trim()
    .split('\n')
    .filter((line) => !line.includes('permalinks.txt'));
}

test('errors of a folder and of an errors.json stand beside those of the site, with their prefixes', () => {
  assert.deepEqual(
    joined.registry.categories.map(({ name, title }) => [name, title]),
    [
      ['orders', 'Order errors'],
      ['cards-client', 'Card errors'],
      ['cards-auth', 'Token errors'],
      ['accounts-account', 'Account errors'],
    ],
  );
  assert.deepEqual(
    ['ORDER_NOT_FOUND', 'CARD_DECLINED', 'ACCOUNT_SUSPENDED'].map((code) => [
      entry(code).category,
      entry(code).registry,
    ]),
    [
      ['orders', undefined],
      ['cards-client', 'cards'],
      ['accounts-account', 'accounts'],
    ],
  );
  assert.deepEqual(
    joined.own.errors.map(({ code }) => code),
    ['ORDER_NOT_FOUND'],
  );
});

test('each error has the payload of its own API', () => {
  assert.deepEqual(buildPayload(entry('ORDER_NOT_FOUND'), joined.site), {
    ...{ code: 'ORDER_NOT_FOUND', text: 'There is no order ord_1.', type: 'orders' },
  });
  assert.deepEqual(buildPayload(entry('CARD_DECLINED'), joined.site), {
    type: 'about:blank',
    detail: 'The card was declined (no_funds).',
    reason: 'CARD_DECLINED',
    more: 'https://cards.example.com/docs/errors/CARD_DECLINED/',
  });
  assert.deepEqual(buildPayload(entry('invalid_card_token'), joined.site), { error: 'invalid_card_token' });
  assert.deepEqual(buildPayload(entry('ACCOUNT_SUSPENDED'), joined.site), {
    error: { code: 'ACCOUNT_SUSPENDED', message: 'The account acc_0 is suspended.' },
  });
  assert.equal(listEnvelopes(joined.site).length, 4);
});

test('the mock answers as each API does, with its media type and its request id', () => {
  const answer = createAnswer(joined);
  const cards = answer({ url: '/CARD_EXPIRED', headers: {} });
  assert.equal(cards.headers['Content-Type'], 'application/problem+json');
  assert.equal(cards.headers['X-Cards-Request'], 'mock-request-1');
  assert.deepEqual(cards.body, buildPayload(entry('CARD_EXPIRED'), joined.site));
  const account = answer({ url: '/QUOTA_EXCEEDED', headers: { accept: 'application/problem+json' } });
  assert.equal((account.body as { type: string }).type, 'https://errors.example.com/errors/QUOTA_EXCEEDED/');
  assert.equal(account.headers['X-Request-Id'], 'mock-request-2');
  assert.equal(answer({ url: '/ORDER_NOT_FOUND', headers: {} }).headers['X-Request-Id'], undefined);
});

test('a page asks the host, the request id and the promises of the API of its error', () => {
  const context = { site: joined.site, words: wordsOf(joined.site), errors: tellErrors(joined.registry) };
  const page = (code: string): string => composeDocument(entry(code), { ...context, prose: undefined });
  assert.match(page('CARD_DECLINED'), /Host: api\.cards\.example\.com\n/);
  assert.match(page('CARD_DECLINED'), /X-Cards-Request/);
  assert.doesNotMatch(page('ORDER_NOT_FOUND'), /Request-Id|X-Cards/);
  assert.ok(page('QUOTA_EXCEEDED').includes(context.words.document.problemType.slice(0, 30)));
  assert.ok(!page('CARD_EXPIRED').includes(context.words.document.problemType.slice(0, 30)));
});

test('pages and lists tell the registry with its version and its owner, and no text of it is markup', () => {
  const dimensions = listDimensions(joined.registry, joined.site, wordsOf(joined.site));
  const registry = dimensions.find(({ id }) => id === 'registry') ?? assert.fail();
  assert.deepEqual(registry.valuesOf(entry('CARD_EXPIRED')), [
    { value: 'cards', label: 'Cards · 2.1', path: '/registries/cards/' },
  ]);
  assert.match(registry.valuesOf(entry('QUOTA_EXCEEDED'))[0]?.label ?? '', /^Lifecycle · Accounts .?\*team.?\*$/);
  assert.deepEqual(registry.valuesOf(entry('ORDER_NOT_FOUND')), []);
  assert.deepEqual([registry.rest?.title, registry.rest?.errors.length], ['Joined', 1]);
  const categories = dimensions.find(({ id }) => id === 'category')?.values ?? [];
  assert.deepEqual(
    categories.map(({ about }) => about),
    ['what orders end in', 'Cards · 2.1 · what issuers refuse', 'Cards · 2.1', 'Lifecycle · Accounts *team*'],
  );
});

test('links to pages that stay at home lead there; those to errors stay, and pictures come along', () => {
  assert.match(entry('CARD_DECLINED').summary ?? '', /\]\(https:\/\/cards\.example\.com\/docs\/guides\/cards\/\)/);
  assert.match(stepsOf(entry('CARD_DECLINED'))[0] ?? '', /\]\(\/errors\/CARD_EXPIRED\/\)/);
  const prose = joined.prose['CARD_EXPIRED'] ?? assert.fail();
  assert.match(prose, /\]\(https:\/\/cards\.example\.com\/docs\/guides\/cards\/\)/);
  assert.match(prose, /\]\(\/errors\/CARD_DECLINED\/\)/);
  assert.match(prose, /\]\(\/_files\/include\/cards\/errors\/card\.svg\)/);
});

test('one ledger holds the addresses of all registries, former ones as well', async () => {
  const { pages, redirects } = await contentPermalinks(joined);
  for (const code of ['ORDER_NOT_FOUND', 'CARD_DECLINED', 'ACCOUNT_SUSPENDED'])
    assert.ok(pages.has(`/errors/${code}/`), code);
  assert.equal(redirects.get('/errors/ACCOUNT_LOCKED/'), '/errors/ACCOUNT_SUSPENDED/');
});

test('the errors.json of the fixture is what the fixture lifecycle publishes', async () => {
  const content = await loadContent(join(fixtures, 'lifecycle'));
  const { generator: _, ...published } = JSON.parse(fileOf(content, '/errors.json')) as Readonly<
    Record<string, unknown>
  >;
  const text = readFileSync(join(fixtures, 'included/lifecycle/errors.json'), 'utf8');
  const { generator: __, ...kept } = JSON.parse(text.replaceAll('example.com/"', 'example.com"')) as typeof published;
  assert.deepEqual({ ...published, errors: undefined }, { ...kept, errors: undefined });
  assert.deepEqual(parseRegistryFile(published, '').registry, parseRegistryFile(kept, '').registry);
});

test('errors.json states each API under one key, and reads back without loss', () => {
  const file = JSON.parse(fileOf(joined, '/errors.json')) as Readonly<Record<string, unknown>>;
  const { registry, api } = parseRegistryFile(file, 'errors.json');
  assert.deepEqual(toRegistryJson(registry), toRegistryJson(joined.registry));
  assert.deepEqual(Object.keys(api ?? {}), [
    ...['name', 'url', 'apiUrl', 'version', 'envelope', 'placeholders', 'registries'],
  ]);
  assert.deepEqual(api?.registries, joined.site.registries);
  assert.equal(api?.registries?.['accounts']?.owner, 'Accounts *team*');
});

test('an import of a joined errors.json keeps where entries come from, and what their responses are like', async () => {
  const source = join(write('import', { 'errors.json': fileOf(joined, '/errors.json') }), 'errors.json');
  const to = join(folder, 'import/content');
  const { output, status } = run(folder, 'import', source, '--to', to);
  assert.equal(status, 0, output);
  const content = await loadContent(to);
  assert.deepEqual(
    content.registry.errors.map((error) => [error.code, error.registry, buildPayload(error, content.site)]),
    joined.registry.errors.map((error) => [error.code, error.registry, buildPayload(error, joined.site)]),
  );
  assert.deepEqual(content.site.registries, joined.site.registries);
});

test('an import again leaves what the folder includes where it is', () => {
  const dir = write('again', {
    ...below('other', team({ OTHER: {} })),
    'source.json': team({ MINE: { title: 'Mine' } })['registry.json'],
  });
  const first = run(dir, 'import', 'source.json', '--to', 'host', '--json');
  assert.equal(first.status, 0, first.output);
  const file = join(dir, 'host/site.json');
  const site = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...site, ...include(['../other', 'other']) }));
  const again = run(dir, 'import', 'source.json', '--to', 'host');
  assert.equal(again.status, 0, again.output);
  assert.doesNotMatch(readFileSync(join(dir, 'host/registry.json'), 'utf8'), /OTHER/);
});

test('a file without what states the API gives pages without a payload', async () => {
  const dir = write('bare', {
    ...below('host', team({ MINE: {} }, include(['../other.json', 'other']))),
    'other.json': team({ OTHER: { message: 'Not so.', envelope: 'theirs', values: { kind: 'k' } } })['registry.json'],
  });
  const { output, status } = run(dir, 'explain', 'OTHER', '--content', 'host');
  assert.equal(status, 0, output);
  const { registry, site } = await loadContent(join(dir, 'host'));
  const error = indexByCode(registry).get('OTHER') ?? assert.fail();
  assert.equal(buildPayload(error, site), undefined);
  assert.equal(createAnswer({ registry, site })({ url: '/OTHER', headers: {} }).body, undefined);
  const text = composeDocument(error, { site, words: wordsOf(site), errors: tellErrors(registry), prose: undefined });
  assert.doesNotMatch(text, /json|Host:/);
});

test('what an included folder includes comes along, and so does what an errors.json has from others', async () => {
  const dir = write('nested', {
    ...below('host', team({ MINE: {} }, include(['../middle', 'middle'], ['../joined.json', 'all']))),
    ...below('middle', team({ MIDDLE: {} }, { name: 'Middle', ...include(['../inner', 'inner']) })),
    ...below('inner', team({ INNER: {} }, { name: 'Inner', envelope: { inner: '{code}' } })),
    'joined.json': fileOf(joined, '/errors.json'),
  });
  const content = await loadContent(join(dir, 'host'));
  const inner = content.registry.errors.find(({ code }) => code === 'INNER') ?? assert.fail();
  assert.deepEqual([inner.category, inner.registry], ['middle-inner-main', 'middle-inner']);
  assert.deepEqual(buildPayload(inner, content.site), { inner: 'INNER' });
  const card = content.registry.errors.find(({ code }) => code === 'CARD_EXPIRED') ?? assert.fail();
  assert.deepEqual([card.category, card.registry], ['all-cards-client', 'all-cards']);
  assert.deepEqual(buildPayload(card, content.site), buildPayload(entry('CARD_EXPIRED'), joined.site));
  assert.deepEqual(Object.keys(content.site.registries ?? {}), [
    ...['middle', 'middle-inner', 'all', 'all-cards', 'all-accounts'],
  ]);
});

test('a code of two registries is refused at both places', () => {
  const lines = refuse('same-code', {
    ...below('host', team({ MINE: {}, BOTH: {} }, include(['../other', 'other'], ['../file/errors.json', 'file']))),
    ...below('other', team({ OTHER: {}, BOTH: {} })),
    'file/errors.json': team({ BOTH: {} })['registry.json'],
  });
  const told = (other: string): string =>
    `BOTH: the code stands in ${other}, too; rename one of the two, or leave one registry out.`;
  assert.deepEqual(lines.toSorted(), [
    `file/errors.json:10  ${told('../host/registry.json')}`,
    `host/registry.json:14  ${told('../file/errors.json')}`,
    `host/registry.json:14  ${told('../other/registry.json')}`,
    `other/registry.json:14  ${told('../host/registry.json')}`,
  ]);
});

test('categories and prefixes that collide are refused at both places', () => {
  const message = 'other-main is the name of a category in';
  assert.deepEqual(
    refuse('same-category', {
      ...below('host', team({ MINE: {} }, include(['../other', 'other']), 'other-main')),
      ...below('other', team({ OTHER: {} })),
    }).toSorted(),
    [
      `host/registry.json:5  categories[0].name: ${message} ../other/registry.json, too; rename one of the two, or choose another prefix.`,
      `other/registry.json:5  categories[0].name: ${message} ../host/registry.json, too; rename one of the two, or choose another prefix.`,
    ],
  );
  const [line] = refuse('same-prefix', {
    ...below('host', team({ MINE: {} }, include(['../one', 'team'], ['../two', 'team']))),
    ...below('one', team({ ONE: {} })),
    ...below('two', team({ TWO: {} })),
  });
  assert.match(
    line ?? '',
    /^host\/site\.json:\d+ {2}include\[1\]\.prefix: team is the name of include\[0\] as well; write another prefix\.$/,
  );
});

test('former codes and twins that collide are told with the place of the other', () => {
  const lines = refuse('twins', {
    ...below('host', team({ MINE: { formerly: ['OLD'] }, card_gone: {} }, include(['../other', 'other']))),
    ...below('other', team({ OTHER: { formerly: ['OLD'] }, CARD_GONE: {}, 'MINE.json': {} })),
  }).filter((line) => !line.includes('permalinks'));
  assert.ok(
    lines.some((line) =>
      /^other\/registry\.json:\d+ .*"OLD" already leads to MINE.*MINE stands in host\/registry\.json:\d+\.$/.test(line),
    ),
    lines.join('\n'),
  );
  assert.ok(
    lines.some((line) =>
      /^other\/registry\.json:\d+ .*CARD_GONE differs from card_gone only by case.*card_gone stands in host\/registry\.json:\d+\.$/.test(
        line,
      ),
    ),
    lines.join('\n'),
  );
  assert.ok(
    lines.some((line) =>
      /^other\/registry\.json:\d+ .*MINE\.json has the address of MINE's \.json file.*MINE stands in host\/registry\.json:\d+\.$/.test(
        line,
      ),
    ),
    lines.join('\n'),
  );
});

test('what is wrong inside an included file is told of that file', () => {
  const lines = refuse('inside', {
    ...below('host', team({ MINE: {} }, include(['../other', 'other'], ['../file.json', 'file']))),
    ...below('other', team({ OTHER: { related: ['GONE'] } })),
    'file.json': team({ FILE: { steps: [''] } })['registry.json'],
  });
  assert.deepEqual(lines.map((line) => line.replace(/ {2}.*/, '')).toSorted(), [
    'file.json:14',
    'other/registry.json:14',
  ]);
  const [malformed] = refuse('malformed', {
    ...below('host', team({ MINE: {} }, include(['../other', 'other']))),
    ...below('other', team({ OTHER: { status: 'no' } })),
  });
  assert.match(malformed ?? '', /^other\/registry\.json:\d+ {2}OTHER\.status: /);
});

test('references between registries may cross', async () => {
  const dir = write('crossing', {
    ...below('host', team({ MINE: { related: ['OTHER'] } }, include(['../other', 'other']))),
    ...below('other', team({ OTHER: { deprecated: { since: '2026-01-01', use: 'MINE' } } })),
  });
  const { output, status } = run(dir, 'explain', 'MINE', '--content', 'host');
  assert.equal(status, 0, output);
});

for (const [name, from, files, said] of [
  [
    'no file',
    '../gone.json',
    {},
    '../gone.json is not there; write the path of an errors.json or a content folder from the content folder.',
  ],
  [
    'an address',
    'https://x.example/errors.json',
    {},
    'no build fetches https://x.example/errors.json; download it first, as with `curl --output billing.json https://x.example/errors.json`, and write the path of that file.',
  ],
  ['itself', '.', {}, '. is this content folder itself; remove it.'],
  [
    'another kind',
    '../other.txt',
    { 'other.txt': 'x' },
    '../other.txt is neither an errors.json nor a content folder; name one of the two.',
  ],
  ['no content folder', '../empty', { 'empty/x.txt': '' }, "../empty can't be read:"],
  [
    'a circle',
    '../other',
    below('other', team({ OTHER: {} }, include(['../host', 'back']))),
    '../host leads in a circle, . to ../other to .; remove one of these includes.',
  ],
] as const)
  test(`an include of ${name} is refused in one sentence`, () => {
    const lines = refuse(`refused-${name}`, {
      ...below('host', team({ MINE: {} }, include([from, 'other']))),
      ...files,
    });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.ok(lines[0]?.includes(said), lines[0]);
    assert.match(lines[0] ?? '', /^(?:host|other)\/site\.json:\d+ {2}include\[0\]\.from: /);
  });

test('broken JSON and an empty file are told in one sentence', () => {
  for (const text of ['', '{']) {
    const lines = refuse(`broken${text.length}`, {
      ...below('host', team({ MINE: {} }, include(['../errors.json', 'other']))),
      'errors.json': text,
    });
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', /^errors\.json(?::1)? {2}It is not valid JSON/);
  }
});

test('new adds no code to a category of another registry', () => {
  const dir = write('new', {
    ...below('host', team({ MINE: {} }, include(['../other', 'other']))),
    ...below('other', team({ OTHER: {} })),
  });
  const refused = run(dir, 'new', 'NEW', '--category', 'other-main', '--content', 'host');
  assert.equal(refused.status, 1);
  assert.equal(refused.output, 'other-main is a category of other, which host includes; add the code there.\n');
  const taken = run(dir, 'new', 'OTHER', '--content', 'host');
  assert.equal(taken.output, 'OTHER is a code of this registry already; edit its entry, or name another code.\n');
  assert.equal(run(dir, 'new', 'NEW', '--content', 'host').status, 0);
});

test('the host of a site at its root is told where the registry is', () => {
  const content = { ...joined, site: { ...joined.site, url: 'https://joined.example.com/' } };
  assert.deepEqual(JSON.parse(fileOf(content, '/.well-known/errors.json')), {
    name: 'Joined',
    version: '3.0',
    url: 'https://joined.example.com/',
    registry: 'https://joined.example.com/errors.json',
    schema: 'https://joined.example.com/errors.schema.json',
    openapi: 'https://joined.example.com/openapi.json',
    llms: 'https://joined.example.com/llms.txt',
  });
  const deeper = machineFiles({ ...joined, site: { ...joined.site, url: 'https://joined.example.com/docs' } });
  assert.ok(![...deeper].some(([path]) => path.includes('well-known')));
});

test('a file of the team below .well-known stands beside ours', () => {
  const dir = write('well-known', team({ MINE: {} }));
  cpSync(join(dir, 'registry.json'), join(dir, 'public/.well-known/security.txt'));
  const { output } = run(dir, 'check', '--content', '.');
  assert.doesNotMatch(output, /well-known/);
});

test('dev watches what is included, and the file in which a mistake of it is to be mended', async () => {
  const dir = write('watched', {
    ...below('host', team({ MINE: {} }, include(['../other', 'other'], ['../file.json', 'file']))),
    ...below('other', team({ OTHER: {} })),
    'file.json': team({ FILE: {} })['registry.json'],
  });
  const [host, other, file] = ['host', 'other', 'file.json'].map((name) => join(dir, name));
  const read = createContentReader(host ?? '');
  const source = createSource(await read(), read);
  assert.deepEqual(source.watched(), [host, other, file]);
  write('watched', { ...below('other', team({ OTHER: { related: ['GONE'] } })) });
  await source.renew();
  assert.deepEqual(source.watched(), [host, other, file, join(other ?? '', 'registry.json')]);
});
