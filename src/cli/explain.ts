import { text as readAll } from 'node:stream/consumers';
import type { Registry } from '../core/define.ts';
import type { Explanation } from '../core/explanation.ts';
import { Mistake } from '../core/mistake.ts';
import type { Site } from '../core/site.ts';
import { explanationText } from '../explain/explanation-text.ts';
import { explainAsData } from '../explain/explanation.ts';
import type { Invocation, VerbOptions } from './invocation.ts';
import { commandsFor } from './lacking.ts';
import { readContent } from './report.ts';
import { terminalText } from './terminal.ts';

const FORMATS = ['text', 'json'] as const;

export const options = {
  format: { type: 'string', value: FORMATS.join('|'), about: 'how it is told, before the text; absent: text' },
} as const satisfies VerbOptions;

/** `explain TEXT`, or a text on standard input: prints what it means; exits with 1 where it means no error for certain. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { format, pasted: given } = parse(args);
  const pasted = given ?? (await readAll(process.stdin));
  if (pasted.trim() === '') throw new Mistake('There is nothing to explain: name a code, or pipe a response in.');
  const { registry, site } = await readContent(dir);
  const explanation = explainAsData(pasted, registry, site);
  // It holds what was pasted, from a log or from a stranger.
  console.log(
    format === 'json' ? terminalText(JSON.stringify(explanation, null, 2)) : tell(explanation, registry, site),
  );
  if (!isFound(explanation)) process.exitCode = 1;
}

/** The option stands first: behind it, or behind `--`, nothing is taken for one, as a pasted text may begin with anything. */
function parse(args: readonly string[]): { readonly format: string; readonly pasted?: string } {
  const [, value] = /^--format(?:=(.*))?$/s.exec(args[0] ?? '') ?? [];
  const taken = !/^--format(?:=|$)/.test(args[0] ?? '') ? 0 : value === undefined ? 2 : 1;
  const format = taken === 0 ? 'text' : (value ?? args[1] ?? '');
  if (!FORMATS.some((name) => name === format))
    throw new Mistake(`--format is ${FORMATS.join(' or ')}, not "${format}"; write \`explain --format json TEXT\`.`);
  const texts = args.slice(args[taken] === '--' ? taken + 1 : taken);
  return texts.length > 0 ? { format, pasted: texts.join(' ') } : { format };
}

/** What the terminal shows for a text, and whether an error was found. */
export interface Told {
  readonly output: string;
  readonly found: boolean;
}

/** Explains what a pasted text means: the error if there is no doubt, else the candidates with their reasons. */
export function explainText(text: string, registry: Registry, site: Site): Told {
  const explanation = explainAsData(text, registry, site);
  return { output: tell(explanation, registry, site), found: isFound(explanation) };
}

const isFound = ({ outcome }: Explanation): boolean => outcome === 'error' || outcome === 'several';

function tell(explanation: Explanation, registry: Registry, site: Site): string {
  const { unknown } = explanation;
  const commands = unknown === undefined ? [] : commandsFor([{ ...unknown, count: 1 }], registry);
  return terminalText(explanationText(explanation, site, commands));
}
