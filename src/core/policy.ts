/** The Content-Security-Policy of a site. */
import type { Policy } from './site.ts';

/** What every site allows: itself, and nothing inline. */
const DEFAULT: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

const NONE = "'none'";

/** The policy as its header has it, with what a site adds. */
export function writePolicy(added: Readonly<Record<string, readonly string[]>> = {}): string {
  const directives = new Set([...Object.keys(DEFAULT), ...Object.keys(added)]);
  return [...directives]
    .map((name) => {
      // What has no sources of its own has those of `default-src`.
      const own = DEFAULT[name] ?? DEFAULT['default-src'] ?? [];
      const more = added[name] ?? [];
      return [name, ...new Set(more.length > 0 ? [...own.filter((source) => source !== NONE), ...more] : own)].join(
        ' ',
      );
    })
    .join('; ');
}

// Scripts of the dev server stand in its pages, and tell them of edits over a socket.
const FOR_DEV: Policy & Readonly<Record<string, readonly string[]>> = {
  'script-src': ["'unsafe-inline'"],
  'style-src': ["'unsafe-inline'"],
  'connect-src': ['ws:', 'wss:'],
  'worker-src': ['blob:'],
  'font-src': ['data:'],
};

/** The policy in dev: that of the site, and what the dev server itself needs. */
export function writeDevPolicy(added: Policy = {}): string {
  const names = new Set([...Object.keys(added), ...Object.keys(FOR_DEV)]) as Set<keyof Policy>;
  return writePolicy(
    Object.fromEntries([...names].map((name) => [name, [...(added[name] ?? []), ...(FOR_DEV[name] ?? [])]])),
  );
}

/** Whether the site itself or one of these sources has an address. */
export function isAllowed(address: string, sources: readonly string[]): boolean {
  if (/^\/(?!\/)/.test(address)) return true;
  const url = readUrl(address);
  if (url === undefined) return false;
  const { protocol, host, pathname } = url;
  return sources.some((source) => {
    const [, scheme = '', wild, name = '', path = ''] = /^(\w+:)\/\/(\*\.)?([^/]+)(\/.*)?$/.exec(source) ?? [];
    if (scheme === '') return source === protocol;
    // The port of a scheme need not be written, and hosts have no case.
    const wanted = name.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /^$/, '');
    const isHost = wild === undefined ? host === wanted : host.endsWith(`.${wanted}`);
    const isPath = path.endsWith('/') ? pathname.startsWith(path) : path === '' || pathname === path;
    return scheme === protocol && isHost && isPath;
  });
}

function readUrl(address: string): URL | undefined {
  try {
    return new URL(address, 'https://site.invalid');
  } catch {
    return undefined;
  }
}
