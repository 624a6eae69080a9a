import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { tryLock } from '../build/lock.ts';
import { locateTarget } from '../build/target.ts';
import { repairTarget } from '../build/workplace.ts';
import { command } from '../content/command.ts';
import { baseOf } from '../core/url.ts';
import { createSiteServer } from '../server/server.ts';
import { endWithShell, listen, originOf, readPort } from './listen.ts';
import { Mistake } from '../core/mistake.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { readContent } from './report.ts';

export const options = {
  out: { type: 'string', value: 'DIR', about: 'the folder of the site; absent: dist' },
  port: { type: 'string', value: 'N', about: 'the port to listen on; absent: 4321' },
  host: { type: 'string', value: 'ADDRESS', about: 'the address to listen on; absent: this machine alone' },
} as const satisfies VerbOptions;

const settings = { port: '--port', host: '--host' };

/** `start`: serves the site that was built last. */
export async function run({ args, dir: content }: Invocation): Promise<void> {
  const given = readOptions(
    args,
    options,
    '`start` takes --out DIR, --port N and --host ADDRESS; correct the arguments.',
  );
  const host = given.host ?? process.env['HOST'] ?? 'localhost';
  const port = readPort(given.port ?? process.env['PORT'] ?? '4321', settings.port);
  const dir = locateTarget(given.out ?? process.env['OUT'], { root: process.cwd() });
  const lock = await tryLock(dir);
  if (lock) repairTarget(dir);
  lock?.close();
  if (!existsSync(join(dir, '404.html')))
    throw new Mistake(`There is no built site in ${dir}; run \`${command('build')}\` first.`);
  const base = builtBase(dir) ?? baseOf((await readContent(content)).site.url);
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
}

/** The base that a site was built for, as it tells robots; so it is served whatever became of its content. */
function builtBase(dir: string): string | undefined {
  const file = join(dir, 'robots.txt');
  const [, sitemap] =
    (existsSync(file) && /^(?:# )?Sitemap: (\S+)\/sitemap-index\.xml$/m.exec(readFileSync(file, 'utf8'))) || [];
  return sitemap !== undefined && URL.canParse(sitemap) ? baseOf(sitemap) : undefined;
}

/** The addresses that `localhost` may lead to; some systems have none of IPv6. */
function listLoopback(): readonly string[] {
  const known = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return ['127.0.0.1', ...(known.some(({ address }) => address === '::1') ? ['::1'] : [])];
}
