import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { RegisteredError } from '../../src/core/define.ts';
import { toEntries } from '../../src/import/entries.ts';
import { parseMapping } from '../../src/import/mapping.ts';
import { SourceProblem, type Source } from '../../src/import/source.ts';
import { readSourceFile } from '../../src/import/sources.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { missing, readShared, sharedData } from '../fixtures/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function readSource(file: string, map?: string): Promise<Source> {
  const content = await readSourceFile(file, { mapping: map === undefined ? {} : parseMapping(map) });
  return 'source' in content ? content.source : assert.fail('it is a document of its own');
}

/** The entries of a file, and in one line each what was left out. */
async function read(
  name: string,
  content: string | Uint8Array,
  map?: string,
): Promise<{ readonly errors: readonly RegisteredError[]; readonly skipped: readonly string[] }> {
  const { errors, skipped } = toEntries((await readSource(write(name, content), map)).errors, 'text');
  return {
    errors,
    skipped: skipped.map(({ place, field, reason }) => [place, field, reason].filter(Boolean).join(' | ')),
  };
}

const refuses = (name: string, content: string | Uint8Array, message: RegExp, map?: string): Promise<void> =>
  assert.rejects(read(name, content, map), (error) => {
    assert.ok(error instanceof SourceProblem, String(error));
    assert.match(error.message, message);
    return true;
  });

const EXPECTED = [
  { code: '0042', category: 'errors', title: 'No order', status: 404, message: 'Order; gone' },
  { code: '7', category: 'errors', title: 'Busy', status: 503, message: 'Wait' },
];

const TABLES: Readonly<Record<string, string | Uint8Array>> = {
  'comma.csv': 'Error No.,HTTP Status,Title,Message\n0042,404,No order,Order; gone\n7,503,Busy,Wait\n',
  'excel.csv':
    'Error No.;HTTP Status;Title;Message;;\r\n="0042";404;No order;"Order; gone";;\r\n7;503;Busy;Wait;;\r\n;;;;;\r\n',
  'quoted.csv': 'Error No.;HTTP Status;Title;Message\n"=""0042""";404;No order;"Order; gone"\n7;503;Busy;Wait\n',
  'sep.csv': 'sep=|\r\nerror_no|http_status|title|message\r\n0042|404|No order|Order; gone\r\n7|503|Busy|Wait\r\n',
  'tabs.tsv': 'Error Code\tStatus Code\tTitle\tMessage\n0042\t404\tNo order\tOrder; gone\n7\t503\tBusy\tWait\n',
  'unicode.txt': Buffer.from(
    '\ufeffCode\tHTTP\tTitle\tMessage\r\n0042\t404\tNo order\tOrder; gone\r\n7\t503\tBusy\tWait\r\n',
    'utf16le',
  ),
  'table.md': [
    '# Errors',
    '| Field | Meaning |',
    '|---|---|',
    '| x | no error |',
    '',
    'Text.',
    '',
    '| Error code | HTTP status | Title | Message |',
    '|:--|--:|---|---|',
    '| `0042` | 404 Not Found | No *order* | Order; gone |',
    '| 7 | 503 | [Busy](https://a.example) | Wait |',
  ].join('\n'),
  'list.yaml': [
    'errors:',
    '  - &first {code: 0042, status: 404, title: No order, message: Order; gone}',
    '  - {<<: *first, code: "7", status: 503, title: Busy, message: Wait}',
  ].join('\n'),
  'list.json': `\ufeff${JSON.stringify({
    errors: [
      { errorCode: '0042', httpStatus: 404, title: 'No order', message: 'Order; gone' },
      { errorCode: '7', httpStatus: 503, title: 'Busy', message: 'Wait' },
    ],
  })}`,
};

for (const [name, content] of Object.entries(TABLES)) {
  test(`${name} gives the same entries as any other form`, async () => {
    assert.deepEqual(await read(name, content), { errors: EXPECTED, skipped: [] });
  });
}

test('codes keep their digits, and are numbers where the source has numbers', async () => {
  const codesOf = async (name: string, content: string): Promise<readonly (readonly [string, boolean])[]> =>
    (await read(name, content)).errors.map(({ code, numeric = false }) => [code, numeric] as const);
  assert.deepEqual(await codesOf('n.json', '[{"code":9007199254740993},{"code":-32601},{"code":"0042"}]'), [
    ['9007199254740993', true],
    ['-32601', true],
    ['0042', false],
  ]);
  assert.deepEqual(await codesOf('n.yaml', '[{code: 9007199254740993}, {code: 0042}, {code: 0x1F}, {code: -1}]'), [
    ['9007199254740993', true],
    ['0042', false],
    ['0x1F', false],
    ['-1', true],
  ]);
  assert.deepEqual(await codesOf('n.csv', 'code\n9007199254740993\n-32601\n'), [
    ['9007199254740993', true],
    ['-32601', true],
  ]);
  for (const text of ['code\n0042\n7\n', 'code\n="42"\n7\n'])
    assert.ok((await codesOf('t.csv', text)).every(([, numeric]) => !numeric));
});

test('a status is read as a number, as text, and as a range', async () => {
  const statuses = ['404', ' 404 ', 503, '5XX', '5xx', 'default', 'DEFAULT'];
  const { errors, skipped } = await read(
    'statuses.json',
    JSON.stringify(statuses.map((status, index) => ({ code: `A${index}`, status }))),
  );
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    errors.map(({ status }) => status),
    [404, 404, 503, '5XX', '5XX', 'default', 'default'],
  );
  const table = await read('statuses.csv', 'code,status\nA,4XX\nB,404 Not Found\nC,6XX\n');
  assert.deepEqual(
    table.errors.map(({ status }) => status),
    ['4XX', 404, undefined],
  );
  assert.deepEqual(table.skipped, ['line 4 | status | "6XX" is no HTTP status']);
});

test('a registry in its own form comes with the digits of its codes', async () => {
  const text =
    '{"version":1,"categories":[{"name":"c","title":"C"}],"errors":[{"code":9007199254740993},{"code":1.0}]}';
  const content = await readSourceFile(write('own.json', text), { mapping: {} });
  const { errors } = parseRegistry('registry' in content ? content.registry : assert.fail(), 'own.json');
  assert.deepEqual(
    errors.map(({ code, numeric }) => [code, numeric]),
    [
      ['9007199254740993', true],
      ['1.0', true],
    ],
  );
});

test('what is lost or means two things is refused in one sentence', async () => {
  await refuses('a.csv', 'code,text,text\nA,b,c\n', /^It has the column text twice/);
  await refuses('a.md', '| Code | a | a |\n|--|--|--|\n| A | b | c |\n', /^It has the column a twice/);
  await refuses('a.json', '[{"code":"A",\n"code":"B"}]', /^Line 2: "code" stands twice/);
  await refuses('a.csv', Buffer.from('code,title\nA,caf\u00e9\n', 'latin1'), /^It is not valid UTF-8/);
  await refuses('a.csv', 'code,text\nA,b,c\n', /^It is not valid CSV: .* on line 2\.$/);
  await refuses('a.csv', 'code\n"A\n', /^It is not valid CSV: /);
  await refuses('a.md', 'No table.\n\n| Name | Text |\n|--|--|\n| x | y |\n', /no table with a column of codes/);
  await refuses('a.xlsx', 'x', /^Files in \.xlsx are not read; name one in JSON \(\.json\), YAML .*CSV .*Markdown/);
  await refuses('a.csv', 'code\nA\n', /leave errors=… out of --map/, 'errors=list');
  for (const document of ['{"openapi":"3.0.3","paths":{}}', '{"version":1,"categories":[],"errors":[]}'])
    await refuses('a.json', document, /which says itself where its fields are; leave out --map/, 'code=id');
});

test('a file of Markdown ends in a sentence, however deep or large what it holds is', async () => {
  const table = '| Code |\n|--|\n| A |\n\n';
  for (const mark of ['> ', '- ', '1. ', '> - '])
    await refuses('a.md', `${table}${mark.repeat(100_000)}x`, /^Line 5: .* deeper than 100 levels; make it flatter/);
  await refuses('a.md', `${table}${'**あ。'.repeat(100_000)}`, /^Line 5: .* are too large to be read/);
  await refuses('a.md', `|Code${'|a'.repeat(10_000)}|\n${'|-'.repeat(10_001)}|\n${'|x|\n'.repeat(100)}`, /^Line 1: /);
  const { errors } = await read(
    'a.md',
    `| Code | Text |\n|--|--|\n${'| A | some words |\n'.repeat(3000)}\n---\n> - x\n`,
  );
  assert.equal(errors.length, 3000);
});

test('of columns whose names mean one the first counts, and the others are told', async () => {
  const { errors } = await readSource(write('a.csv', 'code,Code,message\nA,B,c\n'));
  assert.deepEqual(
    errors.map(({ code, unused }) => ({ code, unused })),
    [{ code: 'A', unused: ['Code'] }],
  );
});

test('more errors than any registry has are refused', async () => {
  await refuses('a.csv', `code\n${'A\n'.repeat(100_001)}`, /^It holds more than 100,000 errors; split it/);
  await refuses('a.json', JSON.stringify(Array(100_001).fill(0)), /^It holds more than 100,000 errors; split it/);
});

test('--map names a column by its whole header, and reaches retry, actor and the text for users', async () => {
  const text = 'Ref. No.;May repeat;Who;To show\nA;after-wait;caller;Try later.\nB;sometimes;ops;\n';
  const map = 'code=Ref. No.,retry=May repeat,actor=Who,userMessage=To show';
  assert.deepEqual(await read('m.csv', text, map), {
    errors: [
      { code: 'A', category: 'errors', retry: { when: 'after-wait' }, actor: 'caller', userMessage: 'Try later.' },
      { code: 'B', category: 'errors' },
    ],
    skipped: [
      'line 3 | retry | "sometimes" is none of after-wait, once-fixed, never',
      'line 3 | actor | "ops" is none of caller, admin, us',
    ],
  });
  const nested = await read('m.json', '[{"code":"A","extra":{"x":{"wait":true}}}]', 'retry=extra.x.wait');
  assert.deepEqual(nested.errors[0]?.retry, { when: 'after-wait' });
  assert.deepEqual((await read('m.md', '| Error | b |\n|--|--|\n| A | c |\n', 'code=Error')).errors[0]?.code, 'A');
});

test('a flag says no more of a retry than its name does', async () => {
  const retryOf = async (entry: object) => {
    const { errors, skipped } = await read('r.json', JSON.stringify([{ code: 'A', ...entry }]));
    return [errors[0]?.retry, skipped.length];
  };
  assert.deepEqual(await retryOf({ retryable: true }), [{ when: 'after-wait' }, 0]);
  assert.deepEqual(await retryOf({ isRetryable: true }), [undefined, 0]);
  assert.deepEqual(await retryOf({ retryable: 'No' }), [{ when: 'never' }, 0]);
  assert.deepEqual(await retryOf({ retry: false }), [undefined, 1]);
  assert.deepEqual(await retryOf({ extra: { retriable: false } }), [undefined, 0]);
  const whole = { when: 'after-wait', header: 'Retry-After', note: 'Soon.' };
  assert.deepEqual(await retryOf({ retry: whole }), [whole, 0]);
});

test('operations are endpoints where they are whole and have a path, and else named as left out', async () => {
  const readOne = async (extra: object) => {
    const { errors, skipped } = await read('o.json', JSON.stringify([{ code: 'A', extra }]));
    return [errors[0]?.endpoints, ...skipped];
  };
  const operations = ['GET /users', 'POST /users/{id}'];
  assert.deepEqual(await readOne({ operations, operationCount: 2 }), [operations]);
  assert.deepEqual(await readOne({ operations, operationCount: 3 }), [
    undefined,
    'errors[0] | operations | the source lists only some of them',
  ]);
  assert.deepEqual(await readOne({ operations: ['CreateUser'] }), [
    undefined,
    'errors[0] | operations | they are names without a method and a path',
  ]);
});

test(
  'each list of operations of a real registry is an endpoint or named',
  { skip: missing('corpora/aws.json') },
  async () => {
    const { errors } = readShared('corpora/aws.json') as { errors: readonly { extra: { operations?: unknown[] } }[] };
    const stated = errors.filter(({ extra }) => extra.operations !== undefined && extra.operations.length > 0).length;
    const source = await readSource(join(sharedData, 'corpora/aws.json'));
    const { errors: entries, skipped } = toEntries(source.errors, 'text');
    const told = skipped.filter(({ field }) => field === 'operations').length;
    assert.ok(stated > 5000);
    assert.equal(entries.filter(({ endpoints }) => endpoints !== undefined).length + told, stated);
  },
);

test('a value of any size or depth where another belongs is named briefly', () => {
  let tree: unknown = 1;
  for (let level = 0; level < 100_000; level++) tree = [tree];
  const values = {
    status: tree,
    actor: { tree },
    retry: 'x'.repeat(1_000_000),
    title: tree,
    docUrl: tree,
    causes: [tree],
  };
  const { errors, skipped } = toEntries([{ place: 'errors[0]', code: 'A', ...values }], 'text');
  assert.deepEqual(errors, [{ code: 'A', category: 'errors' }]);
  assert.deepEqual(
    new Set(skipped.map(({ field }) => field)),
    new Set(['title', 'status', 'causes[0]', 'retry', 'actor', 'docUrl']),
  );
  assert.ok(skipped.every(({ reason }) => reason.length < 100));
});
