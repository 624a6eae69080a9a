import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAMILY_SIZE, lastPartOf } from '../../src/core/names.ts';
import { namePath } from '../../src/core/url.ts';

test('the name of a code is what follows its last sign that parts', () => {
  const names = {
    's3.NoSuchKey': 'NoSuchKey',
    'auth/user-not-found': 'user-not-found',
    'urn:ietf:params:acme:error:badCSR': 'badCSR',
    'com.amazon#ThrottledException': 'ThrottledException',
    'App\\Http\\NotFound': 'NotFound',
    'a.b.ÄÖÜ': 'ÄÖÜ',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(names).map((code) => [code, lastPartOf(code)])), names);
});

test('a code of one part, or whose last part names nothing, has no name besides itself', () => {
  for (const code of ['NOT_FOUND', 'user-not-found', '', '.', 's3.', 'v1.404', 'a.io', 'errors/4040']) {
    assert.equal(lastPartOf(code), undefined, code);
  }
  assert.equal(FAMILY_SIZE, 4);
});

test('spellings of a name that differ by case have one address', () => {
  assert.equal(namePath('NoSuchKey'), '/names/nosuchkey/');
  assert.equal(namePath('NOSUCHKEY'), '/names/nosuchkey/');
  assert.equal(namePath('nul'), '/names/nu~6C/');
});
