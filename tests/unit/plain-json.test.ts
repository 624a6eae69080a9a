import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlainJson } from '../../src/check/plain-json.ts';

test('JSON in which names stand twice or are whole numbers is not read as it is written', () => {
  const plain = [
    '{}',
    '[]',
    '"a: b"',
    '{"a":1,"b":{"a":[{"a":1},{"a" : "\\"c\\": {"}]}}',
    '{"-1":0,"01":0,"1.5":0,"a1":0}',
  ];
  const lossy = ['{"a":1,"a":2}', '[{"b":{"a":1,"\\u0061":2}}]', '{"a":{"7":1}}', '{"__proto__":1,"__proto__":2}'];
  for (const text of plain) assert.equal(isPlainJson(text), true, text);
  for (const text of lossy) assert.equal(isPlainJson(text), false, text);
});
