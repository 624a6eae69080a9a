/** The files for programs: JSON, Markdown, indexes for language models, OpenAPI and TypeScript. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import { hasCode } from '../../src/core/define.ts';
import { envelopeOf } from '../../src/core/envelope.ts';
import { identityOf } from '../../src/core/identity.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { absoluteUrl, errorDataPath, errorPath, errorTextPath } from '../../src/core/url.ts';
import { splitIndex } from '../../src/machine/llms.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { attribute, base, content, dist, readPage } from './built-site.ts';

const { registry, site } = content;
const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const readJson = (path: string): unknown => JSON.parse(read(path));

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const schema = readJson('errors.schema.json') as { $id: string };
ajv.addSchema(schema);

test('errors.json keeps its schema and is read back without loss', () => {
  const published = readJson('errors.json');
  assert.ok(ajv.validate(schema.$id, published), ajv.errorsText());
  assert.deepEqual(parseRegistry(published, 'errors.json'), registry);
});

test('the JSON of each error keeps the schema, and holds its address and its payload', () => {
  const validate = ajv.compile({ $ref: `${schema.$id}#/$defs/error` });
  for (const error of registry.errors) {
    const data = readJson(errorDataPath(error.code)) as { url: string; response: { body: unknown } };
    assert.ok(validate(data), `${error.code}: ${ajv.errorsText(validate.errors)}`);
    assert.equal(data.url, absoluteUrl(site.url, errorPath(error.code)), error.code);
    assert.deepEqual(data.response.body, buildPayload(error, site), error.code);
  }
});

/** At least as many tokens as a language model counts: few letters a piece, every sign on its own. */
const countTokens = (text: string): number => text.match(/[A-Za-z]{1,7}|\d{1,3}|[^\sA-Za-z\d]/g)?.length ?? 0;

test('the Markdown of each error has no components and no relative links', () => {
  for (const { code } of registry.errors) {
    const text = read(errorTextPath(code)).replaceAll(/^(`{3,})[^`]*\n[\s\S]*?^\1$/gm, '');
    assert.doesNotMatch(text, /<\/?[A-Z]\w*|^(?:import|export) /m, code);
    assert.doesNotMatch(text.replaceAll(/`[^`]*`/g, ''), /\]\((?:\/|site:)/, code);
  }
});

test(
  'the Markdown of a typical error is 1,500 tokens at most',
  { skip: process.env['CONTENT'] ? 'another content folder' : false },
  () => {
    const sizes = registry.errors.map(({ code }) => countTokens(read(errorTextPath(code)))).sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    assert.ok(median <= 1500, sizes.join(' '));
  },
);

test('from llms.txt each code and its fix is two fetches away at most', () => {
  const index = read('llms.txt');
  const parts = splitIndex(registry);
  const linked = (text: string): readonly string[] =>
    [...text.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, url = '']) =>
      url.startsWith(site.url) ? [url.slice(site.url.replace(/\/$/, '').length)] : [],
    );
  for (const path of linked(index)) assert.ok(existsSync(join(dist, path.split('#')[0] ?? '')), path);
  const lists =
    parts.length === 0
      ? [index]
      : linked(index)
          .filter((path) => path.startsWith('/llms/'))
          .map(read);
  const lines = new Map(
    lists
      .flatMap((text) => text.split('\n'))
      .flatMap((line) =>
        linked(line)
          .slice(0, 1)
          .map((path) => [path, line]),
      ),
  );
  for (const { code } of registry.errors) {
    const line = lines.get(errorTextPath(code)) ?? '';
    assert.ok(line.length > 0, `no index lists ${code}`);
    assert.match(line, /\): \S/, `${code} has no fix`);
  }
});

test('openapi.json has a response, a schema and an example of each code, and passes the linter', async () => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'info-license': 'off', // the API's own document states it
      'no-server-example.com': 'off', // the default content is about an example
      'no-unused-components': 'off', // a fragment: other documents use the components
    },
  });
  const found = await lintFromString({ source: read('openapi.json'), absoluteRef: 'openapi.json', config });
  assert.deepEqual(
    found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`),
    [],
  );
  const { components } = readJson('openapi.json') as { components: { responses: object; schemas: object } };
  assert.equal(Object.keys(components.responses).length, registry.errors.length);
  const withBody = registry.errors.filter((error) => envelopeOf(error, site)?.body !== undefined);
  assert.equal(Object.keys(components.schemas).length, withBody.length + 1);
});

interface Client {
  readonly ERRORS: Readonly<Record<string, { readonly retry?: string; readonly status?: number }>>;
  readonly isErrorCode: (value: unknown) => boolean;
  readonly codeOf: (body: unknown) => string | undefined;
  readonly retryAfter: (code: string, header?: string | null, attempt?: number) => number | undefined;
}

test('errors.ts compiles under strict', () => {
  const file = join(dist, 'errors.ts');
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    isolatedDeclarations: true,
    declaration: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
  });
  const problems = ts.getPreEmitDiagnostics(program);
  assert.equal(
    ts.formatDiagnostics(problems, {
      getCanonicalFileName: String,
      getCurrentDirectory: () => dist,
      getNewLine: () => '\n',
    }),
    '',
  );
});

test('errors.ts knows the codes, finds them in a body, and tells how long to wait', async () => {
  const client = (await import(pathToFileURL(join(dist, 'errors.ts')).href)) as Client;
  assert.deepEqual(Object.keys(client.ERRORS).sort(), registry.errors.map(({ code }) => code).sort());
  assert.equal(client.isErrorCode('toString'), false);
  assert.equal(client.codeOf(null), undefined);
  assert.equal(client.codeOf({ error: { code: 'NO_SUCH_CODE' } }), undefined);
  for (const error of registry.errors) {
    const { code, retry, status } = error;
    assert.equal(client.isErrorCode(code), hasCode(error), code);
    const isTold = hasCode(error) && identityOf(error, site) !== undefined;
    assert.equal(client.codeOf(buildPayload(error, site)), isTold ? code : undefined);
    assert.equal(client.ERRORS[code]?.status, status, code);
    if (retry?.when !== 'after-wait') assert.equal(client.retryAfter(code, '30'), undefined, code);
    else {
      assert.equal(client.retryAfter(code, '30'), 30, code);
      const backoff = client.retryAfter(code, null, 3) ?? -1;
      assert.ok(backoff >= 0 && backoff < 8, code);
    }
  }
});

test('every error page points to its Markdown and its JSON, in its head and in its body', () => {
  for (const { code } of registry.errors) {
    const { elements } = readPage(errorPath(code));
    const targets = (tag: string): readonly (string | undefined)[] =>
      elements
        .filter(
          ({ tagName, properties }) => tagName === tag && (tag === 'a' || String(properties['rel']) === 'alternate'),
        )
        .map((element) => attribute(element, 'href'));
    for (const path of [errorTextPath(code), errorDataPath(code)]) {
      assert.ok(existsSync(join(dist, path)), path);
      for (const tag of ['link', 'a']) assert.ok(targets(tag).includes(base + path), `${code}: <${tag}> to ${path}`);
    }
  }
});

test('the host rules state the content types', () => {
  const headers = read('_headers');
  for (const [path, type] of [
    ['/*.md', 'text/markdown'],
    ['/*.json', 'application/json'],
    ['/errors.ts', 'text/plain'],
    ['/*.py', 'text/plain'],
    ['/errors.schema.json\n  ! Content-Type', 'application/schema+json'],
  ] as const)
    assert.ok(headers.includes(`\n${base}${path}\n  Content-Type: ${type}; charset=utf-8`), path);
});
