import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Hit } from '../../src/lookup/answer.ts';
import { readReceivedCode } from '../../src/lookup/received-code.ts';
import type { Reason } from '../../src/lookup/reason.ts';

const hit = (code: string, kind: Reason['kind']): Hit => ({ path: `/errors/${code}/`, code, reasons: [{ kind }] });
const answerOf = (hits: readonly Hit[], near: readonly Hit[] = []): Answer => ({
  ...{ hits, near, errors: hits.length, succeeded: false },
});

test('a code that the API has, or had, leads to the page of its error', () => {
  assert.deepEqual(readReceivedCode('A', answerOf([hit('A', 'code')])), { known: hit('A', 'code'), near: [] });
  assert.deepEqual(readReceivedCode('OLD', answerOf([hit('A', 'former')])).known, hit('A', 'former'));
});

test('codes that are only like it are near and not it, and pages of no error are neither', () => {
  const list: Hit = { path: '/status/404/', status: 404, count: 2, reasons: [{ kind: 'status' }] };
  const found = readReceivedCode('A_B', answerOf([hit('A_BC', 'misspelled')], [list, hit('B', 'like')]));
  assert.deepEqual(found, { near: [hit('A_BC', 'misspelled'), hit('B', 'like')] });
  const many = Array.from({ length: 9 }, (_, index) => hit(`A${index}`, 'part'));
  assert.equal(readReceivedCode('A', answerOf([], many)).near.length, 5);
});
