import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { addReservation, readReservations } from '../../src/core/reservations.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import { makeRepository, type TestRepository } from '../fixtures/repository.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'allocate-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { CONTENT: _, BASE: __, OUT: ___, GITHUB_WORKSPACE: ____, ...env } = process.env;

/** Runs the command in a folder. */
function reference(cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** Runs the command, which is to refuse in one sentence. */
function refused(cwd: string, ...args: readonly string[]): string {
  const { stdout, stderr, status } = reference(cwd, ...args);
  assert.deepEqual([status, stdout], [1, ''], args.join(' ') + stderr);
  assert.match(stderr, /^[^\n]+[.?]\n$/, args.join(' '));
  return stderr.trim();
}

const RANGES = [
  { team: 'payments', from: 4000, to: 4003 },
  { team: 'payments', from: 4100, to: 4101 },
  { team: 'payments', prefix: 'PAY_' },
  { team: 'orders', from: 5000, to: 5999 },
  { team: 'names', prefix: 'A_' },
  { team: 'names', prefix: 'B_' },
];

type Entry = Readonly<Record<string, unknown>> & { readonly code: string };

const filled = (code: string, title: string): Entry => ({ code, category: 'c', title, summary: `${title}.` });

function registryText(errors: readonly object[]): string {
  const categories = [{ name: 'c', title: 'C' }];
  return `${JSON.stringify({ version: 1, categories, errors }, null, 2)}\n`;
}

/** Makes a content folder in JSON, with all its permanent links. */
function makeContent(name: string, errors: readonly object[], ranges: readonly object[] | undefined = RANGES): string {
  const cwd = join(folder, name);
  mkdirSync(join(cwd, 'content'), { recursive: true });
  writeFileSync(join(cwd, 'content/site.json'), JSON.stringify({ ...PLAIN_SITE, ...(ranges && { ranges }) }, null, 2));
  writeFileSync(join(cwd, 'content/registry.json'), registryText(errors));
  return cwd;
}

const read = (cwd: string, file: string): string => readFileSync(join(cwd, 'content', file), 'utf8');
const codesIn = (cwd: string): readonly string[] =>
  (JSON.parse(read(cwd, 'registry.json')) as { errors: readonly Entry[] }).errors.map(({ code }) => code);

test('new takes the lowest number of a team that no code, former, removed or reserved one has', () => {
  const cwd = makeContent('next', [
    { code: '4000', category: 'c', removed: { since: '1' } },
    { code: '5000', category: 'c', formerly: ['4001'], aliases: ['4002'] },
    { code: 'X', category: 'c', removed: { since: '1' } },
  ]);
  assert.equal(reference(cwd, 'reserve', '4003', '--team', 'payments', '--for', 'refunds').status, 0);
  for (const code of ['4100', '4101']) {
    const { stdout, stderr, status } = reference(cwd, 'new', '--team', 'payments');
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`^Added ${code} to content/registry\\.json:\\d+; fill in its blanks\\.`));
  }
  assert.equal(
    refused(cwd, 'new', '--team', 'payments'),
    'No number of payments is free (4000 to 4003, 4100 to 4101); give the team another range in `ranges` of the site.',
  );
  assert.match(reference(cwd, 'new', '--team', 'orders').stdout, /^Added 5001 /);
  assert.deepEqual(codesIn(cwd), ['4000', '5000', 'X', '4100', '4101', '5001']);
});

test('new puts the prefix of a team before a name, once', () => {
  const cwd = makeContent('prefix', []);
  for (const [name, code] of [
    ['CARD_EXPIRED', 'PAY_CARD_EXPIRED'],
    ['PAY_LIMIT', 'PAY_LIMIT'],
  ] as const)
    assert.match(reference(cwd, 'new', name, '--team', 'payments').stdout, new RegExp(`^Added ${code} `));
  assert.match(reference(cwd, 'new', 'B_X', '--team', 'names').stdout, /^Added B_X /);
  assert.match(reference(cwd, 'new', 'PAY_DIRECT').stdout, /^Added PAY_DIRECT /);
  assert.deepEqual(codesIn(cwd), ['PAY_CARD_EXPIRED', 'PAY_LIMIT', 'B_X', 'PAY_DIRECT']);
});

test('what a team can’t have is refused in one sentence, and nothing is written', () => {
  const cwd = makeContent('refused', []);
  const before = read(cwd, 'registry.json');
  for (const [args, said] of [
    [['--team', 'pay'], 'pay has no range; write one of payments, orders, names, or add it to `ranges` of the site.'],
    [
      ['X', '--team', 'pay'],
      'pay has no range; write one of payments, orders, names, or add it to `ranges` of the site.',
    ],
    [['--team', 'names'], 'names has names and no numbers: A_…, B_…; name a code.'],
    [['X', '--team', 'names'], 'names has several prefixes, A_, B_; write the code with one of them.'],
    [['5000', '--team', 'payments'], '5000 is in the range of orders; payments has 4000 to 4003, 4100 to 4101, PAY_….'],
    [['6000', '--team', 'orders'], "6000 is in nobody's range; orders has 5000 to 5999."],
    [['6000'], "6000 is in nobody's range; name a code of a team, or state in `ranges` of the site who has it."],
    [['X', '--team', 'orders'], "X is in nobody's range; orders has 5000 to 5999."],
  ] as const) {
    assert.equal(refused(cwd, 'new', ...args), said);
    assert.equal(
      refused(cwd, 'reserve', ...args, '--for', 'x'),
      said.replace('name a code of a team', 'name a code of a team'),
    );
  }
  assert.equal(read(cwd, 'registry.json'), before);
  assert.ok(!existsSync(join(cwd, 'content/reservations.txt')));
});
