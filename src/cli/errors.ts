import { resolve } from 'node:path';
import { errorsCommand } from '../content/command.ts';
import { contentDir } from '../content/load.ts';
import { check } from './check.ts';
import { coverage } from './coverage.ts';
import { decode } from './decode.ts';
import { explain } from './explain.ts';
import { importFile } from './import.ts';
import { macros } from './macros.ts';
import { mdx } from './mdx.ts';
import { mock } from './mock.ts';
import { newError } from './new.ts';
import { permalinks } from './permalinks.ts';
import { Mistake } from '../core/mistake.ts';
import { run } from './report.ts';

/** What every verb gets: its arguments and the content folder. */
export interface Invocation {
  readonly args: readonly string[];
  readonly dir: string;
}

const VERBS: Readonly<
  Record<string, { usage: string; about: string; run: (invocation: Invocation) => Promise<void> }>
> = {
  check: {
    usage: 'check [--openapi FILE]',
    about: 'hold the registry to its rules, or to a specification',
    run: check,
  },
  coverage: { usage: 'coverage', about: 'count what is known of the errors, by category', run: coverage },
  import: {
    usage: 'import FILE --to DIR',
    about: 'make a content folder from another registry, or update it (--dry-run tells what would come)',
    run: importFile,
  },
  permalinks: { usage: 'permalinks', about: 'add new permanent links to the ledger', run: permalinks },
  explain: { usage: "explain '<anything>'", about: 'tell what a pasted text means (or one on stdin)', run: explain },
  decode: {
    usage: 'decode FILE',
    about: 'count the errors in a log or an export of tickets (--json, --csv)',
    run: decode,
  },
  mdx: { usage: 'mdx CODE | mdx --out DIR', about: 'print the MDX of a page, or write them all', run: mdx },
  macros: {
    usage: 'macros --for TOOL',
    about: 'print the answers for a ticket tool, and the line that sends them (--help names the tools)',
    run: macros,
  },
  new: { usage: 'new CODE --category NAME', about: 'add an entry with blanks to fill in', run: newError },
  mock: { usage: 'mock [--port N]', about: 'serve every error as documented, for tests of clients', run: mock },
};

const USAGE = Object.values(VERBS)
  .map(({ usage, about }) => `  ${errorsCommand(usage.padEnd(28))} ${about}`)
  .join('\n');

await run(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined)
    throw new Mistake(`${name === '' ? 'A verb is missing' : `"${name}" is no verb`}; the verbs are:\n${USAGE}`);
  await verb.run({ args, dir: contentDir(resolve(import.meta.dirname, '../..')) });
});
