import { join, relative } from 'node:path';

/** Something that an author must mend, at its place in the content folder. */
export interface Finding {
  /** Path of the file inside the content folder. */
  readonly file: string;
  /** Line of the author's file, from 1; absent where the whole file is meant. */
  readonly line?: number;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** Findings as lines, sorted by file and line: `content/guides/x.mdx:3  …`; paths start where the command runs. */
export function describeFindings(findings: readonly Finding[], dir: string): readonly string[] {
  return findings
    .toSorted((one, other) => compare(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0))
    .map(({ file, line, message }) => {
      const path = relative(process.cwd(), join(dir, file));
      return `${path}${line === undefined ? '' : `:${line}`}  ${message}`;
    });
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
