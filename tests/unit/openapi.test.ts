/** What an import makes of specifications of many kinds; what a careful person would make of each stands beside it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { statusesOf, titleOf, type RegisteredError } from '../../src/core/define.ts';
import { reasonPhrase } from '../../src/core/http.ts';
import { digitsOf } from '../../src/core/numbers.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { parseYaml } from '../../src/formats/yaml.ts';
import { importSpecification } from '../fixtures/imported.ts';
import { missing, sharedData } from '../fixtures/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'openapi-kinds-'));
after(() => rmSync(folder, { recursive: true }));

interface Kind {
  /** The JSON of the main envelope, and of further ones by name; a text where that is its media type alone. */
  readonly shape: unknown;
  readonly others?: Readonly<Record<string, unknown>>;
  /** Each key with its statuses and messages: `404 No such order.`, a dash for what isn't known. */
  readonly errors: Readonly<Record<string, string>>;
  /** The payloads of errors by their keys, where they say more than the shape; `undefined` where nothing is known. */
  readonly payloads?: Readonly<Record<string, unknown>>;
}

const told = (error: RegisteredError): string => {
  const messages = [error.message, ...(error.variants ?? []).map(({ message }) => message)].flatMap(
    (text) => text ?? [],
  );
  return `${[...new Set(statusesOf(error))].join('|') || '-'} ${[...new Set(messages)].join(' | ') || '-'}`;
};

/** Every text and number of a value, the names of its keys too. */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  const digits = digitsOf(value);
  if (digits !== undefined) return [digits];
  return Object.entries(value).flatMap(([key, item]) => [...(Array.isArray(value) ? [] : [key]), ...wordsOf(item)]);
}

async function check(file: string, { shape, others = {}, errors, payloads = {} }: Kind): Promise<void> {
  const { site, registry, reading, compare, importAgain } = await importSpecification(file);
  assert.deepEqual(site.envelope, shape, 'the shape');
  const further = Object.entries(site.envelopes ?? {}).map(([name, { body, mediaType }]) => [name, body ?? mediaType]);
  assert.deepEqual(Object.fromEntries(further), others, 'further shapes');
  assert.deepEqual(Object.fromEntries(registry.errors.map((error) => [error.code, told(error)])), errors);
  assert.deepEqual(reading.skipped, []);
  assert.deepEqual(compare(file), [], 'the gate is green right after');
  const again = await importAgain();
  assert.deepEqual([again.added, again.updated, again.skipped], [[], [], []], 'a second import changes nothing');

  const text = readFileSync(file, 'utf8');
  const stated = wordsOf(parseYaml(text)).join('\n');
  for (const error of registry.errors) {
    const payload = buildPayload(error, site);
    if (Object.hasOwn(payloads, error.code)) assert.deepEqual(payload, payloads[error.code], error.code);
    const follows = [titleOf(error), ...statusesOf(error).flatMap((status) => [String(status), reasonPhrase(status)])];
    for (const word of payload === undefined ? [] : wordsOf(payload))
      assert.ok(stated.includes(word) || follows.includes(word), `${error.code}: ${word} is stated`);
  }
}

const CODE = { code: '{code}', message: '{message}' };

/** The small files of the shared data. */
const FILES: Readonly<Record<string, Kind>> = {
  'p01-schema-envelope': {
    shape: { name: '{code}', reason: '{message}', trace: '{trace}' },
    errors: { order_missing: '- No such order.' },
  },
  'p03-shared-enum': {
    shape: CODE,
    errors: { unauthorized: '- -', not_found: '- -', rate_limited: '- -', 'http-401': '401 -', 'http-404': '404 -' },
  },
  'p05-id-examples': {
    shape: { id: '{code}', message: '{message}' },
    errors: { unauthorized: '401 Unable to authenticate you.' },
  },
  'p07-text-example': {
    shape: undefined,
    others: { text: '{message}', xml: 'application/xml' },
    errors: { 'http-500': '500 Internal failure', 'http-502': '502 -', 'http-503': '503 -' },
    payloads: { 'http-502': undefined, 'http-503': undefined },
  },
  'p09-schema-examples31': { shape: CODE, errors: { dup: '409 Twice.', locked: '409 Locked.' } },
  'p11-remote-ref': { shape: CODE, errors: { dup: '409 Twice.' } },
  'p13-many-errors': { shape: { errors: [CODE] }, errors: { bad_name: '400 Too long.', bad_mail: '400 Malformed.' } },
  'p15-two-status': { shape: CODE, errors: { invalid: '400|422 Bad.' } },
  'p17-servervars': { shape: CODE, errors: { dup: '409 Twice.' } },
  'p19-status-code': {
    shape: { code: '{status}', status: '{code}', message: '{message}' },
    others: { 'shape-2': { statusCode: '{status}', error: '{statusText}', message: '{message}' } },
    errors: { NOT_FOUND: '404 No such thing.', 'http-404': '404 No such thing.', 'http-401': '401 No token.' },
  },
  'p21-google': {
    shape: { error: { code: '{status}', status: '{code}', message: '{message}' } },
    errors: { NOT_FOUND: '404 No such thing.' },
  },
  'p22-status-only': {
    shape: { message: '{message}' },
    errors: { NotFound: '404 No such thing.', Any: 'default|5XX -' },
  },
  'p23-type-error': {
    shape: { type: 'error', name: '{code}', message: '{message}' },
    errors: { no_order: '404 No such order.', dup_order: '409 Twice.' },
  },
  'p25-oauth': {
    shape: { error: '{code}', error_description: '{message}' },
    errors: { invalid_grant: '400 The code expired.' },
  },
  'p27-mixed': {
    shape: { error: CODE },
    errors: { unauthorized: '401 No token.', 'http-404': '404 -', 'http-503': '503 -', 'http-default': 'default -' },
  },
  'p30-recursive': { shape: { ...CODE, inner: '{inner}' }, errors: { dup: '409 Twice.' } },
  'p31-recursive-direct': { shape: { ...CODE, inner: '{inner}' }, errors: { dup: '409 -', locked: '409 -' } },
  'p33-no-opid': { shape: { message: '{message}' }, errors: { 'http-404': '404 No such order.' } },
  'p37-int-enum': { shape: CODE, errors: { 1001: '400 -', 1002: '400 -' } },
  'p41-merge': { shape: { error: CODE }, errors: { unauthorized: '401 No token.', not_found: '404 Nothing there.' } },
};

for (const [name, kind] of Object.entries(FILES)) {
  const file = `openapi/small/${name}.yaml`;
  test(`the file ${name}`, { skip: missing(file) }, () => check(join(sharedData, file), kind));
}

test('Swagger 2 is refused in a sentence', async () => {
  const file = join(folder, 'swagger.yaml');
  writeFileSync(file, "swagger: '2.0'\ninfo: { title: Shop, version: '1' }\npaths: {}\n");
  await assert.rejects(
    importSpecification(file),
    /^SourceProblem: It is Swagger 2\.0; convert it to OpenAPI 3 first: [^\n]+\.$/,
  );
});

/** Responses of one operation, by status, in lines of YAML. */
const get = (responses: string, more = '', version = '3.0.3'): string =>
  `openapi: ${version}\ninfo: { title: Shop, version: '1' }\npaths:\n  /a:\n    get:\n      responses:\n${indent(responses, 8)}\n${more}`;
const indent = (text: string, depth: number): string => text.trim().replaceAll(/^ */gm, ' '.repeat(depth));
/** A response with one example in JSON. */
const shown = (status: string, example: string, type = 'application/json'): string =>
  `'${status}': { description: Of ${status}., content: { '${type}': { example: ${example} } } }\n`;

const KINDS: Readonly<Record<string, Kind & { readonly yaml: string }>> = {
  'JSON:API, its status a text': {
    yaml: get(
      shown(
        '422',
        "{ errors: [{ id: 9f1c, status: '422', code: short, title: Short, detail: It is short. }, { id: 9f1d, status: '422', code: taken, title: Taken, detail: It is taken. }] }",
        'application/vnd.api+json',
      ),
    ),
    shape: {
      errors: [{ id: '{id}', status: '{errors_status}', code: '{code}', title: '{title}', detail: '{message}' }],
    },
    errors: { short: '422 It is short.', taken: '422 It is taken.' },
    payloads: {
      taken: { errors: [{ id: '9f1c', status: '422', code: 'taken', title: 'Taken', detail: 'It is taken.' }] },
    },
  },
  'GraphQL over HTTP': {
    yaml: get(shown('400', '{ errors: [{ message: No field., extensions: { code: BAD_INPUT } }], data: null }')),
    shape: { errors: [{ message: '{message}', extensions: { code: '{code}' } }], data: '{data}' },
    errors: { BAD_INPUT: '400 No field.' },
  },
  'problem types without a code, two under one status': {
    yaml: get(
      `
      '409': { description: Both., content: { application/problem+json: { examples: { a: { value: { type: 'https://a.test/problems/sold-out', title: Sold out, status: 409, detail: It is sold. } }, b: { value: { type: 'https://a.test/problems/limit', title: Limit, status: 409, detail: The limit is reached. } } } } } }
      ` +
        shown('404', '{ type: about:blank, title: Not Found, status: 404, detail: None. }', 'application/problem+json'),
    ),
    shape: { type: '{type}', title: '{title}', status: '{status}', detail: '{message}' },
    errors: { 'sold-out': '409 It is sold.', limit: '409 The limit is reached.', 'http-404': '404 None.' },
  },
  'problem types by their schemas': {
    yaml: get(
      "'402': { description: No deal., content: { application/problem+json: { schema: { oneOf: [{ $ref: '#/components/schemas/Sold' }, { $ref: '#/components/schemas/Poor' }] } } } }",
      `components:
  schemas:
    Problem: { properties: { type: { type: string }, title: { type: string }, status: { type: integer }, detail: { type: string } } }
    Sold: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { type: { const: 'https://a.test/sold' }, title: { const: Sold out }, detail: { example: It is sold. } } }] }
    Poor: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { type: { const: 'https://a.test/poor' }, title: { const: No money } } }] }
`,
      '3.1.0',
    ),
    shape: { type: '{type}', title: '{title}', status: '{status}', detail: '{message}' },
    errors: { sold: '402 It is sold.', poor: '402 -' },
    payloads: { poor: { type: 'https://a.test/poor', title: 'No money', status: 402 } },
  },
  'a type that stands for the status': {
    yaml: get(
      shown(
        '400',
        "{ type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1', title: Not valid., status: 400, traceId: 00-ab, errors: { Name: [It is missing.] } }",
        'application/problem+json',
      ) +
        "'404': { description: Not Found, content: { application/problem+json: { schema: { $ref: '#/components/schemas/ProblemDetails' } } } }",
      'components: { schemas: { ProblemDetails: { properties: { type: { type: string }, title: { type: string }, status: { type: integer } } } } }\n',
    ),
    shape: { type: '{type}', title: '{title}', status: '{status}', traceId: '{traceId}', errors: '{errors}' },
    errors: { 'http-400': '400 -', 'http-404': '404 -' },
    payloads: { 'http-404': { title: '404 Not Found', status: 404 } },
  },
  'Google, the reason in one of several details': {
    yaml: get(
      shown(
        '403',
        "{ error: { code: 403, message: Off., status: PERMISSION_DENIED, details: [{ '@type': LocalizedMessage, locale: en }, { '@type': ErrorInfo, reason: API_DISABLED, domain: a.test }] } }",
      ) + shown('404', '{ error: { code: 404, message: None., status: NOT_FOUND } }'),
    ),
    shape: {
      error: {
        code: '{status}',
        message: '{message}',
        status: '{code}',
        details: [{ '@type': '{_type}', locale: '{locale}', reason: '{subcode}', domain: '{domain}' }],
      },
    },
    errors: { PERMISSION_DENIED: '403 -', 'PERMISSION_DENIED/API_DISABLED': '403 Off.', NOT_FOUND: '404 None.' },
    payloads: {
      'PERMISSION_DENIED/API_DISABLED': {
        error: {
          ...{ code: 403, message: 'Off.', status: 'PERMISSION_DENIED' },
          details: [{ '@type': 'ErrorInfo', locale: 'en', reason: 'API_DISABLED', domain: 'a.test' }].map(
            ({ locale: _, ...detail }) => detail,
          ),
        },
      },
    },
  },
  'PayPal, each issue with its description': {
    yaml: get(
      shown(
        '422',
        '{ name: UNPROCESSABLE, message: It failed., debug_id: 9a, details: [{ issue: DUPLICATE, description: Twice. }, { issue: MISMATCH, description: They differ. }] }',
      ),
    ),
    shape: {
      ...{ name: '{code}', message: '{message}', debug_id: '{debug_id}' },
      details: [{ issue: '{subcode}', description: '{description}' }],
    },
    errors: {
      UNPROCESSABLE: '422 -',
      'UNPROCESSABLE/DUPLICATE': '422 It failed.',
      'UNPROCESSABLE/MISMATCH': '422 It failed.',
    },
    payloads: {
      'UNPROCESSABLE/MISMATCH': {
        ...{ name: 'UNPROCESSABLE', message: 'It failed.', debug_id: '9a' },
        details: [{ issue: 'MISMATCH', description: 'They differ.' }],
      },
    },
  },
  'Stripe, subcodes by their schema': {
    yaml: get(
      "'402': { description: Declined it is., content: { application/json: { schema: { properties: { error: { properties: { code: { const: card_declined }, decline_code: { enum: [no_funds, lost], x-enum-descriptions: [No funds., Lost.] }, message: { type: string } } } } } } } }",
      '',
      '3.1.0',
    ),
    shape: { error: { code: '{code}', decline_code: '{subcode}', message: '{message}' } },
    errors: { card_declined: '402 -', 'card_declined/no_funds': '402 -', 'card_declined/lost': '402 -' },
  },
  'Meta, both numbers': {
    yaml: get(shown('400', '{ error: { message: Expired., type: OAuthException, code: 190, error_subcode: 463 } }')),
    shape: { error: { message: '{message}', type: '{type}', code: '{code}', error_subcode: '{subcode}' } },
    errors: { 190: '400 -', '190/463': '400 Expired.' },
  },
  'Twilio, a page for each code': {
    yaml: get(
      shown('400', "{ code: 21211, message: Bad To., more_info: 'https://a.test/21211', status: 400 }") +
        shown('404', "{ code: 20404, message: None., more_info: 'https://a.test/20404', status: 404 }"),
    ),
    shape: { code: '{code}', message: '{message}', more_info: '{more_info}', status: '{status}' },
    errors: { 21211: '400 Bad To.', 20404: '404 None.' },
    payloads: { 20404: { code: 20404, message: 'None.', more_info: 'https://a.test/20404', status: 404 } },
  },
  'GitHub, whose list is about fields': {
    yaml: get(
      "'404': { description: None., content: { application/json: { schema: { properties: { message: { type: string }, url: { type: string } } } } } }\n'422': { description: Not valid., content: { application/json: { schema: { properties: { message: { type: string }, errors: { type: array, items: { properties: { field: { type: string }, code: { type: string } } } } } } } } }",
    ),
    shape: { message: '{message}', url: '{url}', errors: '{errors}' },
    errors: { 'http-404': '404 -', 'http-422': '422 -' },
  },
  'an OAuth endpoint beside another envelope': {
    yaml: get(
      shown('400', '{ error: invalid_grant, error_description: It is used. }') +
        shown('404', '{ error: { code: no_a, message: No a. } }') +
        shown('409', '{ error: { code: dup_a, message: Twice. } }'),
    ),
    shape: { error: CODE },
    others: { oauth: { error: '{code}', error_description: '{message}' } },
    errors: { invalid_grant: '400 It is used.', no_a: '404 No a.', dup_a: '409 Twice.' },
  },
  'Slack, whose errors have a default response': {
    yaml: get(`'200': { description: Fine. }\n${shown('default', '{ ok: false, error: no_channel }')}`),
    shape: { ok: false, error: '{code}' },
    errors: { no_channel: 'default -' },
  },
  'JSend, whose status says error': {
    yaml: get(
      shown('500', '{ status: error, message: No database., code: 5001 }') +
        shown('400', '{ status: fail, data: { title: It is missing. } }'),
    ),
    shape: { status: 'error', ...{ message: '{message}', code: '{code}' } },
    errors: { 5001: '500 No database.', 'http-400': '400 -' },
    payloads: { 'http-400': undefined },
  },
  'AWS, a dated JSON type': {
    yaml: get(shown('400', '{ __type: ThrottlingException, message: Slow down. }', 'application/x-amz-json-1.1')),
    shape: { __type: '{code}', message: '{message}' },
    errors: { ThrottlingException: '400 Slow down.' },
  },
  'Spring, whose error is the phrase of the status': {
    yaml: get(shown('404', '{ timestamp: 2020, status: 404, error: Not Found, message: No x., path: /x }')),
    shape: {
      timestamp: '{timestamp}',
      status: '{status}',
      error: '{statusText}',
      message: '{message}',
      path: '{path}',
    },
    errors: { 'http-404': '404 No x.' },
  },
  'Nest, whose message may be a list': {
    yaml: get(
      shown('400', '{ statusCode: 400, message: [It is no text.], error: Bad Request }') +
        shown('404', '{ statusCode: 404, message: No order., error: Not Found }'),
    ),
    shape: { statusCode: '{status}', message: '{message}', error: '{statusText}' },
    errors: { 'http-400': '400 -', 'http-404': '404 No order.' },
  },
  'FastAPI, whose detail is a text or a list': {
    yaml: get(
      `${shown('404', '{ detail: No item. }')}'422': { description: Not valid., content: { application/json: { schema: { $ref: '#/components/schemas/HTTPValidationError' } } } }`,
      'components: { schemas: { HTTPValidationError: { properties: { detail: { type: array, items: { properties: { loc: { type: array, items: { type: string } }, msg: { type: string }, type: { type: string } } } } } } } }\n',
    ),
    shape: { detail: '{message}' },
    others: { HTTPValidationError: { detail: [{ loc: '{loc}', msg: '{message}', type: '{type}' }] } },
    errors: { 'http-404': '404 No item.', HTTPValidationError: '422 -' },
  },
  'Laravel, whose inline schemas give the messages': {
    yaml: get(
      "'401': { description: Unauthenticated, content: { application/json: { schema: { properties: { message: { type: string, example: Log in. } } } } } }\n'422': { description: Of fields., content: { application/json: { schema: { properties: { message: { type: string, example: Not valid. }, errors: { type: object, example: { mail: [Taken.] } } } } } } }",
    ),
    shape: { message: '{message}', errors: '{errors}' },
    errors: { 'http-401': '401 Log in.', 'http-422': '422 Not valid.' },
    payloads: { 'http-401': { message: 'Log in.' } },
  },
  'an example of a schema that two statuses share': {
    yaml: get(
      "'404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/E' } } } }\n'500': { description: Broken., content: { application/json: { schema: { $ref: '#/components/schemas/E' } } } }",
      'components: { schemas: { E: { properties: { message: { type: string }, traceId: { type: string } }, example: { message: It is wrong., traceId: t1 } } } }\n',
    ),
    shape: { message: '{message}', traceId: '{traceId}' },
    errors: { 'http-404': '404 -', 'http-500': '500 -' },
    payloads: { 'http-404': undefined },
  },
  'Shopify and Rails, whose error is a text': {
    yaml: get(shown('404', '{ errors: No product is there. }') + shown('422', '{ errors: { title: [It is blank.] } }')),
    shape: { errors: '{message}' },
    errors: { 'http-404': '404 No product is there.', 'http-422': '422 -' },
  },
  'Django, by detail and code': {
    yaml: get(shown('401', '{ detail: No credentials., code: not_authenticated }')),
    shape: { detail: '{message}', code: '{code}' },
    errors: { not_authenticated: '401 No credentials.' },
  },
  'Kong, whose names explain numbers': {
    yaml: get(
      shown('400', '{ code: 2, name: schema violation, message: No host. }') +
        shown('409', '{ code: 5, name: unique violation, message: Twice. }'),
    ),
    shape: { code: '{code}', name: '{name}', message: '{message}' },
    errors: { 2: '400 No host.', 5: '409 Twice.' },
    payloads: { 5: { code: 5, name: 'unique violation', message: 'Twice.' } },
  },
  'gRPC, by its numbers': {
    yaml: get(
      shown('404', '{ code: 5, message: None., details: [] }') +
        shown('400', '{ code: 3, message: Bad., details: [] }'),
    ),
    shape: { ...CODE, details: '{body_details}' },
    errors: { 3: '400 Bad.', 5: '404 None.' },
  },
  'a number that repeats the status': {
    yaml: get(shown('404', '{ code: 404, message: None. }') + shown('409', '{ code: 409, message: Twice. }')),
    shape: { code: '{status}', message: '{message}' },
    errors: { 'http-404': '404 None.', 'http-409': '409 Twice.' },
  },
  'JSON-RPC, below zero': {
    yaml: get(
      shown('404', "{ jsonrpc: '2.0', error: { code: -32601, message: No method. }, id: 1 }") +
        shown('400', "{ jsonrpc: '2.0', error: { code: -32600, message: Bad. }, id: null }"),
    ),
    shape: { jsonrpc: '2.0', error: CODE, id: '{id}' },
    errors: { '-32600': '400 Bad.', '-32601': '404 No method.' },
  },
  'what may be null': {
    yaml: get(
      "'404': { description: Gone it is., content: { application/json: { schema: { type: [object, 'null'], properties: { code: { type: [string, 'null'], enum: [gone, null] }, message: { anyOf: [{ type: string, example: It is gone. }, { type: 'null' }] } } } } } }",
      '',
      '3.1.0',
    ),
    shape: CODE,
    errors: { gone: '404 It is gone.' },
  },
  'a discriminator with a mapping': {
    yaml: get(
      "'402': { description: Trouble., content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: code, mapping: { no_a: '#/components/schemas/A', no_b: B } } } } } }",
      `components:
  schemas:
    Base: { properties: { code: { type: string }, message: { type: string } } }
    A: { title: Without a, allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { message: { const: No a. } } }] }
    B: { title: Without b, allOf: [{ $ref: '#/components/schemas/Base' }] }
`,
      '3.1.0',
    ),
    shape: CODE,
    errors: { no_a: '402 No a.', no_b: '402 -' },
  },
  'allOf in three levels': {
    yaml: get(
      "'429': { description: Slow., content: { application/json: { schema: { $ref: '#/components/schemas/Quota' } } } }",
      `components:
  schemas:
    Root: { properties: { code: { type: string }, message: { type: string } } }
    Low: { allOf: [{ $ref: '#/components/schemas/Root' }, { properties: { code: { enum: [quota, burst] } } }] }
    Quota: { allOf: [{ $ref: '#/components/schemas/Low' }, { properties: { code: { enum: [quota] }, message: { example: Used up. } } }] }
`,
    ),
    shape: CODE,
    errors: { quota: '429 Used up.' },
  },
  'an envelope below data, and one in a list': {
    yaml: get(
      shown('404', '{ success: false, data: { error: { code: no_x, message: No x. } } }') +
        shown('409', '[{ errorCode: DUP_X, message: Twice. }]'),
    ),
    shape: { success: false, data: { error: CODE } },
    others: { 'shape-2': [{ errorCode: '{code}', message: '{message}' }] },
    errors: { no_x: '404 No x.', DUP_X: '409 Twice.' },
  },
  'examples by reference, as text, and elsewhere': {
    yaml: get(
      `'409': { description: Twice., content: { application/json: { examples: { dup: { $ref: '#/components/examples/Dup' }, far: { externalValue: ./x.json } } } } }\n${shown('404', '\'{"code":"no_x","message":"No x."}\'')}`,
      'components: { examples: { Dup: { value: { code: dup, message: Twice. } } } }\n',
    ),
    shape: CODE,
    errors: { no_x: '404 No x.', dup: '409 Twice.' },
  },
  'ranges of media types, and vendors’ ones': {
    yaml: get(
      ['application/*', '*/*', 'text/json', 'application/vnd.x+json; version=1', 'application/*+json']
        .map((type, index) => shown(String(400 + index), `{ code: no_${index}, message: No ${index}. }`, type))
        .join(''),
    ),
    shape: CODE,
    errors: { no_0: '400 No 0.', no_1: '401 No 1.', no_2: '402 No 2.', no_3: '403 No 3.', no_4: '404 No 4.' },
  },
  'numbers as keys, small letters, and operations without responses': {
    yaml: `${get('200: { description: Fine. }\n404: { description: None., content: { application/json: { example: { code: no_x, message: No x. } } } }\n4xx: { description: Any fault. }\n3XX: { description: Elsewhere. }')}    head: { responses: { 410: { description: Gone it is. } } }\n    put: {}\n    post: { responses: null }\n    patch: { responses: { default: { description: Alone. } } }\n`,
    shape: CODE,
    errors: { no_x: '404 No x.', 'http-4xx': '4XX -', 'http-410': '410 -' },
  },
  'webhooks and callbacks': {
    yaml: `openapi: 3.1.0
info: { title: Shop, version: '1' }
webhooks: { paid: { post: { responses: { 410: { description: Gone., content: { application/json: { example: { code: hook_gone, message: Gone. } } } } } } } }
paths:
  /a:
    post:
      responses: { 409: { description: Twice., content: { application/json: { example: { code: dup, message: Twice. } } } } }
      callbacks: { onEvent: { '{$url}': { post: { responses: { 423: { description: Not now., content: { application/json: { example: { code: busy, message: Busy. } } } } } } } } }
`,
    shape: CODE,
    errors: { hook_gone: '410 Gone.', dup: '409 Twice.', busy: '423 Busy.' },
  },
  'one code with several messages and statuses': {
    yaml: get(
      `'400': { description: Bad., content: { application/json: { examples: { a: { value: { code: invalid, message: No name. } }, b: { value: { code: invalid, message: No age. } } } } } }\n${shown('422', '{ code: invalid, message: No name. }')}`,
    ),
    shape: CODE,
    errors: { invalid: '400|422 No name. | No age.' },
  },
  'one shared response, one page': {
    yaml: get(
      "5XX: { $ref: '#/components/responses/Any' }\ndefault: { $ref: '#/components/responses/Any' }",
      'components: { responses: { Any: { description: Anything., content: { application/json: { schema: { properties: { message: { type: string, example: Boom. } } } } } } } }\n',
    ),
    shape: { message: '{message}' },
    errors: { Any: '5XX|default Boom.' },
  },
  'a code that has the name of a response': {
    yaml: get(
      `'404': { $ref: '#/components/responses/NotFound' }\n${shown('409', '{ code: NotFound, message: As such. }')}`,
      'components: { responses: { NotFound: { description: Away it is. } } }\n',
    ),
    shape: CODE,
    errors: { 'http-404': '404 -', NotFound: '409 As such.' },
  },
  'a response with a code and one without': {
    yaml: get(
      "'400': { description: Bad., content: { application/json: { examples: { a: { value: { code: bad_a, message: A. } }, b: { value: { code: bad_b, message: B. } }, c: { value: { message: C. } } } } } }",
    ),
    shape: CODE,
    errors: { bad_a: '400 A.', bad_b: '400 B.', 'http-400': '400 C.' },
  },
  'a list of codes copied under each status': {
    yaml: get(
      ['401', '404']
        .map(
          (status) =>
            `'${status}': { description: Of ${status}., content: { application/json: { schema: { properties: { code: { enum: [no_key, no_a] }, message: { type: string } } } } } }\n`,
        )
        .join(''),
    ),
    shape: CODE,
    errors: { no_key: '- -', no_a: '- -', 'http-401': '401 -', 'http-404': '404 -' },
  },
  'the phrase of each status in a schema of its own': {
    yaml: get(
      ['401: Unauthorized', '404: Not Found']
        .map((line) => {
          const [status = '', phrase = ''] = line.split(': ');
          return `'${status}': { description: Of it., content: { application/json: { schema: { properties: { error: { type: string, example: ${phrase} }, message: { type: string, example: In ${status}. } } } } } }\n`;
        })
        .join(''),
    ),
    shape: { error: '{error}', message: '{message}' },
    errors: { 'http-401': '401 In 401.', 'http-404': '404 In 404.' },
    payloads: { 'http-404': { error: 'Not Found', message: 'In 404.' } },
  },
  'what generators make': {
    yaml: get(
      "'400': { description: string, content: { application/json: { example: { code: string, message: string, id: 0, isFinal: true } } } }",
    ),
    shape: { ...CODE, id: '{id}', isFinal: '{isFinal}' },
    errors: { 'http-400': '400 -' },
    payloads: { 'http-400': undefined },
  },
  'references that lead nowhere': {
    yaml: `${get(`'404': { $ref: '#/components/responses/None' }\n'409': { description: Twice., content: { application/json: { schema: { $ref: ./none.yaml }, example: { code: dup, message: Twice. } } } }`)}  /b: { $ref: ./none.yaml }\n`,
    shape: CODE,
    errors: { dup: '409 Twice.' },
  },
  'names that objects have': {
    yaml: get(shown('400', '{ code: bad_a, message: A., constructor: y, toString: z }')),
    shape: { ...CODE, constructor: '{constructor}', toString: '{toString}' },
    errors: { bad_a: '400 A.' },
  },
  'numbers of many digits and with zeros before them': {
    yaml: get(
      "'400': { description: Bad., content: { application/json: { examples: { a: { value: { code: '007', message: A. } }, b: { value: { code: 12345678901234567890, message: B. } } } } } }",
    ),
    shape: CODE,
    errors: { '007': '400 A.', '12345678901234567890': '400 B.' },
  },
  'letters of other scripts': {
    yaml: get(
      shown('404', '{ code: 未找到, message: 没有。 }') + shown('409', '{ code: JÁ_EXISTE, message: Já existe. }'),
    ),
    shape: CODE,
    errors: { 未找到: '404 没有。', JÁ_EXISTE: '409 Já existe.' },
  },
  'a text, XML and JSON in the second place': {
    yaml: get(
      `'400': { description: Bad., content: { application/xml: { example: <e/> }, application/json: { example: { code: bad_a, message: A. } } } }\n'504': { description: Late., content: { text/plain: { schema: { type: string, example: Too late } } } }`,
    ),
    shape: CODE,
    others: { text: '{message}' },
    errors: { bad_a: '400 A.', 'http-504': '504 Too late' },
  },
};

let made = 0;
for (const [name, { yaml, ...kind }] of Object.entries(KINDS)) {
  test(name, () => {
    const file = join(folder, `kind-${made++}.yaml`);
    writeFileSync(file, yaml);
    return check(file, kind);
  });
}

test('headers are kept with their examples; Retry-After tells to wait where all responses have it', async () => {
  const file = join(folder, 'headers.yaml');
  writeFileSync(
    file,
    get(
      `
      '429': { description: Slow., headers: { Retry-After: { $ref: '#/components/headers/Wait' }, X-RateLimit-Reset: { schema: { type: integer, examples: [1700] } }, X-Request-Id: { schema: { type: string }, examples: { a: { value: r9 } } } }, content: { application/json: { example: { code: slow, message: Slow. } } } }
      `,
      'components: { headers: { Wait: { description: Seconds to wait., schema: { type: integer, example: 30 } } } }\n',
      '3.1.0',
    ),
  );
  const { registry, site } = await importSpecification(file);
  const [slow] = registry.errors;
  assert.deepEqual(slow?.headers, {
    'Retry-After': { about: 'Seconds to wait.', example: '30' },
    'X-RateLimit-Reset': { example: '1700' },
    'X-Request-Id': { example: 'r9' },
  });
  assert.deepEqual(slow.retry, { when: 'after-wait', header: 'Retry-After' });
  assert.equal(site.requestIdHeader, 'X-Request-Id');
});

test('bodies that are no JSON are kept as they stand, beside JSON too', async () => {
  const file = join(folder, 'texts.yaml');
  writeFileSync(
    file,
    get(
      "'400': { description: Bad., content: { application/xml: { example: <e>bad</e> }, application/json: { example: { code: bad_a, message: A. } } } }\n'502': { description: Gateway., content: { application/xml: { example: <e><c>X</c></e> } } }",
    ),
  );
  const { registry } = await importSpecification(file);
  const bodies = registry.errors.map(({ code, examples = [] }) => [code, examples.map(({ lang }) => lang)]);
  assert.deepEqual(bodies, [
    ['bad_a', ['json', 'xml']],
    ['http-502', ['xml']],
  ]);
});
