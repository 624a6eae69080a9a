import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { tryLock } from '../build/lock.ts';
import { locateTarget } from '../build/target.ts';
import { repairTarget } from '../build/workplace.ts';
import { npmCommand } from '../content/command.ts';
import { contentDir } from '../content/load.ts';
import { baseOf } from '../core/url.ts';
import { createSiteServer } from '../server/server.ts';
import { endWithShell, listen, originOf, readPort } from './listen.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent, run } from './report.ts';

const root = resolve(import.meta.dirname, '../..');
const host = process.env['HOST'] ?? 'localhost';
const settings = { port: 'PORT', host: 'HOST' };

await run(async () => {
  const port = readPort(process.env['PORT'] ?? '4321', settings.port);
  const dir = locateTarget(process.env['OUT'], { root });
  const lock = await tryLock(dir);
  if (lock) repairTarget(dir);
  lock?.close();
  if (!existsSync(join(dir, '404.html')))
    throw new Mistake(`There is no built site in ${dir}; run \`${npmCommand('run build')}\` first.`);
  const { site } = await readContent(contentDir(root));
  const base = baseOf(site.url);
  endWithShell();
  let listening = port;
  // A server listens on one address. The second takes the port that the system chose for the first.
  const servers: Server[] = [];
  try {
    for (const address of host === 'localhost' ? listLoopback() : [host]) {
      const server = createSiteServer({ dir, base });
      servers.push(server);
      listening = await listen(server, { port: listening, host: address, settings });
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  console.log(`The error reference is at ${originOf(host, listening)}${base}/ (stop with Ctrl-C)`);
});

/** The addresses that `localhost` may lead to; some systems have none of IPv6. */
function listLoopback(): readonly string[] {
  const known = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return ['127.0.0.1', ...(known.some(({ address }) => address === '::1') ? ['::1'] : [])];
}
