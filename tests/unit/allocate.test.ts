import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
function makeContent(name: string, errors: readonly object[], ranges: readonly object[] = RANGES): string {
  const cwd = join(folder, name);
  mkdirSync(join(cwd, 'content'), { recursive: true });
  writeFileSync(join(cwd, 'content/site.json'), JSON.stringify({ ...PLAIN_SITE, ranges }, null, 2));
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
    if (args.some((arg) => arg === '--team')) assert.equal(refused(cwd, 'reserve', ...args, '--for', 'x'), said);
  }
  assert.equal(read(cwd, 'registry.json'), before);
  assert.ok(!existsSync(join(cwd, 'content/reservations.txt')));
});

test('reserve writes one line at its place, and tells in one sentence what can’t be reserved', () => {
  const cwd = makeContent('reserve', [{ code: '4000', category: 'c', formerly: ['5001'] }]);
  const reserve = (...args: readonly string[]) => reference(cwd, 'reserve', ...args);
  assert.match(
    reserve('5003', '--team', 'orders', '--for', 'split  orders').stdout,
    /^Reserved 5003 for orders in content\/reservations\.txt:3; commit that line, and others see it\.\n`.*new --team orders 5003` takes it up\.\n$/,
  );
  assert.match(reserve('--team', 'payments', '--for', 'refunds').stdout, /^Reserved 4001 for payments in .*:3; /);
  assert.match(
    reserve('LATE', '--team', 'payments', '--for', 'late').stdout,
    /^Reserved PAY_LATE for payments in .*:5; /,
  );
  const lines = read(cwd, 'reservations.txt').split('\n');
  assert.equal(lines.length, 6, 'two lines of comment, three reservations, and the end of the last line');
  const today = new Date().toISOString().slice(0, 10);
  for (const [index, [code, team, what]] of [
    ['4001', 'payments', 'refunds'],
    ['5003', 'orders', 'split  orders'],
    ['PAY_LATE', 'payments', 'late'],
  ].entries()) {
    const [first, second, date = '', mark, ...rest] = (lines[index + 2] ?? '').split('  ');
    assert.deepEqual([first, second, rest.join('  ')], [code, team, what]);
    assert.match(mark ?? '', /^[0-9a-f]{8}$/);
    assert.ok(date <= today && /^\d{4}-\d\d-\d\d$/.test(date), date);
  }
  const before = read(cwd, 'reservations.txt');
  for (const [args, said] of [
    [[], /^Write `reserve CODE --team NAME --for "what"`; /],
    [['5004', '--team', 'orders'], /^Write `reserve /],
    [['5004', '5005', '--team', 'orders', '--for', 'x'], /^Write `reserve /],
    [['5004', '--team', 'orders', '--for', ' '], /^What the code is for has to be one line of text; /],
    [['5004', '--team', 'orders', '--for', 'a\nb'], /^What the code is for has to be one line of text; /],
    [['5004', '--team', 'the orders', '--for', 'x'], /^"the orders" can't be a team; /],
    [
      ['5003', '--team', 'orders', '--for', 'x'],
      /^5003 is reserved by orders for "split {2}orders" since .*; name another/,
    ],
    [['05003', '--team', 'orders', '--for', 'x'], /^05003 is reserved by orders /],
    [['PAY_late', '--team', 'payments', '--for', 'x'], /^PAY_late is reserved by payments for "late"/],
    [['4000', '--team', 'payments', '--for', 'x'], /^4000 is a code of this registry already; name another code\.$/],
    [['5001', '--team', 'orders', '--for', 'x'], /^5001 was the code of 4000 once; name another code\.$/],
    [['PAY_ ', '--team', 'payments', '--for', 'x'], /^"PAY_ " can't be reserved: The code starts or ends with a space/],
    [
      ['PAY_A  B', '--team', 'payments', '--for', 'x'],
      /^"PAY_A {2}B" can't be reserved: the file of reservations has no/,
    ],
  ] as const)
    assert.match(refused(cwd, 'reserve', ...args), said);
  assert.equal(read(cwd, 'reservations.txt'), before);
  const other = makeContent('reserve-in-folder', []);
  mkdirSync(join(other, 'content/reservations.txt'));
  assert.match(refused(other, 'reserve', '--team', 'orders', '--for', 'x'), /reservations\.txt {2}It is a folder; /);
});

test('without ranges any team reserves any code, and names it', () => {
  const cwd = makeContent('no-ranges', [], []);
  writeFileSync(join(cwd, 'content/site.json'), JSON.stringify(PLAIN_SITE));
  assert.match(reference(cwd, 'reserve', 'ANY', '--team', 'a', '--for', 'x').stdout, /^Reserved ANY for a /);
  assert.match(
    refused(cwd, 'reserve', '--team', 'a', '--for', 'x'),
    /^The site states no ranges, so no number is known/,
  );
  assert.match(refused(cwd, 'new', '--team', 'a'), /^The site states no ranges/);
  assert.match(
    refused(cwd, 'new', 'ANY'),
    /^ANY is reserved by a for "x" since .*; name another code, or --team a where it/,
  );
  assert.match(reference(cwd, 'new', 'ANY', '--team', 'a').stdout, /\nThe reservation of a for "x" is taken up\.\n$/);
  assert.deepEqual(readReservations(read(cwd, 'reservations.txt')), { reservations: [], flaws: [] });
});

test('new takes up a reservation of its team, and refuses that of another', () => {
  const cwd = makeContent('take-up', []);
  reference(cwd, 'reserve', '4002', '--team', 'payments', '--for', 'refunds');
  reference(cwd, 'reserve', '5000', '--team', 'orders', '--for', 'splits');
  assert.match(refused(cwd, 'new', '4002', '--team', 'orders'), /^4002 is in the range of payments; orders has /);
  assert.match(
    reference(cwd, 'new', '4002').stdout,
    /^Added 4002 .*\n.*\nThe reservation of payments for "refunds" is taken/,
  );
  assert.deepEqual(
    readReservations(read(cwd, 'reservations.txt')).reservations.map(({ code }) => code),
    ['5000'],
  );
});

const line = (code: string, team: string, what = 'x', mark = '0123abcd'): string =>
  `${code}  ${team}  2026-01-31  ${mark}  ${what}`;

/** Writes a file of reservations into a folder whose links are permanent, and checks it. */
function checkWith(cwd: string, ...lines: readonly string[]) {
  writeFileSync(join(cwd, 'content/reservations.txt'), lines.map((each) => `${each}\n`).join(''));
  return reference(cwd, 'check');
}

test('check holds reservations to each other, to the ranges and to the codes', () => {
  const cwd = makeContent('check', [filled('4000', 'Taken'), { ...filled('PAY_X', 'X'), formerly: ['PAY_OLD'] }]);
  reference(cwd, 'permalinks');
  const { stdout, status } = checkWith(cwd, '# ours', '', line('4000', 'payments'), line('4001', 'payments'));
  assert.equal(status, 0, stdout);
  assert.match(
    stdout,
    /\ncontent\/reservations\.txt:3 {2}4000 has its entry, so its reservation of 2026-01-31 can go; remove the line\.\n$/,
  );
  const { stderr } = checkWith(
    cwd,
    line('4000', 'orders'),
    '# between',
    line('4002', 'payments', 'one', '00000001'),
    line('04002', 'payments', 'two', '00000002'),
    '<<<<<<< HEAD',
    line('4001', 'payments'),
    line('5000', 'nobody'),
    line('7000', 'orders'),
    line('PAY_OLD', 'payments'),
  );
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    'content/reservations.txt:1  4000 has its entry, and orders reserved it: 4000 is in the range of payments; orders has 5000 to 5999.',
    'content/reservations.txt:2  No comment or empty line stands between reservations; move it to the top, or remove it.',
    'content/reservations.txt:4  04002 is reserved twice: by payments for "one" (line 3) and by payments for "two"; give one of the two another code.',
    'content/reservations.txt:5  The line is no reservation; write code, team, day, mark and what it is for, with two spaces between, or let `reserve` write it.',
    'content/reservations.txt:6  4001 stands below 04002; put the lines in order, for only so git sees two reservations of one code.',
    'content/reservations.txt:7  nobody has no range; write one of payments, orders, names, or add it to `ranges` of the site.',
    "content/reservations.txt:8  7000 is in nobody's range; orders has 5000 to 5999.",
    'content/reservations.txt:9  PAY_OLD was the code of PAY_X once, so no error can get it; remove the line.',
  ]);
});

test('the file keeps its line ends, and any order of adding gives the same file', () => {
  const codes = ['B', '10', '9', 'A', '-3', '010', 'a'];
  const add = (text: string, code: string): string =>
    addReservation(text, { code, team: 't', date: '2026-01-31', mark: '0123abcd', what: 'x' });
  const written = codes.reduce(add, '');
  assert.equal(codes.toReversed().reduce(add, ''), written);
  assert.deepEqual(
    readReservations(written).reservations.map(({ code }) => code),
    ['-3', '9', '010', '10', 'A', 'a', 'B'],
  );
  assert.equal(
    add(written.replaceAll('\n', '\r\n'), '5').replaceAll('\r\n', ''),
    add(written, '5').replaceAll('\n', ''),
  );
});

/** Reserves a code as a branch does; `reserve` itself gives each line a mark of its own. */
function reserveIn({ root }: TestRepository, code: string): void {
  const [file, mark] = [join(root, 'content/reservations.txt'), randomBytes(4).toString('hex')];
  const team = /^[4P]/.test(code) ? 'payments' : 'orders';
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(file, addReservation(text, { code, team, date: '2026-01-31', mark, what: 'the same' }));
}

/** A repository whose first commit has a content folder with reservations of each team. */
function makeReserved(name: string): TestRepository {
  const cwd = makeContent(name, [filled('5000', 'First')]);
  reference(cwd, 'permalinks');
  const repository = makeRepository(cwd);
  for (const code of ['4001', '5100', '5200', '5300', 'PAY_M']) reserveIn(repository, code);
  repository.commit('Reserve the first');
  return repository;
}

/** Has two branches reserve each a code, and merges the second into the first. */
function mergeReservations(repository: TestRepository, one: string, other: string, reserve = reserveIn) {
  const { git, commit } = repository;
  for (const [branch, code] of [
    ['one', one],
    ['other', other],
  ] as const) {
    git('checkout', '--quiet', '-B', branch, 'main');
    reserve(repository, code);
    commit(`Reserve ${code}`);
  }
  git('checkout', '--quiet', 'one');
  return git('merge', '--no-edit', 'other');
}

const codesReserved = (repository: TestRepository): readonly string[] =>
  readReservations(read(repository.root, 'reservations.txt')).reservations.map(({ code }) => code);

test('two branches that reserve one code by the command are in conflict, however alike the lines are', () => {
  const repository = makeReserved('conflict');
  const { status, output } = mergeReservations(repository, '5150', '5150', ({ root }, code) => {
    assert.equal(reference(root, 'reserve', code, '--team', 'orders', '--for', 'the same').status, 0);
  });
  assert.equal(status, 1);
  assert.match(output, /CONFLICT \(content\): Merge conflict in content\/reservations\.txt/);
  const { stderr } = reference(repository.root, 'check');
  assert.match(stderr, /reservations\.txt:5 {2}The line is no reservation; /, 'the marks of a conflict are told');
  assert.match(stderr, /5150 is reserved twice: by /);
});

test('git merges no two reservations of one code, and merges codes that lie apart', () => {
  const repository = makeReserved('merges');
  for (const code of ['4000', '4002', '5150', '5301', 'PAY_A', 'PAY_Z']) {
    const { status, output } = mergeReservations(repository, code, code);
    assert.equal(status, 1, code);
    assert.match(output, /CONFLICT \(content\): Merge conflict in content\/reservations\.txt/, code);
    repository.git('merge', '--abort');
  }
  for (const [one, other] of [
    ['4000', '5150'],
    ['5150', '5250'],
    ['PAY_A', '5150'],
    ['5301', 'PAY_Z'],
  ] as const) {
    const { status, output } = mergeReservations(repository, one, other);
    assert.equal(status, 0, output);
    const codes = codesReserved(repository);
    assert.ok(codes.includes(one) && codes.includes(other), codes.join(' '));
  }
  assert.equal(reference(repository.root, 'check').status, 0);
});

test('two branches that make the file are in conflict over one code as well', () => {
  const repository = makeRepository(makeContent('first', []));
  repository.commit('No reservations yet');
  assert.equal(mergeReservations(repository, '5150', '5150').status, 1);
});

test('with merge=union no reservation is lost, and check finds the two of one code', () => {
  const repository = makeReserved('union');
  repository.write({ '.gitattributes': 'content/reservations.txt merge=union\n' });
  repository.commit('Merge reservations line by line');
  assert.equal(mergeReservations(repository, '5150', '5150').status, 0);
  assert.equal(codesReserved(repository).filter((code) => code === '5150').length, 2);
  const { stderr, status } = reference(repository.root, 'check');
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^content\/reservations\.txt:6 {2}5150 is reserved twice: by orders for "the same" \(line 5\) and by orders for "the same"; [^\n]+\n$/,
  );
});
