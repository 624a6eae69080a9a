import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersCause, fillFinding, findingText, namesInFinding } from '../../src/core/findings.ts';
import type { SupportFacts } from '../../src/core/support-texts.ts';
import { SUPPORT_TEXTS } from '../../src/core/support-texts.ts';
import { wordsOf } from '../../src/core/say.ts';
import { answerCauses, withTicket } from '../../src/lookup/ticket-facts.ts';

const said = (finding: string, values: Readonly<Record<string, string>>): string | undefined => {
  const parts = fillFinding(finding, values);
  return parts && findingText(parts);
};

test('a finding says its values, and differences to the last digit', () => {
  assert.equal(said('{email} is missing.', { email: 'e' }), 'e is missing.');
  const short = '{required - available} short: {required} needed.';
  assert.equal(said(short, { required: '112.66', available: '50' }), '62.66 short: 112.66 needed.');
  assert.equal(said(short, { required: '0.3', available: '0.1' }), '0.2 short: 0.3 needed.');
  const long = { required: '90071992547409931.00', available: '0.01' };
  assert.equal(said('{required - available}', long), '90071992547409930.99');
  assert.equal(said('{required - available}', { required: '-1', available: '-3' }), '2');
  assert.deepEqual(namesInFinding(short), ['required', 'available']);
});

test('a finding is not said where a value is missing, too long or no amount, or where nothing is lacking', () => {
  assert.equal(said('{a} and {b}', { a: '1' }), undefined);
  assert.equal(said('{toString}', {}), undefined, 'no value is inherited');
  assert.equal(said('{a}', { a: 'x'.repeat(81) }), undefined);
  assert.equal(said('{a}', { a: 'x\ny' }), undefined);
  for (const [a, b] of [
    ['1', '1'],
    ['1', '2'],
    ['1 EUR', '0'],
    ['1', ''],
    ['1e5', '1'],
    ['', '1'],
  ] as const)
    assert.equal(said('{a - b}', { a, b }), undefined, `${a} - ${b}`);
});

test('a cause is answered by its value, by any value, or not at all', () => {
  assert.equal(answersCause({ reason: 'expired' }, { reason: 'expired' }), true);
  assert.equal(answersCause({ reason: 'expired' }, { reason: 'revoked' }), false);
  assert.equal(answersCause({ reason: 'expired' }, {}), undefined);
  assert.equal(answersCause({ parameter: true }, { parameter: 'x' }), true);
  assert.equal(answersCause({ limit: 5, isTest: false }, { limit: '5', isTest: 'false' }), true);
});

const FACTS: SupportFacts = {
  code: 'card/declined',
  parts: ['card', 'declined'],
  title: 'T',
  url: 'https://errors.example.com/errors/X/',
  status: '402 Payment Required, 5XX Server Error',
  steps: [],
  causes: [{ cause: 'A.', when: { reason: 'expired' } }, { cause: 'B.' }, { cause: 'C.', when: { reason: 'lost' } }],
  findings: ['{reason} it is.'],
};
const words = wordsOf({ lang: 'en' }).support;

test('a ticket is laid over the facts, and what both state alike is not said twice', () => {
  const own = withTicket(FACTS, { code: 'declined', status: 503, details: { reason: 'lost' } });
  assert.deepEqual([own.receivedCode, own.receivedStatus, own.told], [undefined, undefined, ['lost it is.']]);
  const other = withTicket(FACTS, { code: 'gone', status: 410 });
  assert.deepEqual([other.receivedCode, other.receivedStatus, other.told], ['gone', '410', []]);
  assert.equal(withTicket(FACTS, undefined), FACTS);
  assert.deepEqual(
    answerCauses(FACTS, { details: { reason: 'lost' } }).map(({ place, isConfirmed }) => [place, isConfirmed]),
    [
      [0, false],
      [2, true],
    ],
  );
});

test('a reply holds what the ticket tells: findings, or details that are few and short, and its request', () => {
  const reply = (values: Parameters<typeof withTicket>[1], facts = FACTS): string =>
    SUPPORT_TEXTS.reply(withTicket(facts, values), words).text;
  const ticket = { requestId: 'req_1', endpoint: 'POST /a', time: '2026-01-01 10:00:00 UTC', retryAfter: '30' };
  const request = '- Request id: req_1\n- Endpoint: POST /a\n- Time: 2026-01-01 10:00:00 UTC\n- Retry-After: 30';
  assert.ok(reply(ticket).includes(`The request:\n\n${request}`), reply(ticket));
  assert.ok(reply({ details: { reason: 'lost' } }).includes('- lost it is.'));
  const plain: SupportFacts = { ...FACTS, findings: undefined };
  assert.ok(reply({ details: { email: 'is missing' } }, plain).includes('Details:\n\n- email: is missing'));
  assert.ok(!reply({ details: { a: 'x'.repeat(121) } }, plain).includes('xxx'), 'long');
});

test('a value of several lines stays one item, in both forms', () => {
  const { text, html } = SUPPORT_TEXTS.note(withTicket(FACTS, { message: 'a\n- Request id: forged\n\nb' }), words);
  assert.ok(text.includes('- Message: a - Request id: forged b'), text);
  assert.ok(html.includes('<li>Message: a - Request id: forged b</li>'), html);
  assert.ok(html.includes(`<a href="${FACTS.url}">`), html);
});
