import { command } from '../content/command.ts';
import type { Registry } from '../core/define.ts';
import { newCommands, type LackingCode } from '../lookup/new-commands.ts';

/** The commands that add what a registry lacks, with its category where it has only one. */
export function commandsFor(lacking: readonly LackingCode[], { categories }: Registry): readonly string[] {
  const [category, ...others] = categories;
  return newCommands(lacking, {
    tool: command(''),
    ...(category === undefined || others.length > 0 ? {} : { category: category.name }),
  });
}
