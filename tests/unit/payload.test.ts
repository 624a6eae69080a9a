import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegisteredError } from '../../src/core/define.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { site as defaultSite } from '../fixtures/api/site.ts';

const error: RegisteredError = {
  code: '429',
  category: 'c',
  status: 429,
  message: 'Wait {seconds} s.',
  params: { seconds: { about: 'time', example: 3 } },
};

test('the envelope takes the values of the entry', () => {
  const site = {
    ...defaultSite,
    envelope: { ok: false, errors: [{ code: '{code}', text: '{message}', more: '{details}' }], help: '{docUrl}' },
  };
  assert.deepEqual(buildPayload(error, site), {
    ok: false,
    errors: [{ code: '429', text: 'Wait 3 s.' }],
    help: 'https://errors.example.com/errors/429/',
  });
});

test('a numeric code stays a number, and values replace the examples', () => {
  const site = { ...defaultSite, envelope: { code: '{code}', message: '{message}', status: '{status}' } };
  assert.deepEqual(buildPayload({ ...error, numeric: true }, site, { seconds: 9 }), {
    code: 429,
    message: 'Wait 9 s.',
    status: 429,
  });
});

test('a value is never read as a placeholder', () => {
  const site = { ...defaultSite, envelope: { message: '{message}' } };
  assert.deepEqual(buildPayload({ code: 'A', category: 'c', message: '{{code}}' }, site), { message: '{code}' });
});
