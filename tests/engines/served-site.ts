import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSiteServer } from '../../src/server/server.ts';

/** A served site whose pages keep what went wrong in them. */
export interface ServedSite extends Disposable {
  readonly origin: string;
  /** Where no page is, of the same origin. */
  readonly aside: string;
}

/** The key of the storage under which the pages keep it. */
export const SAID = 'said';

/** WebKitWebDriver doesn't tell what the console says, so each page listens for itself, from its first script on. */
function listen(key: string): void {
  const say = (...parts: readonly unknown[]): void =>
    localStorage.setItem(key, `${localStorage.getItem(key) ?? ''}${parts.map(String).join(' ')}\n`);
  const sayFailure = (event: Event): void =>
    say(event instanceof ErrorEvent ? event.message : `${String(event.target)} was not loaded`);
  addEventListener('error', sayFailure, true);
  addEventListener('unhandledrejection', ({ reason }) => say(reason, reason instanceof Error ? reason.stack : ''));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    say(violatedDirective, blockedURI),
  );
  for (const level of ['error', 'warn'] as const) console[level] = say;
}

/** Serves a copy of a built site, as `npm start` serves the site, with a script before all others of each page. */
export async function serveListening(dir: string): Promise<ServedSite> {
  if (!existsSync(dir)) throw new Error(`There is no built site in ${dir}; run \`npm run test:fixtures\` first.`);
  const copy = mkdtempSync(join(tmpdir(), 'engines-'));
  cpSync(dir, copy, { recursive: true });
  for (const name of globSync('**/*.html', { cwd: copy })) {
    const page = readFileSync(join(copy, name), 'utf8');
    writeFileSync(join(copy, name), page.replace('<head>', '<head><script src="/listen.js"></script>'));
  }
  writeFileSync(join(copy, 'listen.js'), `(${listen.toString()})(${JSON.stringify(SAID)})`);
  const server = createSiteServer({ dir: copy, base: '' });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    aside: `${origin}/listen.js`,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
      rmSync(copy, { recursive: true });
    },
  };
}
