import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { checkLedger, findUnlisted, listPermalinks, readLedger } from '../../src/core/permalinks.ts';
import { SUPPORT_TEXTS, type SupportFacts } from '../../src/core/support-texts.ts';
import { composeFeed } from '../../src/document/atom.ts';
import { listChanges } from '../../src/document/changes.ts';
import { composeMacros, macrosCsv } from '../../src/document/macros.ts';
import { wordsOf } from '../../src/core/say.ts';
import { site } from '../../content/site.ts';

const words = wordsOf(site);

const registry = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors }]);

test('a ledger line without a page is refused with what to write', () => {
  const ledger = readLedger('# comment\n/errors/GONE/\n/errors/OLD/ # renamed\n\n/guides/gone/\n/errors/A/\n');
  const permalinks = listPermalinks(registry({ A: { formerly: ['OLD'] }, B: {} }), ['new'], site);
  assert.deepEqual(findUnlisted(ledger, permalinks), ['/errors/B/', '/guides/new/']);
  const [error, guide, ...rest] = checkLedger(ledger, permalinks);
  assert.match(error ?? '', /^permalinks\.txt:2 {2}\/errors\/GONE\/ leads nowhere; list GONE under the formerly/);
  assert.match(guide ?? '', /^permalinks\.txt:5 {2}\/guides\/gone\/ leads nowhere; name its new path under moved/);
  assert.deepEqual(rest, []);
});

test('a moved path must lead to a page, and have none of its own', () => {
  const moved = { '/guides/a/': '/guides/missing/', '/guides/b/': '/guides/new/', '/guides/new/': '/guides/new/' };
  const problems = checkLedger(new Map(), listPermalinks(registry({ A: {} }), ['new'], { ...site, moved }));
  assert.deepEqual(problems.length, 2);
  assert.match(problems[0] ?? '', /\/guides\/missing\/ is no page of the site; correct the line for \/guides\/a\//);
  assert.match(problems[1] ?? '', /\/guides\/new\/ has a page of its own/);
});

test('changes are newest first; a version is dated by the releases, an undated one comes last', () => {
  const errors = registry({
    A: {
      since: '1.0',
      changes: [
        { since: '2024-05-01', about: 'x' },
        { since: '2024-06-01', about: 'y' },
      ],
    },
    B: { since: '2.0', deprecated: { since: '2025-01-01', use: 'A' } },
  });
  const changes = listChanges(errors, { ...site, releases: { '2.0': '2024-07-01' } }, words);
  assert.deepEqual(
    changes.map(({ kind, error, since }) => `${kind} ${error.code} ${since}`),
    ['deprecated B 2025-01-01', 'added B 2.0', 'changed A 2024-06-01', 'changed A 2024-05-01', 'added A 1.0'],
  );
});

test('a feed escapes what it shows, and is empty where nothing is dated', () => {
  const feed = composeFeed(registry({ 'A<&>"': { since: '2025-01-01', summary: '<script> & "' } }), site, words);
  assert.ok(feed.includes('<title>A&lt;&amp;&gt;&quot; added</title>') && feed.includes('&lt;script&gt; &amp; &quot;'));
  assert.ok(!feed.includes('<script>'));
  assert.doesNotMatch(composeFeed(registry({ A: { since: '1.0' } }), site, words), /<entry>/);
});

const FACTS: SupportFacts = {
  code: 'A_B',
  title: 'Title [x]',
  url: 'https://errors.example.com/errors/A_B/',
  status: '400 Bad Request',
  retry: 'No',
  actor: 'The caller',
  userMessage: 'Something <b>is</b> wrong.',
  steps: ['First & foremost.', 'Second.'],
  message: 'Missing "x".',
  requestId: 'req_1',
  details: [['required', '100.00']],
  causes: [{ cause: 'C.', check: 'Look.', fix: 'Mend.' }],
};

test('a reply tells what happened, what to do, and where to read more', () => {
  const { text, html } = SUPPORT_TEXTS.reply(FACTS, words.support);
  for (const part of ['Something <b>is</b> wrong.', '1. First & foremost.\n2. Second.', 'req_1', FACTS.url])
    assert.ok(text.includes(part), part);
  assert.ok(html.includes('<ol><li>First &amp; foremost.</li><li>Second.</li></ol>'), html);
  assert.ok(html.includes(`<a href="${FACTS.url}">`) && !html.includes('<b>'));
  assert.ok(!text.includes('Missing "x".'), 'the API message is not written for customers');
});

test('a note holds the facts of the ticket, and a report everything', () => {
  const note = SUPPORT_TEXTS.note(FACTS, words.support).text;
  for (const part of [
    'A_B: Title [x]',
    '400 Bad Request',
    'Retry: No',
    'The caller',
    'Missing "x".',
    'req_1',
    FACTS.url,
  ])
    assert.ok(note.includes(part), part);
  const report = SUPPORT_TEXTS.report(FACTS, words.support).text;
  for (const part of ['required: 100.00', 'C. Check: Look. Fix: Mend.', '1. First'])
    assert.ok(report.includes(part), part);
});

test('a Markdown link escapes the brackets of a title', () => {
  assert.equal(SUPPORT_TEXTS.markdown(FACTS).text, `[A_B: Title \\[x\\]](${FACTS.url})`);
});

test('macros have one row an error, and no cell that a spreadsheet would compute', () => {
  const errors = registry({ '=1+1': { title: '=cmd', userMessage: '"quoted",\nlines' }, '-1': {}, '@x': {} });
  const csv = macrosCsv(composeMacros(errors, site, words));
  assert.equal(csv.match(/\r\n/g)?.length, 4);
  assert.ok(csv.includes('""quoted"",\nlines'));
  assert.doesNotMatch(csv, /(?:^|,|\r\n)"?[=+@-]/);
});
