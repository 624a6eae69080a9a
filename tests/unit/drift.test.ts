import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { joinCategories } from '../../src/core/define.ts';
import { findDrift, type Difference } from '../../src/machine/drift.ts';
import { readSpecification } from '../../src/machine/specification.ts';
import { openDocuments } from '../../src/openapi/documents.ts';
import { site } from '../fixtures/api/site.ts';

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

test('ten changes make these ten differences and no other', () => {
  const document = agreeing();
  for (const { path, value } of SEEDS) change(document, path, value);
  assert.deepEqual(compare(document).map(describe).sort(), SEEDS.map(({ found }) => found).sort());
});

function checkFile(name: string, text: string, ...args: readonly string[]): { output: string; status: number | null } {
  writeFileSync(join(folder, name), text);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'src/cli/errors.ts'), 'check', '--openapi', join(folder, name), ...args],
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
