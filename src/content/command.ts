import { quoteForShell } from '../core/shell.ts';
import { PACKAGE } from './own-files.ts';

// A build changes the folder that it works in.
const STARTED_IN = process.cwd();

/**
 * A command as an author runs it, with the content folder that was given: `npx error-reference new X --content ../shop`.
 * In the repository of this package, where npm has the Node that it needs, it is `npm run errors -- new X`.
 */
export function command(
  args: string,
  { content = process.env['CONTENT'], cwd = STARTED_IN }: { content?: string | undefined; cwd?: string } = {},
): string {
  const tool = cwd === PACKAGE ? 'npm run errors --' : 'npx error-reference';
  const flags = content === undefined ? [] : [`--content ${quoteForShell(content)}`];
  return [tool, args, ...flags].filter(Boolean).join(' ');
}
