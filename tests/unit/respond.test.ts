import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineCategory, defineRegistry, RegistryError } from '../../src/core/define.ts';
import { respond } from '../../src/exports/respond.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import json from '../fixtures/registry.json' with { type: 'json' };

const about = 'what it is';
const registry = defineRegistry(
  defineCategory({
    name: 'any',
    title: 'Any',
    errors: {
      BARE: { status: 404 },
      NAMED: { status: 400, message: 'No {name}.' },
      DETAILED: {
        status: 409,
        message: 'It is {{closed}}.',
        details: { fields: { count: { type: 'integer', about }, note: { type: 'string', about } }, example: {} },
      },
      FORMS: {
        title: 'Forms',
        variants: [
          { status: 404, message: 'No {name} in {place}.' },
          { status: 409, title: 'Twins', message: 'Two of {name}.' },
          { status: 410, message: 'One.' },
          { status: 410, message: 'Other.' },
        ],
      },
      EMPTY: { status: 503, envelope: 'none' },
    },
  }),
);
const site = { ...PLAIN_SITE, placeholders: { request_id: { about } } };
const errors = { ...registry, site };
const typeless = respond as (...given: readonly unknown[]) => ReturnType<typeof respond>;
const said = (...given: readonly unknown[]): string => {
  try {
    return typeless(...given).body;
  } catch (error) {
    assert.ok(error instanceof RegistryError);
    return error.message;
  }
};

test('an answer is ready to be sent', () => {
  assert.deepEqual(respond(errors, 'NAMED', { name: 'id' }, { headers: { 'Retry-After': '1' } }), {
    status: 400,
    headers: { 'Content-Type': 'application/json', 'Retry-After': '1' },
    body: '{"error":{"code":"NAMED","message":"No id."}}',
  });
  assert.deepEqual(respond(errors, 'BARE'), {
    status: 404,
    headers: { 'Content-Type': 'application/json' },
    body: '{"error":{"code":"BARE"}}',
  });
  assert.deepEqual(respond(errors, 'EMPTY'), { status: 503, headers: {}, body: '' });
});

test('an answer may be a problem document', () => {
  const answer = respond(errors, 'NAMED', { name: 0 }, { problem: true, instance: '/1', status: 422 });
  assert.deepEqual(answer.headers, { 'Content-Type': 'application/problem+json' });
  assert.deepEqual(JSON.parse(answer.body), {
    type: 'https://errors.example.com/errors/NAMED/',
    title: 'NAMED',
    status: 422,
    detail: 'No 0.',
    instance: '/1',
    code: 'NAMED',
  });
});

test('values that nobody asks for are not sent', () => {
  const details = { count: 1, note: '', secret: 'x' };
  assert.equal(
    said(errors, 'DETAILED', { details, secret: 'x' }),
    '{"error":{"code":"DETAILED","message":"It is {closed}.","details":{"count":1,"note":""}}}',
  );
  assert.equal(said(errors, 'BARE', { details }), '{"error":{"code":"BARE"}}');
});

test('a value of the site is sent where it is stated', () => {
  const own = { ...errors, site: { ...site, envelope: { code: '{code}', id: '{request_id}' } } };
  assert.equal(respond(own, 'BARE', { request_id: 'req_1' }).body, '{"code":"BARE","id":"req_1"}');
  assert.equal(respond(own, 'BARE').body, '{"code":"BARE"}');
});

test('a value that is missing is named, with the code, in place of an answer', () => {
  for (const values of [undefined, {}, { name: undefined }, { name: null }, { name: {} }]) {
    assert.equal(said(errors, 'NAMED', values), 'NAMED can’t be sent without a value for name; give it to respond.');
  }
  assert.equal(
    said(errors, 'DETAILED', { details: { note: undefined } }),
    'DETAILED can’t be sent without a value for details.count, details.note; give it to respond.',
  );
  assert.equal(said(errors, 'toString'), 'toString is not a code of this registry; declare it first.');
  const siteless = 'BARE can’t be sent without the site; give respond { ...registry, site }.';
  for (const source of [registry, undefined, { site }, []]) assert.equal(said(source, 'BARE'), siteless);
});

test('a status chooses the one form that has it', () => {
  const forms = (status: number, values = {}): string => said(errors, 'FORMS', values, { status, problem: true });
  assert.match(forms(409, { name: 'a' }), /"title":"Twins","status":409,"detail":"Two of a\."/);
  assert.match(forms(404, { name: 'a', place: 'b' }), /"title":"Forms","status":404,"detail":"No a in b\."/);
  assert.match(forms(404, { name: 'a' }), /without a value for place;/);
  assert.doesNotMatch(forms(410), /detail/, 'two forms have it');
  assert.match(said(errors, 'NAMED', { name: 'a' }, { status: 409 }), /No a\./, 'no form has it');
});

test('a registry and a site in JSON answer as modules do', () => {
  const source = { ...json, site: JSON.parse(JSON.stringify(site)) as { readonly url: string } };
  assert.equal(
    respond(source, 'ANY', { name: 'a', details: { count: 2 } }).body,
    '{"error":{"code":"ANY","message":"Two of a.","details":{"count":2}}}',
  );
  assert.equal(
    said(source, 'ANY', {}),
    'ANY can’t be sent without a value for name, details.count; give it to respond.',
  );
});
