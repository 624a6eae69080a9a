import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { Mistake } from '../core/mistake.ts';

/** A repository, asked with commands that change nothing in it. */
export interface Repository {
  /** Its top folder. */
  readonly root: string;
  /** The path of the folder from there, with slashes; empty where it is the top. */
  readonly path: string;
  /** What a command prints; `undefined` where it fails. */
  readonly ask: (args: readonly string[], input?: string) => Buffer | undefined;
}

/** Opens the repository of a folder, which may be gone by now. Throws a {@link Mistake} where there is none, or no git. */
export function openRepository(dir: string): Repository {
  const there = nearest(dir);
  const { text: prefix, error } = run(there, ['rev-parse', '--show-prefix']);
  const root = run(there, ['rev-parse', '--show-toplevel']);
  if (prefix === undefined || root.text === undefined) throw new Mistake(describeNone(dir, error ?? root.error ?? ''));
  const lacking = relative(there, dir).split(sep);
  const path = [...trimEnd(prefix).split('/'), ...lacking].filter(Boolean).join('/');
  return { root: trimEnd(root.text), path, ask: (args, input) => run(there, args, input).text };
}

function describeNone(dir: string, error: string): string {
  if (/not a git repository/.test(error))
    return `${dir} lies in no git repository, so it has no revisions; name a folder of a clone with --content.`;
  return error === ''
    ? 'There is no git on this machine, so no revision can be read; install it.'
    : `git can't tell what was in ${dir}: ${error}`;
}

const nearest = (dir: string): string => (existsSync(dir) || dirname(dir) === dir ? dir : nearest(dirname(dir)));
const trimEnd = (text: Buffer): string => text.toString().replace(/\r?\n$/, '');

/** Runs git: what it prints, or the first line of what it says is wrong, which is empty where there is no git. */
function run(
  cwd: string,
  args: readonly string[],
  input = '',
): { readonly text: Buffer; readonly error?: never } | { readonly text?: never; readonly error: string } {
  const env = { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  const { stdout, stderr, status, error } = spawnSync('git', args, { cwd, env, input, maxBuffer: Infinity });
  if (error !== undefined && !('code' in error && error.code === 'EPIPE')) return { error: '' };
  if (status === 0) return { text: stdout };
  const [first = ''] = stderr.toString().split('\n');
  return { error: first.replace(/^(?:fatal|error): /, '') || `it ended with ${String(status)}` };
}
