/** What is made for programs, over every shape of errors: a new shape is a row of the fixture. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import { contentOf, SHAPES } from '../fixtures/shapes.ts';
import { hasCode } from '../../src/core/define.ts';
import { isJsonType } from '../../src/core/envelope.ts';
import { wordsOf } from '../../src/core/say.ts';
import { slugOf } from '../../src/core/url.ts';
import { composeSamples, sampleLanguages } from '../../src/document/samples/index.ts';
import { machineFiles } from '../../src/machine/files.ts';
import { nameComponents } from '../../src/machine/openapi.ts';
import { responseSchema } from '../../src/openapi/response-schema.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { createMock } from '../../src/server/mock.ts';

type Components = Readonly<
  Record<'responses' | 'schemas', Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>>
>;
type Content = Readonly<Record<string, { readonly schema?: object; readonly example?: unknown }>>;

interface Client {
  readonly ERRORS: Readonly<Record<string, { readonly status?: number | string }>>;
  readonly isErrorCode: (value: unknown) => boolean;
  readonly codeOf: (body: unknown) => string | undefined;
  readonly keyOf: (status: number, body?: unknown) => string | undefined;
  readonly retryAfter: (key: string, header?: string | null, attempt?: number) => number | undefined;
}

const dir = mkdtempSync(join(tmpdir(), 'shapes-'));
after(() => rmSync(dir, { recursive: true }));

const made = Object.entries(SHAPES).map(([name, shape], index) => {
  const content = contentOf(shape);
  const files = new Map(machineFiles({ ...content, prose: {} }));
  const client = join(dir, `errors-${index}.ts`);
  writeFileSync(client, files.get('/errors.ts') ?? '');
  return { name, shape, ...content, files, client };
});

test('errors.ts compiles under the strictest rules', () => {
  const roots = made.map(({ client }) => client);
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    isolatedDeclarations: true,
    declaration: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  for (const lib of ['lib.es2015.d.ts', 'lib.es2022.d.ts'])
    assert.deepEqual(
      ts
        .getPreEmitDiagnostics(ts.createProgram(roots, { ...options, lib: [lib] }))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
      [],
      lib,
    );
});

test('the samples in TypeScript keep its strictest rules', () => {
  const samples = made.flatMap(({ registry, site }, index) =>
    registry.errors.flatMap((error) =>
      composeSamples(error, { ...site, samples: ['ts'] }, wordsOf(site).samples).map(({ code }) => {
        const file = join(dir, `sample-${index}-${slugOf(error.code)}.mts`);
        // A module, for it awaits at its top.
        writeFileSync(file, `${code}\nexport {};\n`);
        return file;
      }),
    ),
  );
  const program = ts.createProgram(samples, {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    typeRoots: [join(import.meta.dirname, '../../node_modules/@types')],
    skipLibCheck: true,
  });
  assert.deepEqual(
    ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  );
});

/** What a header states, at noon of the day; `undefined` where backoff takes its place. */
const WAITS: readonly (readonly [header: string | null | undefined, seconds: number | undefined])[] = [
  ['30', 30],
  [' 30 ', 30],
  ['0', 0],
  ['1.5', 1.5],
  ['1000000000', 1_000_000_000],
  ['-1', undefined],
  ['1.5.1', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
  ['soon', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['at 12:00, or so', undefined],
  ['2026-01-01', undefined],
  ['Thu, 01 Jan 2026 12:10:00 GMT', 600],
  ['Thursday, 01-Jan-26 12:10:00 GMT', 600],
  ['Thu Jan  1 12:10:00 2026', 600],
  ['Thu, 01 Jan 2026 11:50:00 GMT', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['1767269400', 600],
  ['1767269400.5', 600.5],
  ['1767268200', undefined],
];

test('errors.ts reads a wait in every form', async (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 1, 12) });
  const { client } = made.find(({ name }) => name === 'GraphQL') ?? assert.fail();
  const { retryAfter } = (await import(pathToFileURL(client).href)) as Client;
  for (const [header, seconds] of WAITS) {
    const wait = retryAfter('THROTTLED', header, 2) ?? -1;
    if (seconds !== undefined) assert.equal(wait, seconds, String(header));
    // Backoff of the second attempt; the seconds of all others are none of these.
    else assert.ok(wait > 0 && wait < 4 && wait !== Math.round(wait), `${String(header)} waits ${wait}`);
  }
  assert.equal(retryAfter('FORBIDDEN', '30'), undefined);
});

test('a list is taken with further errors before and behind', () => {
  const { registry, site } = made.find(({ name }) => name === 'a list') ?? assert.fail();
  const [one, other] = registry.errors.map((error) => responseSchema(error, site));
  const item = { status: 422, code: 'REFUSED', detail: 'No.' };
  const errors = [{ status: 422, code: 'OTHER' }, item, { status: 422, code: 'MISSING' }];
  const ajv = new Ajv2020({ strict: false });
  assert.ok(ajv.validate(one ?? false, { errors }) && ajv.validate(other ?? false, { errors }), ajv.errorsText());
  assert.ok(!ajv.validate(other ?? false, { errors: [item] }));
});

test('the types of errors.ts tell codes from names without a code', () => {
  const { client } = made.find(({ name }) => name === 'several envelopes') ?? assert.fail();
  const file = join(dir, 'types.ts');
  const module = `./${client.slice(dir.length + 1)}`;
  const check = (line: string): number => {
    writeFileSync(file, `import { type ErrorCode, type ErrorKey } from '${module}';\nexport ${line}\n`);
    const options = { noEmit: true, strict: true, types: [], allowImportingTsExtensions: true };
    return ts.getPreEmitDiagnostics(ts.createProgram([file], { ...options, lib: ['lib.es2022.d.ts'] })).length;
  };
  assert.equal(check(`const a: ErrorCode = 'invalid_grant';`), 0);
  assert.equal(check(`const a: ErrorKey = 'unavailable';`), 0);
  assert.equal(check(`const a: ErrorCode = 'unavailable';`), 1);
});

for (const { name, shape, registry, site, files, client } of made) {
  describe(name, () => {
    const bodies = shape.bodies ?? [];

    test('errors.ts finds the error of a response', async () => {
      const { ERRORS, isErrorCode, codeOf, keyOf } = (await import(pathToFileURL(client).href)) as Client;
      assert.deepEqual(Object.keys(ERRORS).sort(), registry.errors.map(({ code }) => code).sort());
      const codes = new Set(registry.errors.filter(hasCode).map(({ code }) => code));
      const ambiguous = bodies.filter(([, , error]) => error === undefined).map(([status]) => status);
      for (const error of registry.errors) {
        const { code, status: stated } = error;
        const [status, , body] = shape.responses[code] ?? assert.fail(`${code} has no response`);
        assert.equal(ERRORS[code]?.status, stated, code);
        assert.equal(isErrorCode(code), hasCode(error), code);
        const isTold = !shape.untold?.includes(code);
        assert.equal(codeOf(body), hasCode(error) && isTold ? code : undefined, code);
        // A range has no status of its own that tells it from a narrower one.
        if (hasCode(error) ? isTold : typeof stated === 'number' && !ambiguous.includes(stated))
          assert.equal(keyOf(status, body), code, code);
      }
      for (const [status, body, error] of bodies) {
        assert.equal(keyOf(status, body), error, JSON.stringify(body));
        assert.equal(codeOf(body), error !== undefined && codes.has(error) ? error : undefined, JSON.stringify(body));
      }
      for (const body of [undefined, null, 'code', 7, [], [[]], {}, [null, 1, 'x'], { error: null }, { errors: 'x' }])
        assert.equal(codeOf(body), undefined, JSON.stringify(body));
    });

    test('the mock answers as the API does', async () => {
      const server = createMock({ registry, site });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      after(() => server.close());
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const listed = (await (await fetch(url)).json()) as object;
      assert.deepEqual(Object.keys(listed).sort(), registry.errors.map(({ code }) => code).sort());
      for (const { code } of registry.errors) {
        const [status, mediaType, body] = shape.responses[code] ?? assert.fail(code);
        for (const accept of ['*/*', mediaType ?? 'application/problem+json']) {
          const response = await fetch(`${url}/${slugOf(code)}`, { headers: { accept } });
          const text = await response.text();
          const sent = text === '' ? undefined : isJsonType(mediaType ?? '') ? (JSON.parse(text) as unknown) : text;
          if (accept !== '*/*' && mediaType === undefined && text !== '') continue;
          assert.deepEqual([response.status, response.headers.get('Content-Type')], [status, mediaType ?? null], code);
          assert.deepEqual(sent, body, code);
        }
      }
    });

    test('errors.json is read back, and holds the response with a schema that takes it', () => {
      const read = JSON.parse(files.get('/errors.json') ?? '') as { errors: object[] };
      assert.deepEqual(parseRegistry(read, 'errors.json'), registry);
      const ajv = new Ajv2020({ strict: false });
      for (const error of registry.errors) {
        const [, mediaType, body] = shape.responses[error.code] ?? assert.fail(error.code);
        const file = JSON.parse(files.get(`/errors/${slugOf(error.code)}.json`) ?? '') as {
          code?: unknown;
          key?: unknown;
          response: { mediaType?: string; body?: unknown; schema?: object };
        };
        assert.deepEqual([file.code !== undefined, file.key !== undefined], [hasCode(error), !hasCode(error)]);
        const { response } = file;
        if (body === undefined) assert.deepEqual([response.body, response.schema], [undefined, undefined], error.code);
        else assert.ok(ajv.validate(response.schema ?? false, body), `${error.code}: ${ajv.errorsText()}`);
        if (body !== undefined) assert.equal(response.mediaType ?? 'application/json', mediaType, error.code);
        // A list holds the error anywhere in it.
        for (const [, other, told] of bodies)
          if (hasCode(error) && response.schema !== undefined)
            assert.equal(ajv.validate(response.schema, other) && told === undefined, false, JSON.stringify(other));
      }
    });

    test('openapi.json has the bodies under their media types', async () => {
      const source = files.get('/openapi.json') ?? '';
      const config = await createConfig({
        extends: ['recommended-strict'],
        rules: { 'info-license': 'off', 'no-server-example.com': 'off', 'no-unused-components': 'off' },
      });
      const found = await lintFromString({ source, absoluteRef: 'openapi.json', config });
      assert.deepEqual(
        found.map(({ message, location }) => `${message} ${location[0]?.pointer ?? ''}`),
        [],
      );
      const { components } = JSON.parse(source) as { components: Components };
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      ajv.addSchema(JSON.parse(source) as object, 'openapi.json');
      for (const error of registry.errors) {
        const [, mediaType, body] = shape.responses[error.code] ?? assert.fail(error.code);
        const component = nameComponents(registry).get(error.code) ?? '';
        const response = components.responses[component] ?? assert.fail(error.code);
        const content = (response['content'] ?? {}) as Content;
        const about = response['x-error'] as Readonly<Record<string, unknown>>;
        assert.equal('code' in about, hasCode(error), error.code);
        if (mediaType !== undefined) {
          const own = mediaType === 'application/problem+json' ? [mediaType] : [mediaType, 'application/problem+json'];
          assert.deepEqual(Object.keys(content), own, error.code);
          const schema = { $ref: `openapi.json#/components/schemas/${component}` };
          assert.ok(ajv.validate(schema, body), `${error.code}: ${ajv.errorsText()}`);
        }
        for (const [type, { schema, example }] of Object.entries(content)) {
          if (schema === undefined || example === undefined) continue;
          const pointer = `/components/responses/${component}/content/${type.replaceAll('/', '~1')}/schema`;
          assert.ok(ajv.validate({ $ref: `openapi.json#${pointer}` }, example), `${error.code}: ${ajv.errorsText()}`);
          const problem = example as Readonly<Record<string, unknown>>;
          if (type === 'application/problem+json' && mediaType !== type)
            assert.equal('code' in problem, hasCode(error), error.code);
        }
      }
    });

    test('the samples are in every language, and none holds a key as if it were a code', () => {
      for (const error of registry.errors) {
        const samples = composeSamples(error, site, wordsOf(site).samples);
        const isTold = !shape.untold?.includes(error.code);
        assert.equal(samples.length, isTold ? 8 : 0, error.code);
        assert.deepEqual(
          samples.map(({ lang }) => lang),
          sampleLanguages(error, site),
        );
        for (const { code, lang } of samples)
          if (!hasCode(error)) assert.doesNotMatch(code, new RegExp(`\\b${error.code}\\b(?!\\()`), lang);
      }
    });

    test('the Markdown says what has no code by its status', () => {
      for (const error of registry.errors) {
        const text = files.get(`/errors/${slugOf(error.code)}.md`) ?? '';
        const heading = /^# (.*)$/m.exec(text)?.[1] ?? '';
        if (hasCode(error)) assert.ok(heading.startsWith(`\`${error.code}\``), heading);
        else assert.match(heading, /^(?:\d{3} \w|4XX Client|Default)/);
        assert.match(text, hasCode(error) ? /^code: /m : /^key: /m);
        assert.doesNotMatch(text, hasCode(error) ? /^key: /m : /^code: /m);
        const line = files.get('/llms.txt')?.match(new RegExp(`^.*/errors/${slugOf(error.code)}\\.md\\).*$`, 'm'))?.[0];
        assert.ok(
          line?.startsWith(hasCode(error) ? `- [\`${error.code}\`]` : `- [${heading.split(':')[0] ?? ''}]`),
          line,
        );
      }
    });
  });
}
