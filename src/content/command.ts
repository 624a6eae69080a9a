import { relative } from 'node:path';
import { quoteForShell } from '../core/shell.ts';
import { PACKAGE } from './own-files.ts';

/**
 * A command as an author runs it, with the content folder that was given: `npx error-reference new X --content ../shop`.
 * In the repository of this package, where npm has the Node that it needs, it is `npm run errors -- new X`.
 */
export function command(
  args: string,
  { content = process.env['CONTENT'], cwd = process.cwd() }: { content?: string | undefined; cwd?: string } = {},
): string {
  const tool = cwd === PACKAGE ? 'npm run errors --' : 'npx error-reference';
  const flag = content === undefined ? [] : [`--content ${quoteForShell(relative(cwd, content) || '.')}`];
  return [tool, args, ...flag].join(' ').trimEnd();
}
