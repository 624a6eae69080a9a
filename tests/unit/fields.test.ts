import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { hrefsOf, listTexts, searchWords } from '../../src/core/entry-texts.ts';
import { FIELDS } from '../../src/core/fields.ts';
import { isRecord } from '../../src/core/json.ts';
import { knownCodes } from '../../src/core/rules/known-codes.ts';
import { cleanTexts } from '../../src/core/rules/clean-texts.ts';
import { parseModules, parseRegistry, toRegistryJson } from '../../src/schema/registry.ts';
import { FULL_ENTRY } from '../fixtures/full-entry.ts';

const registry = (entry: ErrorEntry): Registry => joinCategories([{ name: 'c', title: 'C', errors: { A: entry } }]);

test('the JSON form has every field, in this order, and comes back', () => {
  const reversed = Object.fromEntries(Object.entries(FULL_ENTRY).reverse()) as ErrorEntry;
  const text = JSON.stringify(toRegistryJson(registry(reversed)));
  const [error] = (JSON.parse(text) as { errors: readonly object[] }).errors;
  assert.deepEqual(
    Object.keys(error ?? {}).join(' '),
    'code category title status parent registry envelope values summary scenario message params variants findings steps causes details ' +
      'example headers examples samples ' +
      'retry actor dimensions userMessage description endpoints aliases formerly related confusedWith docUrl since ' +
      'changes deprecated removed reviewed',
  );
  assert.deepEqual(parseRegistry(JSON.parse(text), 'registry.json'), registry(FULL_ENTRY));
  assert.deepEqual(
    parseModules(registry({ ...FULL_ENTRY, numeric: false }), 'registry/'),
    registry({ ...FULL_ENTRY, numeric: false }),
  );
});

test('the words of each field are those of its declaration', () => {
  const file = new URL('../../src/core/define.ts', import.meta.url);
  const source = ts.createSourceFile('define.ts', readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const entry = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === 'ErrorEntry');
  assert.ok(entry && ts.isInterfaceDeclaration(entry));
  const declared = entry.members.map((member) => {
    const [comment] = ts.getJSDocCommentsAndTags(member);
    return [member.name?.getText(), ts.getTextOfJSDocComment(comment?.comment)?.replaceAll('`', '')];
  });
  assert.deepEqual(
    declared,
    Object.entries(FIELDS).map(([name, { about }]) => [name, about]),
  );
});

test('every text of an entry is read, with the way to it', () => {
  const found = [...listTexts(FULL_ENTRY)];
  for (const { field, text } of found) {
    const value = field.reduce<unknown>(
      (node, step) => (node as Readonly<Record<string | number, unknown>>)[step],
      FULL_ENTRY,
    );
    assert.ok(value === text || field.at(-1) === text, field.join('.'));
  }
  const words = new Set(found.map(({ text }) => text));
  // What is left are words of a vocabulary.
  const others = [...stringsOf(FULL_ENTRY)].filter((text) => !words.has(text));
  assert.deepEqual(others, ['admin', 'after-wait', 'caller']);
});

function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsOf(item);
  else if (isRecord(value)) for (const item of Object.values(value)) yield* stringsOf(item);
}

test('the search finds these texts, the most telling first', () => {
  assert.deepEqual(searchWords(FULL_ENTRY), [
    'message `{name}`',
    'summary code',
    'variants.title',
    'variants.message [a](b)',
    'variants.about',
    'causes.0.cause',
    'causes.1.cause',
    'description\n\nlink\n\n[code](b)',
    'scenario link',
    'steps.0',
    'steps.1 link',
    'causes.0.check',
    'causes.0.fix',
    'causes.1.check',
    'causes.1.fix',
    'userMessage',
    'retry.note',
    'params.about',
    'size',
    'details.about',
    'headers.about',
    'examples.title',
  ]);
});

test('these lead somewhere: links in sentences and longer texts, and docUrl', () => {
  assert.deepEqual([...listTexts(FULL_ENTRY)].flatMap(hrefsOf), [
    '/scenario/',
    '/steps/',
    '/description/',
    'https://docs.example.com/',
  ]);
});

test('these name other errors', () => {
  const fields = knownCodes.check(registry(FULL_ENTRY)).map(({ field }) => field.join('.'));
  assert.deepEqual(fields, ['parent', 'related.0', 'confusedWith.0.code', 'deprecated.use', 'removed.use']);
});

test('texts that say something may not be empty; values of examples may', () => {
  const emptied = JSON.parse(
    JSON.stringify(FULL_ENTRY, (_, value: unknown) => (typeof value === 'string' ? ' ' : value)),
  ) as ErrorEntry;
  const fields = cleanTexts
    .check(registry({ ...emptied, retry: { when: 'never', note: ' ' } }))
    .map(({ field }) => field.join('.'));
  assert.deepEqual(fields, [
    ...[
      'title',
      'parent',
      'registry',
      'envelope',
      'summary',
      'scenario',
      'message',
      'params.name.about',
      'variants.0.title',
    ],
    ...['variants.0.message', 'variants.0.about', 'variants.0.endpoints.0'],
    ...['findings.0', 'steps.0', 'steps.1', 'causes.0.cause', 'causes.0.check', 'causes.0.fix'],
    ...['causes.1.cause', 'causes.1.check', 'causes.1.fix', 'details.fields.size.type', 'details.fields.size.about'],
    ...[
      'example.request',
      'example.mark.0',
      'example.source',
      'headers.X-Limit.about',
      'examples.0.title',
      'retry.note',
    ],
    ...['dimensions.severity', 'userMessage', 'description', 'endpoints.0', 'aliases.0', 'related.0'],
    ...['confusedWith.0.code', 'confusedWith.0.difference', 'docUrl', 'since', 'changes.0.since', 'changes.0.about'],
    ...['deprecated.since', 'deprecated.use', 'removed.since', 'removed.use', 'reviewed'],
  ]);
});

test('what a module declares wrongly is named with code and field', () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ titel: 'x' }, /^RegistryError: registry\/ {2}A\.titel: Nothing is called titel here; did you mean title\?$/],
    [
      { retry: { when: 'sometimes' } },
      /A\.retry\.when: "sometimes" can't stand here; write one of after-wait, once-fixed, never\.$/,
    ],
    [
      { retry: 'never' },
      /A\.retry: "never" can't .* write an object with when, which is one of after-wait, once-fixed, never\.$/,
    ],
    [{ actor: 'user' }, /A\.actor: "user" can't stand here; write one of caller, admin, us\.$/],
    [
      { causes: ['x'] },
      /A\.causes\[0\]: "x" can't .* write an object with cause and perhaps check, fix, audience, when\.$/,
    ],
    [{ steps: 'x' }, /A\.steps: "x" can't stand here; write a list \[ … \]\.$/],
    [{ title: undefined }, /A\.title: A value is missing; write a text\.$/],
    [{ dimensions: { severity: 1 } }, /A\.dimensions\.severity: 1 can't stand here; write a text\.$/],
  ];
  for (const [entry, message] of wrong) assert.throws(() => parseModules(registry(entry), 'registry/'), message);
});
