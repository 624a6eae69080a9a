import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusesOf, type RegisteredError } from '../../src/core/define.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { responseSchema } from '../../src/openapi/response-schema.ts';
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

test('lists keep their form, whatever lies in them', () => {
  const site = { ...defaultSite, envelope: { rows: [['{code}', 1], null, [[]], ['{details}']], none: ['{details}'] } };
  assert.deepEqual(buildPayload({ code: 'A', category: 'c' }, site), { rows: [['A', 1], null, [[]]] });
});

test('a placeholder with the name of what every object has is one like others', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty'];
  const site = {
    ...defaultSite,
    envelope: { code: '{code}', ...Object.fromEntries(names.map((name) => [name, `{${name}}`])) },
    placeholders: Object.fromEntries(names.map((name) => [name, { about: 'a' }])),
  };
  const bare = { code: 'A', category: 'c' };
  assert.deepEqual(buildPayload(bare, site), { code: 'A' });
  assert.deepEqual(buildPayload({ ...bare, values: { constructor: 'x' } }, site), { code: 'A', constructor: 'x' });
  assert.deepEqual(responseSchema(bare, site), {
    type: 'object',
    properties: { code: { const: 'A' }, ...Object.fromEntries(names.map((name) => [name, { description: 'a' }])) },
    required: ['code'],
  });
});

test('what an error always has stays, though a placeholder of its message has the same name', () => {
  const site = { ...defaultSite, envelope: { type: '{type}', message: '{message}' }, placeholders: { type: {} } };
  const typed = {
    ...{ code: 'A', category: 'c', values: { type: 'invalid' }, message: 'No {type}.' },
    params: { type: { about: 'what it is', example: 'card' } },
  };
  assert.deepEqual(buildPayload(typed, site), { type: 'invalid', message: 'No card.' });
});

test('an error has the statuses of all its forms', () => {
  assert.deepEqual(statusesOf({ status: 400, variants: [{ status: 400 }, {}, { status: 404 }] }), [400, 404]);
  assert.deepEqual(statusesOf({ variants: [{ status: '5XX' }] }), ['5XX']);
  assert.deepEqual(statusesOf({}), []);
});
