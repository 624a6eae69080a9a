import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFindings, type Finding } from '../check/finding.ts';
import { isPlainJson } from '../check/plain-json.ts';
import { findContentFile, loadContent, type Content } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';
import { checkRegistry } from '../core/rules/index.ts';
import { restoreFolder } from './replace-files.ts';
import { settle } from './settle.ts';
import { terminalText } from './terminal.ts';

/** How findings are told: to people, to programs, and as annotations of a change on GitHub. */
export const REPORT_FORMATS = ['text', 'json', 'github'] as const;

/** One of {@link REPORT_FORMATS}. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What keeps a content folder from being read as it is written. */
export class ContentMistake extends Mistake {
  /** What has no place in the folder's data. */
  readonly lines: readonly string[];
  readonly findings: readonly Finding[];
  override readonly files: readonly string[];

  constructor(lines: readonly string[], findings: readonly Finding[], dir: string) {
    super([...lines, ...describeFindings(findings, dir)].join('\n'));
    this.lines = lines;
    this.findings = findings;
    this.files = [...new Set(findings.map(({ file }) => join(dir, file)))];
  }
}

/** Reads a content folder and holds it to the rules. Throws a {@link ContentMistake} with one line a problem. */
export async function readContent(dir: string): Promise<Content> {
  const content = await openContent(dir);
  if (checkRegistry(content.registry, content.site).length === 0) return content;
  const { locateBroken } = await import('./blame.ts');
  throw new ContentMistake([], await locateBroken(content), dir);
}

/** Reads a content folder without holding it to the rules. Throws a {@link ContentMistake} where it can't be read. */
export async function openContent(dir: string): Promise<Content> {
  await restoreFolder(dir);
  const [loaded] = await Promise.allSettled([settle(loadContent(dir), PATIENCE)]);
  if (loaded.status === 'fulfilled' && (await isReadWithoutLoss(dir))) return loaded.value;
  // The compiler of TypeScript, which finds places in sources, takes its time to load.
  const { findBlame } = await import('./blame.ts');
  const { lines, findings } = await findBlame(dir, loaded.status === 'rejected' ? loaded : undefined);
  if (loaded.status === 'fulfilled' && findings.length === 0) return loaded.value;
  throw new ContentMistake(lines, findings, dir);
}

/** Modules that take longer than this many milliseconds wait for what does not come. */
const PATIENCE = 10_000;

/** Whether a folder's files say nothing that gets lost when they are read; of modules only their sources tell that. */
async function isReadWithoutLoss(dir: string): Promise<boolean> {
  const files = [findContentFile(dir, 'registry'), findContentFile(dir, 'site')];
  if (!files.every((file) => file.endsWith('.json'))) return false;
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
  return texts.every((text) => isPlainJson(text.replace(/^\uFEFF/, '')));
}

/** Runs a command: a {@link Mistake} prints its lines and exits with 1, anything else is a bug and keeps its trace. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    console.error(terminalText(error.message));
    process.exitCode = 1;
  }
}
