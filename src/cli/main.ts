import { parseArgs } from 'node:util';
import { command } from '../content/command.ts';
import { contentDir, statedVisibility } from '../content/load.ts';
import { ensureHome } from '../content/own-files.ts';
import { RegistryError } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { VERSION } from '../core/version.ts';
import { VISIBILITIES } from '../core/vocabulary.ts';
import type { Invocation, VerbOption, VerbOptions } from './invocation.ts';
import { run } from './report.ts';

/** What the command does at a word. */
interface Verb {
  readonly usage: string;
  readonly about: string;
  /** Whether it sees what is internal unless told otherwise, as it governs the registry, or whatever it is told. */
  readonly sees?: 'internal' | 'everything';
  /** Whether it goes on until it is stopped. */
  readonly serves?: true;
  /** Loads the module of the verb, for each of them takes its time: what it runs, and what it takes. */
  readonly load: () => Promise<{
    readonly run: (invocation: Invocation) => Promise<void>;
    readonly options: VerbOptions;
    /** What its help says besides. */
    readonly more?: () => string;
  }>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  init: {
    usage: 'init [--from FILE]',
    about: 'make a content folder with two errors to begin with, and what stands around it',
    sees: 'everything',
    load: async () => import('./init.ts'),
  },
  dev: {
    usage: 'dev',
    about: 'serve the site, and show each edit in the open page',
    serves: true,
    load: async () => import('./dev.ts'),
  },
  build: { usage: 'build', about: 'write the site to a folder', load: async () => import('./build.ts') },
  start: {
    usage: 'start',
    about: 'serve the site that was built',
    serves: true,
    load: async () => import('./start.ts'),
  },
  check: {
    usage: 'check [--openapi FILE | --sources GLOB] [--against REVISION]',
    about: 'hold the registry to its rules, to a specification, to the code of the API, or to another branch',
    sees: 'everything',
    load: async () => import('./check.ts'),
  },
  new: {
    usage: 'new [CODE] --category NAME',
    about: 'add an entry with blanks to fill in (--team takes its next free number)',
    sees: 'everything',
    load: async () => import('./new.ts'),
  },
  reserve: {
    usage: 'reserve [CODE] --team NAME --for TEXT',
    about: 'keep a code for an error to come',
    sees: 'everything',
    load: async () => import('./reserve.ts'),
  },
  import: {
    usage: 'import FILE --to DIR',
    about: 'make a content folder from another registry, or update it (--dry-run tells what would come)',
    sees: 'everything',
    load: async () => import('./import.ts'),
  },
  decode: {
    usage: 'decode FILE',
    about: 'count the errors in a log or an export of tickets',
    load: async () => import('./decode.ts'),
  },
  explain: {
    usage: "explain [--format json] '<anything>'",
    about: 'tell what a pasted text means (or one on stdin)',
    load: async () => import('./explain.ts'),
  },
  mcp: {
    usage: 'mcp [--from FILE|URL]',
    about: 'let an agent explain and find errors, by the Model Context Protocol on standard input',
    load: async () => import('./mcp.ts'),
  },
  mock: {
    usage: 'mock [--port N]',
    about: 'serve every error as documented, for tests of clients',
    serves: true,
    load: async () => import('./mock.ts'),
  },
  mdx: {
    usage: 'mdx CODE | mdx --out DIR | mdx --for HOST --out DIR',
    about: 'print the MDX of a page, or write them all',
    load: async () => import('./mdx.ts'),
  },
  macros: {
    usage: 'macros --for TOOL',
    about: 'print the answers for a ticket tool, and the line that sends them',
    load: async () => import('./macros.ts'),
  },
  diff: {
    usage: 'diff OLD [NEW]',
    about: 'tell what differs between two registries, and whether it breaks clients',
    sees: 'internal',
    load: async () => import('./diff.ts'),
  },
  history: {
    usage: "history --tags 'v*'",
    about: 'write what changed from tag to tag to history.json, for the list of changes and the feed',
    load: async () => import('./history.ts'),
  },
  generate: {
    usage: 'generate --for LANGUAGE',
    about: 'print the errors as constants and types of a language, or as another tool reads them',
    load: async () => import('./generate.ts'),
  },
  codeowners: {
    usage: 'codeowners [--out FILE | --check FILE]',
    about: 'print the lines of CODEOWNERS that follow from the ranges of the site',
    sees: 'everything',
    load: async () => import('./codeowners.ts'),
  },
  permalinks: {
    usage: 'permalinks',
    about: 'add new permanent links to the ledger',
    sees: 'internal',
    load: async () => import('./permalinks.ts'),
  },
  coverage: {
    usage: 'coverage',
    about: 'count what is known of the errors, by category',
    sees: 'internal',
    load: async () => import('./coverage.ts'),
  },
};

/** What every verb takes. */
const COMMON = {
  content: { type: 'string', value: 'DIR', about: 'the content folder; absent: content' },
  base: { type: 'string', value: '/PATH', about: 'the path of the site, in place of the one of its url' },
  visibility: {
    type: 'string',
    value: VISIBILITIES.join('|'),
    about: 'whom it is for; absent: the public, or the team for what governs the registry',
  },
  help: { type: 'boolean', short: 'h', about: 'print this' },
} as const satisfies VerbOptions;

// Whoever reads along may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const chosen = { serves: false };
await run(async () => {
  ensureHome();
  const { name, args, isHelp } = readCommand(process.argv.slice(2));
  if (name === '--version') {
    console.log(VERSION);
    return;
  }
  if (name === undefined && isHelp) {
    console.log(listVerbs());
    return;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined)
    throw new Mistake(
      `${name === undefined ? 'A verb is missing' : `"${name}" is no verb`}; the verbs are:\n${listVerbs()}`,
    );
  const { run: runVerb, options, more } = await verb.load();
  if (isHelp) {
    console.log([helpOf(verb, options), ...(more === undefined ? [] : ['', more()])].join('\n'));
    return;
  }
  chosen.serves = verb.serves ?? false;
  stateVisibility(verb);
  await runVerb({ args, dir: contentDir() });
});
if (!chosen.serves || process.exitCode !== undefined) {
  // What a module of the folder, the bundler or the search index still does must not outlive the command; what it said must.
  for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
  process.exit();
}

/** Has the content loaded as the verb has to see it; threads find it in the environment as well. */
function stateVisibility({ sees }: Verb): void {
  const stated = process.env['VISIBILITY'] || (sees === undefined ? 'public' : 'internal');
  try {
    const visibility = statedVisibility(stated);
    process.env['VISIBILITY'] = sees === 'everything' ? 'internal' : visibility;
  } catch (error) {
    throw error instanceof RegistryError ? new Mistake(error.message) : error;
  }
}

/** Takes what every verb understands out of the arguments; threads and messages find it in the environment. */
function readCommand(all: readonly string[]): {
  readonly name: string | undefined;
  readonly args: readonly string[];
  readonly isHelp: boolean;
} {
  const { tokens } = parseArgs({ args: [...all], options: COMMON, strict: false, tokens: true });
  const taken = new Set<number>();
  let isHelp = false;
  for (const token of tokens) {
    if (token.kind !== 'option' || !Object.hasOwn(COMMON, token.name)) continue;
    taken.add(token.index);
    if (token.name === 'help') isHelp = true;
    else {
      if (token.value === undefined || token.value === '')
        throw new Mistake(`${token.rawName} has no value; write ${token.rawName} ${valueOf(token.name)}.`);
      if (!token.inlineValue) taken.add(token.index + 1);
      process.env[token.name.toUpperCase()] = token.value;
    }
  }
  const [name, ...args] = all.filter((_, index) => !taken.has(index));
  return { name, args, isHelp };
}

function valueOf(name: string): string {
  return (COMMON as VerbOptions)[name]?.value ?? '';
}

function listVerbs(): string {
  return alignRows(Object.values(VERBS).map(({ usage, about }) => [command(usage), about]));
}

function helpOf({ usage, about }: Verb, options: VerbOptions): string {
  const rows = Object.entries({ ...options, ...COMMON }).map(
    ([name, option]) => [describeOption(name, option), option.about] as const,
  );
  return [`${command(usage)}: ${about}.`, '', alignRows(rows)].join('\n');
}

function describeOption(name: string, { value }: VerbOption): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function alignRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
