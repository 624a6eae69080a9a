import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import type { Site } from '../../src/core/site.ts';
import { site } from '../fixtures/api/site.ts';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { slugOf } from '../../src/core/url.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { MAX_LISTED, splitIndex } from '../../src/machine/llms.ts';
import { plainMarkdown, resolveLinks } from '../../src/machine/markdown.ts';
import { composeOpenApi, nameComponents } from '../../src/machine/openapi.ts';
import { responseSchema } from '../../src/openapi/response-schema.ts';
import { parseRegistry } from '../../src/schema/registry.ts';

const HOSTILE: Readonly<Record<string, ErrorEntry>> = {
  '10013': { numeric: true },
  ['__proto__']: { title: 'proto' },
  constructor: {},
  Problem: {},
  'a/b c': { title: '`*/ ${x} </script>\u2028' },
  'a.2Fb.20c': {},
  'it\'s "quoted" `and` \\': {
    message: 'Costs $1.00 (a|b) [c] {{d}} ^x$ for {name}',
    params: { name: { about: 'a', example: 'n' } },
  },
  エラー: {
    status: 418,
    summary: '{x} <b>bold</b> [a](javascript:alert)',
    steps: ['See [it](/errors/X/) and `](/a)`.'],
  },
  ['x'.repeat(136)]: { details: { fields: { n: { type: 'integer', about: 'a' } }, example: { n: 1 } } },
};
const registry = joinCategories([{ name: 'odd', title: 'Odd', errors: HOSTILE }]);
const filesOf = (of: Registry): ReadonlyMap<string, string> => new Map(machineFiles({ registry: of, site, prose: {} }));
const files = filesOf(registry);

const dir = mkdtempSync(join(tmpdir(), 'machine-'));
after(() => rmSync(dir, { recursive: true }));

test('codes of any form are in every file, and come back', async () => {
  assert.deepEqual(parseRegistry(JSON.parse(files.get('/errors.json') ?? ''), 'errors.json'), registry);
  for (const { code } of registry.errors) {
    assert.ok(files.has(`/errors/${slugOf(code)}.md`), code);
    const data = JSON.parse(files.get(`/errors/${slugOf(code)}.json`) ?? '') as { code: unknown };
    assert.equal(String(data.code), code);
    assert.ok(files.get('/llms.txt')?.includes(`/errors/${slugOf(code)}.md)`), code);
  }
  const file = join(dir, 'errors.ts');
  writeFileSync(file, files.get('/errors.ts') ?? '');
  const program = ts.createProgram([file], { noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, types: [] });
  assert.deepEqual(
    ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText),
    [],
  );
  const client = (await import(pathToFileURL(file).href)) as { ERRORS: object; codeOf: (body: unknown) => unknown };
  for (const error of registry.errors) {
    assert.ok(Object.hasOwn(client.ERRORS, error.code), error.code);
    assert.equal(client.codeOf(buildPayload(error, site)), error.code);
  }
});

test('codes of any form are components of their own, and their schemas take their examples', async () => {
  const names = nameComponents(registry);
  assert.equal(new Set(names.values()).size, registry.errors.length);
  const config = await createConfig({ extends: ['minimal'] });
  const found = await lintFromString({ source: files.get('/openapi.json') ?? '', absoluteRef: 'openapi.json', config });
  assert.deepEqual(
    found.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const error of registry.errors) {
    assert.ok(
      ajv.validate(responseSchema(error, site) ?? false, buildPayload(error, site)),
      `${error.code}: ${ajv.errorsText()}`,
    );
  }
  assert.equal(typeof composeOpenApi(registry, site)['components'], 'object');
});

test('problem documents are described only where the API has them', () => {
  const { problemDocuments: _, ...other } = site;
  const describes = (of: Site): boolean => JSON.stringify(composeOpenApi(registry, of)).includes('RFC 9457');
  assert.deepEqual([describes(other), describes({ ...other, problemDocuments: true })], [false, true]);
});

test('an envelope of any form has a schema', () => {
  const [error] = joinCategories([{ name: 'c', title: 'C', errors: { A: { status: 400, message: 'M.' } } }]).errors;
  assert.ok(error);
  const ajv = new Ajv2020({ strict: false });
  for (const envelope of [
    { ok: false, errors: [{ code: '{code}', status: '{status}', more: '{details}' }], help: '{docUrl}' },
    { code: '{code}', title: '{title}', nothing: null },
    '{message}',
    {},
  ]) {
    const other = { ...site, envelope };
    assert.ok(ajv.validate(responseSchema(error, other) ?? false, buildPayload(error, other)), ajv.errorsText());
    if (JSON.stringify(envelope).includes('{code}'))
      assert.ok(!ajv.validate(responseSchema(error, other) ?? false, buildPayload({ ...error, code: 'B' }, other)));
  }
});

test('a large index is split by category, and every code is in one part', () => {
  const many = (prefix: string, count: number): Readonly<Record<string, ErrorEntry>> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}_${index}`, {}]));
  const large = joinCategories([
    { name: 'a', title: 'A', errors: many('A', MAX_LISTED + 1) },
    { name: 'b', title: 'B', errors: many('B', 3) },
  ]);
  const parts = splitIndex(large);
  assert.deepEqual(
    parts.map(({ name, errors }) => [name, errors.length]),
    [
      ['a', MAX_LISTED],
      ['a~2', 1],
      ['b', 3],
    ],
  );
  const written = filesOf(large);
  for (const { name } of parts) {
    assert.ok(written.get('/llms.txt')?.includes(`/llms/${name}.txt)`), name);
    assert.ok(written.get('/llms-full.txt')?.includes(`/llms/${name}~full.txt)`), name);
    assert.ok(written.has(`/llms/${name}.txt`) && written.has(`/llms/${name}~full.txt`), name);
  }
  assert.deepEqual(splitIndex(registry), []);
});

test('Markdown has full addresses, and no components', () => {
  const links = '[a](/errors/X/#retry) [b](/guides/y/#z) [c](site:support) [d](https://e.example) `[e](/f/)`';
  assert.equal(
    resolveLinks(links, site),
    `[a](${site.url}/errors/X.md) [b](${site.url}/guides/y/#z) [c](${site.support.href}) [d](https://e.example) \`[e](/f/)\``,
  );
  const mdx = [
    'One',
    '',
    '<CodeTabs>',
    '',
    '```ts',
    'x',
    '```',
    '',
    '</CodeTabs>',
    '',
    '<BackoffPlot />',
    '',
    '```mdx',
    '<CodeTabs>',
    '[a](/b/)',
    '```',
  ];
  assert.equal(
    plainMarkdown(mdx.join('\n'), 'The samples are elsewhere.', site),
    'One\n\nThe samples are elsewhere.\n\n```mdx\n<CodeTabs>\n[a](/b/)\n```',
  );
});
