import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { composeSection, findSection, placeSection } from '../../src/core/code-owners.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';
import { makeRepository } from '../fixtures/repository.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'codeowners-'));
after(() => {
  rmSync(folder, { recursive: true });
});
const { CONTENT: _, BASE: __, OUT: ___, ...env } = process.env;

const RANGES = [
  { team: 'payments', from: 4000, to: 4999, owner: '@acme/payments' },
  { team: '@acme/orders', prefix: 'ORDER_' },
  { team: 'fraud', prefix: 'FRAUD_' },
];

const moduleOf = (
  name: string,
  ...codes: readonly string[]
): string => `import { defineCategory } from 'error-reference';
export const ${name} = defineCategory({ name: '${name}', title: '${name}', errors: {
${codes.map((code) => `  '${code}': {},\n`).join('')}} });
`;

/** A repository whose content folder lies deeper, with a space in its path. */
const repository = makeRepository(join(folder, 'repository'));
repository.write({
  'the docs/errors/site.ts': `import { defineSite } from 'error-reference';
export const site = defineSite(${JSON.stringify({ ...PLAIN_SITE, ranges: RANGES })});
`,
  'the docs/errors/registry/index.ts': `import { defineRegistry } from 'error-reference';
import { a } from './a.ts';
import { mixed } from './mixed.ts';
import { own } from './own.ts';
export const registry = defineRegistry(mixed, own, a);
`,
  'the docs/errors/registry/a.ts': moduleOf('a', 'FRAUD_1'),
  'the docs/errors/registry/mixed.ts': moduleOf('mixed', '4000', 'ORDER_A', 'FRAUD_2'),
  'the docs/errors/registry/own.ts': moduleOf('own', '4001', '4002'),
  'the docs/errors/errors/ORDER_A.mdx': 'Prose.\n',
});

function codeowners(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'codeowners', '--content', 'errors', ...args], {
    cwd: join(repository.root, 'the docs'),
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const SECTION = `# error-reference: begin; \`error-reference codeowners\` writes these lines from \`ranges\` of the site.
/the\\ docs/errors/errors/ORDER_A.mdx @acme/orders
# /the\\ docs/errors/registry/a.ts has codes of fraud, whose \`owner\` is not stated.
# /the\\ docs/errors/registry/mixed.ts has codes of fraud, whose \`owner\` is not stated.
# /the\\ docs/errors/registry/mixed.ts has codes of several teams; CODEOWNERS knows files, not codes, so any of these approves.
/the\\ docs/errors/registry/mixed.ts @acme/orders @acme/payments
/the\\ docs/errors/registry/own.ts @acme/payments
# error-reference: end
`;

test('the lines name each file with its teams, and say what they can’t say', () => {
  const { stdout, stderr, status } = codeowners();
  assert.deepEqual([status, stderr], [0, '']);
  assert.equal(stdout, SECTION);
});

const file = join(folder, 'CODEOWNERS');
const THEIRS = '# Ours\n* @acme/all\n';

test('--out writes its own lines and keeps all others, wherever they stand', () => {
  for (const [before, wanted] of [
    [undefined, SECTION],
    [THEIRS, `${THEIRS}\n${SECTION}`],
    [THEIRS.trimEnd(), `${THEIRS}\n${SECTION}`],
    [`${SECTION.replace('own.ts', 'old.ts')}\n${THEIRS}`, `${SECTION}\n${THEIRS}`],
    [SECTION, SECTION],
    [THEIRS.replaceAll('\n', '\r\n'), `${THEIRS}\n${SECTION}`.replaceAll('\n', '\r\n')],
  ] as const) {
    rmSync(file, { force: true });
    if (before !== undefined) writeFileSync(file, before);
    assert.deepEqual(codeowners('--out', file), { stdout: '', stderr: '', status: 0 });
    assert.equal(readFileSync(file, 'utf8'), wanted);
    assert.deepEqual(codeowners('--check', file), { stdout: '', stderr: '', status: 0 });
  }
});

test('--check looks at its own lines alone, and tells in one sentence what differs', () => {
  for (const [text, said] of [
    [undefined, /^.*CODEOWNERS is not there; `.*codeowners --out .*CODEOWNERS --content errors` writes them\.\n$/],
    [THEIRS, /has no lines of the error reference; /],
    [SECTION.replace('own.ts', 'old.ts'), /are not those that follow from the ranges; /],
    [SECTION.replace('# error-reference: end\n', ''), /has marks of the error reference that are no pair; /],
    [SECTION + SECTION, /has marks of the error reference that are no pair; /],
  ] as const) {
    rmSync(file, { force: true });
    if (text !== undefined) writeFileSync(file, text);
    const { stdout, stderr, status } = codeowners('--check', file);
    assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], stderr);
    assert.match(stderr, said);
    assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : undefined, text, 'and nothing is written');
  }
  writeFileSync(file, `${THEIRS}# More of ours\n${SECTION}docs/ @acme/docs\n`);
  assert.equal(codeowners('--check', file).status, 0);
});

test('bad input is refused in one sentence', () => {
  const broken = SECTION + SECTION;
  writeFileSync(file, broken);
  mkdirSync(join(folder, 'a-folder'));
  for (const [args, said] of [
    [['--out', file], /no pair/],
    [['--out', join(folder, 'a-folder')], /can't be read \(EISDIR\); name a file/],
    [['--check', join(folder, 'a-folder')], /can't be read \(EISDIR\); name a file/],
    [
      ['--out', join(folder, 'nowhere/CODEOWNERS')],
      /can't be written \(ENOENT\); name a file in a folder that is there/,
    ],
    [['--out', file, '--check', file], /give one of the two/],
    [['more'], /^Write `codeowners/],
  ] as const) {
    const { stdout, stderr, status } = codeowners(...args);
    assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], stderr);
    assert.match(stderr, said);
  }
  assert.equal(readFileSync(file, 'utf8'), broken);
  const { stderr } = spawnSync(
    process.execPath,
    [main, 'codeowners', '--content', resolve(import.meta.dirname, '../fixtures/api')],
    { env, encoding: 'utf8' },
  );
  assert.match(stderr, /^The site states no ranges, so no file is anybody’s; add `ranges` to it\.\n$/);
});

test('a path means nothing but itself, and the order of the files changes nothing', () => {
  const teams = [{ team: 'a', owner: '@a' }];
  const files = ['b[1]/*.ts', 'a #1\\x', 'c'].map((path) => ({ path, teams }));
  const section = composeSection(files);
  assert.equal(composeSection(files.toReversed()), section);
  assert.deepEqual(section.split('\n').slice(1, -2), ['/a\\ \\#1\\\\x @a', '/b\\[1]/\\*.ts @a', '/c @a']);
  const text = placeSection('x @y\n', section);
  assert.equal(findSection(text), section);
  assert.equal(placeSection(text, section), text);
});
