import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** How a program of the project went. */
export interface Run {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
  /** The largest sum of memory that the program and its children held, in MB. */
  readonly peak: number;
}

/** Runs one of the project's programs with some environment, and measures it. */
export async function runProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid ?? 0));
  }, 250);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(sampler);
  return { ok: code === 0, output, seconds: (performance.now() - started) / 1000, peak };
}

/** The memory of a process and all its children in MB, as `ps` sees it. */
function memoryOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  let sum = 0;
  // A child's number is higher than its parent's, but for a wrap that only costs one sample.
  for (const [own = 0, parent = 0, kilobytes = 0] of rows) {
    if (own !== pid && !family.has(parent)) continue;
    family.add(own);
    sum += kilobytes;
  }
  return Math.round(sum / 1024);
}

/** Rows under a header, as aligned text. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
