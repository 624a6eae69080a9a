import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mistake } from '../core/mistake.ts';
import { codeOf } from './system-error.ts';

/**
 * Keeps other builds from a target for as long as this process lives, however it ends. Throws a {@link Mistake} where
 * one is under way.
 */
export async function lockTarget(target: string): Promise<void> {
  if ((await tryLock(target)) === undefined)
    throw new Mistake(
      `Another build is under way into ${target}; wait for its end, or name another folder with --out.`,
    );
}

/** As {@link lockTarget}, until the lock is closed; `undefined` where a build is under way. */
export async function tryLock(target: string): Promise<Server | undefined> {
  const { address, isFile } = addressOf(target);
  const lock = await listen(address);
  // A file outlives the process that listened.
  if (lock !== undefined || !isFile || (await isAnswered(address))) return lock;
  rmSync(address, { force: true });
  return listen(address);
}

/** An address on which one process at a time can listen, and which the system frees when that ends. */
function addressOf(target: string): { readonly address: string; readonly isFile: boolean } {
  const name = `error-reference-${createHash('sha256').update(target).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return { address: `\0${name}`, isFile: false };
  if (process.platform === 'win32') return { address: `\\\\.\\pipe\\${name}`, isFile: false };
  return { address: join(tmpdir(), name), isFile: true };
}

async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  try {
    server.listen(address);
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
}

async function isAnswered(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
