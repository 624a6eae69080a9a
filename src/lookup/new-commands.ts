import { quoteForShell } from '../core/shell.ts';

/** A code that the registry lacks, how often it was seen, and the status that came with it. */
export interface LackingCode {
  readonly code: string;
  readonly count: number;
  readonly status?: number;
}

/**
 * A command of the authoring tool for each code that the registry lacks, most frequent first. `tool` is how an author runs
 * it, and `category` where the entries shall stand: a name to be filled in unless somebody knows better.
 */
export function newCommands(
  lacking: readonly LackingCode[],
  { tool = 'npx error-reference', category = 'NAME' } = {},
): readonly string[] {
  const ranked = lacking.toSorted((one, other) => other.count - one.count);
  return ranked.map(({ code, status }) => {
    const options = [`--category ${quoteForShell(category)}`, ...(status === undefined ? [] : [`--status ${status}`])];
    // A code that starts with a dash would be taken for an option.
    return [tool, 'new', ...options, ...(code.startsWith('-') ? ['--'] : []), quoteForShell(code)].join(' ');
  });
}
