import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentDir, loadContent } from '../content/load.ts';
import { baseOf } from '../core/url.ts';
import { createSiteServer } from '../server/server.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = resolve(root, process.env['OUT'] ?? 'dist');
const port = Number(process.env['PORT'] ?? 4321);

if (!existsSync(join(dir, '404.html'))) {
  console.error(`There is no built site in ${dir}; run \`npm run build\` first.`);
  process.exit(1);
}
const { site } = await loadContent(contentDir(root));
const base = baseOf(site.url);
const server = createSiteServer({ dir, base });
server.on('error', (error: NodeJS.ErrnoException) => {
  const why = error.code === 'EADDRINUSE' ? `port ${port} is taken; set PORT to another one` : error.message;
  console.error(`The server did not start: ${why}.`);
  process.exit(1);
});
server.listen(port, () => {
  console.log(`The error reference is at http://localhost:${port}${base}/ (stop with Ctrl-C)`);
});
