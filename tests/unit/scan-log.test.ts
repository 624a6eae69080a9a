import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { lastPartOf } from '../../src/core/names.ts';
import { wordsOf } from '../../src/core/say.ts';
import { buildLookup, type IndexedError, type LookupIndex } from '../../src/lookup/lookup-index.ts';
import { logCsv, logNames, summarizeLog } from '../../src/lookup/log-summary.ts';
import { answer } from '../../src/lookup/lookup.ts';
import { createRecordReader, type RecordReader } from '../../src/lookup/read-record.ts';
import { createLogScanner, type LogReport } from '../../src/lookup/scan-log.ts';
import { registry as fixture } from '../fixtures/api/registry/index.ts';
import { missing, readShared, sharedData } from '../fixtures/shared-data.ts';

const ERRORS: readonly IndexedError[] = [
  { code: 'RATE_LIMIT_EXCEEDED', title: 'Too many requests', formerly: ['SLOW_DOWN'], aliases: ['Throttled'] },
  { code: 'card_declined', message: 'The card {card} was declined by its bank.' },
  { code: 'insufficient_funds' },
  { code: 'missing' },
  { code: '10013', title: 'Unknown User' },
  { code: '50001', title: 'Missing Access' },
  { code: '7', title: 'api_error_permission' },
  { code: '-1', title: 'UNKNOWN' },
  { code: '0', title: 'General Error' },
  { code: '42P01', title: 'undefined_table' },
  { code: 'auth/invalid-email' },
  { code: 'TS2322', message: "Type '{0}' is not assignable to type '{1}'." },
];

function scan(log: string, errors = ERRORS, size = 1000): LogReport {
  const scanner = createLogScanner(errors);
  for (let start = 0; start < log.length; start += size) scanner.push(log.slice(start, start + size));
  return scanner.finish();
}

const read = createRecordReader(ERRORS);
const known = (text: string): readonly string[] => read(text).known.map(({ name }) => name);
const unknown = (text: string): readonly string[] => read(text).unknown.map(({ name }) => name);

describe('a record names', () => {
  for (const [text, ...codes] of [
    ['402 card_declined', 'card_declined'],
    ['acme.RateLimitExceededError: no', 'RATE_LIMIT_EXCEEDED'],
    ['SLOW_DOWN', 'RATE_LIMIT_EXCEEDED'],
    ['{"code":"card_declined","decline_code":"insufficient_funds"}', 'card_declined', 'insufficient_funds'],
    ['the card 4242 was declined by its bank', 'card_declined'],
    ['FirebaseError auth/invalid-email.', 'auth/invalid-email'],
    ['DiscordAPIError[10013]: x', '10013'],
    ['(error code: 10013)', '10013'],
    ['err.code === 10013', '10013'],
    ['ErrorResponseException: 10013: Unknown User', '10013'],
    ['a.CompletionException: b.ErrorResponseException: 10013: x', '10013'],
    ['ApiError: [7] no', '7'],
    ['ошибка 10013', '10013'],
    ['Fehlercode: 10013', '10013'],
    ['رمز الخطأ: 10013', '10013'],
    ['{"error_code":-1}', '-1'],
    ['errorCode=7', '7'],
    ['DiscordAPIError[0]: General Error', '0'],
    ['{"message":"General Error","code":0}', '0'],
    ['DiscordAPIError: Unknown User', '10013'],
    ['subject\nMissing Access\ntext', '50001'],
    ['api_error_permission', '7'],
    ['SQLSTATE[42P01]: x', '42P01'],
    ['psycopg2.errors.UndefinedTable: x', '42P01'],
    ['"code": "missing"', 'missing'],
    ['error TS2322: x', 'TS2322'],
    ["Type 'a' is not assignable to type 'b'.", 'TS2322'],
    ['https://x.example/?error=auth/invalid-email', 'auth/invalid-email'],
  ] as const) {
    test(`${codes.join(' and ')}: ${text}`, () => assert.deepEqual(known(text), codes));
  }

  for (const text of [
    'exit code 7',
    'exited with code 7',
    'returned code 7',
    'status code 7',
    'HTTP status: 7',
    'zip code 10013',
    'error code: 0',
    '{"level":"info","code":0}',
    'apartment code 7',
    'order 10013, paid twice',
    'took 10013 ms',
    'error 7 times',
    'ERROR 7 --- [main] started',
    'ERROR [7] thread',
    '[error] 7#7: *1 connect() failed',
    'user is missing',
    'UNKNOWN',
    'I am missing access to my account',
    '{"insufficient_funds":3}',
    'card_declined=3',
    'card-declined: 3',
    'GET /v1/card_declined 200',
    'x:10013 10.0.0.7:10013',
    '${RATE_LIMIT_EXCEEDED}',
    'process.env.RATE_LIMIT_EXCEEDED',
  ]) {
    test(`nothing: ${text}`, () => assert.deepEqual(known(text), []));
  }
});

describe('a record has unknown codes', () => {
  for (const [text, ...codes] of [
    ['ACCOUNT_LOCKED user_id=3', 'ACCOUNT_LOCKED'],
    ['{"error":{"code":"SOME_OTHER_CODE"}}', 'SOME_OTHER_CODE'],
    ['{"code":"lost_card_x"}', 'lost_card_x'],
    ['{"code":50099}', '50099'],
    ['Error [ERR_HEADERS_SENT]: x', 'ERR_HEADERS_SENT'],
    ['error TS9999: x', 'TS9999'],
    ['sqlstate: 4X999', '4X999'],
  ] as const) {
    test(`${codes.join(' ')}: ${text}`, () => assert.deepEqual(unknown(text), codes));
  }
  for (const text of [
    'DB_HOST=localhost MAX_RETRIES=3',
    'export NODE_ENV',
    'process.env.API_TOKEN_MISSING',
    '${SOME_LIMIT}',
    'ORDER_CREATED',
    'CONTENT_TYPE text/html',
    'Throttled',
    'API_ERROR_PERMISSION',
    '{"code":404}',
    '{"code":0}',
    '{"code":"en_US"}',
  ]) {
    test(`none: ${text}`, () => assert.deepEqual(unknown(text), []));
  }
});

test('a record names what the box answers first', () => {
  const index = buildLookup(ERRORS);
  for (const text of [
    '402 card_declined',
    'acme.RateLimitExceededError: no',
    'SLOW_DOWN',
    '{"code":"card_declined"}',
    'the card 4242 was declined by its bank',
    'FirebaseError auth/invalid-email.',
    'DiscordAPIError[10013]: x',
    '(error code: 10013)',
    'ApiError: [7] no',
    'ошибка 10013',
    'رمز الخطأ: 10013',
    '{"error_code":-1}',
    'DiscordAPIError: Unknown User',
    'SQLSTATE[42P01]: x',
    'psycopg2.errors.UndefinedTable: x',
    '"code": "missing"',
    "Type 'a' is not assignable to type 'b'.",
    'exit code 7',
    'took 10013 ms',
    'order 10013, paid twice',
    'ACCOUNT_LOCKED',
    '{"code":"lost_card_x"}',
    'DB_HOST=localhost',
  ]) {
    const { hits, unknown: stated } = answer(text, index);
    assert.equal(known(text)[0], hits[0]?.code, text);
    assert.equal(unknown(text)[0], stated?.code, text);
  }
});

describe('a log', () => {
  const log = [
    'INFO started',
    '2026-02-11T09:00:00Z POST /v1/users 429 RATE_LIMIT_EXCEEDED RATE_LIMIT_EXCEEDED',
    '2026-02-11T09:01:00Z \u001b[31macme.RateLimitExceededError\u001b[0m: no',
    '    at a (a.js:1:1)',
    '    code: 10013',
    'GET /v1/users 404',
    'ACCOUNT_LOCKED user_id=3',
    'MAX_LIMIT was 3',
    'MAX_LIMIT=3',
  ].join('\n');

  for (const size of [1, 7, 1000]) {
    test(`in pieces of ${size}`, () => {
      const { known, unknown, statuses, ...rest } = scan(log, ERRORS, size);
      assert.deepEqual(
        known.map(({ name, count, first, last }) => [name, count, first, last]),
        [
          [
            'RATE_LIMIT_EXCEEDED',
            2,
            { line: 2, time: '2026-02-11 09:00:00 UTC' },
            { line: 3, time: '2026-02-11 09:01:00 UTC' },
          ],
          ['10013', 1, { line: 5, time: '2026-02-11 09:01:00 UTC' }, { line: 5, time: '2026-02-11 09:01:00 UTC' }],
        ],
      );
      assert.deepEqual(known[0]?.sample, {
        before: '2026-02-11T09:00:00Z POST /v1/users 429 ',
        found: 'RATE_LIMIT_EXCEEDED',
        after: ' RATE_LIMIT_EXCEEDED',
      });
      assert.deepEqual(known[0].plot, [1, ...Array.from({ length: 28 }, () => 0), 1]);
      assert.deepEqual(
        unknown.map(({ name, first }) => [name, first.line]),
        [['ACCOUNT_LOCKED', 7]],
      );
      assert.deepEqual(
        statuses.map(({ name, first }) => [name, first.line]),
        [['404', 6]],
      );
      assert.deepEqual(rest, { records: 7, lines: 9, span: ['2026-02-11 09:00:00 UTC', '2026-02-11 09:01:00 UTC'] });
    });
  }

  test('shows of a field the code alone', () => {
    const { sample } = scan('{"code":"card_declined","id":3}').known[0] ?? assert.fail();
    assert.deepEqual(sample, { before: '{"code":"', found: 'card_declined', after: '","id":3}' });
  });

  test('in colours is read as one without', () => {
    const report = scan(
      '\u001b[31mERROR\u001b[0m code=\u001b[33mcard_declined\u001b[39m\n'.repeat(20_000),
      ERRORS,
      100_000,
    );
    assert.deepEqual(
      report.known.map(({ name, count }) => [name, count]),
      [['card_declined', 20_000]],
    );
  });

  test('that goes back in time has its first place in time first', () => {
    const tickets = [
      { created_at: '2026-02-02', text: 'card_declined' },
      { created_at: '2026-02-01', text: 'card_declined' },
    ];
    const [found] = scan(JSON.stringify({ tickets }, null, 1)).known;
    assert.deepEqual([found?.count, found?.first.line, found?.last.line], [2, 7, 3]);
  });

  test('names what codes share, where that is all that it says', () => {
    const services = ['s3', 'ec2', 'iam', 'sns'].map((service) => ({ code: `${service}.AccessDenied` }));
    const { known } = scan('(AccessDenied) a\ns3.AccessDenied b\n', [...services, { code: 'iam.Gone' }]);
    assert.deepEqual(
      known.map(({ name, isShared }) => [name, isShared]),
      [
        ['AccessDenied', true],
        ['s3.AccessDenied', undefined],
      ],
    );
  });

  test('is summed up as Markdown, and as CSV in which nothing is a formula', () => {
    const { decode, lang } = wordsOf({ lang: 'en' });
    const report = scan(
      '2026-02-11T09:00:00Z card_declined\n{"code":"SOME_CODE"} -1\n{"error_code":-1}\nGET / 404\nX_DENIED',
    );
    const names = logNames(ERRORS, 'https://errors.example.com/docs');
    assert.equal(
      summarizeLog(report, names, { ...decode, lang }),
      [
        '2 errors in 5 lines, and 2 unknown codes.',
        [
          '- [`card_declined`](https://errors.example.com/docs/errors/card_declined/): once, line 1 (2026-02-11 09:00:00 UTC)',
          '- [`-1`](https://errors.example.com/docs/errors/-1/) UNKNOWN: once, line 3',
        ].join('\n'),
        'Statuses without an error of this API:',
        '- [404](https://errors.example.com/docs/status/404/): once, line 4',
        'Not error codes of this API:',
        '- `SOME_CODE`: once, line 2\n- `X_DENIED`: once, line 5',
        'What adds them to the registry:',
        '```sh\nnpx error-reference new --category NAME SOME_CODE\nnpx error-reference new --category NAME X_DENIED\n```',
      ].join('\n\n'),
    );
    const rows = logCsv(report, names, { ...decode, lang }).split('\r\n');
    assert.equal(
      rows[0],
      '"Kind","Code or status","Title","Count","First line","First time","Last line","Last time","Link"',
    );
    assert.equal(rows[2], `"error","'-1","UNKNOWN","1","3","","3","","https://errors.example.com/docs/errors/-1/"`);
    assert.equal(rows.length, 7);
  });
});

/** Pasted texts whose first answer a record leaves out, each for one of these reasons. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  'a class of an exception is no code where every stack trace has some': ['FluxCapacitorException', 'OutOfMemoryError'],
  'one token is a code if somebody asks for it, and in a log it may be anything': [
    'SKU-48213',
    'TS99999',
    'nosuchbucket',
  ],
  'a guess from the words that a name and the text share': [
    'ERRCODE_T_R_SERIALIZATION_FAILURE',
    'auth/email-already-in-use',
    'Requested entity was not',
    'ConditionalCheckFaildException',
  ],
  'several errors have the name, and nothing says which is meant': [
    '(AccessDenied)',
    'ConditionalCheckFailedException',
  ],
  'two words in the middle of a sentence may be there by chance': ['syntax error at or near'],
};

const CERTAIN: readonly (string | undefined)[] = ['code', 'former', 'title', 'message', 'part', 'family'];

interface Pasted {
  readonly registry: string;
  readonly kind: string;
  readonly q: string;
}

test('a record names what the box answers first for pasted texts', { skip: missing('pasted-queries.json') }, () => {
  const sites = new Map<string, { readonly index: LookupIndex; readonly read: RecordReader }>();
  const siteOf = (registry: string): { readonly index: LookupIndex; readonly read: RecordReader } => {
    const { errors } = registry === 'default' ? { errors: fixture.errors } : readRegistry(registry);
    const site = sites.get(registry) ?? { index: buildLookup(errors), read: createRecordReader(errors) };
    sites.set(registry, site);
    return site;
  };
  // What was typed from memory is a search, and no log holds it.
  const pasted = (readShared('pasted-queries.json') as readonly Pasted[]).filter(
    ({ kind }) => kind !== 'own-words' && kind !== 'partial',
  );
  const differing = pasted.filter(({ registry, q }) => {
    const { index, read } = siteOf(registry);
    const { hits, unknown } = answer(q, index);
    const record = read(q);
    if (unknown !== undefined) return !record.unknown.some(({ name }) => name === unknown.code);
    const [hit] = hits;
    const isCertain = CERTAIN.includes(hit?.reasons[0].kind);
    if (!isCertain && record.known.length === 0) return record.unknown.length > 0;
    const shared = hit?.name ?? lastPartOf(hit?.code ?? '');
    return !record.known.some(({ name, isShared }) => name === (isShared === true ? shared : hit?.code));
  });
  const expected = Object.values(DIFFERENCES).flat();
  assert.deepEqual(
    differing
      .filter(({ q }) => !expected.some((part) => q.includes(part)))
      .map(({ registry, q }) => `${registry}: ${q}`),
    [],
  );
  assert.deepEqual(
    expected.filter((part) => !differing.some(({ q }) => q.includes(part))),
    [],
  );
});

interface SharedRegistry {
  readonly errors: readonly { readonly code: string | number; readonly title?: string; readonly message?: string }[];
}

function readRegistry(name: string): { readonly errors: readonly IndexedError[] } {
  const { errors } = readShared(`corpora/${name}.json`) as SharedRegistry;
  return { errors: errors.map((error) => ({ ...error, code: String(error.code) })) };
}

for (const [file, registry, counts] of [
  [
    'logs/A-nginx-app.log',
    'stripe',
    {
      card_declined: 564,
      insufficient_funds: 177,
      resource_missing: 92,
      lock_timeout: 67,
      expired_card: 45,
      rate_limit: 44,
    },
  ],
  [
    'logs/C-tickets.csv',
    'discord',
    { '50013': 602, '10062': 166, '50035': 125, '50007': 114, '50001': 112, '40060': 99 },
  ],
] as const) {
  test(`${file} has its counts, and no other error`, { skip: missing(file) }, () => {
    const report = scan(readFileSync(resolve(sharedData, file), 'utf8'), readRegistry(registry).errors, 65_536);
    assert.deepEqual(Object.fromEntries(report.known.map(({ name, count }) => [name, count])), counts);
    assert.ok(report.unknown.every(({ name }) => !/ENV|VERSION|RETRIES/.test(name)));
  });
}
