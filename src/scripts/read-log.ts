/** Reads the bytes of a log as text. */
import { encodingOf, isPacked } from '../lookup/log-bytes.ts';

// Browsers unpack a chunk whole, to a thousand times its size, however slowly the result is read.
const CHUNK_BYTES = 16 * 1024;
const TOLD_BYTES = 1024 * 1024;

/** Reads a file piece by piece, unpacked if need be; `tell` hears now and then which part of it was read. */
export async function readLog(
  blob: Blob,
  take: (piece: string) => void,
  tell: (progress: number) => void = () => undefined,
): Promise<void> {
  const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  let read = 0;
  let told = 0;
  const counted = blob.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(bytes, controller) {
        read += bytes.length;
        for (let from = 0; from < bytes.length; from += CHUNK_BYTES)
          controller.enqueue(bytes.subarray(from, from + CHUNK_BYTES));
      },
    }),
  );
  const reader = (isPacked(start) ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    decoder ??= new TextDecoder(encodingOf(step.value));
    take(decoder.decode(step.value, { stream: true }));
    if (read - told < TOLD_BYTES) continue;
    told = read;
    tell(read / blob.size);
  }
  if (decoder !== undefined) take(decoder.decode());
}
