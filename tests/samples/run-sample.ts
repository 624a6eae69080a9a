import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleLanguage } from '../../src/core/samples.ts';

/** A program with its arguments. */
type Command = readonly [program: string, ...args: string[]];

/** How samples of a language become a program that runs. */
interface Runner {
  /** Commands that succeed where all is there that the language needs. */
  readonly needs: readonly Command[];
  /** The files by name, made from the sample. */
  readonly files: (code: string) => Readonly<Record<string, string>>;
  readonly compile?: Command;
  readonly run: Command;
}

const standIns = join(import.meta.dirname, '../fixtures/sample-stand-ins');
const standIn = (name: string): string => readFileSync(join(standIns, name), 'utf8');

/** The import paths of the names that a sample in Go uses, as its tools add them; the time is one that doesn't pass. */
const GO_IMPORTS: Readonly<Record<string, string>> = {
  errors: 'errors',
  http: 'net/http',
  json: 'encoding/json',
  math: 'math',
  os: 'os',
  rand: 'math/rand',
  strconv: 'strconv',
  strings: 'strings',
  time: 'sample/wait',
};

function goProgram(code: string): string {
  const imports = Object.entries(GO_IMPORTS)
    .filter(([name]) => name === 'os' || new RegExp(`\\b${name}\\.`).test(code))
    .map(([name, path]) => `\t${name} "${path}"`);
  const call = code.includes('func send(attempt') ? 'send(1)' : 'send()';
  return `package main\n\nimport (\n${imports.join('\n')}\n)\n\n${code}\n\nfunc main() {\n\tif err := ${call}; err != nil {\n\t\tprintln(err.Error())\n\t\tos.Exit(1)\n\t}\n}\n`;
}

/** A program of .NET 6 for an older compiler: implied usings first, a function as a method, statements in the main one. */
function csharpProgram(code: string): string {
  const parts = /^((?:using [\w.]+;\n)*)\n?((?:async Task<.+\n\{\n(?:.*\n)*?\}\n\n)?)([^]*)$/.exec(code);
  const [, usings = '', method = '', statements = ''] = parts ?? [];
  return `using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
${usings}
static class Program
{
${method === '' ? '' : `static ${method}`}
static async System.Threading.Tasks.Task Run()
{
${statements}
}
static void Main() { Run().GetAwaiter().GetResult(); }
}
`;
}

const RUNNERS: Readonly<Record<SampleLanguage, Runner>> = {
  // curl has no shorter wait than a second where none is stated.
  sh: {
    needs: [['curl', '--version']],
    files: (code) => ({ 'sample.sh': code, '.curlrc': 'retry-delay = 1' }),
    run: ['sh', 'sample.sh'],
  },
  ts: {
    needs: [],
    files: (code) => ({ 'sample.mts': code, 'wait.mts': standIn('wait.mts') }),
    run: [process.execPath, '--no-warnings', '--import', './wait.mts', 'sample.mts'],
  },
  python: {
    needs: [['python3', '--version']],
    files: (code) => ({ 'sample.py': code, 'sitecustomize.py': standIn('sitecustomize.py') }),
    run: ['python3', 'sample.py'],
  },
  go: {
    needs: [['go', 'version']],
    files: (code) => ({
      'go.mod': 'module sample\n\ngo 1.18',
      'main.go': goProgram(code),
      'wait/wait.go': standIn('wait.go'),
    }),
    compile: ['go', 'build', '-o', 'program', '.'],
    run: ['./program'],
  },
  java: {
    needs: [['javac', '-version']],
    files: (code) => ({ 'Sample.java': code, 'Thread.java': standIn('Thread.java') }),
    compile: ['javac', '-Xlint:all', '-Werror', '--release', '17', 'Sample.java', 'Thread.java'],
    run: ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', 'Sample'],
  },
  csharp: {
    needs: [
      ['mcs', '--version'],
      ['mono', '--version'],
    ],
    files: (code) => ({ 'Program.cs': csharpProgram(code), 'Mono.cs': standIn('Mono.cs') }),
    compile: ['mcs', '-r:System.Net.Http', '-r:System.Json', '-out:program.exe', 'Program.cs', 'Mono.cs'],
    run: ['mono', 'program.exe'],
  },
  ruby: {
    needs: [['ruby', '--version']],
    files: (code) => ({ 'sample.rb': code, 'wait.rb': standIn('wait.rb') }),
    run: ['ruby', '-W0', '-r', './wait.rb', 'sample.rb'],
  },
  php: {
    needs: [['php', '--ri', 'curl']],
    files: (code) => ({ 'sample.php': code, 'wait.php': standIn('wait.php') }),
    run: ['php', '-d', 'disable_functions=usleep', '-d', 'auto_prepend_file=wait.php', 'sample.php'],
  },
};

/** Why samples of a language can't be run here; `undefined` where they can. */
export function missingProgram(lang: SampleLanguage): string | undefined {
  const missing = RUNNERS[lang].needs.find(([program, ...args]) => spawnSync(program, args).status !== 0);
  return missing && `${missing.join(' ')} fails here`;
}

/** What a sample left behind. */
export interface Outcome {
  readonly exit: number;
  readonly stderr: string;
  /** The waits that it asked for, in seconds; curl really waits and tells none. */
  readonly waits: readonly number[];
}

/** A sample that is ready to run, any number of times. */
export interface Program {
  /** Runs it against the API at a URL. */
  readonly run: (apiUrl: string) => Promise<Outcome>;
  readonly remove: () => void;
}

/** Writes a sample, as it stands, into a folder of its own, and compiles it if its language is. Throws what the compiler says. */
export async function prepareSample(lang: SampleLanguage, code: string): Promise<Program> {
  const { files, compile, run } = RUNNERS[lang];
  const dir = mkdtempSync(join(tmpdir(), 'sample-'));
  for (const [name, text] of Object.entries(files(code))) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), `${text}\n`);
  }
  const remove = (): void => rmSync(dir, { recursive: true });
  if (compile) {
    const { exit, stderr } = await execute(compile, dir, {});
    if (exit !== 0) {
      remove();
      throw new Error(`${compile[0]} refuses the sample:\n${stderr}\n${code}`);
    }
  }
  let runs = 0;
  return {
    run: async (apiUrl) => {
      const waits = join(dir, `waits-${++runs}`);
      const outcome = await execute(run, dir, { API_URL: apiUrl, WAITS: waits });
      const noted = existsSync(waits) ? readFileSync(waits, 'utf8').trim().split('\n').map(Number) : [];
      return { ...outcome, waits: noted };
    },
    remove,
  };
}

/** Starts a sample in Java without its compiler, as a reader may. */
export async function launchJava(code: string, apiUrl: string): Promise<Omit<Outcome, 'waits'>> {
  const dir = mkdtempSync(join(tmpdir(), 'sample-'));
  writeFileSync(join(dir, 'Any.java'), code);
  const outcome = await execute(['java', 'Any.java'], dir, { API_URL: apiUrl });
  rmSync(dir, { recursive: true });
  return outcome;
}

function execute(
  [program, ...args]: Command,
  dir: string,
  variables: Readonly<Record<string, string>>,
): Promise<Omit<Outcome, 'waits'>> {
  const env = {
    ...process.env,
    ...variables,
    CURL_HOME: dir,
    PYTHONPATH: dir,
    NO_PROXY: '*',
    no_proxy: '*',
    NODE_OPTIONS: '',
  };
  return new Promise((resolve) => {
    execFile(program, args, { cwd: dir, env, timeout: 60_000 }, (error, stdout, stderr) => {
      const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      // Some programs tell their faults on the other stream.
      resolve({ exit, stderr: stderr + stdout });
    });
  });
}
