import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { registry } from '../fixtures/api/registry/index.ts';
import { site } from '../fixtures/api/site.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Hit } from '../../src/lookup/answer.ts';
import { sayReasons, titleOfHit, type Reason } from '../../src/lookup/reason.ts';
import { explainText } from '../../src/cli/explain.ts';
import { buildLookup, type IndexedError } from '../../src/lookup/lookup-index.ts';
import { answer, lookup } from '../../src/lookup/lookup.ts';
import { squash } from '../../src/lookup/words.ts';
import { FORMS, misspell } from './lookup-forms.ts';

const index = buildLookup(registry.errors);
const first = (text: string, within = index): string | undefined => lookup(text, within)[0]?.code;

describe('every written form of a code comes first', () => {
  for (const [form, write] of Object.entries(FORMS)) {
    test(form, () => {
      for (const { code } of registry.errors) assert.equal(first(write(code)), code, write(code));
    });
  }
});

test('every single misspelling of a code of eight letters or more comes first', () => {
  for (const { code } of registry.errors.filter((error) => squash(error.code).length >= 8)) {
    for (const edit of misspell(code)) assert.equal(first(edit), code, edit);
  }
});

describe('reasons', () => {
  const reasons: Readonly<Record<string, string>> = {
    RATE_LIMIT_EXCEEDED: 'code',
    'rate limit exceeded': 'words of the code “rate limit exceeded”',
    RATE_LIMT_EXCEEDED: 'misspelled',
    rate_limit_ex: 'start of the code “rate_limit_ex”',
    'limit exceeded': 'part of the code',
    '429': 'status “429”',
    throttled: 'also called “throttled”',
    'Too Many Requests': 'title',
    'You have exceeded your allowed request rate. Please try again later.':
      'message “You have exceeded your allowed request rate. Please try aga…”',
    '{"code":"RATE_LIMIT_EXCEEDED","message":"You have exceeded your allowed request rate. Please try again later."}':
      'code “"code":"RATE_LIMIT_EXCEEDED"” · message “You have exceeded your allowed request rate. Please try aga…”',
  };
  for (const [text, reason] of Object.entries(reasons)) {
    test(text, () => {
      const [hit] = lookup(text, index);
      assert.equal(hit?.code, 'RATE_LIMIT_EXCEEDED');
      assert.equal(sayReasons(hit, wordsOf({ lang: 'en' })), reason);
    });
  }
});

describe('what was recognized', () => {
  const words = wordsOf({ lang: 'en' });
  const hit = (found: string, kind: Reason['kind'] = 'code'): Hit => ({
    ...{ path: '/errors/50013/', code: '50013', title: 'Missing Permissions' },
    reasons: [{ kind, found }],
  });
  test('is shown as it stands in the text, on one line and not at length', () => {
    assert.equal(sayReasons(hit('error code: 50013'), words), 'code “error code: 50013”');
    assert.equal(sayReasons(hit('You lack\n\u001b[31m it'), words), 'code “You lack [31m it”');
    assert.equal(sayReasons(hit('x'.repeat(90)), words), `code “${'x'.repeat(59)}…”`);
  });
  test('is not said again where the suggestion shows it', () => {
    assert.equal(sayReasons(hit('50013'), words), 'code');
    assert.equal(sayReasons(hit('missing permissions', 'title'), words), 'title');
  });
  test('the page of a name says how many errors have it', () => {
    const family: Hit = { path: '/names/x/', name: 'X', count: 299, reasons: [{ kind: 'family', found: 'x' }] };
    assert.equal(titleOfHit(family, words), '299 errors have this name');
    assert.equal(sayReasons(family, words), 'name');
  });
});

describe('statuses', () => {
  const errors: readonly IndexedError[] = [
    { code: 'CARD_DECLINED', status: 402 },
    { code: 'NAME_TAKEN', status: 409 },
    { code: 'ALREADY_PAID', status: 409 },
  ];
  const statuses = buildLookup(errors);
  const paths = (text: string): readonly string[] => lookup(text, statuses).map(({ path }) => path);

  for (const text of ['402', 'HTTP/1.1 402', '{"status": 402}', 'status code 402', 'error 402 payment required']) {
    test(`one code: ${text}`, () => assert.deepEqual(paths(text), ['/errors/CARD_DECLINED/']));
  }
  test('several codes: their page first', () => {
    assert.deepEqual(paths('409'), ['/status/409/', '/errors/NAME_TAKEN/', '/errors/ALREADY_PAID/']);
  });
  test('none has it: its own page', () => assert.deepEqual(paths('HTTP 418'), ['/status/418/']));
  for (const text of ['4020', 'order 40213', '3.402 /402/', 'v402.1.0']) {
    test(`none: ${text}`, () => assert.deepEqual(paths(text), []));
  }
});

describe('codes of other makes', () => {
  const codes = ['-1', '10013', 'auth/invalid-email', '???', 'X.Y', 'X_Y', 'ß-ähnlich', 'constructor', 'a'.repeat(300)];
  const others = buildLookup(codes.map((code) => ({ code })));
  for (const code of codes) {
    test(code.slice(0, 20), () => assert.equal(first(code, others), code));
  }
  test('in a field', () => assert.equal(first('{"code": 10013}', others), '10013'));
  test('a number in a text is no code', () => assert.equal(first('it took 10013 ms to answer', others), undefined));
});

describe('what is not known finds nothing and can be named', () => {
  const unknown: Readonly<Record<string, string | undefined>> = {
    ACCOUNT_LOCKED: 'ACCOUNT_LOCKED',
    '{"error":{"code":"CARD_DECLINED"}}': 'CARD_DECLINED',
    'acme.errors: TOKEN_REVOKED (id 3)': 'TOKEN_REVOKED',
    'ORA-00942': 'ORA-00942',
    card_declined: 'card_declined',
    NullPointerException: 'NullPointerException',
    'kubernetes ingress': undefined,
    asdfghjkl: undefined,
    '4290': undefined,
    '???': undefined,
    '': undefined,
  };
  for (const [text, code] of Object.entries(unknown)) {
    test(text, () => {
      assert.deepEqual(lookup(text, index), []);
      assert.equal(answer(text, index).unknown?.code, code);
    });
  }
});

test('100,000 characters are answered', () => {
  const log = 'INFO worker done in 12 ms, 400 left, rate=3 user_id=42 /v1/users\n'.repeat(2000);
  assert.equal(first(`${log.slice(0, 90_000)} code=PERMISSION_DENIED`), 'PERMISSION_DENIED');
});

test('explain prints the error, the candidates or what is unknown', () => {
  const docs = { ...site, url: 'https://errors.example.com/docs' };
  const explained = explainText('429', registry, docs).output;
  assert.match(explained, /^RATE_LIMIT_EXCEEDED: .*\n429 Too Many Requests\n/);
  assert.match(explained, /\nhttps:\/\/errors\.example\.com\/docs\/errors\/RATE_LIMIT_EXCEEDED\/$/);
  assert.match(explainText('503', registry, site).output, /status page \(https:\/\/status\.example\.com\)/);
  const payload = `{"error":{"code":"INVALID_REQUEST","message":"Missing required 'email' parameter."}}`;
  const { output } = explainText(payload, registry, site);
  assert.match(output, /\n\nemail is missing\.\n\n/);
  assert.match(output, /- A required parameter is absent\. \(Your response says so\)\n/);
  const written = {
    ...{ code: 'A_B', category: 'c', title: 'Not \\[b', summary: 'A \\[list], \\`x and `a\\[0]`, [see \\`](/x/).' },
    retry: { when: 'after-wait', header: 'Retry-After' },
  } as const;
  const escaped = explainText('A_B', { categories: [], errors: [written] }, docs).output;
  assert.match(escaped, /^A_B: Not \\\[b\n/);
  assert.match(escaped, /\nA \[list\], `x and `a\\\[0\]`, see ` \(https:\/\/errors\.example\.com\/docs\/x\/\)\.\n/);
  assert.match(explainText('insuf', registry, site).output, /^INSUFFICIENT_BALANCE.*start of the code/m);
  const unknown = explainText('ACCOUNT_LOCKED', registry, site);
  assert.equal(unknown.found, false);
  assert.match(unknown.output, /^ACCOUNT_LOCKED is not an error code of this API\./);
  assert.match(unknown.output, /npm run errors -- new --category \S+ ACCOUNT_LOCKED$/);
  const hostile = explainText('error code: ACCOUNT_LOCKED\u001b]0;x\u0007', registry, site).output;
  assert.doesNotMatch(hostile, /[^\P{Cc}\n]/u);
});

test('the verb explain reads an argument or standard input, and exits with 1 where nothing is found', () => {
  const verb = (args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['src/cli/main.ts', 'explain', ...args], {
      input,
      encoding: 'utf8',
      env: { ...process.env, CONTENT: 'tests/fixtures/api' },
    });
  assert.match(verb(['rate', 'limit']).stdout, /^RATE_LIMIT_EXCEEDED/);
  assert.match(verb([], '{"error":{"code":"PERMISSION_DENIED"}}').stdout, /^PERMISSION_DENIED/);
  assert.equal(verb(['ACCOUNT_LOCKED']).status, 1);
  const empty = verb([]);
  assert.equal(empty.status, 1);
  assert.match(empty.stderr, /^There is nothing to explain/);
});

const queries = new URL('../../../shared/data/search-queries.json', import.meta.url);

describe('shared queries', { skip: existsSync(queries) ? false : `${queries.pathname} is not here` }, () => {
  interface SharedQuery {
    readonly q: string;
    readonly expect: string | null;
    readonly kind: string;
  }
  const all = existsSync(queries) ? (JSON.parse(readFileSync(queries, 'utf8')) as readonly SharedQuery[]) : [];
  for (const { q, expect, kind } of all) {
    test(`${kind}: ${q}`, () => assert.equal(first(q) ?? null, expect));
  }
});
