import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { registry } from '../fixtures/api/registry/index.ts';
import { fillMessage, listPlaceholders } from '../../src/core/message.ts';
import { buildLookup, type IndexedError } from '../../src/lookup/lookup-index.ts';
import { answer } from '../../src/lookup/lookup.ts';

const first = (errors: readonly IndexedError[]): ((text: string) => string | undefined) => {
  const index = buildLookup(errors);
  return (text) => {
    const { unknown, hits } = answer(text, index);
    return unknown === undefined ? hits[0]?.path : `unknown ${unknown.code}`;
  };
};

describe('numbers and everyday words count only where their place says code', () => {
  const ask = first([
    { code: '1', title: 'Unknown error' },
    { code: '6', title: 'Too many requests per second' },
    { code: '50013', title: 'Missing Permissions' },
    { code: 'missing' },
    { code: 'TS2322' },
    { code: '42P01', title: 'undefined_table' },
  ]);
  const found: Readonly<Record<string, string>> = {
    'error 6': '6',
    'errno: 6, it failed': '6',
    'my bot says error 50013, what now': '50013',
    'DiscordAPIError[50013]: it failed': '50013',
    'discord.errors.Forbidden: 403 Forbidden (error code: 50013): it failed': '50013',
    'ResponseException: 50013: it failed': '50013',
    'Fehler 50013 beim Anlegen der Rolle': '50013',
    'خطأ 50013 عند إنشاء الدور': '50013',
    'ERROR: relation "jobs" does not exist (SQLSTATE 42P01)': '42P01',
    '42p01': '42P01',
    'ts(2322)': 'TS2322',
    '2322': 'TS2322',
    'error TS2322: it failed': 'TS2322',
    '{"errors":[{"resource":"Label","field":"name","code":"missing"}]}': 'missing',
    missing: 'missing',
  };
  for (const [text, code] of Object.entries(found)) test(text, () => assert.equal(ask(text), `/errors/${code}/`));
  for (const text of [
    'the process ended with exit code 1',
    'listening on port 50013',
    'worker-6 took 6 ms, 1 retry left',
    'at /srv/app.js:6:1',
    'user 50013 logged in',
    'the parcel is missing since Monday, can you find it for me',
  ])
    test(`none: ${text}`, () => assert.ok(!ask(text)?.startsWith('/errors/'), ask(text)));
});

describe('names count as codes do, however long the text', () => {
  const ask = first([
    { code: 's3.NoSuchBucket' },
    { code: 'auth/email-already-exists', aliases: ['EMAIL_TAKEN'] },
    { code: '23505', title: 'unique_violation' },
    { code: 'google.api.ErrorReason.SERVICE_DISABLED' },
  ]);
  const noise = 'INFO worker started, the queue is empty and nothing else has happened here since midnight\n'.repeat(
    40,
  );
  const found: Readonly<Record<string, string>> = {
    'com.amazonaws.AmazonS3Exception: it failed (Error Code: NoSuchBucket)': 's3.NoSuchBucket',
    NoSuchBucketException: 's3.NoSuchBucket',
    EmailAlreadyExistsError: 'auth/email-already-exists',
    EMAIL_TAKEN: 'auth/email-already-exists',
    'psycopg2.errors.UniqueViolation': '23505',
    'PG::UniqueViolation: ERROR': '23505',
    SERVICE_DISABLED: 'google.api.ErrorReason.SERVICE_DISABLED',
  };
  for (const [text, code] of Object.entries(found)) {
    test(text, () => {
      const path = `/errors/${encodeURIComponent(code).replaceAll('%', '~')}/`;
      assert.equal(ask(text), path);
      assert.equal(ask(`${noise}${text}\n${noise}`), path);
    });
  }
});

describe('errors of one name', () => {
  const services = ['dynamodb', 's3', 'lambda', 'cognito-idp', 'ssm'];
  const ask = first(services.map((service) => ({ code: `${service}.NotFoundException`, title: 'NotFoundException' })));
  test('are one suggestion, which leads to their list', () => {
    assert.equal(ask('NotFoundException: it is not there'), '/names/notfoundexception/');
  });
  for (const [text, code] of [
    ['operation error DynamoDB: GetItem, NotFoundException: it is not there', 'dynamodb'],
    ['NotFoundException from lambda', 'lambda'],
    ['{"__type":"com.amazonaws.ssm#NotFoundException"}', 'ssm'],
  ] as const)
    test(`the text names one: ${text}`, () => assert.equal(ask(text), `/errors/${code}.NotFoundException/`));
  test('are told apart by the endpoint, or the page that documents them, with the status', () => {
    const pages = first([
      ...[403, 404].map((status) => ({
        ...{ code: `issues/get:${status}`, status, docUrl: 'https://docs.example.com/rest/issues#get-an-issue' },
        endpoints: ['GET /repos/{owner}/{repo}/issues/{number}'],
      })),
      ...[403, 404].map((status) => ({
        code: `pulls/get:${status}`,
        status,
        endpoints: ['GET /repos/{owner}/{repo}/pulls/{number}'],
      })),
    ]);
    const documented = {
      message: 'No',
      documentation_url: 'https://docs.example.com/v3/issues/#get-an-issue',
      status: '404',
    };
    assert.equal(pages(JSON.stringify(documented)), '/errors/issues~2Fget~3A404/');
    assert.equal(
      pages('GET https://api.example.com/v3/repos/acme/demo/pulls/7: 403 Forbidden'),
      '/errors/pulls~2Fget~3A403/',
    );
    assert.equal(pages('HTTP 404'), '/status/404/');
  });
});

describe('a message is found in any syntax', () => {
  const value = "O'Neil & Söhne";
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  const SYNTAXES: Readonly<Record<string, (text: string) => string>> = {
    plain: (text) => text,
    'curly quotes': (text) => text.replaceAll("'", '’').replaceAll('"', '”'),
    backticks: (text) => text.replaceAll("'", '`'),
    'other white space': (text) => text.replaceAll(' ', '\u00a0'),
    'hard wraps': (text) => text.replaceAll(/(.{20}\S*) /g, '$1\n    '),
    'JSON in JSON': (text) => JSON.stringify({ body: JSON.stringify({ error: { message: text } }) }),
    'HTML entities': (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;'),
    'percent-encoding': (text) => encodeURIComponent(text),
    'ANSI colours': (text) => `\u001b[31merror\u001b[0m \u001b[1m${text.replace(' ', '\u001b[22m ')}\u001b[0m`,
    'PHP print_r': (text) => `Array\n(\n    [message] => ${text}\n    [retry] => 1\n)`,
    'PHP array': (text) => `'message' => '${escape(text)}',`,
    'Python dict': (text) => `{'error': {'message': "${escape(text)}", 'retry': None}}`,
    'Ruby hash': (text) => `{:message=>"${escape(text)}", :retry=>nil}`,
    'Go %v': (text) => `map[message:${text} retry:<nil>]`,
    'Go %+v': (text) => `&{Status:0 Message:${text} Retry:<nil>}`,
    'Java toString': (text) => `ApiError{message='${text}', retry=null}`,
    CSV: (text) => `17,"say ""${text.replaceAll('"', '""')}""",open`,
    'full-width letters': (text) =>
      text.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  };
  const errors = registry.errors.filter(({ message = '' }) => message.replaceAll(/\{.*?\}/g, '').length > 20);
  const ask = first(errors.map(({ code, message = '' }) => ({ code, message })));
  for (const [syntax, write] of Object.entries(SYNTAXES)) {
    test(syntax, () => {
      for (const { code, message = '' } of errors) {
        const values = Object.fromEntries(listPlaceholders(message).map((name) => [name, value]));
        const text = write(fillMessage(message, values));
        assert.equal(ask(text), `/errors/${code}/`, text);
      }
    });
  }
});

describe('several errors in one text', () => {
  const index = buildLookup(
    ['LOCK_TIMEOUT', 'ALREADY_CAPTURED', 'CARD_DECLINED', 'RATE_LIMIT_EXCEEDED'].map((code) => ({ code })),
  );
  const told = (text: string): readonly [readonly (string | undefined)[], number, boolean] => {
    const { hits, errors, succeeded } = answer(text, index);
    return [hits.slice(0, errors).map(({ code }) => code), errors, succeeded];
  };
  test('the inner cause comes before what wraps it', () => {
    const trace =
      'ApiException: RATE_LIMIT_EXCEEDED\n\tat a.b(C.java:1)\nCaused by: ApiException: LOCK_TIMEOUT\n\tat d.e(F.java:2)';
    assert.deepEqual(told(trace), [['LOCK_TIMEOUT', 'RATE_LIMIT_EXCEEDED'], 2, false]);
  });
  test('what is left after all attempts comes first', () => {
    const log = 'WARN attempt 1/2 failed: {"code":"LOCK_TIMEOUT"}\nERROR giving up: {"code":"ALREADY_CAPTURED"}';
    assert.deepEqual(told(log), [['ALREADY_CAPTURED', 'LOCK_TIMEOUT'], 2, false]);
  });
  test('a list of errors in one body counts each', () => {
    const body = '{"errors":[{"code":"CARD_DECLINED"},{"code":"LOCK_TIMEOUT"}]}';
    assert.deepEqual(told(body), [['CARD_DECLINED', 'LOCK_TIMEOUT'], 2, false]);
  });
  test('one error said twice is one', () => {
    assert.equal(told('{"code":"CARD_DECLINED"}\nCardDeclinedError: CARD_DECLINED')[1], 1);
  });
  test('a later line says that it succeeded', () => {
    const log = 'WARN attempt 1 failed: LOCK_TIMEOUT\nINFO retrying in 2 s\nINFO attempt 2 succeeded';
    assert.deepEqual(told(log), [['LOCK_TIMEOUT'], 1, true]);
  });
});
