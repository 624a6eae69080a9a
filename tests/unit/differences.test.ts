import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { FIELDS } from '../../src/core/fields.ts';
import { classify, countChanges, type Change } from '../../src/differences/classify.ts';
import { SEVERITIES, type ErrorShape, type Severity, type Side } from '../../src/differences/rule.ts';
import { FIELD_RULES, RULES } from '../../src/differences/rules.ts';
import { FULL_ENTRY } from '../fixtures/full-entry.ts';

const root = resolve(import.meta.dirname, '../..');

/** Errors by their codes; under `~` is what the site says of their shape. */
type Version = Readonly<Record<string, ErrorEntry | ErrorShape>>;
type Step = readonly [before: Version, after: Version];

const PLAIN: ErrorShape = { envelope: { error: { code: '{code}', message: '{message}' } } };
const TITLED: ErrorShape = { envelope: { code: '{code}', title: '{title}' } };

function sideOf({ '~': shape = PLAIN, ...errors }: Version): Side {
  const category = { name: 'c', title: 'C', errors: errors as Readonly<Record<string, ErrorEntry>> };
  return { registry: joinCategories([category]), shape };
}
const between = ([before, after]: Step): readonly Change[] => classify(sideOf(before), sideOf(after));

const one = (before: ErrorEntry, after: ErrorEntry): Step => [{ A: before }, { A: after }];
const shapes = (before: ErrorShape, after: ErrorShape): Step => [
  { A: {}, '~': before },
  { A: {}, '~': after },
];
const details = (...types: readonly string[]): ErrorEntry => ({
  details: {
    fields: Object.fromEntries(types.map((type, index) => [`field${index}`, { type, about: 'About.' }])),
    example: {},
  },
});
const gone = { removed: { since: '2.0' } };

/** A step that each rule lets pass, and one that it finds, at the fields that are named. */
const CASES: Readonly<Record<string, { passes: readonly Step[]; fails: Step; fields: readonly string[] }>> = {
  'code-removed': {
    passes: [
      [{ A: gone }, {}],
      [{}, { A: {} }],
    ],
    fails: [{ A: {}, B: {} }, { B: {} }],
    fields: [''],
  },
  'page-removed': { passes: [[{ A: {} }, {}]], fails: [{ A: gone }, {}], fields: [''] },
  'code-added': { passes: [[{}, { A: gone }]], fails: [{}, { A: {} }], fields: [''] },
  'past-recorded': { passes: [[{}, { A: {} }]], fails: [{}, { A: gone }], fields: [''] },
  'code-renamed': {
    passes: [
      [{ A: {} }, { B: {} }],
      [{ A: { identifiedBy: 'status' } }, { B: { identifiedBy: 'status', formerly: ['A'] } }],
      // A former code that is still there is no former one.
      [{ A: {} }, { A: {}, B: { formerly: ['A'] } }],
    ],
    fails: [{ A: {} }, { B: { formerly: ['A'] } }],
    fields: [''],
  },
  'key-renamed': {
    passes: [[{ A: {} }, { B: { formerly: ['A'] } }]],
    fails: [{ A: { identifiedBy: 'status' } }, { B: { identifiedBy: 'status', formerly: ['A'] } }],
    fields: [''],
  },
  'status-changed': {
    passes: [
      one({ status: '4XX' }, { status: 404 }),
      one({ status: '4XX' }, { status: 'default' }),
      one({ status: 404 }, { variants: [{ status: 404 }, { status: 410 }] }),
      one({}, { status: 404 }),
    ],
    fails: one({ status: 404 }, { status: 410 }),
    fields: ['status'],
  },
  'status-refined': {
    passes: [
      one({ status: 404 }, { status: '4XX' }),
      one({ status: 404 }, {}),
      one({ status: '4XX' }, { status: 500 }),
    ],
    fails: one({ status: '4XX' }, { status: 404 }),
    fields: ['status'],
  },
  'code-type-changed': {
    passes: [one({ numeric: true }, { numeric: true, title: 'T' })],
    fails: [{ 1: {} }, { 1: { numeric: true } }],
    fields: ['numeric'],
  },
  'identity-changed': {
    passes: [one({ identifiedBy: 'status' }, { identifiedBy: 'status', status: 404 })],
    fails: one({ identifiedBy: 'status' }, { identifiedBy: 'type' }),
    fields: ['identifiedBy'],
  },
  'parent-changed': {
    passes: [one({ parent: 'P' }, { parent: 'P', title: 'T' })],
    fails: one({ parent: 'P' }, {}),
    fields: ['parent'],
  },
  'body-changed': {
    passes: [
      [
        { A: { envelope: 'old' }, '~': { envelopes: { old: { body: '{code}' } } } },
        { A: { envelope: 'new' }, '~': { envelopes: { new: { body: '{code}' } } } },
      ],
    ],
    fails: one({}, { envelope: 'none' }),
    fields: ['envelope'],
  },
  'value-changed': {
    passes: [one({ values: { a: 1 } }, { values: { a: 1, b: 2 } })],
    fails: one({ values: { a: 1, b: 2, constructor: 3 } }, { values: { b: 3 } }),
    fields: ['values.a', 'values.b', 'values.constructor'],
  },
  'value-added': {
    passes: [one({ values: { a: 1 } }, { values: { a: 2 } })],
    fails: one({}, { values: { a: 1 } }),
    fields: ['values.a'],
  },
  'placeholder-removed': {
    passes: [one({ message: 'No {a}.' }, {}), one({ message: 'No {a}.' }, { message: 'Lacks {a}.' })],
    fails: one({ message: 'No {a}, {b}.' }, { message: 'No {b}.' }),
    fields: ['message'],
  },
  'placeholder-required': {
    passes: [one({}, { message: 'No {a}.' }), one({ message: 'No {a}.' }, { message: 'No.' })],
    fails: one({ message: 'No {a}.' }, { message: 'No {a}, {b}.', variants: [{ message: '{c}' }] }),
    fields: ['message', 'message'],
  },
  'message-reworded': {
    passes: [
      one({ message: 'No {a}.' }, { message: 'No {b}.' }),
      one({ message: 'No.' }, { message: 'No.', title: 'T' }),
    ],
    fails: one({ message: 'No {a}.' }, { message: 'Lacks {a}.' }),
    fields: ['message'],
  },
  'detail-removed': {
    passes: [one(details('string'), details('string', 'string'))],
    fails: one(details('string', 'string'), details('string')),
    fields: ['details.fields.field1'],
  },
  'detail-required': {
    passes: [one({}, details('string')), one(details('string'), details('string', 'string?'))],
    fails: one(details('string'), details('string', 'integer')),
    fields: ['details.fields.field1'],
  },
  'detail-added': {
    passes: [one(details('string'), details('string', 'integer'))],
    fails: one(details('string'), details('string', 'integer or null', 'optional string')),
    fields: ['details.fields.field1', 'details.fields.field2'],
  },
  'detail-retyped': {
    passes: [one(details('string'), {}), one(details('string'), details('string', 'string'))],
    fails: one(details('string'), details('integer')),
    fields: ['details.fields.field0.type'],
  },
  'header-removed': {
    passes: [one({ headers: { 'X-A': {} } }, { headers: { 'x-a': { about: 'About.' } } })],
    fails: one({ headers: { 'X-A': {} } }, {}),
    fields: ['headers'],
  },
  'header-added': {
    passes: [one({ headers: { 'X-A': {} } }, { headers: { 'x-a': {} } })],
    fails: one({}, { headers: { 'X-A': {} } }),
    fields: ['headers'],
  },
  'retry-narrowed': {
    passes: [
      one({ retry: { when: 'never' } }, { retry: { when: 'after-wait' } }),
      one({ retry: { when: 'never' } }, {}),
    ],
    fails: one({ retry: { when: 'after-wait' } }, { retry: { when: 'never' } }),
    fields: ['retry.when'],
  },
  'retry-refined': {
    passes: [one({ retry: { when: 'once-fixed' } }, { retry: { when: 'never' } })],
    fails: one({ retry: { when: 'never' } }, { retry: { when: 'once-fixed' } }),
    fields: ['retry.when'],
  },
  'wait-moved': {
    passes: [
      one(
        { retry: { when: 'after-wait', header: 'Retry-After' } },
        { retry: { when: 'after-wait', header: 'retry-after' } },
      ),
      one({ retry: { when: 'after-wait' } }, { retry: { when: 'after-wait', header: 'X' } }),
    ],
    fails: one({ retry: { when: 'after-wait', header: 'Retry-After' } }, { retry: { when: 'after-wait' } }),
    fields: ['retry.header'],
  },
  'wait-stated': {
    passes: [one({ retry: { when: 'after-wait', header: 'X' } }, { retry: { when: 'after-wait', header: 'Y' } })],
    fails: one({ retry: { when: 'after-wait' } }, { retry: { when: 'after-wait', header: 'X' } }),
    fields: ['retry.header'],
  },
  'actor-changed': {
    passes: [one({ actor: 'us' }, { actor: 'us', title: 'T' })],
    fails: one(
      { actor: 'us', causes: [{ cause: 'One.' }] },
      { actor: 'caller', causes: [{ cause: 'One.', audience: 'admin' }] },
    ),
    fields: ['actor', 'causes.0.audience'],
  },
  'cause-changed': {
    passes: [
      one({ causes: [{ cause: 'A parameter is absent.' }] }, { causes: [{ cause: 'A parameter is missing.' }] }),
      one({ causes: [{ cause: 'One.' }, { cause: 'Two.' }] }, { causes: [{ cause: 'Two.' }, { cause: 'One.' }] }),
      one({ causes: [{ cause: 'One.' }] }, { causes: [{ cause: 'One.', fix: 'Mend.' }] }),
    ],
    fails: one(
      { causes: [{ cause: 'A parameter is absent.' }, { cause: 'The token is old.' }] },
      { causes: [{ cause: 'A parameter is missing.' }, { cause: 'Somebody else was faster.' }] },
    ),
    fields: ['causes.1', 'causes'],
  },
  'endpoint-changed': {
    passes: [one({ endpoints: ['GET /a', 'GET /b'] }, { endpoints: ['GET /b', 'GET /a'] })],
    fails: one({ endpoints: ['GET /a'] }, { endpoints: ['GET /b'] }),
    fields: ['endpoints.0', 'endpoints'],
  },
  'variant-changed': {
    passes: [one({ variants: [{ status: 404 }] }, { variants: [{ status: 404, about: 'About.' }] })],
    fails: one({ variants: [{ status: 404 }] }, { variants: [{ status: 404, endpoints: ['GET /a'] }] }),
    fields: ['variants'],
  },
  'meaning-changed': {
    passes: [one({ changes: [{ since: '1', about: 'One.' }] }, { changes: [{ since: '1', about: 'Uno.' }] })],
    fails: one(
      { changes: [{ since: '1', about: 'One.' }] },
      {
        changes: [
          { since: '1', about: 'One.' },
          { since: '2', about: 'Two.' },
        ],
      },
    ),
    fields: ['changes.1'],
  },
  'lifecycle-changed': {
    passes: [
      one({}, gone),
      one({ deprecated: { since: '1' } }, { deprecated: { since: '2' } }),
      one({ deprecated: { since: '1' } }, gone),
    ],
    fails: one(gone, { deprecated: { since: '2', use: 'B' } }),
    fields: ['deprecated', 'removed'],
  },
  'no-longer-returned': {
    passes: [one(gone, { removed: { since: '3.0' } }), one(gone, {})],
    fails: one({ deprecated: { since: '1.0' } }, gone),
    fields: ['removed'],
  },
  'category-moved': { passes: [one({}, { title: 'T' })], fails: [{}, {}], fields: ['category'] },
  'registry-moved': {
    passes: [one({ registry: 'cards' }, { registry: 'cards', title: 'T' })],
    fails: one({ registry: 'cards' }, {}),
    fields: ['registry'],
  },
  'visibility-changed': {
    passes: [one({ visibility: 'internal' }, { visibility: 'internal', title: 'T' })],
    fails: one({ visibility: 'internal' }, {}),
    fields: ['visibility'],
  },
  'title-sent': {
    passes: [one({ title: 'One' }, { title: 'Two' })],
    fails: [
      { A: { title: 'One' }, '~': TITLED },
      { A: { title: 'Two' }, '~': TITLED },
    ],
    fields: ['title'],
  },
  'former-name-dropped': {
    passes: [one({ formerly: ['B'] }, { formerly: ['B', 'C'] })],
    fails: one({ formerly: ['B', 'C'] }, { formerly: ['C'] }),
    fields: ['formerly'],
  },
  wording: {
    passes: [one({ title: 'One' }, { title: 'One' }), one({ status: 404 }, { status: 410 })],
    fails: one({ title: 'One', steps: ['Go.'] }, { title: 'Two', steps: ['Run.'] }),
    fields: ['title', 'steps'],
  },
  'envelope-changed': {
    passes: [
      shapes({ envelope: { a: '{code}', b: 1 } }, { envelope: { b: 1, a: '{code}' } }),
      shapes({ envelope: { a: '{code}' } }, { envelope: { a: '{code}', details: '{details}', own: '{own}' } }),
      shapes({}, { envelope: '{code}' }),
    ],
    fails: shapes(
      { envelope: { a: '{code}', b: 1 }, envelopes: { x: { body: ['{code}'] }, constructor: { body: 1 } } },
      { envelope: { a: '{message}', b: 1, c: true }, envelopes: { x: { body: { code: '{code}' } } } },
    ),
    fields: ['envelope.a', 'envelope.c', 'envelopes.x.body.0', 'envelopes.x.body.code'],
  },
  'envelope-refined': {
    passes: [shapes({ envelope: { a: '{code}' } }, { envelope: { b: '{code}' } })],
    fails: shapes({ envelope: { a: '{code}' } }, { envelope: { a: '{code}', trace: '{trace}' } }),
    fields: ['envelope.trace'],
  },
  'media-type-changed': {
    passes: [shapes({}, { mediaType: 'application/json' })],
    fails: shapes(
      { envelopes: { x: {} } },
      { mediaType: 'application/problem+json', envelopes: { x: { mediaType: 'text/plain' } } },
    ),
    fields: ['mediaType', 'envelopes.x.mediaType'],
  },
  'placeholder-values-changed': {
    passes: [shapes({ placeholders: { a: { about: 'One.' } } }, { placeholders: { a: { about: 'Two.' } } })],
    fails: shapes({ placeholders: { a: { values: ['x'] } } }, { placeholders: { a: { values: ['x', 'y'] } } }),
    fields: ['placeholders.a.values'],
  },
  'request-id-moved': {
    passes: [shapes({ requestIdHeader: 'X-Id' }, { requestIdHeader: 'x-id' }), shapes({}, { requestIdHeader: 'X-Id' })],
    fails: shapes({ requestIdHeader: 'X-Id' }, {}),
    fields: ['requestIdHeader'],
  },
  'request-id-stated': {
    passes: [shapes({ requestIdHeader: 'X-Id' }, { requestIdHeader: 'Y-Id' })],
    fails: shapes({}, { requestIdHeader: 'X-Id' }),
    fields: ['requestIdHeader'],
  },
  'problem-documents-gone': {
    passes: [shapes({}, { problemDocuments: false }), shapes({}, { problemDocuments: true })],
    fails: shapes({ problemDocuments: true }, {}),
    fields: ['problemDocuments'],
  },
  'problem-documents-offered': {
    passes: [shapes({ problemDocuments: true }, { problemDocuments: false })],
    fails: shapes({ problemDocuments: false }, { problemDocuments: true }),
    fields: ['problemDocuments'],
  },
};

/** Two categories can't be written as one step of errors. */
function failsOf(name: string): readonly Change[] {
  const { fails } = CASES[name] ?? { fails: [{}, {}] as Step };
  if (name !== 'category-moved') return between(fails);
  const [c, d] = ['c', 'd'].map((category) => ({ name: category, title: category }));
  const sides = [c, d].map((own): Side => ({
    registry: { categories: [c, d] as never, errors: [{ code: 'A', category: own?.name ?? '' }] },
  }));
  return classify(sides[0] as Side, sides[1] as Side);
}

test('each rule has a file, a case of its own and a reason in one sentence', () => {
  const names = RULES.map(({ name }) => name);
  assert.deepEqual(Object.keys(CASES).toSorted(), names.toSorted());
  const files = readdirSync(join(root, 'src/differences/rules')).map((file) => file.replace(/\.ts$/, ''));
  assert.deepEqual(files.toSorted(), names.toSorted());
  for (const { name, why } of RULES) assert.match(why, /^[A-Z][^.]+\.$/, name);
});

for (const { name, severity } of RULES) {
  test(`${name}: finds what it is for as ${severity}, and nothing else`, () => {
    for (const step of CASES[name]?.passes ?? [])
      assert.deepEqual(
        between(step).filter(({ rule }) => rule === name),
        [],
        JSON.stringify(step),
      );
    const found = failsOf(name).filter(({ rule }) => rule === name);
    assert.deepEqual(
      found.map(({ field }) => field.join('.')),
      CASES[name]?.fields,
    );
    for (const change of found) assert.equal(change.severity, severity);
  });
}

test('each field of an entry has rules, and a change of it is never passed over', () => {
  assert.deepEqual(Object.keys(FIELD_RULES).toSorted(), [...Object.keys(FIELDS), 'category'].toSorted());
  const full: ErrorEntry = { ...FULL_ENTRY, numeric: true, identifiedBy: 'kind' };
  for (const field of Object.keys(FIELDS) as (keyof ErrorEntry)[]) {
    const { [field]: _, ...others } = full;
    for (const step of [one(full, others), one(others, full)]) {
      const found = between(step);
      assert.ok(found.length > 0, field);
      assert.equal(
        countChanges(found).editorial + countChanges(found).noteworthy + countChanges(found).breaking,
        found.length,
      );
    }
  }
});

test('texts of categories are editorial, and their order says nothing', () => {
  const [c, d] = [
    { name: 'c', title: 'C' },
    { name: 'd', title: 'D' },
  ];
  const side = (...categories: readonly object[]): Side => ({ registry: { categories, errors: [] } as never });
  assert.deepEqual(classify(side(c, d), side(d, c)), []);
  assert.deepEqual(
    classify(side(c), side({ ...c, title: 'See' }, d)).map(({ severity, about }) => [severity, about]),
    [
      ['editorial', 'category c: title "C" → "See"'],
      ['editorial', 'category d: name none → "d"'],
      ['editorial', 'category d: title none → "D"'],
    ],
  );
});

const { registry, site } = await loadContent(join(root, 'tests/fixtures/api'));

/** What becomes of the errors of the registry. */
type Edit = (errors: RegisteredError[], shape: { -readonly [Key in keyof ErrorShape]: ErrorShape[Key] }) => void;
const edit =
  (code: string, mend: (error: { -readonly [Key in keyof RegisteredError]: RegisteredError[Key] }) => void): Edit =>
  (errors) => {
    const error = errors.find((each) => each.code === code);
    assert.ok(error);
    mend(error);
  };

/** Changes as a team makes them, with the class of each. */
const SEEDED: readonly (readonly [what: string, expected: Severity, edit: Edit])[] = [
  ['a code is removed', 'breaking', (errors) => void errors.splice(1, 1)],
  [
    'a code is renamed',
    'breaking',
    edit('PERMISSION_DENIED', (error) => {
      error.formerly = [error.code];
      error.code = 'FORBIDDEN';
    }),
  ],
  [
    'a code becomes a number',
    'breaking',
    edit('INVALID_REQUEST', (error) => {
      error.numeric = true;
    }),
  ],
  [
    'a status is another',
    'breaking',
    edit('RESOURCE_NOT_FOUND', (error) => {
      error.status = 410;
    }),
  ],
  [
    'a status is no longer stated',
    'breaking',
    edit('RESOURCE_NOT_FOUND', (error) => {
      delete error.status;
    }),
  ],
  [
    'a status becomes a range',
    'breaking',
    edit('RESOURCE_NOT_FOUND', (error) => {
      error.status = '4XX';
    }),
  ],
  [
    'waiting no longer helps',
    'breaking',
    edit('RATE_LIMIT_EXCEEDED', (error) => {
      error.retry = { when: 'never' };
    }),
  ],
  [
    'another header states the wait',
    'breaking',
    edit('RATE_LIMIT_EXCEEDED', (error) => {
      error.retry = { ...error.retry, when: 'after-wait', header: 'X-Wait' };
    }),
  ],
  [
    'a message requires a value more',
    'breaking',
    edit('INVALID_REQUEST', (error) => {
      error.message = "Missing '{parameter}' in {place}.";
    }),
  ],
  [
    'a message lacks a value',
    'breaking',
    edit('INVALID_REQUEST', (error) => {
      error.message = 'A parameter is missing.';
    }),
  ],
  [
    'a detail is removed',
    'breaking',
    edit('INSUFFICIENT_BALANCE', (error) => {
      const { required: _, ...fields } = error.details?.fields ?? {};
      error.details = { fields, example: {} };
    }),
  ],
  [
    'a detail has another type',
    'breaking',
    edit('INSUFFICIENT_BALANCE', (error) => {
      error.details = {
        ...error.details,
        fields: { ...error.details?.fields, required: { type: 'number', about: 'Needed.' } },
      } as never;
    }),
  ],
  [
    'a detail is required from now on',
    'breaking',
    edit('INSUFFICIENT_BALANCE', (error) => {
      error.details = {
        ...error.details,
        fields: { ...error.details?.fields, bank: { type: 'string', about: 'Bank.' } },
      } as never;
    }),
  ],
  [
    'an error has no body any more',
    'breaking',
    edit('INTERNAL_SERVER_ERROR', (error) => {
      error.envelope = 'none';
    }),
  ],
  [
    'the API stops returning an error',
    'breaking',
    edit('SERVICE_UNAVAILABLE', (error) => {
      error.removed = { since: '2.0' };
    }),
  ],
  [
    'the envelope is flat',
    'breaking',
    (_, shape) => {
      shape.envelope = { code: '{code}', message: '{message}' };
    },
  ],
  [
    'the media type is another',
    'breaking',
    (_, shape) => {
      shape.mediaType = 'application/problem+json';
    },
  ],
  ['a code is new', 'noteworthy', (errors) => void errors.push({ code: 'CONFLICT', category: 'client', status: 409 })],
  [
    'a detail may be there',
    'noteworthy',
    edit('INSUFFICIENT_BALANCE', (error) => {
      error.details = {
        ...error.details,
        fields: { ...error.details?.fields, bank: { type: 'string?', about: 'Bank.' } },
      } as never;
    }),
  ],
  [
    'a message has other words',
    'noteworthy',
    edit('UNAUTHENTICATED', (error) => {
      error.message = 'Credentials are missing or not valid.';
    }),
  ],
  [
    'a code comes with a second status',
    'noteworthy',
    edit('RESOURCE_NOT_FOUND', (error) => {
      error.variants = [{ status: 410 }];
    }),
  ],
  [
    'an error is deprecated',
    'noteworthy',
    edit('UNAUTHENTICATED', (error) => {
      error.deprecated = { since: '2.0' };
    }),
  ],
  [
    'a cause is new',
    'noteworthy',
    edit('UNAUTHENTICATED', (error) => {
      error.causes = [...(error.causes ?? []), { cause: 'Clocks differ by more than five minutes.' }];
    }),
  ],
  [
    'somebody else can mend it',
    'noteworthy',
    edit('PERMISSION_DENIED', (error) => {
      error.actor = 'us';
    }),
  ],
  [
    'a wait helps from now on',
    'noteworthy',
    edit('INSUFFICIENT_BALANCE', (error) => {
      error.retry = { when: 'after-wait' };
    }),
  ],
  [
    'bodies may hold a trace',
    'noteworthy',
    (_, shape) => {
      shape.envelope = { error: { code: '{code}', message: '{message}', details: '{details}', trace: '{trace}' } };
    },
  ],
  [
    'a typo in the summary is mended',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.summary = `${error.summary ?? ''} `.replace('valid.', 'valid');
    }),
  ],
  [
    'a step is put better',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.steps = ['Send a key.'];
    }),
  ],
  [
    'a cause is put better',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.causes = error.causes?.map((each, index) =>
        index === 1 ? { ...each, cause: 'The token has expired by now.' } : each,
      ) as never;
    }),
  ],
  [
    'an entry was reviewed',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.reviewed = '2030-01-01';
    }),
  ],
  [
    'a title is another, which no body holds',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.title = 'Not signed in';
    }),
  ],
  [
    'an alias is added',
    'editorial',
    edit('UNAUTHENTICATED', (error) => {
      error.aliases = [...(error.aliases ?? []), 'no auth'];
    }),
  ],
];

test('thirty seeded changes and more are classed right, each alone and all together', () => {
  assert.ok(SEEDED.length >= 30);
  const before: Side = { registry, shape: site };
  for (const [what, expected, apply] of SEEDED) {
    const [errors, shape] = structuredClone([
      registry.errors,
      { envelope: site.envelope, problemDocuments: true },
    ]) as never as [RegisteredError[], ErrorShape];
    apply(errors, shape);
    const found = classify(before, { registry: { ...registry, errors }, shape });
    const worst = SEVERITIES.find((severity) => found.some((change) => change.severity === severity));
    assert.equal(worst, expected, `${what}\n${JSON.stringify(found, null, 1)}`);
    // Of a body, each part that moves is told.
    if (found.some(({ code }) => code !== undefined))
      assert.equal(found.filter(({ severity }) => severity === worst).length, 1, what);
  }
  assert.deepEqual(classify(before, before), []);
});
