import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv } from 'ajv';
import { openapiOverlay, type OpenAPIOverlayOptions } from 'openapi-format';
import { parse, parseDocument, stringify } from 'yaml';
import { loadContent } from '../../src/content/load.ts';
import { hasCode, joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { numberOf } from '../../src/core/numbers.ts';
import type { Site } from '../../src/core/site.ts';
import { errorUrl } from '../../src/core/url.ts';
import { TARGETS } from '../../src/generate/targets.ts';
import { yamlText } from '../../src/generate/yaml-text.ts';
import { findDrift } from '../../src/machine/drift.ts';
import { readSpecification } from '../../src/machine/specification.ts';
import { openDocuments } from '../../src/openapi/documents.ts';
import { site } from '../fixtures/api/site.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'operations-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const registryOf = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'all', title: 'All', errors }]);

const fixtures = await Promise.all(
  ['content', 'tests/fixtures/lifecycle', 'tests/fixtures/branded', 'tests/fixtures/arabic'].map(async (name) =>
    loadContent(join(root, name)),
  ),
);

/** Texts and codes that mean something in YAML, in templates of Go, in PromQL or in JSONPath. */
const HOSTILE = registryOf({
  'A"B\\C': { title: '{{ .Labels.x }} and {{', summary: 'on: yes # no\n- "x" & *y {{ end }}', status: 400 },
  yes: { title: 'No', status: 400, endpoints: ['GET /it’s/{id}', 'POST /o\'hara/"x"'] },
  '1e3': { summary: '- one: two', steps: ['Do `{{x}}`, or: [this](/guides/x/).'], status: 500 },
  '~': { summary: '!!binary x', message: '? : {a}', params: { a: { about: 'x', example: 'y' } } },
  'a b': { status: 404 },
  'a-b': { status: 404, removed: { since: '2', use: 'a b' } },
  ünïcode: { title: '\u202eturned', deprecated: { since: '1' } },
  gone: { identifiedBy: 'status', status: 410, summary: 'No code.' },
});

/** The texts of the file of a target. */
const compose = (name: string, registry: Registry, of: Site, options = {}): string =>
  TARGETS[name]?.compose(registry, of, options) ?? '';

const OPERATIONS = { metric: 'http_errors_total', label: 'code', expression: 'increase({series}[5m]) > 10' };

interface Annotations {
  readonly summary: string;
  readonly description?: string;
  readonly runbook_url: string;
}

test('the targets for those who run an API have these names and files', () => {
  const unoffered = Object.entries(TARGETS).filter(([, { path }]) => path === undefined);
  assert.deepEqual(
    unoffered.map(([name, { title, file, takesSpecification = false }]) => [name, title, file, takesSpecification]),
    [
      ['prometheus', 'Prometheus', 'errors.rules.yml', false],
      ['opentelemetry', 'OpenTelemetry', 'errors.semconv.yaml', false],
      ['overlay', 'OpenAPI Overlay', 'errors.overlay.yaml', true],
    ],
  );
});

for (const version of ['1.1', '1.2'] as const) {
  test(`YAML ${version} reads what was written`, () => {
    const value = {
      yes: 'no',
      on: '1:20',
      '~': '~',
      '0o7': '1e3',
      null: 'null',
      '- a': '- b\n\n  c: d\n',
      'a: b': '# c',
      '<<': '*a',
      '\u2028': "'",
      number: 12,
      list: [true, 'true', '0x1F', '2001-01-01', '', ' '],
    };
    const text = yamlText({ ...value, long: numberOf('9007199254740993') }, ['one\ntwo']);
    const read = parse(text, { version, intAsBigInt: true }) as Readonly<Record<string, unknown>>;
    assert.deepEqual({ ...read, number: Number(read['number']) }, { ...value, long: 9007199254740993n });
    assert.match(text, /^# one two\n/);
  });
}

test('each code has annotations, with its page as the runbook, and without an expression there is no rule', () => {
  for (const { registry, site: own } of [...fixtures, { registry: HOSTILE, site }]) {
    const written = parse(compose('prometheus', registry, own)) as Readonly<Record<string, Annotations>>;
    const live = registry.errors.filter(({ removed }) => removed === undefined);
    assert.deepEqual(
      Object.entries(written).map(([code, { runbook_url: url }]) => [code, url]),
      live.map(({ code }) => [code, errorUrl(own.url, code)]),
    );
    for (const { code, title, steps = [] } of live) {
      assert.ok(title === undefined || written[code]?.summary.includes(title.split('{{')[0] ?? ''), code);
      assert.equal(written[code]?.description?.match(/^\d+\. /gm)?.length ?? 0, steps.length, code);
    }
  }
});

test('rules have the expression that the team stated, with the code as PromQL writes it', () => {
  const { groups } = parse(compose('prometheus', HOSTILE, { ...site, operations: OPERATIONS })) as {
    readonly groups: readonly [{ readonly name: string; readonly rules: readonly Record<string, unknown>[] }];
  };
  assert.equal(groups[0].name, 'api-errors');
  assert.deepEqual(
    groups[0].rules.map(({ alert, expr }) => [alert, expr]),
    HOSTILE.errors
      .filter((error) => hasCode(error) && error.removed === undefined)
      .map(({ code }) => [code, `increase(http_errors_total{code=${JSON.stringify(code)}}[5m]) > 10`]),
  );
});

const promtool = spawnSync('promtool', ['--version']).error === undefined;

test('promtool takes the rules, and expands nothing in their texts', { skip: !promtool && 'no promtool here' }, () => {
  for (const { registry, site: own } of [...fixtures, { registry: HOSTILE, site }]) {
    const file = join(folder, 'errors.rules.yml');
    writeFileSync(file, compose('prometheus', registry, { ...own, operations: OPERATIONS }));
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    const count = registry.errors.filter((error) => hasCode(error) && error.removed === undefined).length;
    assert.match(stdout, new RegExp(`SUCCESS: ${count} rules found`));
  }
  // A firing alert shows what its annotations come to.
  const first = HOSTILE.errors[0];
  const tests = {
    rule_files: ['errors.rules.yml'],
    tests: [
      {
        interval: '1m',
        input_series: [{ series: `http_errors_total{code=${JSON.stringify(first?.code)}}`, values: '0 100 200' }],
        alert_rule_test: [
          {
            eval_time: '2m',
            alertname: first?.code,
            exp_alerts: [
              {
                exp_labels: { code: first?.code },
                exp_annotations: {
                  summary: `${first?.code}: ${first?.title}`,
                  description: first?.summary,
                  runbook_url: errorUrl(site.url, first?.code ?? ''),
                },
              },
            ],
          },
        ],
      },
    ],
  };
  writeFileSync(join(folder, 'errors.rules.yml'), compose('prometheus', HOSTILE, { ...site, operations: OPERATIONS }));
  writeFileSync(join(folder, 'tests.yml'), stringify(tests));
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'tests.yml')], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
});

/** What the schema of semantic conventions demands of an attribute with members, as far as it goes. */
const SEMCONV = new Ajv({ strict: false }).compile({
  type: 'object',
  additionalProperties: false,
  required: ['groups'],
  properties: {
    groups: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'brief', 'type', 'attributes'],
        properties: {
          id: { type: 'string', pattern: '^[a-z][a-z0-9_.]*$' },
          type: { const: 'attribute_group' },
          display_name: { type: 'string' },
          brief: { type: 'string' },
          attributes: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['id', 'type', 'stability'],
              properties: {
                id: { const: 'error.type' },
                stability: { const: 'stable' },
                brief: { type: 'string' },
                note: { type: 'string' },
                type: {
                  type: 'object',
                  additionalProperties: false,
                  properties: {
                    members: {
                      type: 'array',
                      items: {
                        type: 'object',
                        additionalProperties: false,
                        required: ['id', 'value', 'stability'],
                        properties: {
                          id: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
                          value: { type: 'string' },
                          brief: { type: 'string' },
                          note: { type: 'string' },
                          stability: { enum: ['stable', 'development'] },
                          deprecated: {
                            oneOf: [
                              {
                                additionalProperties: false,
                                required: ['reason', 'renamed_to'],
                                properties: { reason: { const: 'renamed' }, renamed_to: { type: 'string' } },
                              },
                              {
                                additionalProperties: false,
                                required: ['reason'],
                                properties: { reason: { enum: ['obsoleted', 'uncategorized'] } },
                              },
                            ],
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

interface Member {
  readonly id: string;
  readonly value: string;
  readonly note?: string;
  readonly deprecated?: object;
}

function readMembers(text: string): readonly Member[] {
  const written = parse(text) as {
    readonly groups: readonly [
      { readonly attributes: readonly [{ readonly type: { readonly members: readonly Member[] } }] },
    ];
  };
  assert.ok(SEMCONV(written), JSON.stringify(SEMCONV.errors));
  return written.groups[0].attributes[0].type.members;
}

test('the codes are the values of error.type, in the form of the conventions', () => {
  for (const { registry, site: own } of [...fixtures, { registry: HOSTILE, site }]) {
    const members = readMembers(compose('opentelemetry', registry, own));
    assert.deepEqual(
      members.map(({ value }) => value),
      [...registry.errors.filter(hasCode).map(({ code }) => code), '_OTHER'],
    );
    assert.equal(new Set(members.map(({ id }) => id)).size, members.length);
  }
  const byValue = new Map(readMembers(compose('opentelemetry', HOSTILE, site)).map((one) => [one.value, one]));
  assert.deepEqual(
    ['a b', 'a-b', '1e3', 'yes', 'ünïcode'].map((code) => byValue.get(code)?.id),
    ['a_b', 'a_b_2', 'code_1e3', 'yes', 'unicode'],
  );
  assert.deepEqual(byValue.get('a-b')?.deprecated, { reason: 'renamed', renamed_to: 'a b' });
  assert.deepEqual(byValue.get('ünïcode')?.deprecated, { reason: 'uncategorized' });
});

const STATED = registryOf({
  BAD_FIELD: {
    title: 'Bad field',
    summary: 'A field is wrong.',
    status: 400,
    message: 'The field {name} is wrong.',
    params: { name: { about: 'the field', example: 'age' } },
    endpoints: ['POST /orders', 'PATCH /orders/{id}'],
  },
  TOO_LONG: { status: 400, message: 'Too long.', endpoints: ['POST /orders'] },
  TOO_FAST: {
    status: 429,
    message: 'Too fast.',
    example: { headers: { 'Retry-After': '30' } },
    endpoints: ['POST /api/orders', "GET /o'hara/{id}"],
  },
  TOO_POOR: {
    message: 'Too poor.',
    details: {
      fields: { needed: { type: 'string', about: 'needed' }, held: { type: 'string', about: 'held' } },
      example: { needed: '2', held: '1' },
    },
    endpoints: ['POST /orders'],
  },
  TWO_FORMS: {
    variants: [
      { status: 404, message: 'None.', endpoints: ['PATCH /orders/:number'] },
      { status: 409, message: 'Two.', endpoints: ['POST /orders'] },
    ],
  },
  OLD: { status: 400, removed: { since: '1' }, endpoints: ['GET /gone'] },
});

const specification = (openapi: string): object => ({
  openapi,
  info: { title: 'API', version: '1', license: { name: 'MIT', url: 'https://example.org' } },
  servers: [{ url: 'https://api.example.org/api' }],
  paths: {
    '/orders': {
      post: {
        operationId: 'order',
        summary: 'Order',
        security: [],
        responses: {
          201: { description: 'Made.' },
          400: {
            description: 'Bad.',
            headers: { 'X-Trace': { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { enum: ['x'] }, example: 'x' }, 'text/plain': { example: 'x' } },
          },
          429: { $ref: '#/components/responses/TooFast' },
        },
      },
    },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      patch: { operationId: 'change', summary: 'Change', security: [], responses: { 200: { description: 'Fine.' } } },
    },
    "/o'hara/{id}": {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'get', summary: 'Get', security: [], responses: { 200: { description: 'Fine.' } } },
    },
  },
  components: { responses: { TooFast: { description: 'Old.' } } },
});

/** An overlay over a specification, as a tool of others applies it. */
async function apply(registry: Registry, of: Site, spec: object) {
  const file = join(folder, 'api.json');
  writeFileSync(file, JSON.stringify(spec));
  const text = compose('overlay', registry, of, { specification: openDocuments(file) });
  const overlaySet = parse(text) as OpenAPIOverlayOptions['overlaySet'];
  // Its types name a package that it doesn't bring.
  const applied = (await openapiOverlay(structuredClone(spec), { overlaySet })) as {
    readonly data: object;
    readonly resultData: Readonly<Record<string, unknown>>;
  };
  return { overlaySet, result: applied.data, resultData: applied.resultData };
}

const withPaths = (result: unknown) =>
  (result as { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>> })
    .paths;
type Responses = Readonly<
  Record<
    string,
    {
      readonly description: string;
      readonly headers?: object;
      readonly content?: Readonly<Record<string, { readonly examples?: object; readonly example?: unknown }>>;
    }
  >
>;

for (const version of ['3.0.3', '3.1.1']) {
  test(`an overlay writes the errors into a specification of ${version}, which is valid then and differs in nothing`, async () => {
    const { overlaySet, result, resultData } = await apply(STATED, site, specification(version));
    assert.deepEqual(
      [resultData['totalActions'], resultData['totalUnusedActions']],
      [overlaySet.actions.length, 0],
      JSON.stringify(resultData['unusedActions']),
    );
    const { '/orders': orders, '/orders/{id}': order, "/o'hara/{id}": hara } = withPaths(result);
    assert.deepEqual(Object.keys(orders?.['post']?.responses ?? {}), ['201', '400', '409', '429', 'default']);
    assert.deepEqual(Object.keys(order?.['patch']?.responses ?? {}), ['200', '400', '404']);
    assert.deepEqual(Object.keys(hara?.['get']?.responses ?? {}), ['200', '429']);
    const bad = orders?.['post']?.responses['400'];
    assert.match(
      bad?.description ?? '',
      /^- \[`BAD_FIELD`\]\(https:\/\/errors\.example\.com\/errors\/BAD_FIELD\/\): Bad field\. A field is wrong\.\n- /,
    );
    // What the specification says of headers stays.
    assert.deepEqual(Object.keys(bad?.headers ?? {}), ['X-Trace']);
    assert.deepEqual(Object.keys(bad?.content ?? {}), ['application/json', 'application/problem+json']);
    assert.deepEqual(Object.keys(bad?.content?.['application/json']?.examples ?? {}), ['BAD_FIELD', 'TOO_LONG']);
    assert.equal(bad?.content?.['application/json']?.example, undefined);

    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: { 'no-unused-components': 'off', 'operation-4xx-response': 'off', 'info-license': 'off' },
    });
    const found = await lintFromString({ source: JSON.stringify(result), absoluteRef: 'api.json', config });
    assert.deepEqual(
      found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`),
      [],
    );

    const file = join(folder, 'applied.json');
    writeFileSync(file, JSON.stringify(result));
    assert.deepEqual(findDrift(readSpecification(openDocuments(file), site), STATED), []);
    // Before, the two were far apart.
    assert.notEqual(findDrift(readSpecification(openDocuments(join(folder, 'api.json')), site), STATED).length, 0);
  });
}

test('an overlay that is applied again changes nothing more', async () => {
  const first = await apply(STATED, site, specification('3.1.1'));
  const again = await apply(STATED, site, first.result);
  assert.deepEqual(again.result, first.result);
});

test('an overlay has the form of its specification, and paths with any signs', () => {
  const text = compose('overlay', HOSTILE, site);
  const document = parseDocument(text);
  assert.deepEqual(document.errors, []);
  const { overlay, info, actions } = document.toJS() as {
    readonly overlay: string;
    readonly info: object;
    readonly actions: readonly { readonly target: string }[];
  };
  assert.equal(overlay, '1.0.0');
  assert.deepEqual(Object.keys(info), ['title', 'version']);
  assert.deepEqual(
    actions.map(({ target }) => target),
    ["$.paths['/it’s/{id}']['get']", `$.paths['/o\\'hara/"x"']['post']`],
  );
});

test('what an overlay can’t write is told in a sentence', () => {
  const api = join(folder, 'small.json');
  writeFileSync(api, JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: {} }));
  const elsewhere = join(folder, 'elsewhere.json');
  const item = { get: { responses: {} } };
  writeFileSync(
    elsewhere,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/a': { $ref: '#/components/pathItems/A' } },
      components: { pathItems: { A: item } },
    }),
  );
  const composeWith = (errors: Readonly<Record<string, ErrorEntry>>, file?: string) => () =>
    compose('overlay', registryOf(errors), site, file === undefined ? {} : { specification: openDocuments(file) });
  assert.throws(composeWith({ A: { status: 400 } }), /^Mistake: No entry states an endpoint/);
  assert.throws(
    composeWith({ A: { status: 400, endpoints: ['GET /a'] } }, api),
    /^Mistake: The specification has no GET \/a \(A\); correct the endpoints/,
  );
  assert.throws(
    composeWith({ A: { status: 400, endpoints: ['GET /a'] } }, elsewhere),
    /GET \/a stands behind a \$ref\.$/,
  );
});

test('the verb writes each file, holds it to the registry, and refuses what fits none', () => {
  const generate = (...args: readonly string[]) => {
    const env = { ...process.env, CONTENT: join(root, 'tests/fixtures/branded') };
    const all = [join(root, 'src/cli/main.ts'), 'generate', ...args];
    const { stdout, stderr, status } = spawnSync(process.execPath, all, { cwd: folder, env, encoding: 'utf8' });
    return { stdout, stderr: stderr.trimEnd(), status };
  };
  const out = join(folder, 'rules.yml');
  assert.equal(generate('--for', 'prometheus', '--out', out).status, 0);
  assert.equal(generate('--for', 'prometheus', '--out', out, '--check').status, 0);
  writeFileSync(out, readFileSync(out, 'utf8').replace('ORDER', 'ODER'));
  assert.equal(generate('--for', 'prometheus', '--out', out, '--check').status, 1);
  assert.match(generate('--for', 'opentelemetry').stdout, /^groups:$/m);
  assert.match(generate('--for', 'overlay').stdout, /^overlay: 1\.0\.0$/m);
  writeFileSync(join(folder, 'empty.yaml'), '');
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['--for', 'prometheus', '--openapi', 'x.yaml'], /^--openapi is for an overlay; leave it out of/],
    [['--for', 'overlay', '--openapi', 'absent.yaml'], /^absent\.yaml: /],
    [['--for', 'overlay', '--openapi', '.'], /^\.: /],
    [['--for', 'overlay', '--openapi', 'empty.yaml'], /^empty\.yaml: /],
    [
      ['--for', 'overlay', '--openapi', 'small.json'],
      /^The specification has no PATCH \/orders\/\{id\} \(ORDER_SHIPPED\)/,
    ],
  ];
  for (const [args, sentence] of refused) {
    const { stderr, status, stdout } = generate(...args);
    assert.deepEqual([status, stdout, stderr.split('\n').length], [1, '', 1], stderr);
    assert.match(stderr, sentence);
  }
});
