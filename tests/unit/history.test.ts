import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { joinCategories, type ErrorEntry } from '../../src/core/define.ts';
import { isSameVersion, type History, type PastChange } from '../../src/core/history.ts';
import { wordsOf } from '../../src/core/say.ts';
import { traceHistory } from '../../src/differences/history.ts';
import { composeFeed } from '../../src/document/atom.ts';
import { listChanges } from '../../src/document/changes.ts';
import { teamPages } from '../../src/document/team-pages.ts';
import { parseHistory } from '../../src/schema/history.ts';
import { site } from '../fixtures/api/site.ts';
import { parseXml } from '../fixtures/xml.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'history-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { CONTENT: _, BASE: __, OUT: ___, ...env } = process.env;
const content = join(folder, 'content');

function git(date: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Team', '-c', 'user.email=team@example.com', '-c', 'tag.gpgsign=false'];
  const time = `${date}T12:00:00Z`;
  const { status, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: folder,
    env: { ...env, GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time },
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

const SITE = {
  name: 'Shop',
  description: 'The errors.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
};

/** A version with its tag; an annotated one has a day of its own. */
function release(tag: string, date: string, errors: readonly object[] | string, settings: object = {}): void {
  mkdirSync(content, { recursive: true });
  writeFileSync(join(content, 'site.json'), JSON.stringify({ ...SITE, ...settings }));
  const registry = { version: 1, categories: [{ name: 'a', title: 'A' }], errors };
  writeFileSync(join(content, 'registry.json'), typeof errors === 'string' ? errors : JSON.stringify(registry));
  git(date, 'add', '.');
  git(date, 'commit', '--quiet', '--allow-empty', '-m', tag);
  git(date, 'tag', '-a', tag, '-m', tag);
}

function history(...args: readonly string[]) {
  const all = [main, 'history', '--content', content, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, all, { cwd: folder, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

const file = join(content, 'history.json');
const ENVELOPE = { envelope: { code: '{code}' } };

git('2025-01-01', 'init', '--quiet', '--initial-branch=main');
release('v1.0.0', '2025-01-01', [{ code: 'OLD', status: 404 }, { code: 'GONE' }], ENVELOPE);
release('v1.9.0', '2025-02-01', [{ code: 'OLD', status: 410, summary: 'Editorial.' }, { code: 'FRESH' }], ENVELOPE);
release('v1.10.0', '2025-03-01', '{', ENVELOPE);
release(
  'v2.0.0',
  '2025-05-01',
  [
    { code: 'NEW', status: 410, formerly: ['OLD'] },
    { code: 'FRESH', deprecated: { since: '2.0' } },
  ],
  {
    envelope: { error: '{code}' },
  },
);
release('v2.0.0-rc.1', '2025-04-01', [{ code: 'NEW', status: 410, formerly: ['OLD'] }, { code: 'FRESH' }], ENVELOPE);
release('other', '2025-06-01', []);

test('the file has what changed from tag to tag, in the order of versions, and is written once', () => {
  const { stdout, stderr, status } = history('--tags', 'v*');
  assert.equal(status, 0, stderr);
  assert.equal(stdout, 'Wrote content/history.json: 7 changes in 3 versions.\n');
  assert.match(stderr, /^v1\.10\.0 is left out\. The content folder can't be read as it was at [^\n]+\n$/);
  const written = JSON.parse(readFileSync(file, 'utf8')) as History;
  assert.deepEqual(written, {
    releases: [
      {
        version: 'v1.9.0',
        date: '2025-02-01',
        changes: [
          { kind: 'changed', code: 'OLD', field: 'status', before: 404, after: 410 },
          { kind: 'removed', code: 'GONE' },
          { kind: 'added', code: 'FRESH' },
        ],
      },
      {
        version: 'v2.0.0-rc.1',
        date: '2025-04-01',
        changes: [{ kind: 'changed', code: 'NEW', field: 'code', before: 'OLD', after: 'NEW' }],
      },
      {
        version: 'v2.0.0',
        date: '2025-05-01',
        changes: [
          { kind: 'changed', field: 'envelope.code', before: '{code}' },
          { kind: 'changed', field: 'envelope.error', after: '{code}' },
          { kind: 'deprecated', code: 'FRESH' },
        ],
      },
    ],
  });
  const long = new Date('2020-01-01');
  utimesSync(file, long, long);
  assert.match(
    history('--tags', 'v*').stdout,
    /^content\/history\.json is as it should be: 7 changes in 3 versions\.\n$/,
  );
  assert.equal(history('--tags', 'v*', '--check').status, 0);
  assert.deepEqual(statSync(file).mtime, long);
  writeFileSync(file, '{ "releases": [] }');
  const { status: failed, stderr: said } = history('--tags', 'v*', '--check');
  assert.equal(failed, 1);
  assert.match(
    said,
    /\ncontent\/history\.json is not as it should be; `npx error-reference history --tags 'v\*' --content \S+` writes it\.\n$/,
  );
  assert.equal(readFileSync(file, 'utf8'), '{ "releases": [] }');
});

test('what can’t be done is one sentence', () => {
  const said = (...args: readonly string[]): string => {
    const { stderr, status } = history(...args);
    assert.equal(status, 1);
    return stderr;
  };
  assert.equal(
    said('--tags', 'w*'),
    'No tag is called w*; name those of your versions, or fetch them with git fetch --tags.\n',
  );
  assert.match(said('v*'), /^`history` takes --tags PATTERN[^\n]+\n$/);
  assert.match(said('--tags', 'v1.10.0'), /\nAt none of the tags there is a registry that can be read; [^\n]+\n$/);
  const { stderr } = spawnSync(process.execPath, [main, 'history', '--content', tmpdir()], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  assert.match(stderr, /lies in no git repository/);
});

test('a file that is no history is refused at its place', () => {
  for (const text of ['{', '[]', '{ "releases": [{ "version": "1", "date": "soon", "changes": [] }] }']) {
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(process.execPath, [main, 'check', '--content', content], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /^content\/history\.json/m);
  }
  rmSync(file);
  assert.ok(!existsSync(file));
});

test('versions are the same however they are written', () => {
  for (const name of ['2', '2.0', 'v2.0.0', 'V2', 'api@2.0', 'release/v2.0'])
    assert.ok(isSameVersion(name, '2.0.0'), name);
  for (const name of ['2.1', '2.0.0-rc.1', '12', '20', 'two', '2.0.1']) assert.ok(!isSameVersion(name, '2.0.0'), name);
});

const words = wordsOf(site);
const registryOf = (errors: Readonly<Record<string, ErrorEntry>>) =>
  joinCategories([{ name: 'c', title: 'C', errors }]);
const past = (...changes: readonly PastChange[]): History => ({
  releases: [{ version: 'v2.0.0', date: '2025-05-01', changes }],
});
const told = (errors: Readonly<Record<string, ErrorEntry>>, history?: History): readonly string[] =>
  listChanges(registryOf(errors), site, words, history).map(({ kind, error, code, since, date, about }) =>
    [kind, error?.code ?? code ?? 'all', since, date, about].join('|'),
  );

test('the list of changes has the history beside what entries state, and nothing twice', () => {
  const all = past(
    { kind: 'added', code: 'A' },
    { kind: 'changed', code: 'A', field: 'status', before: 404, after: 410 },
    { kind: 'changed', code: 'A', field: 'causes' },
    { kind: 'deprecated', code: 'A' },
    { kind: 'removed', code: 'A' },
  );
  assert.deepEqual(told({ A: {} }, all), [
    'added|A|v2.0.0|2025-05-01|',
    'changed|A|v2.0.0|2025-05-01|status: 404 → 410; causes',
    'deprecated|A|v2.0.0|2025-05-01|',
    'removed|A|v2.0.0|2025-05-01|',
  ]);
  const stating: ErrorEntry = {
    since: '1.0',
    changes: [{ since: '2.0', about: 'Has *another* `status`.' }],
    deprecated: { since: '2.1' },
    removed: { since: '2026-01-01' },
  };
  assert.deepEqual(told({ A: stating }, all), [
    'removed|A|2026-01-01|2026-01-01|',
    'changed|A|2.0|2025-05-01|Has *another* status.',
    'deprecated|A|2.1||',
    'added|A|1.0||',
  ]);
  // A change of another version stands beside it, and a former code is the error that has it.
  const renamed = past(
    { kind: 'changed', code: 'B', field: 'code', before: 'A', after: 'B' },
    { kind: 'added', code: 'A' },
  );
  assert.deepEqual(told({ B: { formerly: ['A'], changes: [{ since: '1.0', about: 'One.' }] } }, renamed), [
    'changed|B|v2.0.0|2025-05-01|code: A → B',
    'added|B|v2.0.0|2025-05-01|',
    'changed|B|1.0||One.',
  ]);
  assert.deepEqual(
    told({}, past({ kind: 'removed', code: 'X' }, { kind: 'changed', field: 'envelope.a', after: '{code}' })),
    ['removed|X|v2.0.0|2025-05-01|', 'changed|all|v2.0.0|2025-05-01|envelope.a: – → {code}'],
  );
  assert.deepEqual(told({ A: stating }), told({ A: stating }, { releases: [] }));
});

test('the list is shown to everybody where there is a history, and the feed has its texts as they are', () => {
  const hostile = '<b> *x* [y](javascript:1) & "\u202e';
  const history = past(
    { kind: 'changed', code: 'A', field: 'message', before: hostile, after: '' },
    { kind: 'removed', code: hostile },
  );
  const registry = registryOf({ A: {} });
  assert.equal(teamPages(registry, site).changes, 'team');
  assert.equal(teamPages(registry, site, history).changes, 'open');
  assert.equal(composeFeed(registry, site, words, { releases: [] }), composeFeed(registry, site, words));
  const feed = composeFeed(registry, site, words, history);
  assert.ok(feed.includes('message: &lt;b&gt; *x* [y](javascript:1) &amp; &quot;'), feed);
  parseXml(feed);
  const ids = Array.from(feed.matchAll(/<id>([^<]*)<\/id>/g), ([, id = '']) => id);
  assert.equal(new Set(ids).size, 3);
  assert.match(feed, /<link href="https:\/\/errors\.example\.com\/changes\/"\/>\n {4}<summary>/);
});

test('of a value that is too long for a line only the field is told', () => {
  const side = (message: string, version: string) => ({
    registry: registryOf({ A: { message } }),
    version,
    date: '2025-01-01',
  });
  assert.deepEqual(traceHistory([side('Short.', '1'), side('Long. '.repeat(20), '2')]).releases[0]?.changes, [
    { kind: 'changed', code: 'A', field: 'message' },
  ]);
});

test('a history is read as it is written', () => {
  const history = past({ kind: 'changed', code: 'A', field: 'status', before: 404, after: '4XX' });
  assert.deepEqual(parseHistory(history, 'history.json'), history);
  assert.throws(
    () =>
      parseHistory({ releases: [{ version: '1', date: '2025-01-01', changes: [{ kind: 'lost' }] }] }, 'history.json'),
    /history\.json/,
  );
});
