import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import ts from 'typescript';
import { loadContent } from '../../src/content/load.ts';
import { compareRegistries } from '../../src/core/differences.ts';
import { VERSION } from '../../src/core/version.ts';
import { packageJsonSchema } from '../../src/schema/package.ts';
import { toRegistryJson } from '../../src/schema/registry.ts';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'verbs-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const { CONTENT: _, BASE: __, OUT: ___, ...env } = process.env;

/** Runs the command in a folder. */
function reference(cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

function makeFolder(name: string): string {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** The verbs as the command lists them. */
const listed = reference(folder, '--help').stdout.matchAll(/^ {2}npx error-reference (\S+)/gm);
const VERBS = [...new Set([...listed].map(([, verb = '']) => verb))];

test('the command has these verbs', () => {
  assert.deepEqual(VERBS.toSorted(), [
    'build',
    'check',
    'codeowners',
    'coverage',
    'decode',
    'dev',
    'diff',
    'explain',
    'generate',
    'history',
    'import',
    'init',
    'macros',
    'mcp',
    'mdx',
    'mock',
    'new',
    'permalinks',
    'reserve',
    'start',
  ]);
  assert.equal(reference(folder, '--version').stdout, `${VERSION}\n`);
});

test('the help of each verb names its options, and each verb refuses others in one sentence', () => {
  for (const verb of VERBS) {
    const { stdout, stderr, status } = reference(folder, verb, '--help');
    assert.deepEqual([status, stderr], [0, ''], verb);
    for (const option of ['--content DIR', '--base /PATH', '--help']) assert.match(stdout, new RegExp(option), verb);
    // What is explained may begin with anything.
    if (verb === 'explain') continue;
    const refused = reference(folder, verb, '--no-such-option');
    assert.equal(refused.status, 1, verb);
    assert.equal(refused.stderr.trimEnd().split('\n').length, 1, refused.stderr);
  }
});

test('options of every verb may stand anywhere, and lack no value', () => {
  const args = ['--content', join(root, 'content')];
  for (const all of [
    [...args, 'coverage'],
    ['coverage', ...args],
    ['coverage', `--content=${args[1]}`],
  ])
    assert.equal(reference(folder, ...all).status, 0, all.join(' '));
  assert.equal(reference(folder, 'coverage', '--content').stderr, '--content has no value; write --content DIR.\n');
});

test('what others import has these names', () => {
  const names = ['index', 'respond', 'astro'].map((name) => join(root, `src/exports/${name}.ts`));
  const program = ts.createProgram(names, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const exported = names.map((name) => {
    const source = program.getSourceFile(name);
    const module = source && checker.getSymbolAtLocation(source);
    return (
      module &&
      checker
        .getExportsOfModule(module)
        .map((symbol) => symbol.name)
        .sort()
    );
  });
  assert.deepEqual(exported, [
    [
      'AuthoredError',
      'Category',
      'Cause',
      'Change',
      'CodeOf',
      'Details',
      'ErrorEntry',
      'Example',
      'ExtraExample',
      'Param',
      'RegisteredError',
      'Registry',
      'RegistryError',
      'ResponseHeader',
      'Retry',
      'Site',
      'Variant',
      'defineCategory',
      'defineError',
      'defineRegistry',
      'defineSite',
      'errorUrl',
    ],
    [
      'Answer',
      'AnswerArguments',
      'AnswerCode',
      'AnswerOptions',
      'AnswerSource',
      'AnswerValues',
      'MessageValue',
      'respond',
    ],
    ['ErrorReferenceOptions', 'errorReference'],
  ]);
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly exports: object };
  assert.deepEqual(Object.keys(exports), ['.', './respond', './astro', './schema.json']);
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  assert.equal(VERSION, version);
  assert.match(
    readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
    new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'),
  );
});

test('init makes a folder that keeps all rules, a ledger and a workflow, and changes nothing that is there', () => {
  for (const form of [[], ['--json']]) {
    const dir = makeFolder(`init${form.join('')}`);
    // npm writes it so, and Node would take the modules for CommonJS.
    writeFileSync(join(dir, 'package.json'), '{ "type": "commonjs" }');
    const { stdout, stderr, status } = reference(dir, 'init', ...form);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Made content and \.github\/workflows\/error-reference\.yml\.\nNext:\n/);
    assert.equal(
      reference(dir, 'check').stdout,
      '2 errors keep all rules, and 2 permanent links work.\n',
      form.join(''),
    );
    assert.equal(
      readFileSync(join(dir, 'content/permalinks.txt'), 'utf8'),
      '/errors/ORDER_NOT_FOUND/\n/errors/TOO_MANY_ORDERS/\n',
    );
    const again = reference(dir, 'init', ...form);
    assert.equal(again.status, 1);
    assert.match(
      again.stderr,
      /^content holds \S+ already; name a folder that is empty or not there yet with --content\.\n$/,
    );
    const workflow = readFileSync(join(dir, '.github/workflows/error-reference.yml'), 'utf8');
    const other = reference(dir, 'init', '--content', 'docs/errors', ...form);
    assert.equal(other.status, 0, other.stderr);
    assert.equal(readFileSync(join(dir, '.github/workflows/error-reference.yml'), 'utf8'), workflow);
    assert.equal(reference(dir, 'check', '--content', 'docs/errors').status, 0);
  }
});

test('what init writes as JSON says the same as the modules, and keeps the schema of the package', async () => {
  const dir = makeFolder('same');
  reference(dir, 'init', '--content', 'modules');
  reference(dir, 'init', '--content', 'json', '--json');
  const [modules, json] = await Promise.all(['modules', 'json'].map(async (name) => loadContent(join(dir, name))));
  assert.deepEqual(json?.registry, modules?.registry);
  assert.deepEqual(json?.site, modules?.site);
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(packageJsonSchema());
  for (const name of ['registry.json', 'site.json']) {
    const value = JSON.parse(readFileSync(join(dir, 'json', name), 'utf8')) as Record<string, unknown>;
    assert.ok(validate({ $schema: 'schema.json', ...value }), JSON.stringify(validate.errors));
    assert.ok(!validate({ ...value, nonsense: 1 }), name);
  }
});

test('init begins with a specification, or leaves nothing', () => {
  const dir = makeFolder('from');
  const specification = {
    openapi: '3.1.0',
    info: { title: 'Books', version: '1' },
    servers: [{ url: 'https://books.example.com' }],
    paths: {
      '/books': { get: { responses: { 404: { description: 'There is no such book.' } } } },
    },
  };
  writeFileSync(join(dir, 'openapi.json'), JSON.stringify(specification));
  const { stdout, stderr, status } = reference(dir, 'init', '--from', 'openapi.json');
  assert.deepEqual([status, stderr], [0, ''], stdout);
  assert.equal(reference(dir, 'check').status, 0);
  assert.ok(existsSync(join(dir, 'content/tsconfig.json')));
  assert.equal(stdout.match(/^Next:$/gm)?.length, 1);
  writeFileSync(join(dir, 'broken.json'), '{');
  const broken = reference(dir, 'init', '--from', 'broken.json', '--content', 'other');
  assert.equal(broken.status, 1);
  assert.deepEqual(readdirSync(dir).toSorted(), ['.github', 'broken.json', 'content', 'openapi.json']);
});

test('init refuses what it can’t write in one sentence, and leaves what is there', () => {
  const dir = makeFolder('stubborn');
  symlinkSync('nowhere', join(dir, 'link'));
  const dangling = reference(dir, 'init', '--content', 'link');
  assert.deepEqual([dangling.status, dangling.stderr.trimEnd().split('\n').length], [1, 1], dangling.stderr);
  assert.equal(readlinkSync(join(dir, 'link')), 'nowhere');
  writeFileSync(join(dir, 'file'), 'own');
  const below = reference(dir, 'init', '--content', 'file/errors');
  assert.deepEqual([below.status, below.stderr.trimEnd().split('\n').length], [1, 1], below.stderr);
  writeFileSync(join(dir, '.github'), 'own');
  const made = reference(dir, 'init');
  assert.deepEqual([made.status, made.stderr], [0, '']);
  assert.match(made.stdout, /^Made content, but no workflow: /);
  assert.equal(readFileSync(join(dir, '.github'), 'utf8'), 'own');
  mkdirSync(join(dir, 'top/.git'), { recursive: true });
  const nested = makeFolder('stubborn/top/api');
  assert.match(reference(nested, 'init').stdout, /^Made content; \S+ belongs to the top of the repository, /);
  assert.deepEqual(readdirSync(nested), ['content']);
});

test('the modules of a folder behind a link are modules, too', () => {
  const dir = makeFolder('linked');
  writeFileSync(join(dir, 'package.json'), '{ "type": "commonjs" }');
  reference(dir, 'init', '--content', 'real');
  rmSync(join(dir, 'real/package.json'));
  symlinkSync('real', join(dir, 'content'));
  assert.deepEqual(reference(dir, 'check').stderr, '');
});

test('findings are told to programs and to GitHub, at file and line', () => {
  const dir = makeFolder('findings');
  reference(dir, 'init');
  const file = join(dir, 'content/registry/orders.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace("title: 'Order not found'", "title: ''"));
  const json = reference(dir, 'check', '--format', 'json');
  assert.equal(json.status, 1);
  const found = JSON.parse(json.stdout) as readonly { file: string; line: number; message: string }[];
  assert.deepEqual(
    found.map(({ file: path, line }) => [path, line]),
    [['content/registry/orders.ts', 9]],
  );
  const github = reference(dir, 'check', '--format', 'github');
  assert.match(github.stdout, /^::error file=content\/registry\/orders\.ts,line=9::ORDER_NOT_FOUND\.title: /);
  assert.equal(reference(dir, 'check', '--format', 'xml').status, 1);
});

test('what is missing of the errors is told to people, to programs and to GitHub', () => {
  const dir = makeFolder('lacking');
  reference(dir, 'init');
  const { lacking } = JSON.parse(reference(dir, 'coverage', '--format', 'json').stdout) as {
    readonly lacking: Readonly<Record<string, readonly string[]>>;
  };
  const found = Object.values(lacking).filter((codes) => codes.length > 0);
  const told = found.map((codes) => `missing in ${codes.join(', ')}`);
  const github = reference(dir, 'coverage', '--format', 'github').stdout.trimEnd().split('\n');
  assert.ok(told.length > 0);
  assert.deepEqual(
    github.map((line) => /^::notice::.*(missing in .*)$/.exec(line)?.[1]),
    told,
  );
  for (const line of told) assert.ok(reference(dir, 'coverage').stdout.includes(line), line);
});

test('a registry differs from another in what is added, removed, renamed and changed', async () => {
  const { registry } = await loadContent(join(root, 'content'));
  const [first, second, third, ...others] = registry.errors;
  assert.ok(first && second && third);
  assert.deepEqual(compareRegistries(registry, structuredClone(registry)), []);
  const now = {
    ...registry,
    errors: [
      { ...others[0], ...first, status: 418, code: first.code } as typeof first,
      { ...second, code: 'RENAMED', formerly: [second.code] },
      ...others,
      { ...third, code: 'NEW_ONE' },
    ],
  };
  const found = compareRegistries(registry, now);
  assert.deepEqual(
    found.map(({ kind, code, from }) => [kind, code, from]),
    [
      ['changed', first.code, undefined],
      ['renamed', 'RENAMED', second.code],
      ['added', 'NEW_ONE', undefined],
      ['removed', third.code, undefined],
    ],
  );
  const [old, young] = [join(folder, 'old.json'), join(folder, 'new.json')];
  writeFileSync(old, JSON.stringify(toRegistryJson(registry)));
  writeFileSync(young, JSON.stringify(toRegistryJson(now)));
  const { stdout } = reference(folder, 'diff', old, young);
  assert.match(stdout, /^5 changes: 3 breaking, 1 noteworthy, 1 editorial\.\n\nBreaking:\n/);
  assert.ok(stdout.includes(`  ${first.code}: status ${String(first.status)} → 418 (status-changed)\n`), stdout);
  assert.match(stdout, /\nNoteworthy:\n {2}NEW_ONE: is new \(code-added\)\n/);
});
