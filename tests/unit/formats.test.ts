import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseJson } from '../../src/formats/json.ts';
import { digitsOf } from '../../src/formats/numbers.ts';
import { FormatProblem } from '../../src/formats/problem.ts';
import { decodeText, MOST_BYTES, readText } from '../../src/formats/text.ts';
import { parseYaml } from '../../src/formats/yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 'formats-'));
after(() => rmSync(folder, { recursive: true }));

const refuses = (read: () => unknown, message: RegExp): void =>
  assert.throws(read, (error) => {
    assert.ok(error instanceof FormatProblem, String(error));
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    assert.ok(error.message.length < 250, 'one sentence');
    return true;
  });

test('text is UTF-8, or what its byte order mark says; nothing else is guessed', () => {
  const text = 'é€😀\u{fffd}';
  const le = Buffer.from(`\ufeff${text}`, 'utf16le');
  assert.equal(decodeText(Buffer.from(text)), text);
  assert.equal(decodeText(Buffer.from(`\ufeff${text}`)), text);
  assert.equal(decodeText(le), text);
  assert.equal(decodeText(Buffer.from(le).swap16()), text);
  refuses(() => decodeText(Buffer.from('caf\u00e9', 'latin1')), /^It is not valid UTF-8; save it as UTF-8/);
  refuses(() => decodeText(le.subarray(0, 5)), /^It is not valid UTF-16LE; /);
  refuses(() => decodeText(le.subarray(2)), /save it as UTF-8/);
  refuses(() => decodeText(Buffer.from('code', 'utf16le')), /^It holds zero bytes/);
});

test('a file that is none, or larger than is read, is refused before it is read', async () => {
  const file = join(folder, 'large.json');
  writeFileSync(file, '');
  truncateSync(file, MOST_BYTES + 1);
  await assert.rejects(readText(file), /It has 17 MB; split it into files of at most 16 MB\./);
  await assert.rejects(readText(folder), /It is a folder; name a file\./);
  await assert.rejects(readText(join(folder, 'none')), /It does not exist/);
});

for (const [name, parse] of [
  ['JSON', parseJson],
  ['YAML', parseYaml],
] as const) {
  test(`${name}: values are as JSON.parse gives them, but numbers keep their digits`, () => {
    const plain = '{"a":[1,-7,0.5,true,null,"x\\u0041"],"b":{"__proto__":{"x":1}},"c":{},"d":[]}';
    assert.deepEqual(parse(plain), JSON.parse(plain));
    const kept = '[9007199254740993,-32601,0.10,-0,1e400,12.0]';
    assert.equal(JSON.stringify(parse(kept)), kept);
    assert.deepEqual((parse(kept) as readonly unknown[]).map(digitsOf), kept.slice(1, -1).split(','));
    assert.equal(Object.getPrototypeOf((parse(plain) as { b: object }).b), Object.prototype);
  });

  test(`${name}: a name that stands twice is refused with its line`, () => {
    refuses(() => parse('{"a": {"x": 1},\n "b": 1,\n "a": 2}'), /^Line 3: "a" stands twice in an object; keep one\.$/);
    assert.deepEqual(parse('[{"a": 1}, {"a": {"a": 2}}]'), [{ a: 1 }, { a: { a: 2 } }]);
  });

  test(`${name}: what lies too deep is refused, however it is written`, () => {
    assert.ok(parse('['.repeat(400) + ']'.repeat(400)));
    for (const text of ['['.repeat(600) + ']'.repeat(600), '['.repeat(20_000), '{"a":'.repeat(20_000)])
      refuses(() => parse(text), /deeper than 500 levels; make it flatter\.$/);
  });
}

test('JSON that is none is refused with the line', () => {
  for (const text of ['', '{', '[1,]', '{"a":1,}', '01', "'a'", '// x\n1', '[1] 2', '"a\tb"', 'nul', '\u00a01'])
    refuses(() => parseJson(text), /^It is not valid JSON: [a-z ]+ on line \d\.$/);
  refuses(() => parseJson('{\n"a" 1}'), /: colon expected on line 2\.$/);
});

test('YAML: numbers that JSON has not are the text that they are, and names as they are written', () => {
  assert.deepEqual(parseYaml('[0042, 0x1F, 0o17, +1, .5, .inf, 1_000, 12, yes, ~]'), [
    '0042',
    '0x1F',
    '0o17',
    '+1',
    '.5',
    '.inf',
    '1_000',
    12,
    'yes',
    null,
  ]);
  assert.deepEqual(Object.keys(parseYaml('0042: a\n0x1F: b\ntrue: c\n~: d\n"q": e') as object), [
    '0042',
    '0x1F',
    'true',
    '~',
    'q',
  ]);
  assert.deepEqual(parseYaml('%YAML 1.1\n---\na: 010\nb: 2001-01-01\nc: !!binary aGk='), {
    a: '010',
    b: '2001-01-01',
    c: 'aGk=',
  });
});

test('YAML: merge keys give way to what an object says itself, and change no prototype', () => {
  assert.deepEqual(parseYaml('b: &b {x: 1, y: 2}\nc: {<<: [*b, {x: 9, z: 3}], y: 4}'), {
    b: { x: 1, y: 2 },
    c: { x: 1, z: 3, y: 4 },
  });
  const { c } = parseYaml('b: &b {__proto__: {x: 1}}\nc: {<<: *b}') as { c: object };
  assert.equal(Object.getPrototypeOf(c), Object.prototype);
  refuses(() => parseYaml('a:\n  <<: 4'), /^Line 2: << takes an object/);
});

test('YAML: aliases that multiply, go deep or lead into themselves end in a sentence at once', () => {
  const chain = (levels: number, item: (last: string) => string): string =>
    ['a0: &a0 lol', ...Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} ${item(`*a${at}`)}`)].join(
      '\n',
    );
  const start = performance.now();
  refuses(() => parseYaml(chain(12, (last) => `[${Array(9).fill(last).join(', ')}]`)), /aliases stand for too much/);
  refuses(() => parseYaml(chain(30, (last) => `[${last}, ${last}]`)), /aliases stand for too much/);
  refuses(() => parseYaml(chain(600, (last) => `[${last}]`)), /deeper than 500 levels/);
  const merges = chain(40, (last) => `{<<: ${last}, k: ${last}}`).replace('lol', '{x: 1}');
  refuses(() => parseYaml(merges), /aliases stand for too much/);
  for (const text of ['a: &a [*a]', 'a: &a\n  b: *a', 'a: &a\n  <<: *a'])
    refuses(() => parseYaml(text), /the alias \*a is part of what it stands for/);
  refuses(() => parseYaml('a: *b'), /the alias \*b has no anchor before it/);
  assert.ok(performance.now() - start < 2000);
  assert.deepEqual(parseYaml('a: &x 1\nb: &x 2\nc: *x'), { a: 1, b: 2, c: 2 });
});

test('YAML that is none, several documents and names that are lists are refused', () => {
  refuses(() => parseYaml('a: "x'), /^It is not valid YAML: .* \(line 1\)\.$/);
  refuses(() => parseYaml(`a: ${'!'.repeat(10_000)}`), /^It is not valid YAML: /);
  refuses(() => parseYaml('a: 1\n---\nb: 2'), /several documents/);
  refuses(() => parseYaml('? [a]\n: b'), /can’t be a name/);
  refuses(() => parseYaml('- a\n'.repeat(600_000)), /too much to be read as one file/);
  refuses(() => parseYaml(`[${'a,'.repeat(300_000)}]`), /too much to be read as one file/);
  assert.equal(parseYaml('# nothing'), null);
});
