import { join } from 'node:path';
import { dev as serveLive } from 'astro';
import { cacheFolder, makeWorkFolder } from '../content/own-files.ts';
import { digest } from '../document/digest.ts';
import { errorReference } from '../exports/astro.ts';
import { readPort } from './listen.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { openContent } from './report.ts';

export const options = {
  port: { type: 'string', value: 'N', about: 'the port to listen on; absent: 4321, or the next one that is free' },
  host: { type: 'string', value: 'ADDRESS', about: 'the address to listen on; absent: this machine alone' },
} as const satisfies VerbOptions;

/** `dev`: serves the site of the content folder, and shows each edit. */
export async function run({ args, dir }: Invocation): Promise<void> {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const server = readServer(args);
  // The settings of the server come from the site; what breaks the rules is told on the pages.
  const { site } = await openContent(dir);
  // Astro keeps what it works with below its root, and needs that to be the working directory.
  const settings = makeWorkFolder(join(cacheFolder(), `dev-${digest(dir)}`));
  await serveLive({
    ...settings,
    server,
    integrations: [errorReference({ content: dir, visibility: site.visibility ?? 'public' })],
  });
}

function readServer(args: readonly string[]): { port?: number; host?: string } {
  const sentence = '`dev` takes nothing, --port N or --host NAME; correct the arguments.';
  const { port: given, host } = readOptions(args, options, sentence);
  return {
    ...(given === undefined ? {} : { port: readPort(given, '--port') }),
    ...(host === undefined ? {} : { host }),
  };
}
