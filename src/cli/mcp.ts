import { Writable } from 'node:stream';
import { createAgentServer } from '../agents/server.ts';
import { openAddress, openFile, openFolder, type AgentSource } from './agent-source.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { count, terminalLine } from './terminal.ts';

export const options = {
  from: {
    type: 'string',
    value: 'FILE|URL',
    about: 'the errors.json of a built site, or its folder or address, in place of a content folder',
  },
} as const satisfies VerbOptions;

// A paste that is too long gets a sentence, as long as it fits; the library would close the connection at 10 MB.
const LONGEST_MESSAGE = 64 * 1024 * 1024;

/** `mcp`: a server of the Model Context Protocol on standard input and output, until the input ends. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { from } = readOptions(args, options, '`mcp` takes --from FILE|URL only; correct the arguments.');
  const output = keepOutput();
  const source = await open(from, dir);
  const { registry } = await source();
  const { serveStdio, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  warn(`The MCP server of ${count(registry.errors.length, 'error')} listens on standard input.`);
  await new Promise<void>((resolve) => {
    const transport = new (class extends StdioServerTransport {
      override async close(): Promise<void> {
        await super.close();
        resolve();
      }
    })(process.stdin, output, { maxBufferSize: LONGEST_MESSAGE });
    serveStdio(createAgentServer(source), {
      transport,
      onerror: ({ message }) => {
        warn(message);
      },
    });
  });
}

async function open(from: string | undefined, dir: string): Promise<AgentSource> {
  if (from === undefined) return openFolder(dir, warn);
  return /^https?:\/\//.test(from) ? openAddress(from) : openFile(from, warn);
}

/** Keeps standard output for the protocol: what a module of a content folder prints goes where warnings go. */
function keepOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      write(chunk, done);
    },
  });
}

function warn(sentence: string): void {
  process.stderr.write(`${terminalLine(sentence)}\n`);
}
