import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that is open, so it is read to its end even if its folder is replaced. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly modified: Date;
}

/** Opens a file; `undefined` where there is none, or none that can be read. */
export async function openFile(path: string): Promise<OpenFile | undefined> {
  const handle = await open(path).catch(() => undefined);
  const stats = await handle?.stat().catch(() => undefined);
  if (handle !== undefined && stats?.isFile()) return { handle, size: stats.size, modified: stats.mtime };
  await closeFile({ handle });
  return undefined;
}

/** Closes a file. */
export async function closeFile({ handle }: { readonly handle: FileHandle | undefined }): Promise<void> {
  await handle?.close().catch(() => undefined); // it was only read, so nothing is lost
}

// What is smaller fits a packet as it is.
const SMALLEST_PACKED = 1400;
const PACKABLE = /^text\/|[/+](?:json|javascript|xml|wasm)\b/;

/** Answers with a file, packed as hosts do where the client takes that, with the part of it that is asked for, or with 304 where the client has it, and closes it. */
export async function sendFile(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  file: OpenFile,
  fileHeaders: Readonly<Record<string, string>>,
): Promise<void> {
  const { handle, size, modified } = file;
  const etag = `W/"${size}-${modified.getTime()}"`;
  // A weak tag names no bytes, so a part that depends on one (If-Range) is never the same: the whole is sent.
  const part = method === 'GET' && headers['if-range'] === undefined ? findPart(headers.range, size) : undefined;
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end();
  } else if (part === 'outside') {
    response.writeHead(416, { ...fileHeaders, 'Content-Length': 0, 'Content-Range': `bytes */${size}` }).end();
  } else if (part === undefined && method === 'GET' && isPacked(headers, size, fileHeaders['Content-Type'])) {
    response.writeHead(200, {
      ...fileHeaders,
      'Content-Encoding': 'gzip',
      Vary: 'Accept-Encoding',
      'Last-Modified': modified.toUTCString(),
      ETag: etag,
    });
    await pipeline(handle.createReadStream({ autoClose: false }), createGzip(), response).catch(() => undefined);
  } else {
    const { start, end } = part ?? { start: 0, end: size - 1 };
    response.writeHead(part === undefined ? 200 : 206, {
      ...fileHeaders,
      'Content-Length': end - start + 1,
      'Last-Modified': modified.toUTCString(),
      ETag: etag,
      ...(part && { 'Content-Range': `bytes ${start}-${end}/${size}`, 'Accept-Ranges': 'bytes' }),
    });
    if (method === 'HEAD' || size === 0) response.end();
    // What ends it early is a client that went away or a disk that fails. Either way the connection is closed with it.
    else await pipeline(handle.createReadStream({ start, end, autoClose: false }), response).catch(() => undefined);
  }
  await closeFile(file);
}

/** Whether a file is sent packed: a text of some size, to a client that takes it so. */
function isPacked(headers: IncomingMessage['headers'], size: number, type = ''): boolean {
  const takes = /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:[\s,]|$))/.test(headers['accept-encoding'] ?? '');
  return takes && size >= SMALLEST_PACKED && PACKABLE.test(type);
}

/** The bytes of a file, the last one included. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * What a `Range` header asks for; `outside` where the file has none of it. `undefined`, the whole file, is the answer to
 * what is no range (RFC 9110, 14.2), and to several at once, which a server need not send.
 */
export function findPart(range: string | undefined, size: number): Part | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start < size ? { start, end } : 'outside';
}
