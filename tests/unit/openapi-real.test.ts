/** Public specifications as they are published: what they state comes in, nothing else does, and the gate agrees. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode, type RegisteredError } from '../../src/core/define.ts';
import type { Site } from '../../src/core/site.ts';
import { keepRules } from '../../src/import/entries.ts';
import { readOpenApiSource } from '../../src/import/read-openapi.ts';
import { nameCategories } from '../../src/import/write.ts';
import { findDrift } from '../../src/machine/drift.ts';
import { readSpecification } from '../../src/machine/specification.ts';
import { openDocuments } from '../../src/openapi/documents.ts';
import { site } from '../fixtures/api/site.ts';
import { missing, sharedData } from '../fixtures/shared-data.ts';

interface Expected {
  readonly file: string;
  /** Keys of errors without a code stand behind `~`. */
  readonly keys: string;
  readonly envelope: object;
  readonly mediaType?: string;
  readonly more?: (errors: ReadonlyMap<string, RegisteredError>, site: Site) => void;
}

const SPECIFICATIONS: Readonly<Record<string, Expected>> = {
  museum: {
    file: 'museum.yaml',
    keys: '~BadRequest ~NotFound ~Unauthorized',
    envelope: { type: '{type}', title: '{title}' },
    mediaType: 'application/problem+json',
    more: (errors) => {
      assert.equal(errors.get('BadRequest')?.endpoints?.length, 8);
    },
  },
  adyen: {
    file: 'adyen.json',
    keys: '000 14_030 187 702 901 905 ~http-400 ~http-401 ~http-403 ~http-422 ~http-500',
    envelope: {
      additionalData: '{details}',
      errorCode: '{code}',
      errorType: '{errorType}',
      message: '{message}',
      pspReference: '{pspReference}',
      status: '{status}',
    },
    more: (errors) => {
      assert.deepEqual(errors.get('000')?.values, { errorType: 'security' });
      assert.equal(errors.get('000')?.status, 401);
      assert.deepEqual(errors.get('http-422')?.endpoints, ['POST /validateShopperId']);
      assert.equal(errors.get('http-422')?.envelope, 'DefaultErrorResponseEntity');
    },
  },
  openai: {
    file: 'openai.yaml',
    keys: '~TooManyRequests ~http-400 ~http-404',
    envelope: { error: { code: '{code}', message: '{message}', param: '{param}', type: '{type}' } },
    more: (errors) => {
      assert.deepEqual(errors.get('TooManyRequests')?.retry, { when: 'after-wait', header: 'Retry-After' });
      assert.equal(errors.get('TooManyRequests')?.endpoints?.length, 161);
    },
  },
  plaid: {
    file: 'plaid.yml',
    keys: 'INVALID_FIELD ~PlaidError invalid_client invalid_grant invalid_request invalid_scope unauthorized_client unsupported_grant_type',
    envelope: {
      error_type: '{error_type}',
      error_code: '{code}',
      error_code_reason: '{error_code_reason}',
      error_message: '{message}',
      display_message: '{display_message}',
      request_id: '{request_id}',
      causes: '{causes}',
      status: '{status}',
      documentation_url: '{documentation_url}',
      suggested_action: '{suggested_action}',
      required_account_subtypes: '{required_account_subtypes}',
      provided_account_subtypes: '{provided_account_subtypes}',
    },
    more: (errors, { placeholders }) => {
      assert.equal(placeholders?.['error_type']?.values?.length, 24);
      assert.equal(errors.get('PlaidError')?.endpoints?.length, 280);
      assert.equal(errors.get('INVALID_FIELD')?.variants?.length, 2);
      assert.equal(errors.get('invalid_grant')?.envelope, 'oauth');
    },
  },
  box: {
    file: 'box.json',
    keys:
      'bad_request conflict forbidden ~http-400 ~http-401 ~http-403 ~http-404 ~http-405 ~http-409 ~http-412 ~http-415 ' +
      '~http-416 ~http-429 ~http-500 ~http-503 ~http-default insufficient_scope internal_server_error invalid_client ' +
      'item_name_invalid method_not_allowed not_found precondition_failed too_many_requests unauthorized unavailable',
    envelope: {
      type: 'error',
      status: '{status}',
      code: '{code}',
      message: '{message}',
      context_info: '{details}',
      help_url: '{help_url}',
      request_id: '{request_id}',
    },
    more: (errors) => {
      const { code: _, category: __, ...stated } = errors.get('forbidden') ?? assert.fail();
      assert.deepEqual(stated, {}, 'nothing ties a status or a text to the code');
      assert.equal(errors.get('invalid_client')?.envelope, 'oauth');
    },
  },
  digitalocean: {
    file: 'digitalocean/specification/DigitalOcean-public.v2.yaml',
    keys:
      'AlreadyExists INVALID_ACCESS_POINT_STATUS InvalidArgument MISSING_NAME bad_request conflict forbidden gone ' +
      '~http-403 invalid_request_error not_found precondition_failed server_error ~tags_bad_request too_many_requests ' +
      'unauthorized ~unexpected_error unprocessable_entity',
    envelope: { id: '{code}', message: '{message}', request_id: '{request_id}' },
    more: (errors) => {
      assert.equal(errors.get('unauthorized')?.endpoints?.length, 659);
      assert.equal(errors.get('unexpected_error')?.status, 'default');
      assert.ok(errors.get('not_found')?.headers?.['ratelimit-limit']?.about);
    },
  },
};

for (const [name, { file, keys, envelope, mediaType, more }] of Object.entries(SPECIFICATIONS)) {
  test(`${name} comes in true`, { skip: missing(`openapi/real/${file}`) }, () => {
    const path = join(sharedData, 'openapi/real', file);
    const source = readOpenApiSource(path, { markup: 'markdown', codesInProse: false });
    const kept = keepRules(source.errors);
    assert.deepEqual(kept.skipped, []);
    const registry = nameCategories(kept.errors);
    const named = registry.errors.map((error) => (hasCode(error) ? error.code : `~${error.code}`));
    const byName = (one: string, other: string): number => (one.replace('~', '') < other.replace('~', '') ? -1 : 1);
    assert.deepEqual(named.toSorted(byName).join(' '), keys);
    const { envelope: _, mediaType: __, ...bare } = site;
    const imported: Site = { ...bare, ...source.shapes };
    assert.deepEqual(imported.envelope, envelope);
    assert.equal(imported.mediaType, mediaType);
    more?.(new Map(registry.errors.map((error) => [error.code, error])), imported);
    assert.deepEqual(findDrift(readSpecification(openDocuments(path), imported), registry), []);
  });
}

test('box names more codes in its texts, if that is asked for', { skip: missing('openapi/real/box.json') }, () => {
  const options = { markup: 'markdown', codesInProse: true } as const;
  const { errors } = readOpenApiSource(join(sharedData, 'openapi/real/box.json'), options);
  const blocked = errors.find(({ code }) => code === 'operation_blocked_temporary');
  assert.equal(blocked?.status, 409);
  assert.match(
    blocked.variants?.[0]?.about ?? '',
    /^Returned if either of the destination or source folders is locked/,
  );
  assert.ok(errors.filter(hasCode).length > 50);
  assert.ok(errors.every(({ code }) => code !== 'folder_id'));
});
