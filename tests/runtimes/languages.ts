import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program with its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** How the generated files of all registries become one program. */
export interface Runtime {
  /** Commands that succeed where all is there that the language needs. */
  readonly needs: readonly Command[];
  /** The package of a registry, by its number; absent where the language has none. */
  readonly packageOf?: (index: number) => string;
  /** Where the generated file of a registry lies. */
  readonly fileOf: (index: number) => string;
  /** The program that asks for errors, and what it needs, by name. */
  readonly driver: (count: number) => Readonly<Record<string, string>>;
  /** Prints nothing where the files are as the formatter of the language leaves them. */
  readonly format?: Command;
  readonly compile?: Command;
  readonly run: Command;
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'drivers', name), 'utf8');

/** The languages whose compilers and interpreters Debian has. */
export const RUNTIMES: Readonly<Record<string, Runtime>> = {
  python: {
    needs: [['python3', '--version']],
    fileOf: (index) => `r${index}.py`,
    driver: () => ({ 'main.py': read('main.py') }),
    compile: ['python3', '-W', 'error', '-m', 'compileall', '-q', '.'],
    run: ['python3', '-W', 'error', 'main.py'],
  },
};
