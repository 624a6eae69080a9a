import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportAddress } from '../../src/scripts/report-address.ts';

test('a report names what has no page, and no category', () => {
  const address = 'https://code.example.com/new/%7Bcode%7D?title=No+page+for+{code}&labels={category}';
  assert.equal(
    reportAddress(address, 'A&B $1'),
    'https://code.example.com/new/A%26B%20%241?title=No+page+for+A%26B%20%241&labels=',
  );
  assert.equal(reportAddress('mailto:help@example.com', 'A'), 'mailto:help@example.com');
});

test('a name that was cut within a character can be reported', () => {
  assert.equal(reportAddress('/?q={code}', 'A_\ud83d'), '/?q=A_%EF%BF%BD');
});
