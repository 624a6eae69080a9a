import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { joinCategories, RegistryError, type Registry } from '../../src/core/define.ts';
import { ownerOf, type CodeRange } from '../../src/core/ranges.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { parseSite, siteJsonSchema } from '../../src/schema/site.ts';
import type { Site } from '../../src/core/site.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const siteWith = (ranges: readonly CodeRange[]): Site => ({ ...PLAIN_SITE, dir: 'ltr', ranges });

const registryOf = (...codes: readonly string[]): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors: Object.fromEntries(codes.map((code) => [code, {}])) }]);

/** What a site file with such ranges is told, each at its field. */
function flawsOf(ranges: readonly unknown[]): readonly string[] {
  try {
    parseSite({ ...PLAIN_SITE, ranges }, 'site.json');
    return [];
  } catch (error) {
    assert.ok(error instanceof RegistryError);
    return error.misfits.map(({ field, message }) => `${field.join('.')}: ${message}`);
  }
}

const RANGES: readonly CodeRange[] = [
  { team: 'payments', from: 4000, to: 4999, contact: { label: '#payments', href: 'https://chat.example.com/p' } },
  { team: 'payments', from: -5, to: -1, owner: '@acme/money' },
  { team: 'payments', prefix: 'PAY_' },
  { team: '@acme/refunds', prefix: 'PAY_REFUND_' },
  { team: 'orders', from: 5000, to: 5000 },
];

test('a code has one owner: by its number, or by the longest prefix', () => {
  const teams = Object.fromEntries(
    ['4000', '4999', '5000', '04001', '-3', 'PAY_X', 'PAY_REFUND_X', 'PAY_REFUND_', 'PAY_REFUND'].map((code) => [
      code,
      ownerOf(code, { ranges: RANGES })?.team,
    ]),
  );
  assert.deepEqual(teams, {
    '4000': 'payments',
    '4999': 'payments',
    '5000': 'orders',
    '04001': 'payments',
    '-3': 'payments',
    PAY_X: 'payments',
    PAY_REFUND_X: '@acme/refunds',
    PAY_REFUND_: '@acme/refunds',
    PAY_REFUND: 'payments',
  });
  for (const code of ['3999', '5001', '0', '-6', '4000.5', '4e3', 'pay_x', 'X', ''])
    assert.equal(ownerOf(code, { ranges: RANGES }), undefined, code);
  assert.equal(ownerOf('4000', {}), undefined);
});

test('what one range of a team says of it holds for all of them', () => {
  assert.deepEqual(ownerOf('PAY_X', { ranges: RANGES }), {
    team: 'payments',
    contact: { label: '#payments', href: 'https://chat.example.com/p' },
    owner: '@acme/money',
  });
  assert.equal(ownerOf('PAY_REFUND_X', { ranges: RANGES })?.owner, '@acme/refunds', 'a team may be called as there');
});

test('an empty prefix takes the names without another, and no number', () => {
  const ranges = [...RANGES, { team: 'platform', prefix: '' }];
  assert.deepEqual(
    ['RATE_LIMITED', 'PAY_X', '17'].map((code) => ownerOf(code, { ranges })?.team),
    ['platform', 'payments', undefined],
  );
});

test('ranges of two teams that want one code are refused, and both are named', () => {
  assert.deepEqual(flawsOf(RANGES), []);
  assert.deepEqual(
    flawsOf([
      { team: 'a', from: 1, to: 10 },
      { team: 'a', from: 5, to: 20 },
      { team: 'b', from: 20, to: 30 },
      { team: 'c', prefix: 'X_' },
      { team: 'd', prefix: 'X_' },
      { team: 'd', prefix: 'X_Y_' },
      { team: 'e', prefix: 'x_y_' },
      { team: 'f', from: 7, to: 6 },
    ]),
    [
      'ranges.2: 5 to 20 of a and 20 to 30 of b overlap; leave each code to one team.',
      'ranges.4: X_… of c and X_… of d have the same codes; leave each code to one team.',
      'ranges.6: X_Y_… of d and x_y_… of e have the same codes; leave each code to one team.',
      'ranges.7.to: 6 comes before 7; exchange the two.',
    ],
  );
});

const WRONG: readonly (readonly [unknown, RegExp])[] = [
  [{ team: 'a' }, /^ranges\.0: The range of a says not which codes it holds; write from and to, or prefix\.$/],
  [{ team: 'a', from: 1 }, /says not which codes it holds/],
  [{ team: 'a', from: 1, to: 2, prefix: 'A' }, /has numbers and a prefix; /],
  [{ team: 'a b', prefix: 'A' }, /^ranges\.0\.team: "a b" can't stand here; write a name of letters/],
  [{ team: '', prefix: 'A' }, /^ranges\.0\.team: /],
  [{ prefix: 'A' }, /^ranges\.0\.team: A value is missing; /],
  [{ team: 'a', from: 1.5, to: 2 }, /^ranges\.0\.from: /],
  [{ team: 'a', from: '1', to: 2 }, /^ranges\.0\.from: /],
  [{ team: 'a', prefix: '40' }, /^ranges\.0\.prefix: 40 is a number, of which no prefix speaks; write from and to\.$/],
  [{ team: 'a', prefix: 'A\n' }, /^ranges\.0\.prefix: /],
  [{ team: 'a', prefix: 'A', owner: 'payments' }, /^ranges\.0\.owner: "payments" can't stand here; write the team/],
  [{ team: 'a', prefix: 'A', contact: { label: 'x', href: 'javascript:x' } }, /^ranges\.0\.contact\.href: /],
  [{ team: 'a', perfix: 'A' }, /^ranges\.0\.perfix: Nothing is called perfix here; did you mean prefix\?$/],
];

test('a range that is none is told in one sentence, and the JSON Schema refuses it where it can', () => {
  for (const [range, said] of WRONG) {
    const flaws = flawsOf([range]);
    assert.ok(
      flaws.some((flaw) => said.test(flaw)),
      `${JSON.stringify(range)} is told: ${flaws.join(' ')}`,
    );
  }
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(siteJsonSchema());
  const isValid = (ranges: unknown): boolean => validate({ ...PLAIN_SITE, ranges });
  assert.ok(isValid(RANGES), JSON.stringify(validate.errors));
  for (const range of [
    { team: 'a' },
    { team: 'a', from: 1 },
    { team: 'a', from: 1, to: 2, prefix: 'A' },
    { prefix: 'A' },
  ])
    assert.ok(!isValid([range]), JSON.stringify(range));
});

test('ranges of one form say nothing about codes of the other', () => {
  const numbers = siteWith(RANGES.filter((range) => 'from' in range));
  const names = siteWith(RANGES.filter((range) => 'prefix' in range));
  const codesTold = (site: Site): readonly (string | undefined)[] =>
    checkRegistry(registryOf('17', 'OLD', '4000', 'PAY_X'), site).map(({ code }) => code);
  assert.deepEqual(codesTold(numbers), ['17']);
  assert.deepEqual(codesTold(names), ['OLD']);
});

test('a registry with many older codes is told so once a form, and how to state who has them', () => {
  const older = Array.from({ length: 300 }, (_, index) => [`OLD_${index}`, String(index + 1)]).flat();
  const problems = checkRegistry(registryOf(...older), siteWith(RANGES));
  assert.deepEqual(
    problems.map(({ code, rule }) => [code, rule]),
    [
      ['1', 'owned-codes'],
      ['OLD_0', 'owned-codes'],
    ],
  );
  assert.match(problems[0]?.message ?? '', /^300 codes such as this one are in nobody's range; .*from: N, to: N/);
  assert.match(problems[1]?.message ?? '', /^300 codes .*prefix: ''.*all without another prefix\.$/);
  const adopted = [...RANGES, { team: 'platform', prefix: '' }, { team: 'platform', from: 1, to: 3999 }];
  assert.deepEqual(checkRegistry(registryOf(...older), siteWith(adopted)), []);
});

test('files for programs are the same with ranges and without', () => {
  const registry = registryOf('4000', 'PAY_X');
  const filesOf = (site: Site): readonly unknown[] => [...machineFiles({ registry, site, prose: {} })];
  assert.deepEqual(filesOf(siteWith(RANGES)), filesOf({ ...PLAIN_SITE, dir: 'ltr' }));
});
