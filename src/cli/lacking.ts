import { command } from '../content/command.ts';
import type { Registry } from '../core/define.ts';
import { newCommands, type LackingCode } from '../lookup/new-commands.ts';

/** The commands that add what a registry lacks, with its category where it has only one of its own. */
export function commandsFor(lacking: readonly LackingCode[], { categories, errors }: Registry): readonly string[] {
  const included = new Set(errors.filter(({ registry }) => registry !== undefined).map(({ category }) => category));
  const [category, ...others] = categories.filter(({ name }) => !included.has(name));
  return newCommands(lacking, {
    tool: command(''),
    ...(category === undefined || others.length > 0 ? {} : { category: category.name }),
  });
}
