import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { toEntries } from '../../src/import/entries.ts';
import { KINDS, readSourceFile } from '../../src/import/sources.ts';
import { LANGUAGES } from '../../src/sources/languages.ts';

const root = resolve(import.meta.dirname, '../..');
const fixtures = join(root, 'tests/fixtures/sources');
const folder = mkdtempSync(join(tmpdir(), 'constants-'));
after(() => rmSync(folder, { recursive: true }));

type Entry = Readonly<Record<string, unknown>>;

async function entriesOf(file: string, options: { codes?: 'name' | 'value'; kind?: string } = {}) {
  const content = await readSourceFile(resolve(fixtures, file), { mapping: {}, ...options });
  const source = 'source' in content ? content.source : assert.fail(`${file} is a document of its own`);
  const { errors, skipped } = toEntries(source.errors, source.markup ?? 'text');
  return { errors: errors as unknown as readonly Entry[], skipped };
}

/** What two files of each language come to: one as services write it, one as protocols, gateways and frameworks do. */
const EXPECTED: Readonly<Record<string, readonly Entry[]>> = {
  'orders.enum.ts': [
    {
      code: 'order_not_found',
      category: 'OrderErrorCode',
      summary: 'There is no order with this id.',
      aliases: ['OrderNotFound'],
    },
    {
      code: 'order_sent',
      category: 'OrderErrorCode',
      summary: 'The order was sent, and can only be returned.',
      aliases: ['OrderSent'],
    },
    {
      code: 'order_locked',
      category: 'OrderErrorCode',
      summary: 'Somebody else changes the order right now.',
      aliases: ['OrderLocked'],
    },
    {
      code: 'too_many_lines',
      category: 'OrderErrorCode',
      summary: 'The order has more lines than `maxLines` allows.',
      aliases: ['TooManyLines'],
    },
  ],
  'mail-errors.ts': [
    {
      code: 'ML_1001',
      category: 'MAIL_ERRORS',
      status: 422,
      summary: 'The address of the receiver has no mail server.',
      message: 'No server takes mail for {0}',
    },
    {
      code: 'ML_1002',
      category: 'MAIL_ERRORS',
      status: 507,
      summary: 'The mailbox has no room left.',
      message: 'The mailbox is full',
    },
    { code: 'ML_1003', category: 'MAIL_ERRORS', message: 'Queued with a warning' },
    { code: 'no_subject', category: 'MailProblem', summary: 'The letter has no subject.' },
    { code: 'no_text', category: 'MailProblem', summary: 'The letter has no text.' },
  ],
  'LedgerError.java': [
    {
      code: '4201',
      numeric: true,
      category: 'LedgerError',
      status: 409,
      summary: 'The account is closed; see Account#reopen.',
      message: 'The account {0} is closed',
      aliases: ['ACCOUNT_CLOSED'],
    },
    {
      code: '4202',
      numeric: true,
      category: 'LedgerError',
      status: 422,
      summary: 'The amount has more decimals than the currency.',
      message: 'Too many decimals',
      aliases: ['TOO_PRECISE'],
    },
    {
      code: '4203',
      numeric: true,
      category: 'LedgerError',
      status: 403,
      summary: 'Nobody may book into a year that is closed.',
      message: 'The year is closed',
      aliases: ['YEAR_CLOSED'],
    },
  ],
  'StreamErrors.java': [
    {
      code: 'stream.no_leader',
      category: 'errors',
      summary: 'The partition has no leader at the moment.',
      aliases: ['NO_LEADER'],
    },
    {
      code: 'stream.offset_too_large',
      category: 'errors',
      summary: 'The offset lies behind the end of the partition.',
      aliases: ['OFFSET_TOO_LARGE'],
    },
  ],
  'PrintErrorCode.cs': [
    {
      code: '257',
      numeric: true,
      category: 'PrintErrorCode',
      summary: 'The printer is out of paper; see Example.Print.Tray.',
      aliases: ['OutOfPaper'],
    },
    {
      code: '258',
      numeric: true,
      category: 'PrintErrorCode',
      summary: "The job is larger than the printer's memory.",
      aliases: ['JobTooLarge'],
    },
    {
      code: '300',
      numeric: true,
      category: 'PrintErrorCode',
      summary: 'The cover of the printer is open.',
      aliases: ['CoverOpen'],
    },
  ],
  'ClaimErrors.cs': [
    {
      code: 'claim.not_found',
      category: 'ClaimError',
      summary: 'There is no claim with this number.',
      aliases: ['NotFound'],
    },
    { code: 'claim.paid', category: 'ClaimError', summary: 'The claim was paid & closed.', aliases: ['Paid'] },
  ],
  'codes.go': [
    {
      code: '7001',
      numeric: true,
      category: 'Code',
      summary: 'ErrNoQueue is returned where the queue does not exist.',
      message: 'queue {0} does not exist',
      aliases: ['ErrNoQueue'],
    },
    {
      code: '7002',
      numeric: true,
      category: 'Code',
      summary: 'The queue takes no more messages.',
      message: 'queue is full',
      aliases: ['ErrQueueFull'],
    },
    {
      code: '7004',
      numeric: true,
      category: 'Code',
      summary: 'ErrTooLarge is returned for a message beyond the limit.',
      aliases: ['ErrTooLarge'],
    },
  ],
  'descriptors.go': [
    {
      code: 'ErrClosed',
      category: 'errors',
      summary: 'ErrClosed is returned after the store was closed.',
      message: 'the store is closed',
    },
    {
      code: 'LAYER_MISSING',
      category: 'ErrorDescriptor',
      status: 404,
      summary: 'ErrorCodeLayerMissing is returned where an image names a layer that the store does not have.',
      message: 'layer is missing',
      aliases: ['ErrorCodeLayerMissing'],
    },
    {
      code: 'NAME_TAKEN',
      category: 'ErrorDescriptor',
      status: 409,
      message: 'the name is taken by another image',
      aliases: ['ErrorCodeNameTaken'],
    },
  ],
  'booking_errors.py': [
    { code: 'room_taken', category: 'BookingError', summary: 'Somebody else has the room at that time.' },
    { code: 'guest_busy', category: 'BookingError', summary: 'The guest has a booking at that time already.' },
    { code: 'too_late', category: 'BookingError', summary: 'Bookings end one hour before.' },
  ],
  'job_exceptions.py': [
    {
      code: 'job_not_found',
      category: 'errors',
      status: 404,
      summary: 'There is no job with this id.',
      description: 'No job has this id.',
      aliases: ['JobNotFound'],
    },
    {
      code: '9001',
      numeric: true,
      category: 'WorkerError',
      status: 503,
      message: 'The worker is gone',
      aliases: ['LOST'],
    },
    {
      code: '9002',
      numeric: true,
      category: 'WorkerError',
      status: 504,
      message: 'The worker {0} takes too long',
      aliases: ['SLOW'],
    },
  ],
  'shipping.proto': [
    { code: 'ADDRESS_UNKNOWN', category: 'Reason', summary: 'The address is not known to any carrier.' },
    {
      code: 'PARCEL_TOO_HEAVY',
      category: 'Reason',
      summary: 'The parcel is heavier than the carrier takes.',
    },
  ],
  'reasons.proto': [
    { code: 'SESSION_OLD', category: 'ErrorReason', summary: 'The session is older than the limit.' },
    {
      code: 'SECOND_FACTOR',
      category: 'ErrorReason',
      status: 403,
      summary: 'The account needs a second factor, which the client has to ask for.',
    },
  ],
};

for (const [file, expected] of Object.entries(EXPECTED)) {
  test(`${file} says this of its errors`, async () => {
    const { errors } = await entriesOf(file);
    assert.deepEqual(errors, expected);
  });
}

test('every language has two files of its own', () => {
  for (const [kind, { endings }] of Object.entries(LANGUAGES)) {
    const own = Object.keys(EXPECTED).filter((file) => endings.some((ending) => file.endsWith(ending)));
    assert.equal(own.length, 2, kind);
  }
});

test('the words of --kind are these', () => {
  assert.deepEqual(KINDS, ['json', 'yaml', 'csv', 'markdown', 'typescript', 'java', 'csharp', 'go', 'python', 'proto']);
});

test('constants are known by name or by value, as somebody says', async () => {
  const codesOf = async (file: string, codes: 'name' | 'value') =>
    (await entriesOf(file, { codes })).errors.map(({ code, aliases, numeric }) => [code, aliases, numeric]);
  assert.deepEqual(await codesOf('orders.enum.ts', 'name'), [
    ['OrderNotFound', ['order_not_found'], undefined],
    ['OrderSent', ['order_sent'], undefined],
    ['OrderLocked', ['order_locked'], undefined],
    ['TooManyLines', ['too_many_lines'], undefined],
  ]);
  assert.deepEqual(await codesOf('shipping.proto', 'value'), [
    ['1', ['ADDRESS_UNKNOWN'], true],
    ['2', ['PARCEL_TOO_HEAVY'], true],
  ]);
  assert.deepEqual(await codesOf('codes.go', 'name'), [
    ['ErrNoQueue', undefined, undefined],
    ['ErrQueueFull', undefined, undefined],
    ['ErrTooLarge', undefined, undefined],
  ]);
});

test('a status that is none of an error is told rather than taken', async () => {
  const { skipped } = await entriesOf('mail-errors.ts');
  assert.deepEqual(skipped, [{ place: 'line 9', field: 'status', reason: '200 is no status of an HTTP error' }]);
});

function run(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), 'import', ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { stdout, stderr, status };
}

const registryOf = (to: string): { readonly errors: readonly Entry[] } =>
  JSON.parse(readFileSync(join(to, 'registry.json'), 'utf8')) as { readonly errors: readonly Entry[] };

test('responses that a Postman collection saved are errors with method, path, status and body', () => {
  const [parcels, lamps] = [join(folder, 'parcels'), join(folder, 'lamps')];
  for (const to of [parcels, lamps]) {
    const file = join(fixtures, `${to === parcels ? 'parcels' : 'lamps'}.postman_collection.json`);
    const { stderr, status } = run(file, '--json', '--to', to);
    assert.deepEqual([status, stderr], [0, '']);
  }
  const facts = ({ code, key, status, message, endpoints, category, retry }: Entry) => [
    code ?? key,
    status,
    message,
    endpoints,
    category,
    retry,
  ];
  assert.deepEqual(registryOf(parcels).errors.map(facts), [
    ['PARCEL_UNKNOWN', 404, 'No parcel has this number.', ['GET /parcels/{parcel}'], 'tracking', undefined],
    [
      'TOO_FAST',
      429,
      'Slow down.',
      ['GET /parcels/{parcel}'],
      'tracking',
      { when: 'after-wait', header: 'Retry-After' },
    ],
    ['TOO_HEAVY', 422, 'The parcel is too heavy.', ['POST /parcels'], 'general', undefined],
  ]);
  assert.deepEqual(registryOf(lamps).errors.map(facts), [
    [31, 409, 'The lamp is broken.', ['PUT /api/lamps/{lampId}/state'], 'general', undefined],
    ['http-502', 502, undefined, ['PUT /api/lamps/{lampId}/state'], 'general', undefined],
  ]);
  const site = JSON.parse(readFileSync(join(parcels, 'site.json'), 'utf8')) as Entry;
  assert.deepEqual(
    [site['name'], site['apiUrl'], site['envelope']],
    ['Parcels errors', 'https://parcels.example.com/v1', { error: { code: '{code}', message: '{message}' } }],
  );
});

test('a second import of code changes nothing, and what was deleted stays so', () => {
  const to = join(folder, 'again');
  const file = join(fixtures, 'LedgerError.java');
  assert.equal(run(file, '--json', '--to', to).status, 0);
  const first = readFileSync(join(to, 'registry.json'), 'utf8');
  assert.equal(run(file, '--to', to).status, 0);
  assert.equal(readFileSync(join(to, 'registry.json'), 'utf8'), first);
  const registry = registryOf(to);
  const kept = { ...registry, errors: registry.errors.filter(({ code }) => code !== 4202) };
  writeFileSync(join(to, 'registry.json'), JSON.stringify(kept));
  const { stdout, status } = run(file, '--to', to);
  assert.equal(status, 0);
  assert.match(stdout, /^1 stay deleted: 4202\.$/m);
  assert.deepEqual(
    registryOf(to).errors.map(({ code }) => code),
    [4201, 4203],
  );
});

test('what can’t be read is told in one sentence', () => {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [[write('empty.ts', '')], /It holds no constant that TypeScript lists as an error/],
    [[write('broken.proto', 'enum {')], /It is not valid Protocol Buffers: .*line 1/],
    [[write('text.java', 'Dear reader')], /It holds no constant that Java lists as an error/],
    [[write('codes.unknown', 'x')], /Files in \.unknown are not read; .*--kind json\|/],
    [[write('bare.json', '{"info":{"schema":"https://schema.getpostman.com/x"}}')], /It has saved no error response/],
    [[folder, '--kind', 'go'], /It is a folder; name a file\./],
    [['missing.go'], /It does not exist or can’t be read; name a file\./],
    [[join(fixtures, 'codes.go'), '--kind', 'cobol'], /--kind cobol is none of json, yaml,/],
    [[join(fixtures, 'codes.go'), '--codes', 'both'], /--codes both is none of name, value\./],
    [
      [join(fixtures, 'shop.csv'), '--codes', 'name'],
      /It holds no constants, so --codes means nothing; leave it out\./,
    ],
  ];
  for (const [args, sentence] of refused) {
    const { stderr, status } = run(...args, '--to', join(folder, 'none'));
    assert.equal(status, 1, args.join(' '));
    assert.match(stderr, sentence);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});

test('--kind names the form of a file whose ending does not', async () => {
  const file = join(folder, 'codes.txt');
  writeFileSync(file, readFileSync(join(fixtures, 'codes.go')));
  const { errors } = await entriesOf(file, { kind: 'go' });
  assert.deepEqual(errors, EXPECTED['codes.go']);
});
