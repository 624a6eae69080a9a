import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeMessage, fillMessage, listPlaceholders, matchMessage } from '../../src/core/message.ts';

test('placeholders are names or numbers in single braces', () => {
  assert.deepEqual(listPlaceholders('Missing {name} in {0}, {name}.'), ['name', '0']);
  assert.deepEqual(listPlaceholders('{{name}} {not a name} {1a} {} { x }'), []);
  assert.deepEqual(listPlaceholders('{{{name}}} {a{b}'), ['name', 'b']);
});

test('filling keeps literal braces and unknown placeholders', () => {
  assert.equal(fillMessage('{{x}} {name} {rest}', { name: '$& {y}' }), '{x} $& {y} {rest}');
  assert.equal(fillMessage('{toString}', {}), '{toString}');
});

test('matching finds the values that filling put in', () => {
  assert.deepEqual(matchMessage("Missing '{name}' in {place}.", "Missing 'id' in the body."), {
    name: 'id',
    place: 'the body',
  });
  assert.deepEqual(matchMessage('{a}-{b}', 'x-y-z'), { a: 'x', b: 'y-z' });
  assert.deepEqual(matchMessage('Plain.', 'Plain.'), {});
  assert.deepEqual(matchMessage('No funds for {amount}.', 'No funds for 10.00.'), { amount: '10.00' });
  assert.deepEqual(matchMessage('{host}.', '..'), { host: '.' });
  assert.equal(matchMessage('{host}.', '.'), undefined);
  for (const other of ["Missing '' in x", 'Missing', "missing 'id' in the body.", "Missing 'id' in the body. More"]) {
    assert.equal(matchMessage("Missing '{name}' in the body.", other), undefined, other);
  }
});

test('an escaped text has no placeholders and fills to itself', () => {
  for (const text of ['{a}', '{{a}}', '}{', 'plain', '{{{']) {
    assert.deepEqual(listPlaceholders(escapeMessage(text)), []);
    assert.equal(fillMessage(escapeMessage(text), { a: 'wrong' }), text);
  }
});
