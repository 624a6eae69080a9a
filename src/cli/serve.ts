import { existsSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { npmCommand } from '../content/command.ts';
import { contentDir } from '../content/load.ts';
import { baseOf } from '../core/url.ts';
import { createSiteServer } from '../server/server.ts';
import { Mistake, readContent, run } from './report.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = resolve(root, process.env['OUT'] ?? 'dist');
const port = Number(process.env['PORT'] ?? 4321);

await run(async () => {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Mistake('PORT is no port; set it to a number from 0 to 65535.');
  if (!existsSync(join(dir, '404.html')))
    throw new Mistake(`There is no built site in ${dir}; run \`${npmCommand('run build')}\` first.`);
  const { site } = await readContent(contentDir(root));
  const base = baseOf(site.url);
  const server = createSiteServer({ dir, base });
  await new Promise<void>((resolveListening, reject) => {
    server.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? `port ${port} is taken; set PORT to another one` : message;
      reject(new Mistake(`The server did not start: ${why}.`));
    });
    server.listen(port, resolveListening);
  });
  // The system chooses where PORT is 0.
  const { port: listening } = server.address() as AddressInfo;
  console.log(`The error reference is at http://localhost:${listening}${base}/ (stop with Ctrl-C)`);
});
