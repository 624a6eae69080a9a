import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file by which a build knows the folder that an earlier one made. */
export const MARK = '.error-reference.json';

/** How the name of a folder begins in which a build works. */
export const WORKPLACE = '.error-reference-build-';

/** What a built site says of itself. */
export interface Mark {
  /** Tells this build from all others. */
  readonly build: string;
  /** The names in the folder that are the build's own; what else is there was put there by somebody. */
  readonly entries: readonly string[];
}

/** Marks a folder as that of a build, with all that is in it. */
export function writeMark(dir: string, build: string): void {
  const entries = [...readdirSync(dir), MARK].sort();
  writeFileSync(join(dir, MARK), `${JSON.stringify({ build, entries } satisfies Mark)}\n`);
}

/** The mark of a folder; `undefined` where there is none that can be read. */
export function readMark(dir: string): Mark | undefined {
  try {
    const { build, entries } = JSON.parse(readFileSync(join(dir, MARK), 'utf8')) as Partial<Mark>;
    return typeof build === 'string' && Array.isArray(entries) ? { build, entries } : undefined;
  } catch {
    return undefined;
  }
}
