import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { escapeMessage } from '../../src/core/message.ts';
import {
  mergeErrors,
  readPart,
  unpackParts,
  type AllCodes,
  type CodeHead,
  type CodePart,
} from '../../src/lookup/code-index.ts';
import { neededParts } from '../../src/lookup/code-parts.ts';
import { buildLookup, type IndexedError } from '../../src/lookup/lookup-index.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { writeCodeIndex } from '../../src/lookup/write-code-index.ts';
import { FORMS, misspell } from './lookup-forms.ts';

const generator = new URL('../../../shared/data/make-corpus.mjs', import.meta.url);
const skip = existsSync(generator) ? false : `${generator.pathname} is not here`;

interface CorpusEntry {
  readonly code: string;
  readonly httpStatus: number;
  readonly title: string;
  readonly message: string;
}

async function readCorpus(count: number): Promise<readonly IndexedError[]> {
  const { corpus } = (await import(generator.href)) as { corpus: (count: number) => readonly CorpusEntry[] };
  return corpus(count).map(({ code, httpStatus, title, message }) => ({
    code,
    status: httpStatus,
    title,
    message: escapeMessage(message),
  }));
}

/** `count` of the errors, evenly spread. */
const everyNth = (errors: readonly IndexedError[], count: number): readonly IndexedError[] =>
  errors.filter((_, place) => place % (errors.length / count) === 0);

type Ask = (text: string) => string | undefined;

const share = (texts: readonly (readonly [text: string, code: string])[], ask: Ask): number =>
  texts.filter(([text, code]) => ask(text) === code).length / texts.length;

function assertGood(errors: readonly IndexedError[], ask: Ask): void {
  const forms = errors.flatMap(({ code }) => Object.values(FORMS).map((write) => [write(code), code] as const));
  const misspelled = errors.flatMap(({ code }, place) => {
    const edits = misspell(code, 'EQ');
    return [0, 1, 2, 3].map((step) => [edits[(place * 7 + step * 13) % edits.length] ?? code, code] as const);
  });
  assert.ok(share(forms, ask) >= 0.99, `exact forms: ${share(forms, ask)}`);
  assert.ok(share(misspelled, ask) >= 0.95, `misspelled: ${share(misspelled, ask)}`);
}

describe('large registries', { skip }, () => {
  test('2,000 codes in one index', async () => {
    const errors = await readCorpus(2000);
    const index = buildLookup(errors);
    assertGood(everyNth(errors, 200), (text) => lookup(text, index)[0]?.code);
  });

  test('10,000 codes in parts: at most 50,000 characters a lookup', async () => {
    const errors = await readCorpus(10_000);
    const files = writeCodeIndex(errors);
    const head = files.get('index') as CodeHead;
    const parts = unpackParts(head.parts ?? assert.fail('the index has no parts'));
    const sizes = new Map(Array.from(files, ([name, file]) => [name, JSON.stringify(file).length]));
    const ask: Ask = (text) => {
      const names = neededParts(text, parts, head.fields);
      const size = ['index', ...names].reduce((sum, name) => sum + (sizes.get(name) ?? Infinity), 0);
      assert.ok(size <= 50_000, `${text} loads ${size}`);
      const rows = [head.rows, ...names.map((name) => files.get(name) as CodePart)].flatMap(readPart);
      const loaded = new Map(rows.map((error) => [error.code, error]));
      return lookup(text, buildLookup([...loaded.values()], new Map(head.statuses)))[0]?.code;
    };
    const sample = everyNth(errors, 25);
    assertGood(sample, ask);
    const messages = sample.map(({ message = '', code }) => [message, code] as const);
    assert.ok(share(messages, ask) >= 0.9, `messages: ${share(messages, ask)}`);
  });
});

test('a small registry is one file that reads as it was written, and the list of its codes', () => {
  const errors: readonly IndexedError[] = [
    { code: 'A', title: 'First', status: 400, aliases: ['one'], formerly: ['Z'], message: 'No {name}.' },
    { code: 'B' },
    { code: 'C', message: 'Only a message.' },
  ];
  const files = writeCodeIndex(errors);
  assert.deepEqual([...files.keys()].sort(), ['codes', 'index', 'words0']);
  assert.deepEqual(readPart((files.get('index') as CodeHead).rows), errors);
  assert.deepEqual(readPart((files.get('codes') as AllCodes).rows), errors);
});

test('a message of a form is found, in a small registry and in a large one', () => {
  const variants = [
    { status: 409, message: 'The seat {seat} is reserved for another passenger.' },
    { status: 410, title: 'Cabin closed', message: 'The cabin was closed before the boarding of this flight ended.' },
  ] as const;
  const seat: IndexedError = { code: 'SEAT', message: 'The seat cannot be had.', variants };
  const others = Array.from({ length: 900 }, (_, number) => ({
    code: `OTHER_${number}`,
    title: `Other error ${number} of all`,
  }));
  for (const errors of [[seat], [seat, ...others]]) {
    const files = writeCodeIndex(errors);
    const head = files.get('index') as CodeHead;
    const text = 'ERROR The seat 14A is reserved for another passenger.';
    const names = head.parts === undefined ? [] : neededParts(text, unpackParts(head.parts), {});
    const rows = readPart([...head.rows, ...names.flatMap((name) => files.get(name) as CodePart)]);
    const loaded = new Map<string, IndexedError>();
    for (const error of rows) loaded.set(error.code, mergeErrors(loaded.get(error.code), error));
    assert.equal(lookup(text, buildLookup([...loaded.values()]))[0]?.code, 'SEAT');
  }
});
