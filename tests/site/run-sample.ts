import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A language whose samples are run: the program that it needs, the file, and the arguments before the file. */
interface Runner {
  readonly program: string;
  readonly file: string;
  readonly args: readonly string[];
}

/** How the samples of a language are run, by the language of their code block. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
  sh: { program: 'sh', file: 'sample.sh', args: [] },
  // No jitter: a wait that no header states is then no wait.
  ts: {
    program: process.execPath,
    file: 'sample.mts',
    args: ['--no-warnings', '--import', 'data:text/javascript,Math.random=()=>0'],
  },
  python: { program: 'python3', file: 'sample.py', args: [] },
};

/** What curl and Python read before they start, to the same end; curl has no shorter wait. */
const SETTINGS = {
  '.curlrc': 'retry-delay = 1\n',
  'sitecustomize.py': 'import random\nrandom.uniform = lambda low, high: 0\n',
};

/** Why samples of a language can't be run here; `undefined` where they can. */
export function missingProgram(lang: string): string | undefined {
  const needed = lang === 'sh' ? 'curl' : RUNNERS[lang]?.program;
  if (needed === undefined) return `nothing here runs ${lang}`;
  return spawnSync(needed, ['--version']).error === undefined ? undefined : `${needed} is not installed here`;
}

/** What a sample left behind. */
export interface Outcome {
  readonly exit: number;
  readonly stderr: string;
}

/** Runs a sample, as it stands, in a folder of its own against the API at `apiUrl`. */
export async function runSample(lang: string, code: string, apiUrl: string): Promise<Outcome> {
  const { program, file, args } = RUNNERS[lang] ?? { program: 'false', file: 'sample', args: [] };
  const dir = mkdtempSync(join(tmpdir(), 'sample-'));
  const settings = join(dir, 'settings');
  mkdirSync(settings);
  for (const [name, text] of Object.entries(SETTINGS)) writeFileSync(join(settings, name), text);
  writeFileSync(join(dir, file), `${code}\n`);
  const env = {
    ...process.env,
    API_URL: apiUrl,
    CURL_HOME: settings,
    PYTHONPATH: settings,
    NO_PROXY: '*',
    no_proxy: '*',
    NODE_OPTIONS: '',
  };
  try {
    return await new Promise((resolve) => {
      execFile(program, [...args, file], { cwd: dir, env, timeout: 60_000 }, (error, _stdout, stderr) => {
        resolve({ exit: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stderr });
      });
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
