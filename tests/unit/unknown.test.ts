import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { registry } from '../fixtures/api/registry/index.ts';
import { site } from '../fixtures/api/site.ts';
import { bodyFieldsOf } from '../../src/lookup/body-fields.ts';
import { buildLookup } from '../../src/lookup/lookup-index.ts';
import { answer } from '../../src/lookup/lookup.ts';

const index = buildLookup(registry.errors, undefined, bodyFieldsOf(site));

/** Codes that the registry lacks: some in words of their own, some one word away from a code that it has. */
const CODES = `ACCOUNT_LOCKED CARD_DECLINED QUOTA_EXHAUSTED TOKEN_REVOKED SEAT_LIMIT_REACHED WEBHOOK_SIGNATURE_MISMATCH
  PERMISSION_DENIED_BY_POLICY PERMISSION_REQUIRED RATE_LIMIT_WARNING INVALID_REQUEST_BODY INVALID_CURRENCY
  RESOURCE_GONE RESOURCE_NOT_FOUND_IN_REGION INTERNAL_ERROR_42 SERVICE_DEGRADED FUNDS_ON_HOLD BALANCE_FROZEN
  UNAUTHENTICATED_DEVICE DUPLICATE_KEY PAYMENT_METHOD_EXPIRED IDEMPOTENCY_KEY_REUSED REGION_UNSUPPORTED
  FILE_TOO_LARGE DNS_LOOKUP_FAILED CONTRACT_SIGNATURE_PENDING MFA_REQUIRED IP_NOT_ALLOWED PLAN_EXPIRED
  DATA_EXPORT_RUNNING SCHEMA_VERSION_MISMATCH`.split(/\s+/);
/** The same of other makes; their forms in prose have a word that says code before them. */
const OTHERS =
  'account_locked card_declined quota_exhausted token_revoked PAY-1042 E4711 ORA-00942 ACC40312 seat_limit_reached payout_blocked'.split(
    ' ',
  );

const pascal = (code: string): string =>
  code
    .toLowerCase()
    .split(/[_-]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

const FORMS: Readonly<Record<string, (code: string) => string>> = {
  JSON: (code) =>
    JSON.stringify({ error: { code, message: 'Your API key does not have permission to perform this action.' } }),
  'JSON with a status': (code) =>
    `HTTP/1.1 403 Forbidden\ncontent-type: application/json\n\n${JSON.stringify({ code }, null, 2)}`,
  log: (code) => `2026-05-02T14:03:11Z ERROR checkout: POST /v1/users 429 ${code} user=42`,
  'log in fields': (code) =>
    `time="2026-05-02T14:03:11Z" level=error msg="rate limit exceeded" code=${code} status=403`,
  header: (code) => `HTTP/2 403\nX-Error-Code: ${code}\nretry-after: 3`,
  sentence: (code) => `Since yesterday we get the error ${code} when a customer pays, what does it mean?`,
  URL: (code) => `https://app.example.com/login/errors/${code}?next=/home`,
  'URL with a query': (code) => `https://app.example.com/callback?error=${code}&state=xyz`,
  exception: (code) =>
    `Traceback (most recent call last):\n  File "/srv/app.py", line 42, in run\nacme.errors.ApiError: ${code}: permission denied`,
};

describe('a stated code that the registry does not hold is said first', () => {
  for (const [form, write] of Object.entries(FORMS)) {
    test(form, () => {
      for (const code of [...CODES, ...OTHERS]) {
        const { unknown, hits } = answer(write(code), index);
        assert.deepEqual([unknown?.code, hits], [code, []], write(code));
      }
    });
  }
  test('class of an exception', () => {
    for (const code of CODES.filter((name) => !/\d/.test(name))) {
      const name = `${pascal(code)}Exception`;
      const { unknown, hits } = answer(
        `com.acme.api.${name}: it failed (HTTP 403)\n\tat com.acme.Main.run(Main.java:12)`,
        index,
      );
      assert.deepEqual([unknown?.code, hits], [name, []]);
    }
  });
  test('with the status that came with it', () => {
    const { unknown, near } = answer('HTTP/1.1 403\n\n{"code":"ACCOUNT_LOCKED"}', index);
    assert.deepEqual(unknown, { code: 'ACCOUNT_LOCKED', status: 403 });
    assert.equal(near[0]?.path, '/status/403/');
  });
  test('with the codes near it', () => {
    const { near } = answer('{"code":"PERMISSION_DENIED_BY_POLICY"}', index);
    assert.deepEqual(
      near.map(({ code }) => code),
      ['PERMISSION_DENIED'],
    );
  });
});

describe('a stated status that no error has', () => {
  for (const [text, path] of [
    ['HTTP/1.1 405', '/status/405/'],
    ['418', '/status/418/'],
    ['{"status": 451, "detail": "No."}', '/status/451/'],
    [
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
      '/status/502/',
    ],
    ['upstream said: 504 Gateway Time-out', '/status/504/'],
  ] as const)
    test(text.slice(0, 40), () => assert.equal(answer(text, index).hits[0]?.path, path));
});

test('the words of a message are no codes, nor are those of another form of it', () => {
  const variants = [{ message: "Set the target to 'MODE_INVALID' before this option is used." }];
  const message = "The target is older than 'TARGET_MISSING' allows it to be.";
  const own = buildLookup([{ code: 'TARGET', message, variants }]);
  for (const said of [message, variants[0]?.message ?? '']) {
    const { unknown, hits } = answer(`12:00 app INFO ${said} (see the log of the last build)`, own);
    assert.deepEqual([unknown, hits[0]?.code], [undefined, 'TARGET'], said);
  }
});

describe('what is no code of an error is not called one', () => {
  for (const text of [
    'DB_HOST=db.internal NODE_ENV=production npm start',
    'export API_TOKEN=abc',
    'process exited with exit code 137',
    'SELECT user_id, created_at FROM orders WHERE id = 7',
    'thanks, that worked!',
  ])
    test(text, () => {
      const { unknown, hits } = answer(text, index);
      assert.deepEqual([unknown, hits], [undefined, []]);
    });
});
