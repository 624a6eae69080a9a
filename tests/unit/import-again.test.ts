/** What people did to an imported registry, and what the next imports make of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CategoryHead, RegisteredError, Registry } from '../../src/core/define.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { parseImportRecord, writeImportRecord } from '../../src/import/keep.ts';
import { matchesCode, parseImportRules } from '../../src/import/rules.ts';
import { updateRegistry, type Before, type Update } from '../../src/import/update.ts';

type Entry = Partial<RegisteredError> & { readonly code: string };

function make(entries: readonly Entry[], categories: readonly string[] = []): Registry {
  const errors = entries.map((entry): RegisteredError => ({ category: 'errors', ...entry }));
  const names = new Set([...errors.map(({ category }) => category), ...categories]);
  return { categories: [...names].map((name): CategoryHead => ({ name, title: name })), errors };
}

/** Imports a source into a folder as people left it; without them, for the first time. */
function update(source: readonly Entry[], before: Partial<Before> = {}): Update {
  const result = updateRegistry(make(source), {
    current: undefined,
    last: new Map(),
    rules: parseImportRules(undefined),
    ...before,
  });
  assert.deepEqual(checkRegistry(result.registry), [], 'the rules hold');
  const names = new Set(result.registry.categories.map(({ name }) => name));
  for (const { category } of result.registry.errors) assert.ok(names.has(category), `${category} is a category`);
  return result;
}

/** A first import, what people made of it, and further imports of other sources, one after another. */
function repeat(
  first: readonly Entry[],
  edited: Registry,
  sources: readonly (readonly Entry[])[],
  rules: Before['rules'] = parseImportRules(undefined),
): readonly Update[] {
  let [current, last] = [edited, update(first).entries];
  return sources.map((source) => {
    const result = update(source, { current, last, rules });
    [current, last] = [result.registry, result.entries];
    return result;
  });
}

const entriesOf = ({ registry }: Update): Readonly<Record<string, RegisteredError>> =>
  Object.fromEntries(registry.errors.map((error) => [error.code, error]));

const A = { code: 'A', message: 'A.' };
const B = { code: 'B', message: 'B.' };
const C = { code: 'C', message: 'C.' };

test('a deleted entry stays deleted in every later import, and comes back where people declare it again', () => {
  const [second, third] = repeat([A, B], make([A]), [
    [A, { ...B, message: 'B now.' }],
    [A, B, C],
  ]);
  assert.deepEqual([second?.deleted, third?.deleted], [['B'], ['B']]);
  assert.deepEqual(Object.keys(entriesOf(third ?? assert.fail())), ['A', 'C']);
  const [again] = repeat([A, B], make([A]), [[A, B]]);
  const back = update([A, B], { current: make([A, { code: 'B' }]), last: again?.entries ?? new Map() });
  assert.equal(entriesOf(back)['B']?.message, 'B.');
  assert.deepEqual(back.deleted, []);
});

test('a deletion that the source undoes and repeats is remembered', () => {
  const [, , last] = repeat([A, B], make([A]), [[A], [A], [A, B]]);
  assert.deepEqual(last?.deleted, ['B']);
  assert.deepEqual(last.added, []);
});

test('a source that lost an entry for a while updates it when it is back', () => {
  const [second, third] = repeat([A, B], make([A, B]), [[A], [A, { ...B, message: 'B now.' }]]);
  assert.deepEqual(second?.gone, ['B']);
  assert.equal(entriesOf(third ?? assert.fail())['B']?.message, 'B now.');
});

test('an entry that only people wrote is left alone without a remark', () => {
  const own = { code: 'OWN', title: 'Ours', related: ['A'] };
  for (const result of repeat([A], make([A, own]), [[A], [A, B], []])) {
    assert.deepEqual(entriesOf(result)['OWN'], { ...own, category: 'errors' });
    assert.ok(!result.gone.includes('OWN') && !result.kept.includes('OWN') && !result.deleted.includes('OWN'));
  }
});

test('an entry that people renamed receives its updates under the new name', () => {
  const renamed = make([A, { ...B, code: 'NEW', formerly: ['B'] }]);
  const refers = { ...A, related: ['B'] };
  for (const result of repeat([A, B], renamed, [
    [refers, { ...B, message: 'B now.', status: 404 }],
    [refers, { ...B, message: 'B now.', status: 404 }],
  ])) {
    assert.deepEqual(entriesOf(result), {
      A: { ...refers, category: 'errors', related: ['NEW'] },
      NEW: { code: 'NEW', category: 'errors', message: 'B now.', status: 404, formerly: ['B'] },
    });
    assert.deepEqual([result.added, result.deleted, result.gone], [[], [], []]);
  }
});

test('the rules rename an entry, re-keyed by people or not yet, and ignore codes', () => {
  const rules = parseImportRules('{"ignore":["http-*","X"],"rename":{"B":"NEW"}}');
  const source = [A, { ...B, message: 'B now.' }, { code: 'http-404' }, { code: 'X' }];
  const rekeyed = make([A, { ...B, code: 'NEW' }]);
  const keyed = make([{ ...A, related: ['B'] }, B]);
  for (const [edited, formerly] of [
    [rekeyed, undefined],
    [keyed, ['B']],
  ] as const) {
    for (const result of repeat([A, B], edited, [source, source], rules)) {
      assert.equal(entriesOf(result)['NEW']?.message, 'B now.');
      assert.deepEqual(entriesOf(result)['NEW']?.formerly, formerly);
      assert.deepEqual(Object.keys(entriesOf(result)), ['A', 'NEW']);
      assert.deepEqual(result.ignored, ['http-404', 'X']);
    }
  }
  assert.deepEqual(Object.keys(entriesOf(update(source, { rules }))), ['A', 'NEW'], 'also the first time');
  assert.deepEqual(update([A], { rules }).idle, ['http-*', 'X', 'B']);
  assert.throws(() => update([A, B, { code: 'NEW' }], { rules }), /B and NEW are both NEW here; name one of them/);
});

test('a number that gets a name is no number any more', () => {
  const rules = parseImportRules('{"rename":{"7":"SEVEN","8":"9"}}');
  const { SEVEN, 9: nine } = entriesOf(
    update(
      [
        { code: '7', numeric: true },
        { code: '8', numeric: true },
      ],
      { rules },
    ),
  );
  assert.deepEqual([SEVEN?.numeric, nine?.numeric], [undefined, true]);
});

test('a number that gets another one keeps its digits', () => {
  const { registry } = update([{ code: '7', numeric: true }], {
    rules: parseImportRules('{ "rename": { "7": "9007199254740993" } }'),
  });
  assert.deepEqual(registry.errors, [{ code: '9007199254740993', numeric: true, category: 'errors' }]);
});

test('a category that people renamed, merged or emptied stays as they have it, and new entries join the others', () => {
  const first = [A, { ...B, category: 'other' }];
  const cases: readonly (readonly [string, Registry, Readonly<Record<string, string>>, readonly string[]])[] = [
    [
      'renamed',
      make([{ ...A, category: 'mine' }, first[1] ?? B]),
      { A: 'mine', B: 'other', C: 'mine' },
      ['mine', 'other'],
    ],
    ['merged', make([A, B]), { A: 'errors', B: 'errors', C: 'errors' }, ['errors']],
    ['kept empty', make([A, B], ['other']), { A: 'errors', B: 'errors', C: 'errors' }, ['errors', 'other']],
    ['deleted', make([first[1] ?? B]), { B: 'other', C: 'errors' }, ['other', 'errors']],
  ];
  for (const [name, edited, homes, categories] of cases) {
    for (const result of repeat(first, edited, [
      [...first, C],
      [...first.map((error) => ({ ...error, status: 400 })), C],
    ])) {
      const found = Object.fromEntries(result.registry.errors.map(({ code, category }) => [code, category]));
      assert.deepEqual(found, homes, name);
      assert.deepEqual(
        result.registry.categories.map((category) => category.name),
        categories,
        name,
      );
      assert.deepEqual(result.kept, [], name);
    }
  }
});

test('a source that moves its own entries moves them here', () => {
  const [result] = repeat([A, B], make([A, B]), [[A, { ...B, category: 'other' }]]);
  assert.equal(entriesOf(result ?? assert.fail())['B']?.category, 'other');
});

test('what the source says about deleted entries, or claims of people’s own, gives way', () => {
  const successor = { ...C, deprecated: { since: '2', use: 'B' } };
  const full = [{ ...A, related: ['B', 'C'], confusedWith: [{ code: 'B', difference: 'x' }] }, B, successor];
  const cleaned = make([{ ...A, related: ['C'] }, C, { code: 'own', title: 'Ours', aliases: ['D', 'same'] }]);
  const next = [...full, { code: 'OWN' }, { code: 'D' }, { code: 'E', aliases: ['same', 'e'] }];
  for (const result of repeat(full, cleaned, [next, next])) {
    const { A: one, C: three, E, D, own, OWN } = entriesOf(result);
    assert.deepEqual([one?.related, one?.confusedWith], [['C'], undefined]);
    assert.deepEqual(three?.deprecated, undefined, 'people removed it');
    assert.deepEqual([own?.aliases, E?.aliases, D, OWN], [['D', 'same'], ['e'], undefined, undefined]);
    assert.deepEqual([...new Set(result.skipped.map(({ place }) => place))].sort(), ['D', 'E', 'OWN']);
  }
  const [kept] = repeat([B, C], make([C]), [[B, successor]]);
  assert.deepEqual(entriesOf(kept ?? assert.fail())['C']?.deprecated, { since: '2' });
});

test('codes with the names of what every object has are like others', () => {
  const codes = ['constructor', '__proto__', 'toString'].map((code) => ({ code, message: 'One.' }));
  const [result] = repeat(codes, make(codes), [codes.map((error) => ({ ...error, message: 'Two.' }))]);
  assert.deepEqual(
    result?.registry.errors.map(({ message }) => message),
    ['Two.', 'Two.', 'Two.'],
  );
});

test('a record comes back as it was; a damaged one is none', () => {
  const { entries } = update([A, { code: '__proto__' }]);
  const record = { source: 'a.json', options: { merge: true }, entries };
  assert.deepEqual(parseImportRecord(writeImportRecord(record)), record);
  assert.deepEqual(parseImportRecord('{"source":"a","entries":{}}'), { source: 'a', options: {}, entries: new Map() });
  for (const text of [
    '',
    '{',
    '[]',
    '{"source":1,"entries":{}}',
    '{"source":"a","entries":{"A":1}}',
    '{"source":"a","entries":{"A":{"b":1}}}',
  ])
    assert.equal(parseImportRecord(text), undefined, text);
});

test('rules that can’t be read are one sentence', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['{', /^import-rules\.json: it is not valid JSON \(/],
    ['[]', /^import-rules\.json: it is no object; /],
    ['{"ignored":[]}', /^import-rules\.json: "ignored" is none of its keys; write ignore or rename\.$/],
    ['{"ignore":"A"}', /^import-rules\.json: ignore is no list of codes; /],
    ['{"ignore":[1]}', /^import-rules\.json: ignore is no list of codes; /],
    ['{"rename":[]}', /^import-rules\.json: rename is no object of codes; /],
    ['{"rename":{"A":1}}', /^import-rules\.json: rename is no object of codes; /],
    ['{"rename":{"A":"C","B":"C"}}', /^import-rules\.json: rename gives A and B one name; /],
  ];
  for (const [text, message] of cases) assert.throws(() => parseImportRules(text), { name: 'Mistake', message });
  assert.deepEqual([...parseImportRules('\uFEFF{"rename":{"A":"B"}}').rename], [['A', 'B']]);
});

test('a star stands for any text, and all else for itself', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['A', 'A', true],
    ['A', 'AB', false],
    ['http-*', 'http-404', true],
    ['http-*', 'xhttp-404', false],
    ['*:404', 'readOrder:404', true],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'acb', false],
    ['aa*a', 'aa', false],
    ['*', 'anything', true],
    ['A.B', 'AxB', false],
  ];
  for (const [pattern, code, isMatch] of cases) assert.equal(matchesCode(pattern, code), isMatch, `${pattern} ${code}`);
});
