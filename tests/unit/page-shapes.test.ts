import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinCategories, type RegisteredError } from '../../src/core/define.ts';
import type { Json } from '../../src/core/json.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { SUPPORT_TEXTS } from '../../src/core/support-texts.ts';
import { composeBlocks } from '../../src/document/compose.ts';
import { listDimensions } from '../../src/document/dimensions.ts';
import { composeMacros } from '../../src/document/macros.ts';
import { documentKey } from '../../src/document/page-key.ts';
import { anatomy } from '../../src/document/plots.ts';
import { supportFacts } from '../../src/document/support-facts.ts';
import { tellErrors } from '../../src/document/told-errors.ts';
import { groupByEndpoint } from '../../src/document/views.ts';
import { bodyFieldsOf } from '../../src/lookup/body-fields.ts';
import { readPart, type CodePart } from '../../src/lookup/code-index.ts';
import { buildLookup, countStatuses } from '../../src/lookup/lookup-index.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { readValues } from '../../src/lookup/read-values.ts';
import { resolvePath } from '../../src/lookup/resolve-path.ts';
import { createLogScanner } from '../../src/lookup/scan-log.ts';
import { writeCodeIndex } from '../../src/lookup/write-code-index.ts';

const site: Site = {
  name: 'Shapes',
  description: 'Errors of many shapes.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: {
    error: { code: '{code}', decline_code: '{subcode}', message: '{message}', id: '{requestId}', extra: '{details}' },
  },
  envelopes: {
    google: { body: { error: { code: '{status}', status: '{code}' } }, mediaType: 'application/vnd.api+json' },
    list: { body: { errors: [{ reason: '{code}', text: '{message}', field: '{field}' }] } },
    text: { body: 'upstream gone', mediaType: 'text/plain' },
  },
  placeholders: {
    requestId: { about: 'The id of the request.', example: 'req_1' },
    field: { values: ['name', 'size'] },
  },
};

const registry = joinCategories([
  {
    name: 'all',
    title: 'All',
    errors: {
      card_declined: { title: 'Declined', status: 402, message: 'Your card was declined.' },
      'card_declined/insufficient_funds': {
        parent: 'card_declined',
        title: 'Too little money',
        summary: 'The account is empty.',
        message: 'Your card was declined.',
      },
      'card_declined/fraudulent': { parent: 'card_declined' },
      NoObject: { identifiedBy: 'status', status: 404, title: 'No such object', related: ['Fault'] },
      Fault: {
        identifiedBy: 'status',
        variants: [
          { status: '5XX', endpoints: ['GET /a'] },
          { status: 'default', message: 'Failed' },
        ],
      },
      NOT_FOUND: { status: 418, envelope: 'google' },
      keyInvalid: { envelope: 'list', message: 'Bad key', variants: [{ status: 400 }, { status: 403 }] },
      Upstream: { identifiedBy: 'status', status: 504, envelope: 'text' },
      Gone: { identifiedBy: 'status', status: 410, envelope: 'none' },
      bare: { docUrl: 'https://docs.example.com/bare' },
    },
  },
]);
const words = wordsOf(site);
const bodyFields = bodyFieldsOf(site);
const errorOf = (code: string): RegisteredError =>
  registry.errors.find((error) => error.code === code) ?? assert.fail(code);
const documentOf = (code: string, of: Site = site): string =>
  composeBlocks(errorOf(code), { site: of, words, errors: tellErrors(registry) })
    .map(({ title = '', body }) => `## ${title}\n${body}`)
    .join('\n');

/** The index as a browser reads it. */
const read = writeCodeIndex(registry.errors, bodyFields).get('index') as { rows: CodePart; fields: typeof bodyFields };
const rows = JSON.parse(JSON.stringify(read)) as typeof read;
const index = buildLookup(readPart(rows.rows), countStatuses(registry.errors), rows.fields);
const find = (text: string | Json) => lookup(typeof text === 'string' ? text : JSON.stringify(text), index)[0];

test('an error without a code is found by its status and title, and never called by its key', () => {
  for (const text of ['404', '404 Not Found', 'HTTP 404', 'No such object', 'NoObject']) {
    const hit = find(text);
    assert.deepEqual([hit?.code, hit?.name, hit?.title], ['NoObject', '404 Not Found', 'No such object'], text);
    assert.ok(!hit?.reasons.some(({ kind }) => kind === 'code' || kind === 'words'), text);
  }
  assert.equal(find('HTTP 503')?.code, 'Fault', 'a range means the statuses that no error has');
  assert.equal(resolvePath('/errors/noobject', index).target, '/errors/NoObject/');
});

test('a subcode is found by either part, its parent by its own', () => {
  const codes = ['card_declined', 'insufficient_funds', 'card_declined/insufficient_funds'].map(
    (text) => find(text)?.code,
  );
  assert.deepEqual(codes, ['card_declined', 'card_declined/insufficient_funds', 'card_declined/insufficient_funds']);
  const error = { code: 'card_declined', message: 'Your card was declined.' };
  assert.equal(find({ error })?.code, 'card_declined');
  assert.equal(find({ error: { ...error, decline_code: 'fraudulent' } })?.code, 'card_declined/fraudulent');
  assert.equal(find('card_declined: insufficient_funds')?.code, 'card_declined/insufficient_funds');
});

test('a paste is read where the envelopes hold what', () => {
  assert.equal(find({ error: { code: 404, status: 'NOT_FOUND' } })?.code, 'NOT_FOUND');
  const pasted = { error: { code: 'card_declined', message: 'No.', id: 'abc', extra: { a: 1 } } };
  assert.deepEqual(readValues(JSON.stringify(pasted), errorOf('card_declined'), bodyFields), {
    code: 'card_declined',
    message: 'No.',
    values: { requestId: 'abc' },
    details: { a: '1' },
    requestId: 'abc',
  });
  const list = { errors: [{ reason: 'keyInvalid', text: 'Bad key', field: 'size' }] };
  const values = readValues(JSON.stringify(list), errorOf('keyInvalid'), bodyFields);
  const read = { message: 'Bad key', values: { field: 'size' }, details: { size: 'Bad key' } };
  assert.deepEqual(values, { code: 'keyInvalid', ...read });
});

test('a log counts no key of an error without a code, and a subcode by its own part', () => {
  const scanner = createLogScanner(readPart(rows.rows));
  scanner.push('NoObject\ndecline_code=insufficient_funds\n');
  assert.deepEqual(
    scanner.finish().known.map(({ name }) => name),
    ['card_declined/insufficient_funds'],
  );
});

test('an error of several statuses stands in the list of each, and ranges have lists of their own', () => {
  const status = listDimensions(registry, site, words).find(({ id }) => id === 'status') ?? assert.fail();
  const lists = status.values.map(({ path, errors }) => `${path} ${errors.map(({ code }) => code).join(' ')}`);
  assert.deepEqual(lists, [
    '/status/400/ keyInvalid',
    '/status/402/ card_declined',
    '/status/403/ keyInvalid',
    '/status/404/ NoObject',
    '/status/410/ Gone',
    '/status/418/ NOT_FOUND',
    '/status/504/ Upstream',
    '/status/5XX/ Fault',
    '/status/default/ Fault',
  ]);
  assert.equal(status.values.at(-2)?.description, 'Server error. One code comes with this status.');
  assert.deepEqual(
    status.valuesOf(errorOf('Fault')).map(({ value }) => value),
    ['5XX', 'default'],
  );
  assert.deepEqual(
    groupByEndpoint(registry).map(({ title, path, errors }) => [title, path, errors.map(({ code }) => code)]),
    [['GET /a', '/endpoints/get-a/', ['Fault']]],
  );
});

test('a page tells of its subcodes, and of its parent with what the body holds', () => {
  const parent = documentOf('card_declined');
  assert.match(
    parent,
    /## Subcodes\n.*\n.*\n\| \[`insufficient_funds`\]\(\S+\) \| Too little money \| The account is empty\. \|/,
  );
  const subcode = documentOf('card_declined/insufficient_funds');
  assert.match(subcode, /^## \nA subcode of \[`card_declined`\]\(\/errors\/card_declined\/\): Declined\./);
  assert.match(subcode, /`error\.code: "card_declined"`, `error\.decline_code: "insufficient_funds"`/);
  const odd = { ...site, envelope: { '@type': '{subcode}', 'odata.error': [{ 'a "b"': '{code}' }] } };
  const told = documentOf('card_declined/insufficient_funds', odd);
  assert.ok(told.includes('`["odata.error"][]["a \\"b\\""]: "card_declined"`'), told);
  assert.ok(told.includes('`@type: "insufficient_funds"`'), told);
  const { envelope: _, ...unstated } = site;
  assert.doesNotMatch(documentOf('card_declined/insufficient_funds', unstated), /The body holds|Response body/);
});

test('a page of a parent or a subcode is renewed where it shows the other', () => {
  const keyWith = (code: string, changed: Readonly<Record<string, object>>): string => {
    const errors = registry.errors.map((error) => ({ ...error, ...changed[error.code] }));
    return documentKey(errorOf(code), { errors: tellErrors({ errors }) });
  };
  const subcode = 'card_declined/insufficient_funds';
  assert.notEqual(keyWith('card_declined', { [subcode]: { summary: 'New' } }), keyWith('card_declined', {}));
  assert.notEqual(keyWith(subcode, { card_declined: { title: 'New' } }), keyWith(subcode, {}));
  assert.equal(keyWith(subcode, { card_declined: { summary: 'New' } }), keyWith(subcode, {}));
  assert.notEqual(keyWith('NoObject', { Fault: { variants: [{ status: 500 }] } }), keyWith('NoObject', {}));
});

test('the anatomy of a response shows values, whatever the envelope holds', () => {
  const envelope = { type: 'constructor', id: '{requestId}', field: '{field}', text: '{statusText}', code: '{code}' };
  const figure = anatomy({ ...site, envelope }, words);
  const shown = figure.replaceAll(/<[^>]*>/g, '');
  assert.match(shown, /"type": "constructor",\s+"id": "req_1",\s+"text": "Too Many Requests",\s+"code": "ERROR_CODE"/);
  assert.doesNotMatch(shown, /[{]\w+[}]/);
});

test('bodies are shown as they are sent, and what the site says of their values', () => {
  assert.match(documentOf('NOT_FOUND'), /HTTP\/1\.1 418\nContent-Type: application\/vnd\.api\+json\n/);
  assert.match(documentOf('Upstream'), /```text title="Response body"\nupstream gone\n```/);
  assert.match(documentOf('Gone'), /The response has no body\./);
  assert.match(
    documentOf('card_declined'),
    /\| `error\.id` \| The id of the request\. \| `req_1` \{\/\* fill=values\.requestId \*\/\} \|/,
  );
  assert.match(documentOf('keyInvalid'), /\| `errors\[\]\.field` \| `name`, `size` \|/);
});

test('a further example that shows the body again is left out', () => {
  const body = JSON.stringify({ errors: [{ reason: 'keyInvalid', text: 'Bad key' }] }, null, 4);
  const examples = [
    { title: 'Again', lang: 'json', body },
    { title: 'Another', lang: 'json', body: '{}' },
  ];
  const blocks = composeBlocks({ ...errorOf('keyInvalid'), examples }, { site, words, errors: new Map() });
  const example = blocks.find(({ id }) => id === 'example')?.body ?? '';
  assert.doesNotMatch(example, /title="Again"/);
  assert.match(example, /title="Another"/);
});

test('a bare code leads with its source and claims nothing', () => {
  const { envelope: _, ...unstated } = site;
  const document = documentOf('bare', { ...unstated, envelopes: {} });
  assert.match(document, /^## \nFurther reading: \[/);
  assert.doesNotMatch(document, /## (?:History|Example|Retry|What to do)|problem document/);
  assert.equal(document.match(/Further reading/g)?.length, 1);
});

test('of a bare code, what is known of it comes before what is true of all', () => {
  const known = { ...errorOf('bare'), status: 404, message: 'Gone', endpoints: ['GET /things'], aliases: ['gone'] };
  const order = composeBlocks(known, { site, words, errors: new Map() }).flatMap(({ id }) => id ?? []);
  assert.deepEqual(order, ['example', 'fields', 'message', 'endpoints', 'history', 'handle-in-code', 'support']);
});

test('names alone are what an error is found by, and a source alone is further reading', () => {
  const titleOf = (more: object): string | undefined =>
    composeBlocks(
      { ...errorOf('keyInvalid'), description: 'It is.', ...more },
      {
        site,
        words,
        errors: new Map(),
      },
    ).find(({ id }) => id === 'history')?.title;
  assert.equal(titleOf({ aliases: ['bad key'] }), 'Found by');
  assert.equal(titleOf({ docUrl: 'https://a.example/' }), 'Further reading');
  assert.equal(titleOf({ aliases: ['bad key'], since: '2026-01-10' }), 'History');
});

test('a request stands beside its response only where its lines are short', () => {
  const withPath = (path: string): string => {
    const error = { ...errorOf('keyInvalid'), example: { request: `GET ${path}` } };
    const blocks = composeBlocks(error, { site, words, errors: new Map() });
    return blocks.find(({ id }) => id === 'example')?.body ?? '';
  };
  assert.match(withPath('/short'), /^```http title="Request" beside$/m);
  assert.match(withPath(`/${'long'.repeat(12)}`), /^```http title="Request"$/m);
});

test('support texts call an error without a code by its status', () => {
  const facts = supportFacts(errorOf('NoObject'), site, words);
  assert.equal(facts.code, undefined);
  const texts = [SUPPORT_TEXTS.reply, SUPPORT_TEXTS.note].map((compose) => compose(facts, words.support).text);
  for (const text of texts) assert.doesNotMatch(text.replace(facts.url, ''), /NoObject/);
  assert.match(texts[0] ?? '', /^About the error 404 Not Found:/);
  assert.equal(composeMacros(registry, site, words)[3]?.name, 'Error 404 Not Found: No such object');
});
