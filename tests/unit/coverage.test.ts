import assert from 'node:assert/strict';
import { test } from 'node:test';
import { site } from '../fixtures/api/site.ts';
import { wordsOf } from '../../src/core/say.ts';
import { joinCategories } from '../../src/core/define.ts';
import { coverageBar } from '../../src/document/coverage-bar.ts';
import { findLacking, findShortfalls, measureCoverage } from '../../src/document/coverage.ts';

const registry = joinCategories([
  {
    name: 'one',
    title: 'One',
    errors: {
      FULL: { message: 'Full.', causes: [{ cause: 'c', check: 'k' }], userMessage: 'u', reviewed: '2030-01-01' },
      PART: { causes: [{ cause: 'c', check: 'k' }, { cause: 'd' }] },
    },
  },
  { name: 'two', title: 'Two', errors: { BARE: { samples: { sh: 'curl' } } } },
]);

test('an aspect counts if the whole of it is there', () => {
  const [all, one, two] = measureCoverage(registry, wordsOf(site));
  assert.deepEqual(all, {
    title: 'All errors',
    total: 3,
    counts: { causes: 2, checks: 1, examples: 1, userMessage: 1, samples: 1, reviewed: 1 },
  });
  assert.deepEqual([one?.total, one?.counts.causes, two?.total, two?.counts.causes], [2, 2, 1, 0]);
  assert.deepEqual(
    findLacking(registry, 'checks').map(({ code }) => code),
    ['PART', 'BARE'],
  );
});

test('below the bar of the site, the check names aspect, figures and codes', () => {
  assert.deepEqual(findShortfalls(registry, { ...site, coverage: { causes: 66, samples: 33 } }), []);
  assert.deepEqual(findShortfalls(registry, { ...site, coverage: { causes: 67, reviewed: 34 } }), [
    'site.ts  coverage.causes: 66 % of the errors have it, 67 % are asked for; add it to BARE.',
    'site.ts  coverage.reviewed: 33 % of the errors have it, 34 % are asked for; add it to PART, BARE.',
  ]);
});

test('a bar is as long as its share, and carries no style of its own', () => {
  assert.match(coverageBar(1, 3, 50), /class="er-coverage-known" width="33.3".*class="er-coverage-notch" x="50"/);
  assert.doesNotMatch(coverageBar(0, 0, undefined), /style|notch/);
});
