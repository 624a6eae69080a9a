import { quoteForShell } from '../core/shell.ts';

/** A command as an author runs it, with the content folder that was given: `CONTENT=../shop npm run errors -- new X`. */
export function npmCommand(args: string, content: string | undefined = process.env['CONTENT']): string {
  return content === undefined ? `npm ${args}` : `CONTENT=${quoteForShell(content)} npm ${args}`;
}

/** The authoring tool's command: `npm run errors -- check`. */
export function errorsCommand(args: string): string {
  return npmCommand(`run errors -- ${args}`);
}
