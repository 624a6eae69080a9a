import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dev } from 'astro';
import { contentDir } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';
import { openContent, run } from './report.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
const root = resolve(import.meta.dirname, '../..');

await run(async () => {
  const server = parse(process.argv.slice(2));
  // The settings of the server come from the site; what breaks the rules is told on the pages.
  await openContent(contentDir(root));
  await dev({ root, server });
});

function parse(args: readonly string[]): { port?: number; host?: string } {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' }, host: { type: 'string' } } });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65535)) throw new Error();
    return { ...(port !== undefined && { port }), ...(values.host !== undefined && { host: values.host }) };
  } catch {
    throw new Mistake('`dev` takes nothing, --port N or --host NAME; correct the arguments.');
  }
}
