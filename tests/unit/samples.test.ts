import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import typescript from 'typescript';
import { site as defaultSite } from '../fixtures/api/site.ts';
import { joinCategories, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import type { Site } from '../../src/core/site.ts';
import { highlight } from '../../src/document/highlight.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples, sampleLanguages } from '../../src/document/samples/index.ts';

const ALL = Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[];
const site: Site = { ...defaultSite, samples: ALL };
const WORDS = wordsOf(site).samples;

function register(entry: ErrorEntry, code = 'REFUSED'): RegisteredError {
  const [error] = joinCategories([{ name: 'c', title: 'C', errors: { [code]: entry } }]).errors;
  assert.ok(error);
  return error;
}

/** Every retry and actor that an entry may state, with the sentence that a sample may then say. */
const ADVICE: readonly (readonly [ErrorEntry, keyof typeof WORDS | undefined])[] = [
  [{}, undefined],
  [{ actor: 'caller' }, undefined],
  [{ actor: 'admin' }, 'admin'],
  [{ actor: 'us' }, 'us'],
  [{ retry: { when: 'never' } }, 'never'],
  [{ retry: { when: 'never' }, actor: 'admin' }, 'never'],
  [{ retry: { when: 'once-fixed' } }, 'fixFirst'],
  [{ retry: { when: 'once-fixed' }, actor: 'caller' }, 'fixFirst'],
  [{ retry: { when: 'once-fixed' }, actor: 'admin' }, 'adminFirst'],
  [{ retry: { when: 'once-fixed' }, actor: 'us' }, 'us'],
];

describe('a sample says what the entry states, and no more', () => {
  // Marks that no code holds show which sentences are said.
  const words = Object.fromEntries(Object.keys(WORDS).map((name) => [name, `«${name}»`])) as typeof WORDS;
  const said = (entry: ErrorEntry, lang: SampleLanguage): readonly string[] => {
    const code = composeSamples(register(entry), site, words).find((sample) => sample.lang === lang)?.code ?? '';
    return [...code.matchAll(/«(\w+)»/g)].map(([, name = '']) => name);
  };
  for (const lang of ALL) {
    test(SAMPLE_LANGUAGES[lang], () => {
      for (const [entry, expected] of ADVICE)
        assert.deepEqual(said(entry, lang), expected === undefined ? [] : [expected], JSON.stringify(entry));
      const wait = { status: 429, retry: { when: 'after-wait' } } as const;
      const withHeader = { status: 429, retry: { when: 'after-wait', header: 'Retry-After' } } as const;
      const ofCurl = lang === 'sh';
      assert.deepEqual(said(wait, lang), ofCurl ? ['curlBackoff', 'stillRefused'] : ['backoff']);
      assert.deepEqual(said(withHeader, lang), ofCurl ? ['curlStated', 'stillRefused'] : ['secondsOrDate', 'noHeader']);
    });
  }
});

test('without a stated retry nothing is sent twice', () => {
  for (const entry of [{}, { actor: 'us' }, { status: 503 }, { retry: { when: 'never' } }] as const) {
    for (const { lang, code } of composeSamples(register(entry), site, WORDS))
      assert.doesNotMatch(code, /retry|attempt|sleep|delay|wait(?!s? )/i, lang);
  }
});

test('the site chooses the languages and their order; its default is these five', () => {
  const titles = (samples?: readonly SampleLanguage[]): readonly string[] => {
    const { samples: _, ...rest } = defaultSite;
    return composeSamples(register({}), samples ? { ...rest, samples } : rest, WORDS).map(({ title }) => title);
  };
  assert.deepEqual(titles(), ['curl', 'TypeScript', 'Python', 'Go', 'Java']);
  assert.deepEqual(titles(['php', 'csharp', 'sh', 'ruby']), ['PHP', 'C#', 'curl', 'Ruby']);
  assert.deepEqual(titles([]), []);
});

test('an author’s own sample replaces the generated one, where the site has its language', () => {
  const error = register({ samples: { ruby: 'puts 1' } });
  const own = composeSamples(error, { ...site, samples: ['go', 'ruby'] }, WORDS);
  assert.deepEqual(own[1], { title: 'Ruby', lang: 'ruby', code: 'puts 1' });
  assert.match(own[0]?.code ?? '', /func send/);
  assert.ok(composeSamples(error, { ...site, samples: ['go'] }, WORDS).every(({ code }) => code !== 'puts 1'));
});

test('where payloads carry no code, only an author’s own samples are left', () => {
  const silent: Site = { ...site, envelope: { message: '{message}' } };
  assert.deepEqual(sampleLanguages(register({}), silent), []);
  assert.deepEqual(
    composeSamples(register({ samples: { go: 'package main' } }), silent, WORDS).map(({ code }) => code),
    ['package main'],
  );
});

test('each language is a line of the table and a file, and its code is coloured', () => {
  const files = readdirSync(join(import.meta.dirname, '../../src/document/samples/languages'));
  assert.deepEqual(files.sort(), ALL.map((lang) => `${lang}.ts`).sort());
  for (const { lang, code } of composeSamples(register({}), site, WORDS))
    assert.match(highlight(code, lang), /<i class=/, lang);
});

test('a host of an address, a header of the client and a line break in a header stay out', () => {
  const error = register({
    example: {
      request: 'GET https://other.example/items/{id}',
      requestHeaders: { Host: 'x', 'Content-Length': '9', 'X-A': 'a\r\nX-B: b', 'not a name': 'x' },
    },
  });
  for (const { lang, code } of composeSamples(error, site, WORDS)) {
    assert.doesNotMatch(code, /other\.example|Content-Length|"Host|'Host|not a name/, lang);
    assert.match(code, /\/items\/id/, lang);
    assert.match(code, /a X-B: b/, lang);
  }
});

describe('the samples in TypeScript keep its strictest rules', () => {
  const types = join(import.meta.dirname, '../../node_modules/@types');
  const kinds: Readonly<Record<string, RegisteredError>> = {
    branch: register({ retry: { when: 'never' }, example: { request: 'POST /a', requestBody: { a: 1 } } }),
    backoff: register({ retry: { when: 'after-wait' } }),
    header: register({ retry: { when: 'after-wait', header: 'Retry-After' } }),
    number: register({ numeric: true }, '42'),
  };
  for (const [kind, error] of Object.entries(kinds)) {
    test(kind, () => {
      const code = composeSamples(error, { ...site, samples: ['ts'] }, WORDS)[0]?.code ?? '';
      const options: typescript.CompilerOptions = {
        strict: true,
        noEmit: true,
        target: typescript.ScriptTarget.ES2022,
        module: typescript.ModuleKind.NodeNext,
        lib: ['lib.es2022.d.ts'],
        types: ['node'],
        typeRoots: [types],
        skipLibCheck: true,
      };
      const host = typescript.createCompilerHost(options);
      const file = join(import.meta.dirname, 'sample.mts');
      const { fileExists, readFile } = host;
      host.fileExists = (name) => name === file || fileExists.call(host, name);
      host.readFile = (name) => (name === file ? code : readFile.call(host, name));
      // A module, for it awaits at its top.
      const program = typescript.createProgram([file], options, host);
      const messages = typescript
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, '\n'));
      assert.deepEqual(messages, [], code);
    });
  }
});
