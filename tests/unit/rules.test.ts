import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { checkRegistry, RULES } from '../../src/core/rules/index.ts';
import type { Site } from '../../src/core/site.ts';

type Errors = Readonly<Record<string, ErrorEntry>>;
const registry = (errors: Errors): Registry => joinCategories([{ name: 'c', title: 'C', errors }]);

/** A site with a dimension of its own. */
const SITE: Site = {
  name: 'Rules',
  description: 'A site for the rules.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  dimensions: { severity: { title: 'Severity', values: { high: 'High', low: 'Low' } } },
  envelope: { code: '{code}' },
  envelopes: { oauth: { body: { error: '{code}' } } },
  placeholders: { type: {} },
  registries: { billing: { name: 'Billing', envelopes: { theirs: {} } } },
  ranges: [{ team: 'pay', from: 4000, to: 4999 }],
};

/** A registry that keeps each rule, and one that breaks it, with the fields that are to be named. */
const CASES: Readonly<Record<string, { passes: Errors; fails: Errors; fields: readonly string[] }>> = {
  'code-form': {
    passes: {
      A_1: {},
      'auth/x y': {},
      éß: {},
      index: {},
      con: {},
      'aux.x': {},
      'a.': { formerly: ['NUL', 'b.'] },
      '-1': { formerly: ['-2', 'auth/y'] },
    },
    fails: {
      ...{ '.': {}, '..': {}, 'index.html': {}, '': {}, ' A': {}, 'A\u202eB': {}, 'A\u0000': {}, 'A\u00ad': {} },
      B: { formerly: ['B_1', '..', '', '.', 'index.html', '.htaccess', '../x'] },
    },
    fields: [...Array.from({ length: 8 }, () => ''), ...[1, 2, 3, 4, 5, 6].map((index) => `formerly.${index}`)],
  },
  'known-envelopes': {
    passes: { A: { envelope: 'oauth', values: { type: 'x' } }, B: { envelope: 'none' } },
    fails: { A: { envelope: 'other' }, B: { values: { kind: 1, type: 2 } } },
    fields: ['envelope', 'values.kind'],
  },
  'known-registries': {
    passes: { A: { registry: 'billing', envelope: 'theirs' }, B: {} },
    fails: { A: { registry: 'biling' } },
    fields: ['registry'],
  },
  'known-identity': {
    passes: {
      A: { identifiedBy: 'status', status: '5XX' },
      B: { identifiedBy: 'status', variants: [{ status: 404 }, { status: 'default' }] },
      C: { identifiedBy: 'type', status: 404, values: { type: 'x' } },
    },
    fails: {
      A: { identifiedBy: 'status' },
      B: { identifiedBy: 'type', status: 404 },
      'P/C': { identifiedBy: 'status', status: 404, parent: 'P' },
      D: { identifiedBy: 'status', status: 404, numeric: true },
    },
    fields: ['identifiedBy', 'identifiedBy', 'identifiedBy', 'numeric'],
  },
  'own-subcodes': {
    passes: { A: {}, 'A/b': { parent: 'A' }, 'C/d': {}, 'A/b/c': { parent: 'A' } },
    fails: {
      A: {},
      'A/b': { parent: 'A' },
      'A/b/c': { parent: 'A/b' },
      b: { parent: 'A' },
      'A/': { parent: 'A' },
      N: { identifiedBy: 'status', status: 404 },
      'N/b': { parent: 'N' },
    },
    fields: ['parent', 'parent', 'parent', 'parent'],
  },
  'numeric-codes': {
    passes: {
      '-32601': { numeric: true },
      '1e3': { numeric: true },
      '9007199254740993': { numeric: true },
      '0042': {},
    },
    fails: { '0042': { numeric: true }, A: { numeric: true } },
    fields: ['numeric', 'numeric'],
  },
  'twin-codes': {
    passes: {
      A: {},
      B: {},
      'C.json': {},
      'D.md': {},
      con: {},
      'co~6E': {},
      'a.': {},
      'a~2e': {},
      'a..json': {},
      T: { formerly: ['t'] },
    },
    fails: {
      A: {},
      a: {},
      B: {},
      'B.json': {},
      'b.MD': {},
      NUL: {},
      C: { formerly: ['nul'] },
      aux: {},
      'aux.md': {},
      D: { formerly: ['c'] },
    },
    fields: ['', 'formerly.0', 'formerly.0', '', '', ''],
  },
  'status-range': {
    passes: { A: { status: 429 }, B: {}, C: { status: 100 }, D: { variants: [{ status: '5XX' }, { status: 404 }] } },
    fails: {
      ...{ A: { status: 1003 }, B: { status: 42.5 }, C: { status: 0 }, D: { status: Number.NaN } },
      E: { variants: [{}, { status: 600 }] },
    },
    fields: ['status', 'status', 'status', 'status', 'variants.1.status'],
  },
  'clean-texts': {
    passes: { A: { title: 'Tabs\tand\nlines', steps: ['é😀'] } },
    fails: {
      A: { title: 'bell\u0007', steps: ['fine', '\ud800'] },
      B: { summary: ' ', steps: [''], causes: [{ cause: 'c', fix: '' }] },
    },
    fields: ['title', 'steps.1', 'summary', 'steps.0', 'causes.0.fix'],
  },
  'known-dimensions': {
    passes: { A: { dimensions: { severity: 'high' } }, B: { dimensions: {} } },
    fails: { A: { dimensions: { severity: 'hihg', service: 'x' } }, B: { dimensions: { constructor: 'x' } } },
    fields: ['dimensions.severity', 'dimensions.service', 'dimensions.constructor'],
  },
  'known-params': {
    passes: { A: { message: 'Missing {name}.', params: { name: { about: 'a', example: 'b' } } } },
    fails: { A: { message: 'Missing {{name}}.', params: { name: { about: 'a', example: 'b' } } } },
    fields: ['params.name'],
  },
  'known-values': {
    passes: {
      A: {
        message: 'Missing {name}.',
        details: { fields: { a: { type: 's', about: 'a' } }, example: { a: '1' } },
        findings: ['{name} is missing.', '{a} of {type}.'],
        causes: [{ cause: 'c', when: { name: true, a: '1' } }],
      },
      B: { variants: [{ message: 'Over {limit}.' }], findings: ['{limit - limit} over.'] },
    },
    fails: {
      A: {
        message: 'Missing {name}.',
        findings: ['{nmae} is missing.', '{name - x}'],
        causes: [{ cause: 'c', when: { y: true } }],
      },
    },
    fields: ['findings.0', 'findings.1', 'causes.0.when.y'],
  },
  'known-codes': {
    passes: { A: { related: ['B'] }, B: { confusedWith: [{ code: 'A', difference: 'd' }] } },
    fails: {
      A: { related: ['A', 'X'], confusedWith: [{ code: 'Y', difference: 'd' }] },
      B: { deprecated: { since: '1', use: 'Z' }, removed: { since: '2', use: 'B' } },
    },
    fields: ['related.0', 'related.1', 'confusedWith.0.code', 'deprecated.use', 'removed.use'],
  },
  'known-samples': {
    passes: { A: { samples: { sh: 'curl', csharp: 'C#' } }, B: {} },
    // The compiler refuses them too, so they come as the JSON form brings them.
    fails: { A: { samples: Object.fromEntries(['cs', 'go', 'toString', 'TypeScript'].map((id) => [id, 'x'])) } },
    fields: ['samples.cs', 'samples.toString', 'samples.TypeScript'],
  },
  'live-successors': {
    passes: {
      OLD: { deprecated: { since: '1', use: 'NEW' } },
      GONE: { removed: { since: '1' } },
      NEW: {},
    },
    fails: {
      CHAIN: { deprecated: { since: '1', use: 'OLD' } },
      OLD: { deprecated: { since: '1', use: 'NEW' } },
      NEW: {},
      LEFT: { removed: { since: '1', use: 'RIGHT' } },
      RIGHT: { deprecated: { since: '1', use: 'LEFT' } },
      DEAD_END: { deprecated: { since: '1', use: 'GONE' } },
      GONE: { removed: { since: '1' } },
    },
    fields: ['deprecated.use', 'removed.use', 'deprecated.use', 'deprecated.use'],
  },
  'own-aliases': {
    passes: { A: { aliases: ['a', 'bad'] }, B: { formerly: ['OLD', 'Old', 'b'] } },
    fails: { A: { aliases: ['b', 'bad'] }, B: { aliases: ['Bad'], formerly: ['B', 'a', 'O', 'O'] } },
    fields: ['aliases.0', 'aliases.0', 'formerly.0', 'formerly.1', 'formerly.3'],
  },
  'owned-codes': {
    passes: {
      '4000': {},
      '4999': {},
      '04001': {},
      '4001/1': { parent: '4001' },
      '17': { removed: { since: '1' } },
      '404': { identifiedBy: 'status', status: 404 },
      'A.4': {},
    },
    fails: { '3999': {}, '5000': {}, '4001': {}, '17/4001': { parent: '17' }, '-4001': {} },
    fields: ['', '', '', ''],
  },
  'safe-links': {
    passes: {
      A: {
        steps: ['[a](/x/) [b](https://e.example) [c](#d) [e](site:support) [f](mailto:a@b.example)'],
        docUrl: 'https://e.example',
        description: 'A [link](/x/).\n\n````md\n[a](b)\n```\n[a](b)\n````\n\n```js\nlist[0](first)',
      },
    },
    fails: {
      A: {
        steps: ['fine', '[a](javascript:alert)'],
        causes: [{ cause: 'c', fix: '[x](//e.example)' }],
        docUrl: 'data:x',
      },
      B: { example: { source: '[a](javascript:alert)' }, description: 'A [link](data:x).' },
      C: { description: '```\ncode\n```\n\n[a](data:x)\n\n```\ncode\n```' },
    },
    fields: ['steps.1', 'causes.0.fix', 'docUrl', 'example.source', 'description', 'description'],
  },
  'shown-details': {
    passes: { A: { details: { fields: { a: { type: 'string', about: 'x' } }, example: { a: '1' } } } },
    fails: { A: { details: { fields: { a: { type: 'string', about: 'x' } }, example: { b: '1' } } } },
    fields: ['details.example.b', 'details.fields.a'],
  },
  'stated-wait': {
    passes: {
      A: { retry: { when: 'after-wait', header: 'Retry-After' }, example: { headers: { 'retry-after': '3' } } },
      B: { retry: { when: 'after-wait', header: 'Retry-After' } },
    },
    fails: { A: { retry: { when: 'after-wait', header: 'Retry-After' }, example: { headers: {} } } },
    fields: ['example'],
  },
};

test('each rule has a file and a case', async () => {
  const files = await readdir(new URL('../../src/core/rules/', import.meta.url));
  const names = files.map((file) => file.replace('.ts', '')).filter((name) => name !== 'index' && name !== 'rule');
  assert.deepEqual(RULES.map(({ name }) => name).sort(), names.sort());
  assert.deepEqual(Object.keys(CASES).sort(), names.sort());
});

for (const rule of RULES) {
  const { passes = {}, fails = {}, fields = [] } = CASES[rule.name] ?? {};
  test(`${rule.name}: ${rule.about}`, () => {
    assert.deepEqual(rule.check(registry(passes), SITE), []);
    const problems = rule.check(registry(fails), SITE);
    assert.deepEqual(
      problems.map(({ field }) => field.join('.')),
      fields,
    );
    for (const { message } of problems) assert.match(message, /; |^The code is empty;/, 'a message says what to do');
  });
}

test('a sound registry has no problems', () => {
  assert.deepEqual(checkRegistry(registry({ A: { title: 'A' } })), []);
});

test('dimensions are held to a site where there is one', () => {
  const errors = registry({ A: { dimensions: { severity: 'hihg', service: 'x' } } });
  assert.deepEqual(checkRegistry(errors), []);
  assert.deepEqual(
    checkRegistry(errors, SITE).map(({ message }) => message),
    [
      'hihg is no value of the dimension severity; high is the nearest.',
      'service is no dimension of the site; write one of severity, or declare it under dimensions of the site.',
    ],
  );
});

test('two categories with one code are refused with both names', () => {
  const category = (name: string) => ({ name, title: name, errors: { A: {} } });
  assert.throws(
    () => joinCategories([category('first'), category('second')]),
    /A is declared in the categories first and second/,
  );
});
