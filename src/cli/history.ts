import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { command } from '../content/command.ts';
import { listTags, tagRevision, type Tag } from '../content/revision.ts';
import { HISTORY_FILE, type History } from '../core/history.ts';
import { Mistake } from '../core/mistake.ts';
import { quoteForShell } from '../core/shell.ts';
import { traceHistory, type DatedSide } from '../differences/history.ts';
import { readOptions, type Invocation, type VerbOptions } from './invocation.ts';
import { readAtRevision } from './registry-side.ts';
import { count, terminalLine, terminalText } from './terminal.ts';

export const options = {
  tags: { type: 'string', value: 'PATTERN', about: 'the tags of the versions, as v*; absent: all tags' },
  check: { type: 'boolean', about: 'write nothing, and fail where the file is not as it would be written' },
} as const satisfies VerbOptions;

/** `history`: writes what became of the errors from tag to tag, for the list of changes and the feed. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { tags: pattern = '*', check } = readOptions(
    args,
    options,
    "`history` takes --tags PATTERN, as in --tags 'v*', and --check; correct the arguments.",
  );
  const tags = listTags(pattern, dir);
  if (tags.length === 0)
    throw new Mistake(`No tag is called ${pattern}; name those of your versions, or fetch them with git fetch --tags.`);
  const history = traceHistory(await readVersions(tags, dir));
  const file = join(dir, HISTORY_FILE);
  const text = `${JSON.stringify(history, null, 2)}\n`;
  const name = relative(process.cwd(), file);
  if (text === (await readFile(file, 'utf8').catch(() => undefined))) {
    console.log(`${name} is as it should be: ${describe(history)}.`);
    return;
  }
  if (check)
    throw new Mistake(
      `${name} is not as it should be; \`${command(`history --tags ${quoteForShell(pattern)}`)}\` writes it.`,
    );
  await writeFile(file, text).catch((error: unknown) => {
    throw new Mistake(`${name} can't be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  });
  console.log(`Wrote ${name}: ${describe(history)}.`);
}

/** The registry at each tag; one that can't be read is told, and left out. */
async function readVersions(tags: readonly Tag[], dir: string): Promise<readonly DatedSide[]> {
  const versions: DatedSide[] = [];
  for (const tag of tags) {
    try {
      versions.push({ ...(await readAtRevision(tagRevision(tag), dir)), version: tag.name, date: tag.date });
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      console.error(terminalLine(`${tag.name} is left out. ${error.message}`));
    }
  }
  if (versions.length > 0) return versions;
  throw new Mistake('At none of the tags there is a registry that can be read; name other tags, or another --content.');
}

function describe({ releases }: History): string {
  const changes = releases.flatMap((release) => release.changes).length;
  return terminalText(`${count(changes, 'change')} in ${count(releases.length, 'version')}`);
}
