import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Mistake } from '../core/mistake.ts';

/** Where a server listens, and how an author sets it elsewhere. */
export interface Place {
  readonly port: number;
  readonly host: string;
  /** The names of the settings: `PORT`, `--port`. */
  readonly settings: { readonly port: string; readonly host: string };
}

/** Reads the port that an author gave. Throws a {@link Mistake} where it is none. */
export function readPort(text: string, setting: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Mistake(`${setting} ${text === '' ? 'is empty' : `${text} is no port`}; name a number from 0 to 65535.`);
}

/** Starts a server and tells its port. Throws a {@link Mistake} where it can't listen. */
export async function listen(server: Server, place: Place): Promise<number> {
  const { port, host, settings } = place;
  // Node takes an empty host for every address of the machine.
  if (host === '') throw new Mistake(`${settings.host} is empty; name an address of this machine.`);
  await new Promise<void>((resolve, reject) => {
    // It stays for a connection that can't be accepted later, as where too many files are open: others may be.
    server.on('error', ({ code = '' }: NodeJS.ErrnoException) => reject(new Mistake(describe(code, place))));
    server.listen(port, host, resolve);
  });
  // The system chooses where the port is 0.
  return (server.address() as AddressInfo).port;
}

function describe(code: string, { port, host, settings }: Place): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken on ${host}; set ${settings.port} to another one.`;
  if (code === 'EACCES') return `Port ${port} is kept from you on ${host}; set ${settings.port} to one above 1023.`;
  return `${host} is no address of this machine (${code}); set ${settings.host} to one, or leave it out.`;
}

/** The address of a server, without a path. */
export function originOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Ends this program with the shell that npm runs it in: npm passes a signal to the shell alone. */
export function endWithShell(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const { ppid } = process;
  setInterval(() => process.ppid === ppid || process.exit(), 100).unref();
}
