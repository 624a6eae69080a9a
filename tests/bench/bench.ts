/** Builds made-up registries of several sizes, cold and after one edit, and prints what it took. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Registry } from '../../src/core/define.ts';
import { errorPath } from '../../src/core/url.ts';
import { neededParts } from '../../src/lookup/code-parts.ts';
import { unpackParts, type CodeHead } from '../../src/lookup/code-index.ts';
import { toRegistryJson } from '../../src/schema/registry.ts';
import { generateRegistry } from './generate.ts';
import { formatTable, runProgram, type Run } from './run-build.ts';

const SITE = {
  name: 'Bench',
  description: 'Made-up errors, to measure builds with.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Contact support', href: 'https://support.example.com' },
  envelope: { error: { code: '{code}', message: '{message}', details: '{details}' } },
};
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000];
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows = [
  [
    'codes',
    'cold s',
    'pages/s',
    'peak MB',
    'edit s',
    'peak MB',
    'page gzip',
    'home gzip',
    'lookup br',
    'index MB',
    'dist MB',
  ],
];
for (const size of sizes) {
  const [content, out] = [join(folder, String(size)), join(folder, `${size}-dist`)];
  const registry = generateRegistry(size);
  mkdirSync(content);
  writeFileSync(join(content, 'site.json'), JSON.stringify(SITE));
  const cold = await build(content, out, registry);
  const edited = await build(content, out, editOne(registry));
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html')).length;
  const [first] = registry.errors;
  const file = (path: string): Buffer => readFileSync(join(out, path));
  rows.push([
    size.toLocaleString('en'),
    cold.seconds.toFixed(1),
    (pages / cold.seconds).toFixed(0),
    String(cold.peak),
    edited.seconds.toFixed(1),
    String(edited.peak),
    String(gzipSync(file(`${errorPath(first?.code ?? '')}index.html`)).length),
    String(gzipSync(file('index.html')).length),
    String(firstLookup(out, first?.code ?? '')),
    megabytes(sizeOf(join(out, 'pagefind'))),
    megabytes(sizeOf(out)),
  ]);
  console.log(rows.at(-1)?.join('  '));
  rmSync(out, { recursive: true });
}
rmSync(folder, { recursive: true });
console.log(`\n${formatTable(rows)}`);

async function build(content: string, out: string, registry: Registry): Promise<Run> {
  writeFileSync(join(content, 'registry.json'), JSON.stringify(toRegistryJson(registry)));
  const run = await runProgram(['src/cli/main.ts', 'build'], { CONTENT: content, OUT: out });
  if (!run.ok) throw new Error(run.output);
  return run;
}

/** The registry with another summary of the error in its middle. */
function editOne({ categories, errors }: Registry): Registry {
  const middle = Math.floor(errors.length / 2);
  return {
    categories,
    errors: errors.map((error, index) => (index === middle ? { ...error, summary: 'Edited for the bench.' } : error)),
  };
}

/** What the lookup of a code loads at most: the head, and the parts that the code needs. */
function firstLookup(out: string, code: string): number {
  const read = (name: string): Buffer => readFileSync(join(out, 'lookup', `${name}.json`));
  const head = JSON.parse(read('index').toString()) as CodeHead;
  const names = head.parts === undefined ? [] : neededParts(code, unpackParts(head.parts), head.fields);
  return ['index', ...names].reduce((sum, name) => sum + brotliCompressSync(read(name)).length, 0);
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
