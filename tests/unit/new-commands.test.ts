import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCommands } from '../../src/lookup/new-commands.ts';

test('each unknown code is a command of its own, the most frequent first', () => {
  const lacking = [
    { code: 'ACCOUNT_LOCKED', count: 2 },
    { code: '-1', count: 5, status: 500 },
    { code: "it's", count: 1 },
  ];
  assert.deepEqual(newCommands(lacking), [
    'npx error-reference new --category NAME --status 500 -- -1',
    'npx error-reference new --category NAME ACCOUNT_LOCKED',
    String.raw`npx error-reference new --category NAME 'it'\''s'`,
  ]);
  assert.deepEqual(newCommands(lacking.slice(0, 1), { tool: 'errors', category: 'account' }), [
    'errors new --category account ACCOUNT_LOCKED',
  ]);
});
