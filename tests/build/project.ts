/** Content folders that tests build, and what became of them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MARK } from '../../src/build/mark.ts';
import { digest } from '../../src/document/digest.ts';
import { toRegistryJson } from '../../src/schema/registry.ts';
import { generateRegistry } from '../bench/generate.ts';
import { PLAIN_SITE } from '../fixtures/plain-site.ts';

const root = resolve(import.meta.dirname, '../..');

const GUIDE = `---
title: How to begin
summary: What to do first.
errors: []
order: 1
---

## First

<CodeTabs>

\`\`\`bash title="curl"
curl https://api.example.com
\`\`\`

</CodeTabs>
`;

/** Writes a content folder with so many errors and a guide; `summary` is that of the error in the middle. */
export function writeContent(dir: string, count: number, summary?: string, name = PLAIN_SITE.name): void {
  const registry = generateRegistry(count);
  const middle = count >> 1;
  const errors = registry.errors.map((error, index) => ({
    ...error,
    ...(index === middle && summary !== undefined && { summary }),
  }));
  mkdirSync(dir, { recursive: true });
  mkdirSync(join(dir, 'guides'), { recursive: true });
  writeFileSync(join(dir, 'guides/start.mdx'), GUIDE);
  writeFileSync(join(dir, 'site.json'), JSON.stringify({ ...PLAIN_SITE, name }));
  writeFileSync(join(dir, 'registry.json'), JSON.stringify(toRegistryJson({ ...registry, errors })));
}

/** A build that runs. */
export interface RunningBuild {
  readonly program: ChildProcess;
  /** What it printed, and how it ended. */
  readonly end: Promise<{ readonly code: number | null; readonly signal: string | null; readonly output: string }>;
}

/** Starts a build, with Node or with another command before its file. */
export function startBuild(
  env: Readonly<Record<string, string>>,
  [file, ...args]: readonly [string, ...string[]] = [process.execPath],
): RunningBuild {
  const program = spawn(file, [...args, join(root, 'src/cli/main.ts'), 'build'], { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const end = once(program, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    output,
  }));
  return { program, end };
}

/** Every file of a site with a digest of its bytes; its mark, which is another in each build, is left out. */
export function readSite(dir: string): ReadonlyMap<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== MARK,
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(dir.length), digest(readFileSync(path))]));
}
