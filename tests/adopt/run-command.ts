import { spawn } from 'node:child_process';

/** Runs a command in a folder; where it fails, the error has `otherwise` and the end of what the command said. */
export function runCommand(
  dir: string,
  [command = '', ...args]: readonly string[],
  otherwise: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const env = { ...process.env, CI: '1', ASTRO_TELEMETRY_DISABLED: '1', ...settings };
    const child = spawn(command, args, { cwd: dir, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`${otherwise}:\n${said.slice(-4000)}`));
    });
  });
}

/** Installs packages of a folder, or those that are named, from the registry of npm. */
export async function install(dir: string, ...packages: readonly string[]): Promise<void> {
  const command = ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', ...packages];
  await runCommand(dir, command, 'This test needs the registry of npm, and nothing can be installed');
}
