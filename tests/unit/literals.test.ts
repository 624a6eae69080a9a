import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse as parseCsv } from 'csv-parse/sync';
import ts from 'typescript';
import { parse as parseYaml } from 'yaml';
import { site } from '../fixtures/api/site.ts';
import { joinCategories, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { commentText, csvCell, escapeXml, jsonLiteral, tsLiteral } from '../../src/core/literals.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeFeed } from '../../src/document/atom.ts';
import { frontMatter } from '../../src/document/mdx.ts';
import { composeOpenSearch } from '../../src/document/opensearch.ts';
import { writeModules, writeSiteModule } from '../../src/import/write.ts';
import { composeTypeScript } from '../../src/generate/typescript.ts';
import { parseXml } from '../fixtures/xml.ts';

const folder = mkdtempSync(join(tmpdir(), 'literals-'));
after(() => rmSync(folder, { recursive: true }));

const EVIL = 'globalThis.__pwned = 1';
const TEXTS = [
  `a\u2028${EVIL}\u2029${EVIL}\u0085b`,
  `a\n${EVIL}\r${EVIL}\r\nb`,
  `*/ ${EVIL} /* // '"\` \${${EVIL}} </script>`,
  ']]> <!-- --> <?x?> & &amp; <a b="c">',
  '\u0000\u0007\u001b\u007f\u009f\ufeff\ufffe\uffff',
  'é日本😀 \ud83d half',
  ': - #{[ %YAML ! | > @',
  '__proto__',
];
/** What JSON makes of a text: half of a pair has no place in a file. */
const carried = (text: string): string => text.toWellFormed();

/** What XML makes of a text. */
const lost = (text: string): string => carried(text).replaceAll(/[\u0000\u0007\u001b\ufffe\uffff]/g, '\ufffd');

test('a text is a literal of JSON, YAML and TypeScript', () => {
  for (const text of TEXTS) {
    assert.equal(JSON.parse(jsonLiteral(text)), text);
    assert.doesNotMatch(jsonLiteral(text), /[\u2028\u2029\u0085\uffff\n\r]/);
    const yaml = frontMatter({ title: carried(text), status: 4, none: undefined }).replace(/\n---$/, '\n');
    assert.deepEqual(parseYaml(yaml), { title: carried(text), status: 4 });
  }
});

test('data of any keys is an expression of TypeScript', async () => {
  const data = {
    [TEXTS[0] ?? '']: [TEXTS, null, 1.5, true, {}],
    nested: JSON.parse('{"__proto__":{"x":1}}') as object,
  };
  const file = join(folder, 'data.ts');
  writeFileSync(
    file,
    `// ${commentText(TEXTS.join(''))}\n/** ${commentText(TEXTS.join(''))} */\nexport const data = ${tsLiteral({ ...data, none: undefined })};\n`,
  );
  const module = (await import(pathToFileURL(file).href)) as { data: typeof data };
  assert.deepEqual(module.data, data);
  assert.ok(Object.hasOwn(module.data.nested, '__proto__'));
  assert.equal('__pwned' in globalThis, false);
});

test('a cell of CSV holds any text', () => {
  assert.deepEqual(parseCsv(`${TEXTS.map(csvCell).join(',')}\r\n`), [TEXTS.map(carried)]);
});

test('a cell of CSV that could start a formula is the same text behind an apostrophe', () => {
  const signs = [...'=+-@＝＋－＠﹦﹢﹣﹫'];
  const before = ['', ' ', '\u00a0', '\u3000', '"', "'", '\ufeff', '\u200b', '\n ', '" \'', '＂'];
  const formulas = [
    ...signs.flatMap((sign) => before.map((start) => `${start}${sign}cmd|'/C calc'!A0`)),
    ...['\t', '\r', '\n'].map((start) => `${start}text`),
  ];
  const [cells] = parseCsv(`${formulas.map(csvCell).join(',')}\r\n`) as readonly (readonly string[])[];
  assert.deepEqual(
    cells,
    formulas.map((formula) => `'${formula}`),
  );
  const plain = ['', 'a=b', '1-2', "it's", 'a@b.example', '"quoted"', ' text', '١٢'];
  assert.deepEqual(parseCsv(`${plain.map(csvCell).join(',')}\r\n`), [plain]);
});

test('XML holds any text; what it can’t carry is shown as lost', () => {
  for (const text of TEXTS) {
    const found = parseXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
    assert.equal(found[0]?.[1], lost(text));
  }
});

const TEXT = TEXTS.join(' ');
/** An entry with the same text in each of its fields that hold one. */
const HOSTILE: ErrorEntry = {
  title: TEXT,
  summary: TEXT,
  message: TEXT,
  userMessage: TEXT,
  steps: [TEXT],
  retry: { when: 'after-wait', header: TEXT, note: TEXT },
  since: TEXT,
  changes: [
    { since: '2030-01-01', about: TEXT },
    { since: TEXT, about: TEXT },
  ],
  deprecated: { since: '2030-01-02', use: TEXT },
  removed: { since: TEXT, use: TEXT },
};
const hostileSite = { ...site, name: TEXT, description: TEXT, lang: TEXT, releases: { [TEXT]: '2030-01-03' } };
const registry = joinCategories([{ name: 'odd', title: TEXT, about: TEXT, errors: { [TEXT]: HOSTILE, A: HOSTILE } }]);

test('feed and OpenSearch stay well-formed with hostile texts in every field', () => {
  const feed = parseXml(composeFeed(registry, hostileSite, wordsOf(site)));
  assert.equal(feed.filter(([name]) => name === 'entry').length, 10);
  assert.ok(feed.some(([name, text]) => name === 'summary' && text.includes('globalThis')));
  for (const name of [TEXT, '😀'.repeat(20), `${'x'.repeat(15)}😀`]) {
    const found = new Map(parseXml(composeOpenSearch({ ...hostileSite, name })));
    assert.equal(found.get('ShortName'), Array.from(lost(name)).slice(0, 16).join(''));
  }
});

test('nothing of an imported text or of the site’s name runs in a generated module', async () => {
  const file = join(folder, 'errors.ts');
  writeFileSync(file, composeTypeScript(registry, hostileSite));
  const client = (await import(pathToFileURL(file).href)) as { ERRORS: Readonly<Record<string, { title: string }>> };
  assert.equal(client.ERRORS['A']?.title, TEXT);
  assert.equal('__pwned' in globalThis, false, 'errors.ts ran it');
  const modules = [...writeModules(registry), ...writeSiteModule(hostileSite)];
  assert.deepEqual(
    modules.map(([path]) => path),
    ['registry/odd.ts', 'registry/index.ts', 'site.ts'],
  );
  for (const [path, text] of modules) {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const others = source.statements.filter((node) => !ts.isImportDeclaration(node) && !hasExport(node));
    assert.deepEqual(
      others.map((node) => node.getText()),
      [],
      path,
    );
  }
});

const hasExport = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

test('an imported module says what the source said', async () => {
  const stub = pathToFileURL(join(import.meta.dirname, '../../src/core/define.ts')).href;
  const [[, text] = ['', '']] = [...writeModules(registry)];
  const file = join(folder, 'odd.ts');
  writeFileSync(file, text.replace("'error-reference'", `'${stub}'`));
  const { odd } = (await import(pathToFileURL(file).href)) as {
    odd: { errors: Readonly<Record<string, RegisteredError>> };
  };
  assert.deepEqual(odd.errors, { [TEXT]: HOSTILE, A: HOSTILE });
});
