/** Imports and builds every real registry of the shared data and runs the built-site test on each; prints a table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpusArguments, corpusFile } from '../fixtures/corpora.ts';
import { listCorpora } from '../fixtures/shared-data.ts';
import { formatTable, runProgram, type Run } from './run-build.ts';

const wanted = process.argv.slice(2);
const names = listCorpora().filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) console.log('The shared test data is not there: nothing to do.');
const folder = mkdtempSync(join(tmpdir(), 'registries-'));
const rows = [['registry', 'errors', 'import s', 'build s', 'MB', 'site test']];
for (const name of names) {
  const [to, out] = [join(folder, name), join(folder, `${name}-dist`)];
  const env = { CONTENT: to, OUT: out };
  const imported = await runProgram([
    'src/cli/main.ts',
    'import',
    corpusFile(name),
    '--to',
    to,
    ...corpusArguments(name),
  ]);
  const built = imported.ok ? await runProgram(['src/cli/main.ts', 'build'], env) : imported;
  const tested = built.ok ? await runProgram(['--test', 'tests/site/site.test.ts'], env) : built;
  const errors = /Wrote ([\d,]+) errors/.exec(imported.output)?.[1] ?? '–';
  rows.push([name, errors, imported.seconds.toFixed(1), built.seconds.toFixed(1), String(built.peak), verdict(tested)]);
  console.log(rows.at(-1)?.join('  '));
  if (!tested.ok) console.log(tested.output.slice(-3000));
  rmSync(out, { recursive: true, force: true });
}
rmSync(folder, { recursive: true });
console.log(`\n${formatTable(rows)}`);
process.exitCode = rows.slice(1).every((row) => row.at(-1) === 'passed') ? 0 : 1;

function verdict({ ok, output }: Run): string {
  return ok ? 'passed' : `${/^ℹ fail (\d+)/m.exec(output)?.[1] ?? 'all'} failed`;
}
