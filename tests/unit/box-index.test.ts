import assert from 'node:assert/strict';
import { after, beforeEach, mock, test } from 'node:test';
import { neededParts } from '../../src/lookup/code-parts.ts';
import { unpackParts, type CodeHead } from '../../src/lookup/code-index.ts';
import { writeCodeIndex } from '../../src/lookup/write-code-index.ts';
import { openIndex } from '../../src/scripts/box-index.ts';

const WORDS = ['account', 'balance', 'card', 'device', 'email', 'file', 'group', 'invoice', 'key', 'limit'];
const errors = WORDS.flatMap((one) =>
  WORDS.flatMap((two) =>
    WORDS.map((three) => ({
      code: `${one}_${two}_${three}`.toUpperCase(),
      title: `The ${one} of the ${two} has no ${three}`,
    })),
  ),
);
const files = new Map(Array.from(writeCodeIndex(errors), ([name, file]) => [name, JSON.stringify(file)]));
const CODE = 'FILE_GROUP_INVOICE';
const head = JSON.parse(files.get('index') ?? '') as CodeHead;
const parts = neededParts(CODE, unpackParts(head.parts ?? assert.fail()), {});

/** What a file is answered with in the place of its text. */
let broken = new Map<string, () => Promise<Response>>();
let asked: string[] = [];
const fetched = mock.method(globalThis, 'fetch', async (address: string) => {
  const name = /\/lookup\/(.*)\.json$/.exec(address)?.[1] ?? '';
  asked.push(name);
  return broken.get(name)?.() ?? Promise.resolve(new Response(files.get(name)));
});
after(() => fetched.mock.restore());
beforeEach(() => {
  broken = new Map();
  asked = [];
});

const lose = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
const FAULTS: Readonly<Record<string, () => Promise<Response>>> = {
  'no answer': lose,
  'a missing file': () => Promise.resolve(new Response('gone', { status: 404 })),
  'a page for a file': () => Promise.resolve(new Response('<!doctype html><title>Sign in</title>')),
  'half a file': () => Promise.resolve(new Response('[["A_B",')),
  'another shape': () => Promise.resolve(new Response('{"rows":{}}')),
  nothing: () => Promise.resolve(new Response('null')),
};

const codesOf = (index: ReturnType<typeof openIndex>): readonly string[] =>
  index.read(CODE)?.index.errors.map(({ code }) => code) ?? [];

test('a code needs some of the parts', () => assert.ok(parts.length > 1 && parts.length < files.size - 2));

for (const [fault, answer] of Object.entries(FAULTS)) {
  test(`${fault} in the place of a part costs that part, until the next text`, async () => {
    const index = openIndex('');
    const [lost = '', ...others] = parts;
    broken.set(lost, answer);
    await index.load(CODE);
    assert.equal(index.read(CODE)?.complete, false);
    const known = codesOf(index);
    assert.ok(known.length > 0);
    broken.clear();
    asked = [];
    await index.load(CODE);
    assert.deepEqual(asked, [lost]);
    assert.equal(index.read(CODE)?.complete, true);
    assert.ok(codesOf(index).includes(CODE));
    assert.ok(known.every((code) => codesOf(index).includes(code)) && others.length > 0);
  });

  test(`${fault} in the place of the head leaves nothing, until the next text`, async () => {
    const index = openIndex('');
    broken.set('index', answer);
    await index.load(CODE);
    assert.equal(index.read(CODE), undefined);
    broken.clear();
    await index.load(CODE);
    assert.equal(index.read(CODE)?.complete, true);
  });
}

test('what is near by words is found without the words that are lost', async () => {
  const index = openIndex('');
  await index.load('');
  const near = async (): Promise<readonly string[]> => {
    const hits = await index.nearest('the invoice of a group has no device');
    return hits.map(({ reasons }) => reasons[0].found ?? '');
  };
  for (const name of files.keys()) if (name.startsWith('words')) broken.set(name, lose);
  assert.deepEqual(await near(), []);
  broken.clear();
  assert.equal((await near())[0], 'invoice group device');
});

test('a slow part holds nothing back, and is asked for once', async () => {
  const index = openIndex('');
  const { promise, resolve } = Promise.withResolvers<Response>();
  const [slow = ''] = parts;
  broken.set(slow, () => promise);
  const loading = Promise.all([index.load(CODE), index.load(CODE)]);
  while (codesOf(index).length === 0 || asked.length <= parts.length) await new Promise(setImmediate);
  assert.equal(index.read(CODE)?.complete, false);
  resolve(new Response(files.get(slow)));
  await loading;
  assert.equal(index.read(CODE)?.complete, true);
  assert.equal(asked.filter((name) => name === slow).length, 1);
});
