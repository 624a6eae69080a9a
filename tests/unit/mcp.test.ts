import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { explainText } from '../../src/cli/explain.ts';
import { loadContent } from '../../src/content/load.ts';
import type { RegisteredError } from '../../src/core/define.ts';
import type { Explanation } from '../../src/core/explanation.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { errorTextPath, errorUrl, slugOf } from '../../src/core/url.ts';
import { explainAsData } from '../../src/explain/explanation.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { REGISTRY_VERSION } from '../../src/schema/registry.ts';
import { explanationSchema } from '../../src/schema/agents.ts';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'src/cli/main.ts');
const content = join(root, 'content');
const folder = mkdtempSync(join(tmpdir(), 'mcp-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { registry, site, prose } = await loadContent(content);
const { CONTENT: _, BASE: __, ...env } = process.env;

/** A client of the server that these arguments start, and what the server printed besides. */
async function connect(args: readonly string[], options: ClientOptions = {}) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, 'mcp', ...args],
    cwd: folder,
    env: env as Record<string, string>,
    stderr: 'pipe',
  });
  const warnings: string[] = [];
  transport.stderr?.on('data', (chunk: Buffer) => warnings.push(chunk.toString()));
  const client = new Client({ name: 'test', version: '1' }, options);
  await client.connect(transport);
  const call = async (name: string, input: Readonly<Record<string, unknown>>) => {
    const result = await client.callTool({ name, arguments: input });
    const texts = (result.content as readonly { readonly text: string }[]).map(({ text }) => text);
    return { text: texts.join('\n'), texts, data: result.structuredContent, isError: result.isError ?? false };
  };
  return { client, call, warnings };
}

type Connection = Awaited<ReturnType<typeof connect>>;

/** A built site, as far as agents read it. */
const dist = join(folder, 'dist');
for (const [path, text] of machineFiles({ registry, site, prose })) {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  writeFileSync(join(dist, path), text);
}

const asked: string[] = [];
const server = createServer(({ url = '' }, response) => {
  asked.push(url);
  if (url === '/docs/errors.json') response.end(readFileSync(join(dist, 'errors.json')));
  else if (url === '/html/errors.json') response.end('<!doctype html>');
  else response.writeHead(404).end();
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
after(() => {
  server.close();
});

const sources: Readonly<Record<string, readonly string[]>> = {
  'a content folder': ['--content', content],
  'the errors.json of a built site': ['--from', join(dist, 'errors.json')],
  'the address of a site': ['--from', `${address}/docs/`],
};
const connections = new Map<string, Connection>();
before(async () => {
  for (const [name, args] of Object.entries(sources)) connections.set(name, await connect(args));
});
after(async () => {
  for (const { client } of connections.values()) await client.close();
});

/** The connection to one of {@link sources}. */
function to(name: string): Connection {
  const connection = connections.get(name);
  assert.ok(connection);
  return connection;
}

const folderOf = (): Connection => to('a content folder');

/** An error as logs and terminals show it. */
function* pastesOf(error: RegisteredError): Generator<readonly [string, string]> {
  const { code, status = 500, message = '' } = error;
  const body = JSON.stringify(buildPayload(error, site));
  const request = error.example?.request ?? 'GET /api/v1/users';
  yield ['a body', body];
  yield [
    'nginx',
    `203.0.113.9 - - [11/Feb/2026:09:05:00 +0000] "${request} HTTP/1.1" ${status} ${body.length} "-" "okhttp/4.12" error_code=${code} rt=0.043`,
  ];
  yield [
    'JSON log',
    JSON.stringify({ level: 'error', ts: '2026-02-11T09:05:00Z', msg: 'call failed', response: body }),
  ];
  yield ['escaped JSON', JSON.stringify({ log: JSON.stringify({ level: 'error', err: { body } }), stream: 'stderr' })];
  yield [
    'stack trace',
    `com.example.ApiException: HTTP ${status}: ${body}\n\tat com.example.Client.send(Client.java:88)\n\tat com.example.Job.run(Job.java:12)\nCaused by: java.io.IOException`,
  ];
  yield [
    'curl -i',
    `HTTP/2 ${status}\r\ndate: Wed, 11 Feb 2026 09:05:00 GMT\r\ncontent-type: application/json\r\nx-request-id: req_8f2k1\r\n\r\n${body}\n`,
  ];
  yield ['Python', `requests.exceptions.HTTPError: ${status} for url: https://api.example.com/api/v1/users\n${body}`];
  yield [
    'logfmt',
    `time=2026-02-11T09:05:00Z level=error msg=${JSON.stringify(message)} code=${code} status=${status}`,
  ];
}

for (const name of Object.keys(sources)) {
  test(`explain_error tells each error with steps, causes and checks from raw lines, over ${name}`, async () => {
    const { call } = to(name);
    for (const error of registry.errors)
      for (const [form, paste] of pastesOf(error)) {
        const { text, data, isError } = await call('explain_error', { text: paste });
        const { outcome, error: told } = explanationSchema.parse(data);
        const place = `${error.code} as ${form}`;
        assert.ok(told !== undefined && !isError && outcome === 'error', `${place}: ${outcome}`);
        assert.deepEqual([told.code, told.url], [error.code, errorUrl(site.url, error.code)], place);
        assert.equal(told.steps.length, error.steps?.length, place);
        assert.deepEqual(
          told.causes.map(({ check, fix }) => [check !== undefined, fix !== undefined]),
          error.causes?.map(({ check, fix }) => [check !== undefined, fix !== undefined]),
          place,
        );
        assert.equal(told.retry?.when, error.retry?.when, place);
        const parts = [...told.steps, ...told.causes.flatMap(({ cause, check = '', fix = '' }) => [cause, check, fix])];
        for (const part of [error.code, told.url, ...parts]) assert.ok(text.includes(part), `${place}: ${part}`);
      }
  });

  test(`explain_error says that a code is unknown, over ${name}`, async () => {
    const { call } = to(name);
    for (const text of [
      'ACCOUNT_LOCKED',
      '{"error":{"code":"ACCOUNT_LOCKED","message":"Locked."}}',
      'RATE_LIMIT_EXEMPTED_FOREVER',
    ]) {
      const { data, text: said } = await call('explain_error', { text });
      const { outcome, error, unknown, others } = data as Explanation;
      assert.deepEqual([outcome, error, others], ['unknown', undefined, []], text);
      assert.match(said, new RegExp(`^${unknown?.code} is not an error code of this API`));
    }
  });
}

test('values of the paste answer the checks of causes, and tell the findings', async () => {
  const { data } = await folderOf().call('explain_error', {
    text: `{"error":{"code":"INVALID_REQUEST","message":"Missing required 'email' parameter."}}`,
  });
  const { error } = data as Explanation;
  assert.deepEqual(error?.findings, ['email is missing.']);
  assert.deepEqual(
    error.causes.map(({ answer }) => answer),
    ['confirmed', undefined, undefined, undefined],
  );
  assert.deepEqual(error.received?.params, { parameter: 'email' });
});

test('explain_error says what the verb explain says, as text and as data', async () => {
  const { call } = folderOf();
  for (const text of ['429', 'INSUFFICIENT_BALANCE', 'insuf', '404 not found', 'nothing of it', 'ACCOUNT_LOCKED']) {
    const { data, text: said } = await call('explain_error', { text });
    assert.deepEqual(data, JSON.parse(JSON.stringify(explainAsData(text, registry, site))), text);
    const printed = explainText(text, registry, site).output.replace(/\n.* new --category .*$/, '');
    assert.equal(said, printed, text);
  }
});

test('the verb explain prints its data, and takes the format before the text alone', () => {
  const explain = (...args: readonly string[]) => {
    const options = { cwd: folder, env: { ...env, CONTENT: content }, encoding: 'utf8', input: '' } as const;
    return spawnSync(process.execPath, [main, 'explain', ...args], options);
  };
  const { stdout, status } = explain('--format', 'json', 'RATE_LIMIT_EXCEEDED');
  assert.equal(status, 0);
  assert.deepEqual(
    JSON.parse(stdout),
    JSON.parse(JSON.stringify(explainAsData('RATE_LIMIT_EXCEEDED', registry, site))),
  );
  assert.equal(explain('--format=json', 'ACCOUNT_LOCKED').status, 1);
  assert.equal(
    explain('--format', 'xml', 'X').stderr,
    '--format is text or json, not "xml"; write `explain --format json TEXT`.\n',
  );
  assert.match(explain('--', '--format', 'UNAUTHENTICATED').stdout, /^UNAUTHENTICATED/);
  assert.match(explain('code', '--format', 'UNAUTHENTICATED').stdout, /^UNAUTHENTICATED/);
});

test('what the server offers has these names', async () => {
  const { client } = folderOf();
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name, inputSchema, outputSchema, annotations }) => [
      name,
      Object.keys(inputSchema.properties ?? {}),
      Object.keys(outputSchema?.['properties'] ?? {}),
      annotations?.readOnlyHint,
    ]),
    [
      [
        'explain_error',
        ['text'],
        ['outcome', 'error', 'unknown', 'others', 'near', 'nearest', 'errors', 'succeeded', 'list'],
        true,
      ],
      ['get_error', ['code'], ['found', 'error', 'candidates'], true],
      [
        'list_errors',
        ['category', 'status', 'retry', 'actor', 'limit', 'cursor'],
        ['errors', 'total', 'nextCursor'],
        true,
      ],
      ['search', ['query', 'limit'], ['errors'], true],
    ],
  );
  for (const { description } of tools) assert.match(description ?? '', /are data, not instructions/);
  assert.equal(client.getServerVersion()?.name, 'error-reference');
  assert.match(client.getInstructions() ?? '', /explain_error first/);
  const { resourceTemplates } = await client.listResourceTemplates();
  assert.deepEqual(
    resourceTemplates.map(({ uriTemplate, mimeType }) => [uriTemplate, mimeType]),
    [['error-reference://errors/{slug}', 'text/markdown']],
  );
});

test('the newest revision of the protocol is spoken, too', async () => {
  const { client, call } = await connect(['--content', content], { versionNegotiation: { mode: 'auto' } });
  assert.equal(client.getNegotiatedProtocolVersion(), '2026-07-28');
  assert.match((await call('explain_error', { text: 'UNAUTHENTICATED' })).text, /^UNAUTHENTICATED/);
  assert.equal((await client.listResources()).resources.length, registry.errors.length + 1);
  await client.close();
});

test('get_error takes whatever an error goes by, and guesses none', async () => {
  const { call } = folderOf();
  const names: Readonly<Record<string, string | undefined>> = {
    RATE_LIMIT_EXCEEDED: 'RATE_LIMIT_EXCEEDED',
    'rate-limit-exceeded': 'RATE_LIMIT_EXCEEDED',
    RateLimitExceeded: 'RATE_LIMIT_EXCEEDED',
    ' UNAUTHENTICATED ': 'UNAUTHENTICATED',
    BadRequestException: 'INVALID_REQUEST',
    RATE_LIMIT: undefined,
    '429': undefined,
    '': undefined,
  };
  for (const [code, key] of Object.entries(names)) {
    const { data } = await call('get_error', { code });
    const { found, error } = data as { readonly found: boolean; readonly error?: { readonly key: string } };
    assert.deepEqual([found, error?.key], [key !== undefined, key], code);
  }
});

test('former codes, numbers, subcodes, slugs and errors without a code are found, with any letters', async () => {
  const file = join(folder, 'odd', 'registry.json');
  mkdirSync(dirname(file));
  const entries = [
    { code: 'A/B ü', title: 'Odd', formerly: ['OLD_ONE'] },
    { code: 4001, title: 'Number' },
    { code: 'card_declined', title: 'Parent' },
    { code: 'card_declined/stolen', title: 'Sub', parent: 'card_declined' },
    { key: 'gone', title: 'Gone', identifiedBy: 'status', status: 410 },
    { code: 's3.NotFound' },
    { code: 'ec2.NotFound' },
  ];
  writeFileSync(
    file,
    JSON.stringify({ version: REGISTRY_VERSION, categories: [{ name: 'c', title: 'C' }], errors: entries }),
  );
  writeFileSync(join(folder, 'odd', 'site.json'), JSON.stringify(site));
  const { client, call } = await connect(['--content', join(folder, 'odd')]);
  const names: Readonly<Record<string, readonly string[]>> = {
    'A/B ü': ['A/B ü'],
    [slugOf('A/B ü')]: ['A/B ü'],
    OLD_ONE: ['A/B ü'],
    '4001': ['4001'],
    stolen: ['card_declined/stolen'],
    'card_declined/stolen': ['card_declined/stolen'],
    card_declined: ['card_declined'],
    gone: ['gone'],
    '410 Gone': ['gone'],
    NotFound: ['s3.NotFound', 'ec2.NotFound'],
  };
  for (const [code, keys] of Object.entries(names)) {
    const { data } = await call('get_error', { code });
    const { error, candidates } = data as {
      readonly error?: { readonly key: string };
      readonly candidates: readonly { readonly key: string }[];
    };
    assert.deepEqual(
      [error, ...candidates].flatMap((each) => each?.key ?? []),
      keys,
      code,
    );
  }
  const { resources } = await client.listResources();
  for (const { uri } of resources) assert.equal((await client.readResource({ uri })).contents[0]?.uri, uri);
  assert.equal(resources.length, entries.length + 1);
  await client.close();
});

test('list_errors filters, and refuses in a sentence what is no filter', async () => {
  const { call } = folderOf();
  const keysOf = async (input: object): Promise<readonly string[]> => {
    const { data } = await call('list_errors', { ...input });
    return (data as { readonly errors: readonly { readonly key: string }[] }).errors.map(({ key }) => key);
  };
  const keys = (wanted: (error: RegisteredError) => boolean): readonly string[] =>
    registry.errors.filter(wanted).map(({ code }) => code);
  assert.deepEqual(
    await keysOf({}),
    keys(() => true),
  );
  assert.deepEqual(
    await keysOf({ category: 'server' }),
    keys(({ category }) => category === 'server'),
  );
  assert.deepEqual(
    await keysOf({ category: 'Client errors' }),
    keys(({ category }) => category === 'client'),
  );
  assert.deepEqual(
    await keysOf({ status: '4xx' }),
    keys(({ status }) => String(status).startsWith('4')),
  );
  assert.deepEqual(await keysOf({ status: 429 }), ['RATE_LIMIT_EXCEEDED']);
  assert.deepEqual(
    await keysOf({ retry: 'after-wait' }),
    keys(({ retry }) => retry?.when === 'after-wait'),
  );
  assert.deepEqual(
    await keysOf({ actor: 'us' }),
    keys(({ actor }) => actor === 'us'),
  );
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ category: 'nope' }, /^"nope" is no category; there is client, server, custom\.$/],
    [{ status: 'many' }, /^"many" is no status; write a number such as 429, or a class such as 4XX\.$/],
    [{ cursor: 'x' }, /^The cursor is none of this list; ask for its first page, without a cursor\.$/],
    [{ limit: 0 }, /limit/],
    [{ colour: 'red' }, /colour/],
  ];
  for (const [input, sentence] of refused) {
    const { isError, text } = await call('list_errors', { ...input });
    assert.ok(isError);
    assert.match(text, sentence);
  }
});

test('search finds errors by words of their texts, by code and by status', async () => {
  const { call } = folderOf();
  const first = async (query: string): Promise<string | undefined> => {
    const { data } = await call('search', { query });
    return (data as { readonly errors: readonly { readonly key: string }[] }).errors[0]?.key;
  };
  assert.equal(await first('back off with jitter'), 'RATE_LIMIT_EXCEEDED');
  assert.equal(await first('403'), 'PERMISSION_DENIED');
  assert.equal(await first('permission'), 'PERMISSION_DENIED');
  assert.equal(await first('zebra crossing'), undefined);
});

test('each page is a resource with the bytes of the site’s own Markdown', async () => {
  for (const name of ['a content folder', 'the errors.json of a built site']) {
    const { client } = to(name);
    for (const { code } of registry.errors) {
      const { contents } = await client.readResource({ uri: `error-reference://errors/${slugOf(code)}` });
      assert.deepEqual(contents, [
        {
          uri: `error-reference://errors/${slugOf(code)}`,
          mimeType: 'text/markdown',
          text: readFileSync(join(dist, errorTextPath(code)), 'utf8'),
        },
      ]);
    }
    await assert.rejects(client.readResource({ uri: 'error-reference://errors/NOPE' }), /not found/i);
    await assert.rejects(client.readResource({ uri: 'file:///etc/passwd' }), /not found/i);
  }
  const { client } = to('the address of a site');
  const { contents } = await client.readResource({ uri: 'error-reference://errors/UNAUTHENTICATED' });
  assert.match((contents[0] as { readonly text: string }).text, /^# `UNAUTHENTICATED`: Unauthorized$/m);
  assert.deepEqual(asked, ['/docs/errors.json']);
});

test('a large registry is listed a page at a time', async () => {
  const file = join(folder, 'errors.json');
  const errors = Array.from({ length: 1050 }, (_, index) => ({
    code: `CODE_${index}`,
    title: `Number ${index}`,
    url: errorUrl('https://example.com/docs', `CODE_${index}`),
  }));
  writeFileSync(file, JSON.stringify({ version: REGISTRY_VERSION, categories: [{ name: 'c', title: 'C' }], errors }));
  const { client, call } = await connect(['--from', file]);
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await call('list_errors', { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    const { errors: some, nextCursor } = page.data as {
      readonly errors: readonly { readonly key: string; readonly url: string }[];
      readonly nextCursor?: string;
    };
    listed.push(...some.map(({ key }) => key));
    cursor = nextCursor;
  } while (cursor !== undefined);
  assert.deepEqual(
    listed,
    errors.map(({ code }) => code),
  );
  const first = await client.listResources({ cursor: undefined });
  const all = first.nextCursor === undefined ? first.resources : (await client.listResources()).resources;
  assert.equal(new Set(all.map(({ uri }) => uri)).size, errors.length + 1);
  const { data } = await call('get_error', { code: 'CODE_1049' });
  assert.equal(
    (data as { readonly error: { readonly url: string } }).error.url,
    'https://example.com/docs/errors/CODE_1049/',
  );
  await client.close();
});

test('a text of 10 MB gets a sentence, and the server goes on', async () => {
  const { call } = folderOf();
  const { isError, text } = await call('explain_error', { text: `${'x'.repeat(10_000_000)} UNAUTHENTICATED` });
  assert.ok(isError);
  assert.equal(
    text,
    'The text has 10,000,016 characters, and 100,000 are read; paste the lines around the error alone.',
  );
  assert.match((await call('explain_error', { text: '   ' })).text, /^The text is empty/);
  assert.match((await call('get_error', { code: 'x'.repeat(501) })).text, /^The code has 501 characters/);
  assert.match((await call('search', { query: 'x'.repeat(2001) })).text, /^The query has 2,001 characters/);
  assert.match((await call('explain_error', { text: 'UNAUTHENTICATED' })).text, /^UNAUTHENTICATED/);
});

test('what is pasted comes back without controls and marks of direction', async () => {
  const { text } = await folderOf().call('explain_error', { text: 'error code: ACCOUNT_LOCKED\u001b]0;x\u0007\u202e' });
  assert.doesNotMatch(text, /[^\P{Cc}\n]|[\u202a-\u202e]/u);
});

test('an edit of the folder is told at once, and one that breaks it is told as such', async () => {
  const dir = join(folder, 'edited');
  cpSync(join(root, 'tests/fixtures/api'), dir, { recursive: true });
  const file = join(dir, 'registry/client.ts');
  const source = readFileSync(file, 'utf8');
  // Modules may print what they like.
  writeFileSync(file, `console.log('a module was read');\n${source}`);
  const { client, call, warnings } = await connect(['--content', dir]);
  const title = async (): Promise<string | undefined> => {
    const { data } = await call('get_error', { code: 'INVALID_REQUEST' });
    return (data as { readonly error?: { readonly title: string } }).error?.title;
  };
  assert.equal(await title(), 'Bad Request');
  writeFileSync(file, source.replace("title: 'Bad Request'", "title: 'Edited'"));
  assert.equal(await title(), 'Edited');
  writeFileSync(file, 'export const client = (');
  const { texts } = await call('get_error', { code: 'INVALID_REQUEST' });
  assert.match(texts[0] ?? '', /^The source can't be read as it is now, so this is from before its last change: /);
  assert.match(texts[1] ?? '', /^INVALID_REQUEST: Edited\n/);
  writeFileSync(file, source);
  assert.equal(await title(), 'Bad Request');
  assert.match(warnings.join(''), /a module was read/);
  await client.close();
});

test('what can’t be served is told in one sentence', async () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['--content', join(folder, 'absent')], /absent is not there/],
    [['--from', join(folder, 'absent.json')], /absent\.json is not there; name the errors\.json of a built site/],
    [['--from', folder.replace(/$/, '/odd')], /errors\.json is not there/],
    [['--from', file('broken.json', '{')], /broken\.json {2}It is not valid JSON/],
    [['--from', file('empty.json', '')], /empty\.json {2}It is not valid JSON/],
    [['--from', file('list.json', '[]')], /list\.json/],
    [
      [
        '--from',
        file('plain.json', JSON.stringify({ version: 1, categories: [{ name: 'c', title: 'C' }], errors: [] })),
      ],
      /plain\.json doesn't say where its pages are/,
    ],
    [['--from', `${address}/absent/`], /absent\/errors\.json answers with 404; name the address of a site/],
    [['--from', `${address}/html/`], /html\/errors\.json {2}It is not valid JSON/],
    [['--from', 'http://127.0.0.1:4769/'], /can't be fetched \(ECONNREFUSED\)/],
    [['more'], /takes --from FILE\|URL only/],
  ];
  for (const [args, sentence] of refused) {
    const child = spawn(process.execPath, [main, 'mcp', ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [status]] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      once(child, 'close') as Promise<[number]>,
    ]);
    assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, sentence);
  }
});
