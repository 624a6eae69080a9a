import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLog } from '../../src/scripts/read-log.ts';

async function read(...parts: readonly (string | Buffer<ArrayBuffer>)[]): Promise<string> {
  let text = '';
  await readLog(new Blob([...parts]), (piece) => (text += piece));
  return text;
}

test('a log is read as UTF-8, as Windows writes it, and packed', async () => {
  const log = 'ERROR A_B – schön\n'.repeat(5000);
  assert.equal(await read(log), log);
  assert.equal(await read(Buffer.from(`\ufeff${log}`, 'utf16le')), log);
  assert.equal(await read(gzipSync(log)), log);
  assert.equal(await read(''), '');
});

test('a packed log that was cut is refused', async () => {
  await assert.rejects(read(gzipSync('ERROR A_B\n'.repeat(100)).subarray(0, 30)));
});

test('a small file that unpacks to a large one is unpacked a little at a time', async (context) => {
  const given: number[] = [];
  class Unpacker extends TransformStream<Uint8Array, Uint8Array> {
    constructor() {
      super({ transform: ({ length }) => void given.push(length) });
    }
  }
  context.mock.property(globalThis, 'DecompressionStream', Unpacker);
  const size = 1024 * 1024;
  await read(Buffer.from([0x1f, 0x8b]), Buffer.alloc(size));
  assert.equal(
    given.reduce((sum, length) => sum + length),
    size + 2,
  );
  assert.ok(Math.max(...given) <= 16 * 1024);
});

test('how far it was read is told', async () => {
  const told: number[] = [];
  await readLog(
    new Blob(['x'.repeat(5 * 1024 * 1024)]),
    () => undefined,
    (progress) => told.push(progress),
  );
  assert.ok(told.length > 0 && told.every((progress, place) => progress > (told[place - 1] ?? 0) && progress <= 1));
});
