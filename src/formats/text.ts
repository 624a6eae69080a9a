import { readFile, stat } from 'node:fs/promises';
import { FormatProblem } from './problem.ts';

/** The largest file that is read: what is made of a text takes many times its size. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** Reads a file of text. Throws a {@link FormatProblem} where it can't be read, is too large, or is no text. */
export async function readText(file: string): Promise<string> {
  const info = await stat(file).catch(() => undefined);
  if (info?.isDirectory()) throw new FormatProblem('It is a folder; name a file.');
  if (!info?.isFile()) throw new FormatProblem('It does not exist or can’t be read; name a file.');
  if (info.size > MOST_BYTES) {
    const size = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024).toLocaleString('en')} MB`;
    throw new FormatProblem(`It has ${size(info.size)}; split it into files of at most ${size(MOST_BYTES)}.`);
  }
  const bytes = await readFile(file).catch(() => {
    throw new FormatProblem('It does not exist or can’t be read; name a file.');
  });
  return decodeText(bytes);
}

/** The text of UTF-8, or of UTF-16 with a byte order mark, which the text is without. Throws a {@link FormatProblem}. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  const text = tryDecode(bytes, encoding);
  if (text === undefined)
    throw new FormatProblem(`It is not valid ${encoding.toUpperCase()}; save it as UTF-8, as most editors can.`);
  if (text.includes('\0')) throw new FormatProblem('It holds zero bytes and so is no text; save it as UTF-8.');
  return text;
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
