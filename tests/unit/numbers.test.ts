import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadContent } from '../../src/content/load.ts';
import { numberOf } from '../../src/core/numbers.ts';
import { buildPayload } from '../../src/core/payload.ts';
import { problem } from '../../src/core/respond.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples } from '../../src/document/samples/index.ts';
import { buildLookup } from '../../src/lookup/lookup-index.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { checkValues } from '../../src/lookup/pasted-values.ts';
import { readValues } from '../../src/lookup/read-values.ts';
import { createLogScanner } from '../../src/lookup/scan-log.ts';
import { composeOpenApi } from '../../src/machine/openapi.ts';
import { registryFiles } from '../../src/machine/files.ts';
import { responseSchema } from '../../src/openapi/response-schema.ts';
import { toRegistryJson } from '../../src/schema/registry.ts';
import { createAnswer } from '../../src/server/mock.ts';

/** Codes that payloads carry as numbers; only the last is one that JavaScript writes so. */
const NUMBERS = ['9007199254740993', '1.0', '-0', '1e3', '-32601'];
const TEXTS = ['0042', '42', '1234567890123456789'];

const folder = mkdtempSync(join(tmpdir(), 'numbers-'));
after(() => rmSync(folder, { recursive: true }));
const entries = [
  ...NUMBERS.map(
    (code) => `{ "code": ${code}, "status": 400, "details": { "fields": {}, "example": { "code": 1.50 } } }`,
  ),
  ...TEXTS.map((code) => `{ "code": "${code}" }`),
];
writeFileSync(
  join(folder, 'registry.json'),
  `{ "version": 1, "categories": [{ "name": "c", "title": "C" }], "errors": [${entries.join(', ')}] }`,
);
const envelope = { error: { code: '{code}', list: ['{code}'] } };
const settings = {
  name: 'Shop',
  description: 'Errors of the shop.',
  lang: 'en',
  dir: 'ltr',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  support: { label: 'Support', href: 'https://support.example.com' },
  samples: Object.keys(SAMPLE_LANGUAGES),
  envelope,
};
writeFileSync(join(folder, 'site.json'), JSON.stringify(settings));
const { registry, site } = await loadContent(folder);

test('codes are read from JSON with their digits, and written with them', () => {
  assert.deepEqual(
    registry.errors.map(({ code, numeric = false }) => [code, numeric]),
    [...NUMBERS.map((code) => [code, true]), ...TEXTS.map((code) => [code, false])],
  );
  assert.deepEqual(registry.errors[0]?.details?.example, { code: 1.5 }, 'threads know no other numbers');
  const written = JSON.stringify(toRegistryJson(registry));
  for (const code of NUMBERS) assert.ok(written.includes(`"code":${code},`), code);
  for (const code of TEXTS) assert.ok(written.includes(`"code":"${code}"`), code);
});

test('payloads, schemas and the files for machines carry the digits', () => {
  const schemas = composeOpenApi(registry, site);
  const openapi = JSON.stringify(schemas);
  const files = new Map(registryFiles({ registry, site, dir: folder } as Parameters<typeof registryFiles>[0]));
  const answer = createAnswer({ registry, site });
  for (const error of registry.errors.slice(0, NUMBERS.length)) {
    const { code } = error;
    assert.equal(JSON.stringify(buildPayload(error, site)), `{"error":{"code":${code},"list":[${code}]}}`);
    assert.ok(JSON.stringify(responseSchema(error, site)).includes(`"code":{"const":${code}}`), code);
    assert.ok(JSON.stringify(problem(error, site).body).includes(`"code":${code}`), code);
    assert.ok(openapi.includes(`"code":${code},"status":400`), code);
    assert.ok(files.get('/errors.json')?.replaceAll(/\s/g, '').includes(`"code":${code},`), code);
    const { body } = answer({ method: 'GET', url: `/${code}`, headers: {} } as Parameters<typeof answer>[0]);
    assert.equal(JSON.stringify(body), JSON.stringify(buildPayload(error, site)), code);
  }
});

test('samples compare with the digits, in each language', () => {
  const [error] = registry.errors;
  assert.ok(error);
  const wanted: Readonly<Record<SampleLanguage, string>> = {
    sh: '9007199254740993([^0-9.]|$)',
    ts: '=== 9007199254740993)',
    python: '== 9007199254740993:',
    go: '== float64(9007199254740993) {',
    java: '9007199254740993([^0-9.]|$)',
    csharp: '== "9007199254740993")',
    ruby: '== 9007199254740993\n',
    php: '=== 9007199254740993)',
  };
  const samples = composeSamples(error, site, wordsOf(site).samples);
  assert.deepEqual(samples.map(({ lang }) => lang).sort(), Object.keys(wanted).sort());
  for (const { lang, code } of samples) assert.ok(code.includes(wanted[lang]), code);
});

test('numeric is refused on what JSON can’t write as a number', () => {
  const check = (code: string) =>
    checkRegistry({ categories: [{ name: 'c', title: 'C' }], errors: [{ code, category: 'c', numeric: true }] });
  for (const code of NUMBERS) assert.deepEqual(check(code), [], code);
  for (const code of ['0042', '1_', '1.', '.5', 'abc', '0x1F', 'NaN', 'Infinity', '1e', '--1']) {
    const problems = check(code).filter(({ rule }) => rule === 'numeric-codes');
    assert.deepEqual(
      problems.map(({ field, message }) => [field, message]),
      [[['numeric'], `JSON can't write ${code} as a number; remove numeric, so that it is text.`]],
    );
  }
});

test('numbers that JavaScript writes alike stay its own', () => {
  for (const digits of ['0', '-7', '1.5', '10013']) assert.equal(numberOf(digits), Number(digits));
  for (const digits of ['1.50', '1E3', '1e400']) assert.equal(JSON.stringify([numberOf(digits)]), `[${digits}]`);
});

test('pasted values keep their digits', () => {
  const text =
    'HTTP 400\n{"error":{"details":{"a":0.10,"b":1234567890123456789,"c":"007","d":{"e":[1.0,-0,"2.0"],"f":null},"g":true,"\\"5":1e3}}}';
  const values = readValues(text, { code: 'A' });
  assert.deepEqual(values?.details, {
    a: '0.10',
    b: '1234567890123456789',
    c: '007',
    d: '{"e":[1.0,-0,"2.0"],"f":null}',
    g: 'true',
    '"5': '1e3',
  });
  assert.deepEqual(checkValues(JSON.parse(JSON.stringify(values))), values, 'through the address of the page');
  assert.deepEqual(checkValues({ details: { a: 3, b: 'x' } })?.details, { a: '3', b: 'x' });
  assert.equal(readValues('{"details":{"a":0042}}', { code: 'A' }), undefined, 'that is no JSON');
});

const index = buildLookup(registry.errors);
const found = (text: string): string | undefined => lookup(text, index)[0]?.code;

test('a number is found as it is written, in a payload or alone', () => {
  for (const code of [...NUMBERS, ...TEXTS]) {
    assert.equal(found(code), code);
    assert.equal(found(`{"error":{"code":${code},"message":"It broke."}}`), code);
    assert.equal(found(`{"error":{"code": "${code}"}}`), code);
  }
  const few = buildLookup([{ code: '42' }, { code: '32601' }, { code: '10' }]);
  for (const other of ['0042', '-32601', '1.0'])
    assert.deepEqual(lookup(`{"error":{"code":${other},"message":"It broke."}}`, few), [], other);
});

test('a log names the numbers that stand in fields for codes', () => {
  const scanner = createLogScanner(registry.errors);
  const codes = [...NUMBERS, '0042', '42'];
  scanner.push(codes.map((code) => `{"level":3,"code":${code}}\n`).join(''));
  scanner.push('{"code":007} {"code":0043} 42\n');
  assert.deepEqual(
    scanner.finish().known.map(({ name, count }) => [name, count]),
    codes.map((code) => [code, 1]),
  );
});
