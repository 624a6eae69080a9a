import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import { makeRepository, type TestRepository } from '../fixtures/repository.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'against-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { CONTENT: _, BASE: __, OUT: ___, GITHUB_WORKSPACE: ____, ...env } = process.env;

/** Runs the command in a folder. */
function reference(cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

const against = (cwd: string, revision = 'main', ...args: readonly string[]) =>
  reference(cwd, 'check', '--against', revision, ...args);

const RANGES = [
  { team: 'payments', from: 4000, to: 4999 },
  { team: 'orders', prefix: 'ORDER_' },
];

const moduleOf = (name: string, errors: string): string => `import { defineCategory } from 'error-reference';

export const ${name} = defineCategory({
  name: '${name}',
  title: '${name}',
  errors: {${errors}},
});
`;

/** A repository with a content folder of two modules, each of which has an error. */
function makeModules(name: string): TestRepository {
  const repository = makeRepository(join(folder, name));
  repository.write({
    'content/site.ts': `import { defineSite } from 'error-reference';
export const site = defineSite(${JSON.stringify({ ...PLAIN_SITE, ranges: RANGES })});
`,
    'content/registry/index.ts': `import { defineRegistry } from 'error-reference';
import { cards } from './cards.ts';
import { refunds } from './refunds.ts';
export const registry = defineRegistry(cards, refunds);
`,
    'content/registry/cards.ts': moduleOf('cards', "\n    '4000': { title: 'Card expired' },\n  "),
    'content/registry/refunds.ts': moduleOf('refunds', "\n    ORDER_GONE: { title: 'Order gone' },\n  "),
  });
  assert.equal(reference(repository.root, 'permalinks').status, 0);
  repository.commit('The reference');
  return repository;
}

/** Adds the next number of the team to a category, as its author would, and commits it with its link. */
function addNext({ root, git, write, commit }: TestRepository, branch: string, category: string): string {
  git('checkout', '--quiet', '-B', branch, branch === 'main' ? 'main' : 'start');
  const { stdout, stderr, status } = reference(root, 'new', '--team', 'payments', '--category', category);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Added 4001 /);
  const file = `content/registry/${category}.ts`;
  write({ [file]: readFileSync(join(root, file), 'utf8').replaceAll("''", `'Of ${branch}.'`) });
  assert.equal(reference(root, 'permalinks').status, 0);
  assert.equal(reference(root, 'check').status, 0, 'each branch is sound by itself');
  return commit(`Add 4001 to ${category}`);
}

test('two branches that take one number are refused, and both are named', () => {
  const repository = makeModules('heart');
  const { root, git, write, commit } = repository;
  git('branch', 'start');
  const there = addNext(repository, 'main', 'cards');
  write({ 'README.md': 'Main moved on.\n' });
  commit('Say what this is');
  const here = addNext(repository, 'refunds', 'refunds');

  const { stdout, stderr, status } = against(root);
  assert.deepEqual([status, stdout], [1, '']);
  assert.equal(
    stderr,
    'content/registry/refunds.ts:7  4001 is taken twice since refunds and main parted: ' +
      `refunds added it (content/registry/refunds.ts:7, commit ${here.slice(0, 9)}), and ` +
      `main added it (content/registry/cards.ts:8, commit ${there.slice(0, 9)}); ` +
      '`npx error-reference new --team payments` finds a free one for this branch.\n',
  );
  assert.equal(reference(root, 'check').status, 0, 'without --against nothing tells it');

  // Seen from the other side it is the same, and git itself has nothing against it.
  git('checkout', '--quiet', 'main');
  assert.match(
    against(root, 'refunds').stderr,
    /^content\/registry\/cards\.ts:8 {2}4001 is taken twice since main and refunds/,
  );
  const merged = git('merge', '--no-edit', 'refunds');
  assert.equal(merged.status, 0, merged.output);
  assert.match(reference(root, 'check').stderr, /4001 is declared in the categories cards and refunds/);
});

const registryText = (errors: readonly object[]): string =>
  `${JSON.stringify({ version: 1, categories: [{ name: 'c', title: 'C' }], errors: errors.map((error) => ({ category: 'c', ...error })) }, null, 2)}\n`;

interface Branch {
  readonly errors?: readonly object[];
  readonly reservations?: readonly string[];
}

let made = 0;

/** A repository in which `main` and `topic` each went on from a base, with a registry in JSON; `topic` is checked out. */
function makeBranches(base: Branch, main: Branch, topic: Branch, ranges: readonly object[] = RANGES): TestRepository {
  made += 1;
  const repository = makeRepository(join(folder, `branches-${made}`));
  const { git, write, commit } = repository;
  const put = ({ errors = [], reservations = [] }: Branch, message: string): void => {
    write({
      'content/registry.json': registryText(errors),
      'content/reservations.txt': reservations.map((line) => `${line}\n`).join(''),
    });
    commit(message);
  };
  write({ 'content/site.json': JSON.stringify({ ...PLAIN_SITE, ranges }) });
  put(base, 'Base');
  git('branch', 'topic');
  put(main, 'On main');
  write({ 'README.md': 'Main moved on.\n' });
  commit('Main moves on');
  git('checkout', '--quiet', 'topic');
  put(topic, 'On topic');
  return repository;
}

/** What `check --against main` says of codes, without the places. */
function collisionsOf(repository: TestRepository): readonly string[] {
  const { stdout, stderr, status } = against(repository.root, 'main', '--format', 'json');
  assert.equal(stderr, '');
  const findings = JSON.parse(stdout) as readonly { readonly message: string }[];
  assert.equal(status, findings.length === 0 ? 0 : 1);
  return findings.flatMap(({ message }) => {
    const [, code, rest = ''] = /^(.*) is taken twice since topic and main parted: (.*)$/.exec(message) ?? [];
    const told = rest.replaceAll(/ \(content\/[\w.]+:\d+, commit [0-9a-f]{9}\)/g, '').replace(/; [^;]*$/, '');
    return code === undefined ? [] : [`${code}: ${told}`];
  });
}

const BASE = { code: '4000', title: 'Base' };
const reserved = (code: string, what: string, mark: string): string =>
  `${code}  ${/^\d/.test(code) ? 'payments' : 'orders'}  2026-01-31  ${mark}  ${what}`;

const CASES: readonly (readonly [name: string, base: Branch, main: Branch, topic: Branch, said: readonly string[]])[] =
  [
    [
      'numbers and names, added with other content, also where they differ by case or zeros alone',
      { errors: [BASE] },
      {
        errors: [BASE, { code: '4001', title: 'A' }, { code: 'ORDER_LATE', title: 'A' }, { code: '4010', title: 'A' }],
      },
      {
        errors: [BASE, { code: 'ORDER_late', title: 'B' }, { code: '4001', title: 'B' }, { code: '04010', title: 'B' }],
      },
      [
        'ORDER_late (there ORDER_LATE): topic added it, and main added it',
        '4001: topic added it, and main added it',
        '04010 (there 4010): topic added it, and main added it',
      ],
    ],
    [
      'the same entry on both sides, as a commit that was picked, and different codes',
      { errors: [BASE] },
      { errors: [BASE, { code: '4001', title: 'A' }, { code: '4002', title: 'B' }] },
      { errors: [BASE, { code: '4001', title: 'A' }, { code: '4003', title: 'C' }] },
      [],
    ],
    [
      'an entry of the base that both sides changed is for git to merge',
      { errors: [BASE] },
      { errors: [{ ...BASE, title: 'A' }] },
      { errors: [{ ...BASE, title: 'B' }] },
      [],
    ],
    [
      'a former code and another name over there',
      { errors: [BASE] },
      { errors: [{ code: '4005', formerly: ['4000', '4001'], aliases: ['ORDER_X'] }] },
      { errors: [BASE, { code: '4001', title: 'B' }, { code: 'ORDER_X', title: 'B' }] },
      [
        '4001: topic added it, and main made it a former code of 4005',
        'ORDER_X: topic added it, and main made it another name of 4005',
      ],
    ],
    [
      'one code renamed in two ways',
      { errors: [BASE] },
      { errors: [{ code: '4005', formerly: ['4000'] }] },
      { errors: [{ code: '4006', formerly: ['4000'] }] },
      ['4000: topic made it a former code of 4006, and main made it a former code of 4005'],
    ],
    [
      'reservations, of codes and of each other; one that was picked is the same',
      { errors: [BASE], reservations: [reserved('4100', 'old', '00000000')] },
      {
        errors: [BASE],
        reservations: [
          reserved('4001', 'a', '00000001'),
          reserved('4002', 'a', '00000002'),
          reserved('4003', 'picked', '00000003'),
          reserved('4100', 'old', '00000000'),
        ],
      },
      {
        errors: [BASE, { code: '4001', title: 'B' }],
        reservations: [
          reserved('4002', 'b', '00000009'),
          reserved('4003', 'picked', '00000003'),
          reserved('4100', 'changed', '00000000'),
        ],
      },
      [
        '4001: topic added it, and main reserved it for payments, "a"',
        '4002: topic reserved it for payments, "b", and main reserved it for payments, "a"',
      ],
    ],
    [
      'one reservation that both sides took up in their own way',
      { errors: [BASE], reservations: [reserved('4001', 'refunds', '00000001')] },
      { errors: [BASE, { code: '4001', title: 'A' }] },
      { errors: [BASE, { code: '4001', title: 'B' }] },
      ['4001: topic added it, and main added it'],
    ],
    [
      'a branch that is behind and took nothing',
      { errors: [BASE] },
      { errors: [BASE, { code: '4001' }] },
      { errors: [BASE] },
      [],
    ],
  ];

for (const [name, base, there, topic, said] of CASES)
  test(`check --against: ${name}`, () => {
    assert.deepEqual(collisionsOf(makeBranches(base, there, topic)), said);
  });

test('each format tells it at the line of this branch', () => {
  const { root } = makeBranches(
    { errors: [BASE] },
    { errors: [BASE, { code: '4001', title: 'A' }] },
    { errors: [BASE, { code: '4001', title: 'B' }] },
  );
  reference(root, 'permalinks');
  const text = against(root).stderr;
  assert.match(
    text,
    /^content\/registry\.json:15 {2}4001 is taken twice since topic and main parted: topic added it \(content\/registry\.json:15, commit [0-9a-f]{9}\), and main added it \(content\/registry\.json:15, commit [0-9a-f]{9}\); [^\n]+\n$/,
  );
  const [finding, ...more] = JSON.parse(against(root, 'main', '--format', 'json').stdout) as readonly object[];
  assert.deepEqual(more, []);
  assert.deepEqual(finding, {
    file: 'content/registry.json',
    line: 15,
    message: text.trimEnd().replace('content/registry.json:15  ', ''),
  });
  assert.match(
    against(root, 'main', '--format', 'github').stdout,
    /^::error file=content\/registry\.json,line=15::4001 is taken twice since topic and main parted: [^\n]+\n$/,
  );
});

test('what is not committed yet counts, and is called so', () => {
  const { root, git, write } = makeBranches(
    { errors: [BASE] },
    { errors: [BASE, { code: '4001', title: 'A' }] },
    { errors: [BASE] },
  );
  write({ 'content/registry.json': registryText([BASE, { code: '4001', title: 'B' }]) });
  assert.match(against(root).stderr, /topic added it \(content\/registry\.json:15, not committed\), and main added it/);
  git('checkout', '--quiet', '--detach');
  assert.match(against(root).stderr, /4001 is taken twice since HEAD and main parted: HEAD added it/);
});

test('a branch that merged main again is compared with what came later', () => {
  const { root, git, write, commit } = makeBranches(
    { errors: [BASE] },
    { errors: [BASE, { code: '4001' }] },
    { errors: [BASE] },
  );
  assert.equal(git('merge', '--no-edit', 'main').status, 0);
  reference(root, 'permalinks');
  write({ 'content/registry.json': registryText([BASE, { code: '4001' }, { code: '4002', title: 'B' }]) });
  commit('Add 4002');
  assert.doesNotMatch(against(root).stderr, /taken twice/);
});

test('a reference that main does not have yet collides with nothing', () => {
  const repository = makeRepository(join(folder, 'young'));
  const { root, git, write, commit } = repository;
  write({ 'README.md': 'No reference yet.\n' });
  commit('Begin');
  git('checkout', '--quiet', '-b', 'topic');
  write({ 'content/site.json': JSON.stringify(PLAIN_SITE), 'content/registry.json': registryText([BASE]) });
  reference(root, 'permalinks');
  assert.equal(against(root).status, 0, against(root).stderr);
});

test('a clone that lacks the history or the revision is told so in one sentence', () => {
  const { root, git } = makeBranches(
    { errors: [BASE] },
    { errors: [BASE, { code: '4001', title: 'A' }] },
    { errors: [BASE, { code: '4001', title: 'B' }] },
  );
  const clone = (name: string, ...args: readonly string[]): string => {
    const to = join(folder, name);
    assert.equal(git('clone', '--quiet', '--branch', 'topic', ...args, `file://${root}`, to).status, 0);
    reference(to, 'permalinks');
    return to;
  };
  const [whole, cut, lone] = [
    clone('whole'),
    clone('cut', '--depth', '1', '--no-single-branch'),
    clone('lone', '--depth', '1'),
  ];
  const sentence = (cwd: string, revision: string): string => {
    const { stdout, stderr, status } = against(cwd, revision);
    assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], stderr);
    return stderr.trimEnd();
  };
  assert.match(
    sentence(whole, 'main'),
    /4001 is taken twice since topic and main parted/,
    'a branch of the origin does',
  );
  assert.equal(
    sentence(cut, 'main'),
    'This clone is shallow, so nobody knows where HEAD and origin/main parted; fetch the whole history (fetch-depth: 0, or `git fetch --unshallow`).',
  );
  assert.equal(
    sentence(lone, 'main'),
    'This clone is shallow and has no main; fetch the whole history (fetch-depth: 0, or `git fetch --unshallow`), and that branch.',
  );
  for (const name of ['nowhere', '-x', ''])
    assert.match(
      sentence(whole, name),
      /is no revision of this repository; write a branch, a tag or a commit|--against has no value|^`check` takes/,
    );
  const outside = join(folder, 'outside');
  cpSync(join(root, 'content'), join(outside, 'content'), { recursive: true });
  reference(outside, 'permalinks');
  assert.match(sentence(outside, 'main'), /lies in no git repository/);
  git('checkout', '--quiet', '--orphan', 'other');
  git('commit', '--quiet', '-m', 'Begin anew');
  assert.equal(
    sentence(root, 'main').split('  ').at(-1),
    'HEAD and main have no commit in common; name a revision from which this branch comes.',
  );
});

test('a content folder that is a whole repository is read at a revision as well', () => {
  const { root, git, write, commit } = makeRepository(join(folder, 'top'));
  const put = (errors: readonly object[], message: string): string => {
    write({ 'site.json': JSON.stringify(PLAIN_SITE), 'registry.json': registryText(errors) });
    return commit(message);
  };
  put([BASE], 'Base');
  git('branch', 'topic');
  const there = put([BASE, { code: '4001', title: 'A' }], 'On main');
  git('checkout', '--quiet', 'topic');
  put([BASE, { code: '4001', title: 'B' }], 'On topic');
  const { stderr, status } = reference(root, 'check', '--content', '.', '--against', 'main');
  assert.equal(status, 1);
  assert.ok(stderr.includes(`main added it (registry.json:15, commit ${there.slice(0, 9)})`), stderr);
});
