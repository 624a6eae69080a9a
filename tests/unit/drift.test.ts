import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { joinCategories, type Registry } from '../../src/core/define.ts';
import { findDrift, type Difference } from '../../src/machine/drift.ts';
import { readSpecification } from '../../src/machine/specification.ts';
import { openDocuments } from '../../src/openapi/documents.ts';
import { site } from '../fixtures/api/site.ts';
import { importSpecification } from '../fixtures/imported.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
after(() => rmSync(folder, { recursive: true }));

const registry = joinCategories([
  {
    name: 'all',
    title: 'All',
    errors: {
      BAD_FIELD: {
        status: 400,
        message: 'The field {name} is wrong.',
        params: { name: { about: 'the field', example: 'age' } },
      },
      NO_KEY: { status: 401, message: 'No key.' },
      TOO_FAST: { status: 429, message: 'Too fast.' },
      TOO_POOR: {
        message: 'Too poor.',
        details: {
          fields: { needed: { type: 'string', about: 'needed' }, held: { type: 'string', about: 'held' } },
          example: { needed: '2', held: '1' },
        },
        endpoints: ['POST /api/orders', 'PUT /api/orders/:id'],
      },
      LISTED: { status: 409, message: 'Listed.' },
      ANYWHERE: {},
      OLD: { status: 410, message: 'Old.', removed: { since: '2' } },
    },
  },
]);

const example = (code: string, message: string, details?: object): object => ({
  error: { code, message, ...(details === undefined ? {} : { details }) },
});
const response = (...examples: readonly object[]): object => ({
  description: 'An error.',
  content: {
    'application/json': { examples: Object.fromEntries(examples.map((value, index) => [`e${index}`, { value }])) },
  },
});
const poor = (): object => example('TOO_POOR', 'Too poor.', { needed: '9', held: '3' });

/** A specification that agrees with the registry; below a server with a path, by reference, by example and by schema. */
const agreeing = (): Spec => ({
  openapi: '3.1.0',
  info: { title: 'API', version: '1' },
  servers: [{ url: 'https://api.example.com/api' }],
  paths: {
    '/orders': {
      get: {
        responses: {
          200: { description: 'Fine.' },
          401: response(example('NO_KEY', 'No key.')),
          403: response(example('ANYWHERE', 'Any.')),
          429: { $ref: '#/components/responses/TooFast' },
          default: response(example('NO_KEY', 'No key.')),
        },
      },
      post: {
        responses: {
          '4XX': response(example('BAD_FIELD', 'The field size is wrong.'), poor()),
          409: {
            description: 'No.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Listed' } } },
          },
        },
      },
    },
    '/orders/{order}': {
      put: { responses: { 402: { $ref: '#/components/responses/TooPoor' } } },
    },
  },
  components: {
    responses: {
      TooFast: response(example('TOO_FAST', 'Too fast.')),
      TooPoor: {
        description: 'Too poor.',
        content: {
          'application/problem+json': { example: { type: 'x', code: 'TOO_POOR', detail: 'Too poor.' } },
          'application/json': {
            schema: {
              allOf: [
                { properties: { error: { properties: { code: { enum: ['TOO_POOR', 'NO_KEY'] } } } } },
                {
                  properties: {
                    error: {
                      properties: {
                        code: { const: 'TOO_POOR' },
                        message: { type: 'string', pattern: '^Too poor\\.$' },
                        details: { properties: { needed: { type: 'string' }, held: { type: 'string' } } },
                      },
                    },
                  },
                },
              ],
            },
          },
        },
      },
    },
    schemas: {
      Listed: { properties: { error: { properties: { code: { enum: ['LISTED', 'ANYWHERE'] } } } } },
    },
  },
});

// Seeds reach into a document by path; a step that leads nowhere fails the test that made it.
type Spec = Readonly<Record<string, unknown>>;
function change(document: Spec, path: readonly (string | number)[], value: unknown): void {
  const owner = path.slice(0, -1).reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
  const last = path.at(-1) ?? '';
  assert.ok(owner !== undefined, path.join(' → '));
  if (value === undefined) delete (owner as Record<string, unknown>)[last];
  else (owner as Record<string, unknown>)[last] = value;
}

const JSON_BODY = ['content', 'application/json'] as const;
const POOR_SCHEMA = [
  'components',
  'responses',
  'TooPoor',
  ...JSON_BODY,
  'schema',
  'allOf',
  1,
  'properties',
  'error',
  'properties',
];

/** Ten changes of the specification, each with the difference that it makes. */
const SEEDS: readonly {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly found: string;
}[] = [
  {
    path: ['paths', '/orders', 'get', 'responses', 404],
    value: response(example('NOBODY', 'Nobody knows.')),
    found: 'unknown code: GET /orders 404 NOBODY',
  },
  {
    path: ['components', 'schemas', 'Listed', 'properties', 'error', 'properties', 'code', 'enum', 1],
    value: 'NEW_ONE',
    found: 'unknown code: POST /orders 409 NEW_ONE',
  },
  {
    path: ['paths', '/orders', 'get', 'responses', 410],
    value: response(example('OLD', 'Old.')),
    found: 'removed code: GET /orders 410 OLD',
  },
  {
    path: ['paths', '/orders', 'get', 'responses', 429],
    value: undefined,
    found: 'missing code: - 429 TOO_FAST',
  },
  {
    path: ['paths', '/orders', 'get', 'responses', 402],
    value: response(poor()),
    found: 'unlisted operation: GET /orders 402 TOO_POOR',
  },
  {
    path: ['paths', '/orders', 'post', 'responses', '4XX', ...JSON_BODY, 'examples', 'e1'],
    value: undefined,
    found: 'missing response: POST /orders - TOO_POOR',
  },
  {
    path: ['paths', '/orders', 'post', 'responses', 400],
    value: response(example('NO_KEY', 'No key.')),
    found: 'status: POST /orders 400 NO_KEY',
  },
  {
    path: ['paths', '/orders', 'post', 'responses', '4XX', ...JSON_BODY, 'examples', 'e0', 'value', 'error', 'message'],
    value: 'A field is wrong.',
    found: 'message: POST /orders 4XX BAD_FIELD',
  },
  {
    path: [...POOR_SCHEMA, 'details', 'properties', 'held', 'type'],
    value: 'number',
    found: 'details: PUT /orders/{order} 402 TOO_POOR',
  },
  {
    path: ['paths', '/orders', 'get', 'responses', 500],
    value: response({ fault: 'server' }),
    found: 'envelope: GET /orders 500 -',
  },
];

/** More changes, of the kinds above in another form. */
const MORE: typeof SEEDS = [
  {
    path: [...POOR_SCHEMA, 'message', 'pattern'],
    value: '^Poor$',
    found: 'message: PUT /orders/{order} 402 TOO_POOR',
  },
  {
    path: [...POOR_SCHEMA, 'details', 'properties', 'extra'],
    value: { type: 'string' },
    found: 'details: PUT /orders/{order} 402 TOO_POOR',
  },
  {
    path: [
      'paths',
      '/orders',
      'post',
      'responses',
      '4XX',
      ...JSON_BODY,
      'examples',
      'e1',
      'value',
      'error',
      'details',
      'held',
    ],
    value: undefined,
    found: 'details: POST /orders 4XX TOO_POOR',
  },
  {
    path: ['paths', '/orders/{order}'],
    value: undefined,
    found: 'missing operation: PUT /api/orders/:id - TOO_POOR',
  },
];

const describe = ({ kind, operation = '-', status = '-', code = '-' }: Difference): string =>
  `${kind}: ${operation} ${status} ${code}`;

function compare(document: Spec): readonly Difference[] {
  const file = join(folder, 'spec.json');
  writeFileSync(file, JSON.stringify(document));
  const envelope = { error: { code: '{code}', message: '{message}', details: '{details}' } };
  return findDrift(readSpecification(openDocuments(file), { ...site, envelope }), registry);
}

test('a specification that agrees has no differences', () => {
  assert.deepEqual(compare(agreeing()), []);
});

for (const { path, value, found } of [...SEEDS, ...MORE]) {
  test(`one change makes one difference: ${found}`, () => {
    const document = agreeing();
    change(document, path, value);
    const differences = compare(document);
    assert.deepEqual(differences.map(describe), [found]);
    assert.match(differences[0]?.message ?? '', /[;] \w.*\.$/, 'it says what to do');
  });
}

test('an error that is told by a value is found by it, whatever its key', () => {
  const type = 'https://api.example/problems/out-of-stock';
  const told = (value: string): Registry =>
    joinCategories([
      {
        name: 'all',
        title: 'All',
        errors: { 'no-stock': { identifiedBy: 'type', status: 409, values: { type: value } } },
      },
    ]);
  const media = { 'application/problem+json': { example: { type, title: 'Out of stock' } } };
  const responses = { 409: { description: 'No.', content: media } };
  const file = join(folder, 'types.json');
  const document = {
    openapi: '3.1.0',
    info: { title: 'API', version: '1' },
    paths: { '/orders': { post: { responses } } },
  };
  writeFileSync(file, JSON.stringify(document));
  const shape = { envelope: { type: '{type}', title: '{title}' }, mediaType: 'application/problem+json' };
  const own = { ...site, ...shape, placeholders: { type: {} }, problemDocuments: false };
  const specification = readSpecification(openDocuments(file), own);
  assert.deepEqual(findDrift(specification, told(type)), []);
  const kinds = findDrift(specification, told('https://api.example/problems/other')).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['unknown response', 'missing code']);
});

test('ten changes make these ten differences and no other', () => {
  const document = agreeing();
  for (const { path, value } of SEEDS) change(document, path, value);
  assert.deepEqual(compare(document).map(describe).sort(), SEEDS.map(({ found }) => found).sort());
});

function checkFile(name: string, text: string, ...args: readonly string[]): { output: string; status: number | null } {
  writeFileSync(join(folder, name), text);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'src/cli/main.ts'), 'check', '--openapi', join(folder, name), ...args],
    { env: { ...process.env, CONTENT: join(root, 'tests/fixtures/api') }, encoding: 'utf8' },
  );
  return { output: stdout + stderr, status };
}

test('the command prints a table or JSON and fails; what it can’t read is one sentence', () => {
  const yaml = [
    'openapi: 3.0.3',
    'info: { title: API, version: "1" }',
    'paths:',
    '  /users:',
    '    get:',
    '      responses:',
    '        "418":',
    '          description: Teapot',
    '          content:',
    '            application/json:',
    '              example: { error: { code: TEAPOT, message: Short. } }',
  ].join('\n');
  const table = checkFile('api.yaml', yaml);
  assert.equal(table.status, 1);
  assert.match(table.output, /^There are \d+ differences/);
  assert.match(
    table.output,
    /unknown code +GET \/users +418 +TEAPOT +The registry lacks the code; add an entry for it\./,
  );
  const json = checkFile('api.yaml', yaml, '--json');
  assert.equal(json.status, 1);
  assert.equal((JSON.parse(json.output) as readonly Difference[])[0]?.code, 'TEAPOT');
  const broken = checkFile('broken.yaml', 'openapi: [');
  assert.equal(broken.status, 1);
  assert.match(broken.output, /^\S+broken\.yaml: It is not valid YAML: [^\n]+\n$/);
});

/** A specification with what an import has to keep apart: shapes, variants, subcodes, ranges, responses without a code, webhooks. */
const imported = (): Spec => {
  const plain = (code: string, message: string): object => ({ code, message });
  const oauth = (error: string, text: string): object => ({ error, error_description: text });
  const declined = (reason: string): object => ({ code: 'declined', decline_code: reason, message: 'No money came.' });
  const bare = (description: string): object => ({
    description,
    content: {
      'application/json': { schema: { properties: { code: { type: 'string' }, message: { type: 'string' } } } },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'API', version: '1' },
    paths: {
      '/orders': {
        get: {
          responses: { 401: response(plain('no_key', 'No key.')), default: bare('Anything that nobody foresaw.') },
        },
        post: {
          responses: {
            400: response(plain('invalid', 'Bad name.'), plain('invalid', 'Bad age.')),
            402: response(declined('no_funds'), declined('lost_card')),
            404: bare('The shop is gone.'),
            409: response(plain('dup', 'Twice.')),
            '5XX': response(plain('down', 'It is down.')),
          },
        },
        put: {
          responses: { 422: response(plain('invalid', 'Bad name.')), 404: { $ref: '#/components/responses/NotFound' } },
        },
        delete: {
          responses: { 404: { $ref: '#/components/responses/NotFound' }, 423: response(plain('locked', 'Locked.')) },
        },
      },
      '/token': {
        post: { responses: { 400: response(oauth('bad_grant', 'It is used.'), oauth('bad_client', 'Who?')) } },
      },
    },
    webhooks: { paid: { post: { responses: { 410: response(plain('hook_gone', 'Gone.')) } } } },
    components: { responses: { NotFound: bare('The order is gone.') } },
  };
};

const at = (path: string, method: string, status: number | string): readonly (string | number)[] => [
  ...['paths', path, method, 'responses', status],
];
const exampleAt = (
  path: string,
  method: string,
  status: number | string,
  index: number,
): readonly (string | number)[] => [...at(path, method, status), ...JSON_BODY, ...['examples', `e${index}`, 'value']];

/** Ten changes of an imported specification, each with the difference that it makes. */
const IMPORTED_SEEDS: typeof SEEDS = [
  {
    path: at('/orders', 'get', 403),
    value: response({ code: 'forbidden', message: 'No.' }),
    found: 'unknown code: GET /orders 403 forbidden',
  },
  { path: at('/orders', 'post', 409), value: undefined, found: 'missing code: - 409 dup' },
  {
    path: [...exampleAt('/orders', 'post', 400, 1), 'message'],
    value: 'Bad size.',
    found: 'message: POST /orders 400 invalid',
  },
  {
    path: [...exampleAt('/orders', 'post', 402, 1), 'decline_code'],
    value: 'no_funds',
    found: 'missing code: - 402 declined/lost_card',
  },
  {
    path: at('/orders', 'get', 423),
    value: response({ code: 'locked', message: 'Locked.' }),
    found: 'unlisted operation: GET /orders 423 locked',
  },
  {
    path: at('/orders', 'delete', 404),
    value: undefined,
    found: 'missing response: DELETE /orders 404 NotFound',
  },
  {
    path: at('/orders', 'delete', 424),
    value: response({ code: 'locked', message: 'Locked.' }),
    found: 'status: DELETE /orders 424 locked',
  },
  {
    path: exampleAt('/token', 'post', 400, 2).slice(0, -1),
    value: { value: { error: 'bad_scope', error_description: 'Too wide.' } },
    found: 'unknown code: POST /token 400 bad_scope',
  },
  {
    path: at('/orders', 'get', 405),
    value: { description: 'This is not done here.' },
    found: 'unknown response: GET /orders 405 http-405',
  },
  {
    path: ['webhooks', 'paid', 'post', 'responses', 410, ...JSON_BODY, 'examples', 'e0', 'value', 'message'],
    value: 'It is gone.',
    found: 'message: POST webhook paid 410 hook_gone',
  },
];

const importedFile = join(folder, 'imported.json');

async function compareImported(change: (document: Spec) => void): Promise<readonly Difference[]> {
  writeFileSync(importedFile, JSON.stringify(imported()));
  const { compare } = await importSpecification(importedFile);
  const document = imported();
  change(document);
  const file = join(folder, 'changed.json');
  writeFileSync(file, JSON.stringify(document));
  return compare(file);
}

test('what was just imported has no differences', async () => {
  assert.deepEqual(await compareImported(() => undefined), []);
});

for (const { path, value, found } of IMPORTED_SEEDS) {
  test(`one change of what was imported makes one difference: ${found}`, async () => {
    const differences = await compareImported((document) => {
      change(document, path, value);
    });
    assert.deepEqual(differences.map(describe), [found]);
  });
}

test('ten changes of what was imported make these ten differences and no other', async () => {
  const differences = await compareImported((document) => {
    for (const { path, value } of IMPORTED_SEEDS) change(document, path, value);
  });
  assert.deepEqual(differences.map(describe).sort(), IMPORTED_SEEDS.map(({ found }) => found).sort());
});

test('a baseline of what is known leaves nothing; annotations are one escaped line each', () => {
  const content = join(folder, 'content');
  const cli = (...args: readonly string[]): { output: string; status: number | null } => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
      env: { ...process.env, CONTENT: content },
      encoding: 'utf8',
    });
    return { output: stdout + stderr, status };
  };
  const file = join(folder, 'ours.json');
  writeFileSync(file, JSON.stringify(imported()));
  assert.equal(cli('import', file, '--to', content, '--json').status, 0);
  assert.equal(cli('permalinks').status, 0);
  const agreeing = cli('check', '--openapi', file);
  assert.equal(agreeing.status, 0, agreeing.output);

  const document = imported();
  for (const { path, value } of IMPORTED_SEEDS) change(document, path, value);
  const lines = response({ code: 'two_lines', message: 'Of 100%,\nand more: ::error::' });
  change(document, at('/orders', 'get', 418), lines);
  change(document, [...exampleAt('/orders', 'get', 401, 0), 'message'], 'Of 100%,\nand more: ::error::');
  writeFileSync(file, JSON.stringify(document));
  const known = cli('check', '--openapi', file, '--format', 'json');
  assert.equal(known.status, 1);
  assert.equal((JSON.parse(known.output) as readonly Difference[]).length, IMPORTED_SEEDS.length + 2);
  const baseline = join(folder, 'baseline.json');
  writeFileSync(baseline, known.output);
  const green = cli('check', '--openapi', file, '--baseline', baseline);
  assert.equal(green.status, 0, green.output);
  const annotations = cli('check', '--openapi', file, '--format', 'github').output.trimEnd().split('\n');
  assert.equal(annotations.length, IMPORTED_SEEDS.length + 2);
  for (const line of annotations) assert.match(line, /^::error file=[^,:]+,title=[^,]+::[^\n]+$/);
  assert.ok(annotations.some((line) => line.includes('"Of 100%25,%0Aand more: ::error::"')));
});
