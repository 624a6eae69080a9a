import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import {
  checkGuideNames,
  checkLedger,
  findUnlisted,
  hostRedirects,
  listPermalinks,
  readLedger,
  staticRedirects,
} from '../../src/core/permalinks.ts';
import { SUPPORT_TEXTS, UNKNOWN_TEXTS, unknownFacts, type SupportFacts } from '../../src/core/support-texts.ts';
import { composeFeed } from '../../src/document/atom.ts';
import { listChanges } from '../../src/document/changes.ts';
import { composeMacros, macrosCsv } from '../../src/document/macros.ts';
import { wordsOf } from '../../src/core/say.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { madePaths } from '../../src/machine/file-paths.ts';
import type { Site } from '../../src/core/site.ts';
import { site } from '../fixtures/api/site.ts';

const words = wordsOf(site);

const registry = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors }]);

test('a ledger line without a page is refused with what to write', () => {
  const ledger = readLedger('# comment\n/errors/GONE/\n/errors/OLD/ # renamed\n\n/guides/gone/\n/errors/A/\n');
  const permalinks = listPermalinks(registry({ A: { formerly: ['OLD'] }, B: {} }), ['new'], site);
  assert.deepEqual(findUnlisted(ledger, permalinks, permalinks.pages), ['/errors/B/', '/guides/new/']);
  const [error, guide, ...rest] = checkLedger(ledger, permalinks, permalinks.pages, 'site.ts');
  assert.match(error ?? '', /^permalinks\.txt:2 {2}\/errors\/GONE\/ leads nowhere; list GONE under the formerly/);
  assert.match(guide ?? '', /^permalinks\.txt:5 {2}\/guides\/gone\/ leads nowhere; name its new path under moved/);
  assert.deepEqual(rest, []);
});

/** What is wrong with `site.moved` on a site with one guide. */
function problemsOf(
  moved: NonNullable<Site['moved']>,
  errors: Readonly<Record<string, ErrorEntry>>,
): readonly string[] {
  const [guides, entries] = [['new'], registry(errors)];
  const made = madePaths({ registry: entries, site, guides });
  return checkLedger(new Map(), listPermalinks(entries, guides, { ...site, moved }), made, 'site.json');
}

test('a moved path must lead to a page, and have none of its own', () => {
  const moved = { '/guides/a/': '/guides/missing/', '/guides/b/': '/guides/new/', '/guides/new/': '/guides/new/' };
  const problems = problemsOf(moved, { A: {} });
  assert.deepEqual(problems.length, 2);
  assert.match(problems[0] ?? '', /\/guides\/missing\/ is no page of the site; correct the line for \/guides\/a\//);
  assert.match(problems[1] ?? '', /\/guides\/new\/ has a page of its own/);
});

test('a page of any kind may take the place of an old one, but none may be written over', () => {
  const errors = { A: { status: 429, formerly: ['OLD'] } };
  const goals = ['/', '/guides/', '/errors/', '/errors/A/', '/status/429/', '/categories/c/', '/decode/', '/support/'];
  for (const path of goals) {
    assert.deepEqual(problemsOf({ '/guides/old/': path }, errors), [], path);
    assert.deepEqual(
      problemsOf({ [path]: '/guides/new/' }, errors),
      [`site.json  moved: ${path} has a page of its own; correct the line for ${path}.`],
      path,
    );
  }
  for (const path of [
    '/feed.xml/',
    '/errors/A.json/',
    '/errors/A.md/more/',
    '/_redirects/',
    '/theme.js/',
    '/llms.txt/x/',
  ])
    assert.deepEqual(
      problemsOf({ [path]: '/guides/new/' }, errors),
      [`site.json  moved: ${path} has the name of a file; correct the line for ${path}.`],
      path,
    );
});

test('what leads to an old path, in a circle, or two ways at once is told in one sentence', () => {
  const errors = { A: { formerly: ['OLD'] }, B: {} };
  const cases: readonly (readonly [NonNullable<Site['moved']>, string])[] = [
    [
      { '/guides/1/': '/guides/2/', '/guides/2/': '/guides/new/' },
      '/guides/2/ has moved as well, to /guides/new/; correct the line for /guides/1/.',
    ],
    [
      { '/guides/1/': '/errors/OLD/' },
      '/errors/OLD/ has moved as well, to /errors/A/; correct the line for /guides/1/.',
    ],
    [
      { '/guides/1/': '/guides/2/', '/guides/2/': '/guides/3/', '/guides/3/': '/guides/2/' },
      'it leads in a circle, /guides/2/ to /guides/3/ to /guides/2/; correct the line for /guides/2/.',
    ],
    [
      { '/guides/1/': '/guides/1/' },
      'it leads in a circle, /guides/1/ to /guides/1/; correct the line for /guides/1/.',
    ],
    [
      { '/guides/1/': '/guides/2/', '/guides/2/': '/guides/3/' },
      '/guides/3/ is no page of the site; correct the line for /guides/2/.',
    ],
    [
      { '/errors/OLD/': '/errors/B/' },
      '/errors/OLD/ is the old address of /errors/A/ already; correct the line for /errors/OLD/.',
    ],
    [
      { '/guides/é/': '/guides/new/', '/guides/%C3%A9/': '/guides/' },
      '/guides/%C3%A9/ stands there twice; correct the line for /guides/%C3%A9/.',
    ],
  ];
  for (const [moved, wanted] of cases)
    assert.deepEqual(problemsOf(moved, errors), [`site.json  moved: ${wanted}`], JSON.stringify(moved));
  assert.deepEqual(problemsOf({ '/errors/OLD/': '/errors/A/' }, errors), []);
  assert.deepEqual(
    checkRegistry(registry({ A: { formerly: ['OLD'] }, B: { formerly: ['OLD'] } })).map(({ message }) => message),
    ['"OLD" already leads to A; keep it at one of the two.'],
  );
});

test('a guide of any name is in the ledger, moves and retires as it is told', () => {
  const names = ['c#-x', 'été', 'a b', '50%', 'what?', 'ok'];
  const paths = ['c~23-x', '%C3%A9t%C3%A9', 'a%20b', '50~25', 'what~3F', 'ok'].map((name) => `/guides/${name}/`);
  const { pages } = listPermalinks(registry({}), names, site);
  assert.deepEqual([...pages], paths);
  const written = names.map((name) => `/guides/${name}/`);
  for (const lines of [paths, written, written.map(encodeURI)]) {
    const ledger = readLedger(lines.map((line) => `${line} # said so\n`).join('# a line of its own\n'));
    assert.deepEqual(
      [...ledger.values()],
      lines.map((_, index) => 2 * index + 1),
    );
    const here = listPermalinks(registry({}), names, site);
    assert.deepEqual(checkLedger(ledger, here, here.pages, 'site.ts'), [], lines.join(' '));
    // Each is gone, and the message says what to write.
    const gone = listPermalinks(registry({}), [], site);
    const advice = checkLedger(ledger, gone, new Set(), 'site.ts').map(
      (problem) => /\{ '(.*)': /.exec(problem)?.[1] ?? '',
    );
    const moved = Object.fromEntries(advice.map((path) => [path, '/guides/']));
    const there = listPermalinks(registry({}), [], { ...site, moved });
    assert.deepEqual(checkLedger(ledger, there, new Set(['/guides/']), 'site.ts'), [], advice.join(' '));
    assert.deepEqual([...there.redirects.keys()], [...ledger.keys()]);
  }
  assert.deepEqual([...readLedger('/errors/A/#old\n/errors/B/\t# old\n#\n').keys()], ['/errors/A/', '/errors/B/']);
});

test('a retired code is called by its name, and what is no path is told so', () => {
  const nothing = listPermalinks(registry({}), [], site);
  const ledger = readLedger("/errors/a~20b/\n/errors/x\n/guides/it's/\n");
  assert.deepEqual(checkLedger(ledger, nothing, new Set(), 'site.ts'), [
    'permalinks.txt:1  /errors/a~20b/ leads nowhere; list a b under the formerly of its successor, or keep its entry with removed: { since, use }.',
    'permalinks.txt:2  /errors/x leads nowhere; write it as a path of the site, /errors/CODE/ or /guides/name/.',
    "permalinks.txt:3  /guides/it's/ leads nowhere; name its new path under moved in site.ts: { '/guides/it\\'s/': '/guides/…/' }.",
  ]);
});

test('a guide that no host can show, or that two share, is refused', () => {
  assert.deepEqual(checkGuideNames(['ok', 'été', 'c#-x', 'v1.2', '.a']), [
    "guides/.a.mdx  can't be a page on every host: the name is too long, starts with a dot or ends with one or a space, or holds a control character; rename the file.",
  ]);
  for (const name of ['a.', 'a ', ' a', 'a\u0000b', '\uFFFD', 'x'.repeat(241), '#'.repeat(81)])
    assert.equal(checkGuideNames([name]).length, 1, name);
  assert.deepEqual(checkGuideNames(['a', 'A', 'é', 'e\u0301', 'b#', 'b~23']), [
    'guides/  a.mdx and A.mdx have the same address where case is ignored; rename one of them.',
    'guides/  é.mdx and e\u0301.mdx have the same address where case is ignored; rename one of them.',
    'guides/  b#.mdx and b~23.mdx have the same address where case is ignored; rename one of them.',
  ]);
});

test('a code that changes its case keeps its old address, without a file that could overwrite the new page', () => {
  const errors = registry({ TIMEOUT: { formerly: ['timeout', 'Timeout'] }, LATE: { formerly: ['Slow', 'SLOW'] } });
  assert.deepEqual(checkRegistry(errors), []);
  const permalinks = listPermalinks(errors, [], { ...site, moved: { '/Errors/': '/errors/' } });
  const made = madePaths({ registry: errors, site, guides: [] });
  assert.deepEqual([...staticRedirects(permalinks.redirects, made)], [['/errors/Slow/', '/errors/LATE/']]);
  assert.deepEqual(
    [...staticRedirects(permalinks.fileRedirects, made).keys()],
    ['/errors/Slow.md', '/errors/Slow.json'],
  );
  const rules = hostRedirects(permalinks, made);
  for (const old of ['timeout', 'Timeout']) {
    assert.equal(rules.get(`/errors/${old}/`), '/errors/TIMEOUT/');
    assert.equal(rules.get(`/errors/${old}.md`), '/errors/TIMEOUT.md');
    assert.equal(rules.get(`/errors/${old}.json`), '/errors/TIMEOUT.json');
  }
  assert.equal(rules.get('/Errors/'), '/errors/');
  const first = [...rules.keys()].indexOf('/errors/Slow/');
  for (const old of ['/Errors/', '/errors/timeout/', '/errors/timeout.md', '/errors/SLOW/'])
    assert.ok([...rules.keys()].indexOf(old) < first, `${old}, where no file leads on, goes first`);
});

test('nothing that the site makes is written over or sent on, even where nobody checked', () => {
  const moved = {
    '/errors/': '/guides/',
    '/guides/old/': '/guides/',
    '/feed.xml/': '/guides/',
    '/guides/c#/': '/guides/',
  };
  const permalinks = listPermalinks(registry({ A: {} }), [], { ...site, moved });
  const made = madePaths({ registry: registry({ A: {} }), site, guides: [] });
  assert.deepEqual([...staticRedirects(permalinks.redirects, made).keys()], ['/guides/old/']);
  assert.ok(!hostRedirects(permalinks, made).has('/errors/'));
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
    changes.map(({ kind, error, since }) => `${kind} ${String(error?.code)} ${since}`),
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

test('a feed holds real days only, whatever stands in the place of a date', () => {
  const days = [
    '2024-02-29',
    '2023-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-01-32',
    '0000-00-00',
    'v1',
    'constructor',
  ];
  const entries = Object.fromEntries(days.map((since, place) => [`C${place}`, { since }]));
  const releases = { v1: '2025-99-99' };
  const feed = composeFeed(registry(entries), { ...site, releases }, words);
  const updated = Array.from(feed.matchAll(/<updated>([^<]*)</g), ([, time = '']) => time);
  assert.deepEqual(updated, ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z']);
});

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

test('the texts for a ticket and for an engineer say what was received beside what the page states', () => {
  const facts = { ...FACTS, receivedCode: 'OLD_CODE', receivedStatus: '503' };
  for (const name of ['note', 'report'] as const) {
    const { text } = SUPPORT_TEXTS[name](facts, words.support);
    assert.ok(text.includes('- Received code: OLD_CODE\n- Received status: 503\n- HTTP status: 400 Bad Request'), text);
  }
});

test('the texts of an unknown code hold all that was received, and nothing of any error', () => {
  const received = { code: 'NO_SUCH', receivedStatus: '405 Method Not Allowed', message: 'M <b>', requestId: 'req_9' };
  const url = 'https://errors.example.com/unknown/';
  const facts = unknownFacts(
    { ...received, url, details: [['field', 'a']], meaning: 'It means.', isLookedUp: true },
    words.support,
  );
  const listed = '- Received status: 405 Method Not Allowed\n- Message: M <b>\n- Request id: req_9';
  const details = 'Details:\n\n- field: a';
  const title = 'NO_SUCH: not an error code of this API';
  assert.equal(
    UNKNOWN_TEXTS.note(facts, words.support).text,
    [title, listed, details, `Reference: ${url}`].join('\n\n'),
  );
  assert.equal(
    UNKNOWN_TEXTS.report(facts, words.support).text,
    [title, 'It means.', listed, details, `Reference: ${url}`].join('\n\n'),
  );
});

test('an unknown code alone makes no empty list, and what was not looked up is not called unknown', () => {
  const textOf = (code: string | undefined, isLookedUp: boolean): string =>
    UNKNOWN_TEXTS.note(unknownFacts({ code, isLookedUp, url: '/unknown/' }, words.support), words.support).text;
  assert.equal(textOf('NO_SUCH', true), 'NO_SUCH: not an error code of this API\n\nReference: /unknown/');
  assert.equal(textOf('NO_SUCH', false), 'NO_SUCH\n\nReference: /unknown/');
  assert.equal(textOf(undefined, true), 'A response without a known error code\n\nReference: /unknown/');
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
