import { validateHeaderName, validateHeaderValue } from 'node:http';
import { slugOf } from '../core/url.ts';
import { createMock } from '../server/mock.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { endWithShell, listen, originOf, readPort } from './listen.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

export const options = {
  port: { type: 'string', value: 'N', about: 'the port to listen on; absent: 4010' },
  host: { type: 'string', value: 'ADDRESS', about: 'the address to listen on; absent: 127.0.0.1' },
  header: {
    type: 'string',
    multiple: true,
    value: '"NAME: VALUE"',
    about: 'a header of every response; may be repeated',
  },
} as const satisfies VerbOptions;

/** `mock`: serves every error of the registry as documented, on this machine only unless `--host` says otherwise. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { port, host, headers } = parse(args);
  const { registry, site } = await readContent(dir);
  const server = createMock({ registry, site, headers });
  endWithShell();
  const url = originOf(host, await listen(server, { port, host, settings: { port: '--port', host: '--host' } }));
  const example = slugOf(registry.errors[0]?.code ?? 'CODE');
  console.log(
    [
      `The mock of ${registry.errors.length} errors is at ${url} (stop with Ctrl-C)`,
      `  ${url}/${example}              this error, also as the base URL of a client`,
      `  ${url}/any/path?error=${example}   the same, as is the header "Mock-Error: ${example}"`,
      '  &status=, and each placeholder, detail or documented header by its name, in the query: another value',
    ].join('\n'),
  );
}

function parse(args: readonly string[]): { port: number; host: string; headers: Readonly<Record<string, string>> } {
  const sentence = '`mock` takes --port N, --host ADDRESS and --header "Name: value" only; correct the arguments.';
  const { port = '4010', host = '127.0.0.1', header = [] } = readOptions(args, options, sentence);
  return { port: readPort(port, '--port'), host, headers: Object.fromEntries(header.map(parseHeader)) };
}

function parseHeader(line: string): readonly [string, string] {
  const [name = '', ...rest] = line.split(':');
  const value = rest.join(':').trim();
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new Mistake(`--header ${JSON.stringify(line)} is no header; write it as "Name: value".`);
  }
  return [name, value];
}
