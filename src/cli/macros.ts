import { writeFile } from 'node:fs/promises';
import { command } from '../content/command.ts';
import { Mistake } from '../core/mistake.ts';
import { wordsOf } from '../core/say.ts';
import { quoteForShell } from '../core/shell.ts';
import { composeMacros } from '../document/macros.ts';
import { ticketMacros } from '../macros/ticket-macro.ts';
import type { MacroTool } from '../macros/tool.ts';
import { TOOLS } from '../macros/tools.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { readContent } from './report.ts';
import { terminalLine } from './terminal.ts';

export const options = {
  for: { type: 'string', value: 'TOOL', about: 'the ticket tool' },
  out: { type: 'string', value: 'FILE', about: 'the file to write; absent: standard output' },
  folder: { type: 'string', value: 'ID', about: 'a folder of Freshdesk, which all agents share' },
} as const satisfies VerbOptions;

/** `macros --for TOOL`: the prepared answers as a ticket tool takes them; how to send them stands on standard error. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { for: name, out: named, folder } = readOptions(args, options, SENTENCE);
  const out = named === '-' ? undefined : named;
  const tool = toolOf(name);
  const settings = { folder: folder === undefined ? undefined : folderOf(folder, name) };
  const { registry, site } = await readContent(dir);
  const { text, remarks } = tool.write(ticketMacros(registry, composeMacros(registry, site, wordsOf(site))), settings);
  if (out === undefined) process.stdout.write(text);
  else await writeOut(out, text);
  for (const line of [...remarks, ...describeSending(tool, out)]) console.error(terminalLine(line));
}

const NAMES = Object.keys(TOOLS).join(', ');

const SENTENCE = `Write \`macros --for TOOL [--out FILE]\`, with one of ${NAMES}; \`macros --help\` says more.`;

function toolOf(name: string | undefined): MacroTool {
  if (name === undefined) throw new Mistake(`Name a ticket tool: \`macros --for TOOL\`, with one of ${NAMES}.`);
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (tool === undefined)
    throw new Mistake(`"${name}" is no ticket tool that macros are written for; those are ${NAMES}.`);
  return tool;
}

function folderOf(folder: string, name: string | undefined): number {
  if (name !== 'freshdesk') throw new Mistake('Only Freshdesk has folders; leave `--folder` out.');
  if (!/^[1-9]\d{0,14}$/.test(folder))
    throw new Mistake(`"${folder}" is no id of a folder of Freshdesk; write a number, as in \`--folder 4\`.`);
  return Number(folder);
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Mistake(`${file} can't be written (${why}); name a file in a folder that is there.`);
  }
}

function describeSending({ title, file, send }: MacroTool, out: string | undefined): readonly string[] {
  const where = out === undefined ? `Write it to a file (\`--out ${file}\`)` : `It stands in ${out}`;
  if (send === undefined) return [`${where}, to upload it where a tool takes CSV.`];
  return [`${where}; this line of a shell sends it to ${title}:`, send(out ?? file)];
}

/** The line for each tool. */
export function more(): string {
  const tools = Object.entries(TOOLS).map(([name, { title, file, send }]) => {
    const line = command(`macros --for ${name} --out ${quoteForShell(file)}`);
    return [`${title}: ${line}`, ...(send === undefined ? [] : [send(file)])].map((line) => `  ${line}`).join('\n');
  });
  return [
    'A line of a shell sends them. Set the variables in it before; it needs curl and nothing else. What a tool refuses is',
    'kept in FILE.left, to be sent the same way once it is mended. What was sent twice is there twice.',
    '',
    tools.join('\n\n'),
  ].join('\n');
}
