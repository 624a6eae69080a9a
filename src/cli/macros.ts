import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorsCommand } from '../content/command.ts';
import { Mistake } from '../core/mistake.ts';
import { wordsOf } from '../core/say.ts';
import { quoteForShell } from '../core/shell.ts';
import { composeMacros } from '../document/macros.ts';
import { ticketMacros } from '../macros/ticket-macro.ts';
import type { MacroTool } from '../macros/tool.ts';
import { TOOLS } from '../macros/tools.ts';
import type { Invocation } from './errors.ts';
import { readContent } from './report.ts';
import { terminalLine } from './terminal.ts';

/** `macros --for TOOL`: the prepared answers as a ticket tool takes them; how to send them stands on standard error. */
export async function macros({ args, dir }: Invocation): Promise<void> {
  const { for: name, out: named, folder, help } = readOptions(args);
  const out = named === '-' ? undefined : named;
  if (help) {
    console.log(helpText());
    return;
  }
  const tool = toolOf(name);
  const options = { folder: folder === undefined ? undefined : folderOf(folder, name) };
  const { registry, site } = await readContent(dir);
  const { text, remarks } = tool.write(ticketMacros(registry, composeMacros(registry, site, wordsOf(site))), options);
  if (out === undefined) process.stdout.write(text);
  else await writeOut(out, text);
  for (const line of [...remarks, ...describeSending(tool, out)]) console.error(terminalLine(line));
}

const NAMES = Object.keys(TOOLS).join(', ');

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        for: { type: 'string' },
        out: { type: 'string' },
        folder: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new Mistake(`Write \`macros --for TOOL [--out FILE]\`, with one of ${NAMES}; \`macros --help\` says more.`);
  }
}

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

function helpText(): string {
  const tools = Object.entries(TOOLS).map(([name, { title, file, send }]) => {
    const command = errorsCommand(`macros --for ${name} --out ${quoteForShell(file)}`);
    return [`${title}: ${command}`, ...(send === undefined ? [] : [send(file)])].map((line) => `  ${line}`).join('\n');
  });
  return [
    'macros --for TOOL [--out FILE] prints the prepared answers of all errors as a ticket tool takes them.',
    '--folder ID shares those for Freshdesk with all agents, in that folder.',
    'A line of a shell sends them. Set the variables in it before; it needs curl and nothing else. What a tool refuses is',
    'kept in FILE.left, to be sent the same way once it is mended. What was sent twice is there twice.',
    '',
    tools.join('\n\n'),
  ].join('\n');
}
