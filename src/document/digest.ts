import { hash } from 'node:crypto';

/** What tells bytes from others, short enough to be kept for every file: 128 bits. */
export function digest(body: string | Uint8Array): string {
  return hash('sha256', body, 'base64url').slice(0, 22);
}

/** A digest of values that JSON can hold. */
export function digestOf(...values: readonly unknown[]): string {
  return digest(JSON.stringify(values));
}
