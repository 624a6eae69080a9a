import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { bodyFieldsOf } from '../../src/lookup/body-fields.ts';
import { isOpen, type Answer, type Hit } from '../../src/lookup/answer.ts';
import { mergeErrors, readPart, unpackParts, type CodeHead, type CodePart } from '../../src/lookup/code-index.ts';
import { neededParts } from '../../src/lookup/code-parts.ts';
import { buildLookup, type IndexedError } from '../../src/lookup/lookup-index.ts';
import { answer } from '../../src/lookup/lookup.ts';
import { findNearest } from '../../src/lookup/nearest.ts';
import { writeCodeIndex, type IndexFile } from '../../src/lookup/write-code-index.ts';
import { importCorpus } from '../fixtures/corpora.ts';
import { pastesMissing, readPastes, type Pasted } from '../fixtures/pasted.ts';

/** What a lookup says of a text, and how many characters of JSON it loads for it. */
interface Asked {
  readonly answer: Answer;
  readonly nearest: readonly Hit[];
  readonly loaded: number;
}

type Ask = (text: string) => Promise<Asked>;

/** A lookup that loads the files of the index as the box does. */
async function openCorpus(name: string): Promise<Ask> {
  const { registry, site } = await importCorpus(name);
  const files = writeCodeIndex(registry.errors, bodyFieldsOf(site));
  const sizes = new Map(Array.from(files, ([file, content]) => [file, JSON.stringify(content).length]));
  const head = files.get('index') as CodeHead;
  const parts = head.parts === undefined ? undefined : unpackParts(head.parts);
  return async (text) => {
    const names = new Set(['index']);
    const load = (file: string): IndexFile => {
      names.add(file);
      return files.get(file) ?? assert.fail(`${name} has no ${file}`);
    };
    const needed = parts === undefined ? [] : neededParts(text, parts, head.fields);
    const errors = new Map<string, IndexedError>();
    for (const error of readPart([...head.rows, ...needed.flatMap((file) => load(file) as CodePart)]))
      errors.set(error.code, mergeErrors(errors.get(error.code), error));
    const meant = answer(
      text,
      buildLookup([...errors.values()], new Map(head.statuses), head.fields, parts === undefined),
    );
    const nearest = isOpen(meant)
      ? await findNearest(text, head, async (file) => Promise.resolve(load(file)), meant.unknown?.code)
      : [];
    return { answer: meant, nearest, loaded: [...names].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) };
  };
}

function isRight({ code, path, name = '' }: Hit, expected: readonly string[]): boolean {
  if (path.startsWith('/names/')) return expected.some((other) => other.toLowerCase().endsWith(name.toLowerCase()));
  const status = /^\/status\/(\d+)\//.exec(path)?.[1];
  return expected.includes(code ?? `status:${status}`);
}

describe('what people paste', { skip: pastesMissing }, () => {
  const queries = readPastes();
  const asked: { readonly paste: Pasted; readonly said: Asked }[] = [];
  before(async () => {
    for (const name of new Set(queries.map(({ registry }) => registry))) {
      const ask = await openCorpus(name);
      for (const paste of queries.filter(({ registry }) => registry === name))
        asked.push({ paste, said: await ask(paste.q) });
    }
  });

  const answered = (): readonly (readonly [Asked, readonly string[]])[] =>
    asked.flatMap(({ paste, said }) => (paste.expect === null ? [] : [[said, paste.expect] as const]));
  const share = (isGood: (said: Asked, expected: readonly string[]) => boolean): number =>
    answered().filter(([said, expected]) => isGood(said, expected)).length / answered().length;

  test('finds its page first in 80 of 100', () => {
    const first = share(({ answer: { hits } }, expected) => hits[0] !== undefined && isRight(hits[0], expected));
    assert.ok(first >= 0.8, String(first));
  });
  test('finds its page among the first three in 85 of 100, those that are only near counted', () => {
    const inThree = share(({ answer: { unknown, hits, near }, nearest }, expected) =>
      [...hits, ...near, ...nearest].slice(0, unknown === undefined ? 3 : 2).some((hit) => isRight(hit, expected)),
    );
    assert.ok(inThree >= 0.85, String(inThree));
  });
  for (const { registry, kind, q } of queries.filter(({ expect }) => expect === null))
    test(`preselects no error for ${registry} ${kind}: ${q.slice(0, 40)}`, () => {
      const { answer: said } =
        asked.find(({ paste }) => paste.q === q && paste.registry === registry)?.said ?? assert.fail();
      assert.ok(!said.hits[0]?.path.startsWith('/errors/'), said.hits[0]?.path);
    });
  test('loads at most 50,000 characters for a lookup', () => {
    for (const { paste, said } of asked)
      assert.ok(said.loaded <= 50_000, `${paste.registry}: ${paste.q} loads ${said.loaded}`);
  });
});
