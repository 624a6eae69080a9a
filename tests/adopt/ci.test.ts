/**
 * What teams run in their CI: the shell of the Action as a runner starts it, the lines of the templates that `init` writes,
 * and those of the Dockerfile, which also make the tarball that is used here.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ci-'));
// One of the tests runs as another user.
chmodSync(folder, 0o755);
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A name that neither YAML nor a shell takes as it is. */
const CONTENT = "docs/api: it's ours";
const ORDERS = join(CONTENT, 'registry/orders.ts');

const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
// Nothing of the CI that runs these tests, nor of the command's own settings.
const ENV = {
  PATH,
  HOME: process.env['HOME'],
  npm_config_prefer_offline: 'true',
  GIT_AUTHOR_NAME: 'Team',
  GIT_AUTHOR_EMAIL: 'team@example.com',
  GIT_COMMITTER_NAME: 'Team',
  GIT_COMMITTER_EMAIL: 'team@example.com',
};

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function attempt(cwd: string, args: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}): Outcome {
  const [command, ...others] = args;
  return spawnSync(command, others, { cwd, env: { ...ENV, ...env }, encoding: 'utf8' });
}

/** Runs a command that must end well, and returns what it printed. */
function run(cwd: string, args: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = attempt(cwd, args, env);
  assert.equal(status, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return stdout.trim();
}

/** As {@link run}, while the tests go on. */
async function runMeanwhile(cwd: string, [command, ...args]: readonly [string, ...string[]]): Promise<void> {
  await promisify(execFile)(command, args, { cwd, env: ENV });
}

/** The lines of a step, in the shell that runners start for them. */
const shell = (script: string): readonly [string, ...string[]] => [
  'bash',
  '--noprofile',
  '--norc',
  '-eo',
  'pipefail',
  '-c',
  script,
];

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const readRoot = (path: string): string => readFileSync(join(root, path), 'utf8');

function makeFolder(name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}

interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The stages of the Dockerfile, each with its instructions. */
function readStages(): readonly (readonly Instruction[])[] {
  const lines = readRoot('Dockerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const instructions = lines.map((line): Instruction => {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return { word, rest };
  });
  const starts = instructions.flatMap(({ word }, index) => (word === 'FROM' ? [index] : []));
  return starts.map((start, index) => instructions.slice(start, starts[index + 1]));
}

/** What `COPY . .` takes: the files of the repository that `.dockerignore` names after its `*`. */
function copyContext(to: string): void {
  const [all, ...kept] = readRoot('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert.equal(all, '*');
  const patterns = kept.map((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
  for (const name of readdirSync(root))
    if (patterns.some((pattern) => pattern.test(name))) cpSync(join(root, name), join(to, name), { recursive: true });
}

const [packing = [], running = []] = readStages();
const source = makeFolder('source');
copyContext(source);
const [install = '', pack = '', ...others] = packing.filter(({ word }) => word === 'RUN').map(({ rest }) => rest);
// The same install as of this repository, which `.ci/run` begins with.
assert.match(install, /^npm ci /);
symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
run(source, shell(pack));
const installing = runMeanwhile(source, shell(others.join('\n')));
const tarball = readdirSync(source).find((name) => name.endsWith('.tgz')) ?? '';

/** A repository with the package in its lock and a reference from `init`; a pull request changes an error and adds one. */
const origin = makeFolder('bookstore');
(() => {
  const git = (...args: readonly string[]): string => run(origin, ['git', ...args]);
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(origin, 'vendor'));
  cpSync(join(source, tarball), join(origin, 'vendor', tarball));
  writeFileSync(join(origin, 'package.json'), '{ "name": "bookstore", "private": true }');
  writeFileSync(join(origin, '.gitignore'), 'node_modules\n');
  run(origin, ['npm', 'install', '--save-dev', '--ignore-scripts', '--no-audit', '--no-fund', `./vendor/${tarball}`]);
  run(origin, ['npx', '--no', 'error-reference', 'init', '--content', CONTENT]);
  git('add', '.');
  git('commit', '--quiet', '-m', 'The reference');
  git('checkout', '--quiet', '-b', 'change');
  const text = read(join(origin, ORDERS));
  writeFileSync(
    join(origin, ORDERS),
    text
      .replace("title: 'Order not found'", "title: 'No such order'")
      .replace(
        '  errors: {\n',
        "  errors: {\n    ORDER_CANCELED: defineError({ title: 'Order canceled', status: 409 }),\n",
      ),
  );
  run(origin, ['npx', '--no', 'error-reference', 'permalinks', '--content', CONTENT]);
  git('commit', '--quiet', '-am', 'An error more');
  git('checkout', '--quiet', '-b', 'merge', 'main');
  git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'change');
})();

/** The pull request as a runner checks it out: its merge, and as many commits of its past as are asked for; 0 for all branches. */
function checkOut({ depth = 2, isInstalled = true }: { depth?: number; isInstalled?: boolean } = {}): string {
  const dir = mkdtempSync(join(folder, 'checkout-'));
  run(dir, ['git', 'init', '--quiet']);
  run(dir, ['git', 'remote', 'add', 'origin', `file://${origin}`]);
  if (depth === 0) run(dir, ['git', 'fetch', '--quiet', 'origin']);
  run(dir, ['git', 'fetch', '--quiet', ...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', 'merge']);
  run(dir, ['git', 'checkout', '--quiet', 'FETCH_HEAD']);
  if (isInstalled) symlinkSync(join(origin, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

/** What a runner gives to the lines of a job. */
function runner(dir: string): Readonly<Record<'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY' | 'RUNNER_TEMP', string>> {
  const temp = mkdtempSync(join(folder, 'runner-'));
  const pullRequest = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_WORKSPACE: dir };
  return {
    ...pullRequest,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
  };
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

const action = parse(readRoot('action.yml')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly [Step] };
};

/** Runs the step of the Action with inputs, in a folder that is checked out. */
function act(dir: string, inputs: Readonly<Record<string, string>> = {}, more: NodeJS.ProcessEnv = {}) {
  const [step] = action.runs.steps;
  const fill = (text = ''): string =>
    text.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_, name: string) => {
      const given = { content: CONTENT, ...inputs }[name] ?? action.inputs[name]?.default;
      assert.ok(given !== undefined, `${name} is no input`);
      return given;
    });
  const given = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)] as const);
  const env = runner(dir);
  const outcome = attempt(resolve(dir, fill(step['working-directory'])), shell(step.run ?? ''), {
    ...env,
    GITHUB_ACTION_PATH: root,
    ...Object.fromEntries(given),
    ...more,
  });
  const outputs = new Map(
    read(env.GITHUB_OUTPUT)
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
  );
  return { ...outcome, outputs, summary: read(env.GITHUB_STEP_SUMMARY), said: outcome.stdout + outcome.stderr };
}

describe('the Action', () => {
  test('tells what a pull request changes, and builds the site', () => {
    const dir = checkOut();
    const { status, said, outputs, summary } = act(dir, { 'site-base': '/docs' });
    assert.equal(status, 0, said);
    assert.deepEqual([...outputs.keys()].sort(), Object.keys(action.outputs).sort());
    assert.equal(outputs.get('site'), join(dir, 'dist'));
    assert.match(read(join(dir, 'dist/errors/ORDER_CANCELED/index.html')), /href="\/docs\//);
    const diff = read(outputs.get('diff-file') ?? '');
    assert.match(diff, /^## Error reference\n\n2 changes: 1 noteworthy, 1 editorial\.\n/);
    assert.match(diff, /^- \[`ORDER_CANCELED`\]\(https:\S+\/errors\/ORDER_CANCELED\/\): `is new`$/m);
    assert.match(diff, /^- \[`ORDER_NOT_FOUND`\]\(\S+\): `title "Order not found" → "No such order"`$/m);
    assert.equal(summary, diff);
  });

  test('annotates a mistake at its line, counted from the top of the repository, and builds nothing', () => {
    const dir = checkOut();
    const text = read(join(dir, ORDERS)).replace("retry: { when: 'never' }", "retry: { when: 'sometimes' }");
    writeFileSync(join(dir, ORDERS), text);
    const line = text.split('\n').findIndex((each) => each.includes('sometimes')) + 1;
    const { status, stdout, outputs } = act(dir, { 'working-directory': 'docs', content: "api: it's ours" });
    assert.equal(status, 1);
    const annotation = `::error file=${ORDERS.replace(':', '%3A')},line=${line}::`;
    assert.ok(stdout.includes(`\n${annotation}`), `${annotation}\n${stdout}`);
    assert.equal(outputs.size, 0);
    assert.ok(!existsSync(join(dir, 'docs/dist')));
  });

  test('fails on changes of the class that is named, once it has told them', () => {
    const dir = checkOut();
    const { status, stdout, outputs } = act(dir, { 'fail-on': 'noteworthy' });
    assert.equal(status, 1, stdout);
    const place = `file=${ORDERS.replace(':', '%3A')},line=\\d+,title=noteworthy%3A code-added`;
    assert.match(stdout, new RegExp(`^::warning ${place}::ORDER_CANCELED: is new$`, 'm'));
    assert.deepEqual([...outputs.keys()], ['diff-file']);
    const passed = act(dir, { 'fail-on': 'breaking' });
    assert.equal(passed.status, 0, passed.said);
    const refused = act(dir, { 'fail-on': 'sometimes' });
    assert.deepEqual([refused.status, refused.outputs.size], [1, 0]);
    assert.match(refused.stdout, /^::error title=error-reference::The input fail-on is none of /m);
  });

  test('fails where the specification and the registry differ', () => {
    const dir = checkOut();
    const responses = { 418: { description: 'An error that no entry has.' } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'API', version: '1' },
      paths: { '/v1/orders': { post: { responses } } },
    };
    writeFileSync(join(dir, 'api.json'), JSON.stringify(document));
    const { status, stdout } = act(dir, { openapi: 'api.json' });
    assert.equal(status, 1, stdout);
    assert.match(stdout, /^::error file=api\.json,title=[^\n]+::/m);
  });

  test('refuses a code that another branch took, where it is asked to look', () => {
    const dir = checkOut({ depth: 0 });
    const git = (...args: readonly string[]): string => run(dir, ['git', ...args]);
    const head = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', '-b', 'rival', 'origin/main');
    const other = "  errors: {\n    ORDER_CANCELED: defineError({ title: 'Canceled by the shop', status: 410 }),\n";
    writeFileSync(join(dir, ORDERS), read(join(dir, ORDERS)).replace('  errors: {\n', other));
    git('commit', '--quiet', '-am', 'The same code');
    git('checkout', '--quiet', head);
    const { status, stdout } = act(dir, { against: 'rival' });
    assert.equal(status, 1, stdout);
    assert.match(
      stdout,
      /^::error file=[^\n]+orders\.ts,line=\d+::ORDER_CANCELED is taken twice since HEAD and rival parted: /m,
    );
    assert.equal(act(dir, { against: 'origin/main' }).status, 0);
  });

  test('says it where the base is not in the clone, and builds the site nevertheless', () => {
    const dir = checkOut({ depth: 1 });
    const { status, said, outputs } = act(dir, { out: '$(touch taken)' });
    assert.equal(status, 0, said);
    assert.match(
      said,
      /^::warning title=error-reference::The commit of the base is not in this clone[^\n]+fetch-depth/m,
    );
    assert.deepEqual([...outputs], [['site', join(dir, '$(touch taken)')]]);
    assert.ok(!existsSync(join(dir, 'taken')));
  });

  test('takes what is given as a name, whatever is in it', () => {
    const dir = checkOut();
    for (const content of ['$(touch taken)', "'; `touch taken`; '", '--out=taken', 'a\nsite=taken']) {
      const { status, said, outputs } = act(dir, { content });
      assert.equal(status, 1, `${content}\n${said}`);
      assert.equal(outputs.size, 0);
    }
    assert.ok(!existsSync(join(dir, 'taken')));
  });

  test('runs its own version for a team without Node, with what its lock has', () => {
    const dir = checkOut({ isInstalled: false });
    const own = makeFolder('action');
    copyContext(own);
    // Stands for npm, whose `ci` is run by `.ci/run`.
    const programs = makeFolder('programs');
    const npm = `#!/bin/sh\necho "npm $*"\nln -s '${join(root, 'node_modules')}' node_modules\n`;
    writeFileSync(join(programs, 'npm'), npm, { mode: 0o755 });
    const env = { GITHUB_ACTION_PATH: own, PATH: [programs, PATH].join(delimiter), GITHUB_BASE_REF: '' };
    const { status, said, outputs } = act(dir, { base: '--output=taken' }, env);
    assert.equal(status, 0, said);
    assert.match(said, /^npm ci --omit=dev --ignore-scripts /m);
    assert.match(said, /^::warning [^\n]+fetch-depth/m);
    assert.ok(!existsSync(join(dir, 'taken')));
    assert.deepEqual([...outputs.keys()], ['site']);
  });
});

/** A template with what stands there as comments to be used, each line of them YAML. */
const uncommented = (text: string): string => text.replaceAll(/^( *)# (?= *(?:- )?[A-Za-z_][\w-]*:(?: |$))/gm, '$1');

describe('the templates', () => {
  test('each line of the workflow for GitHub works in a pull request', () => {
    const dir = checkOut({ depth: 0 });
    const workflow = parse(read(join(dir, '.github/workflows/error-reference.yml'))) as {
      readonly env: Readonly<Record<string, string>>;
      readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
    };
    assert.deepEqual(workflow.env, { CONTENT });
    const env = { ...workflow.env, ...runner(dir) };
    const lines = (workflow.jobs['errors']?.steps ?? []).flatMap(({ run: line }) => line ?? []);
    assert.equal(lines[0], 'npm ci');
    for (const line of lines.slice(1)) run(dir, shell(line), env);
    assert.match(read(env.GITHUB_STEP_SUMMARY), /^- \[`ORDER_CANCELED`\]\(\S+\): `is new`$/m);
    assert.ok(existsSync(join(dir, 'dist/errors/ORDER_CANCELED/index.html')));
  });

  test('each line of the jobs for GitLab works in a merge request', () => {
    const dir = checkOut({ depth: 0 });
    rmSync(join(dir, CONTENT), { recursive: true });
    const said = run(dir, ['npx', '--no', 'error-reference', 'init', '--content', CONTENT, '--ci', 'gitlab']);
    assert.match(
      said,
      /^GitLab reads it once \.gitlab-ci\.yml has: include: \[\{ local: \.gitlab\/error-reference\.yml \}\]$/m,
    );
    const jobs = parse(read(join(dir, '.gitlab/error-reference.yml'))) as Readonly<
      Record<string, { readonly script: readonly string[]; readonly variables?: Readonly<Record<string, string>> }>
    >;
    const { script = [], variables } = jobs['error-reference'] ?? {};
    assert.equal(script[0], 'npm ci');
    const env = {
      CONTENT: variables?.['CONTENT'],
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: run(dir, ['git', 'rev-parse', 'HEAD^1']),
    };
    // The lines of a job share one shell.
    run(dir, shell([...script.slice(1), ...(jobs['pages']?.script ?? [])].join('\n')), env);
    assert.equal(read(join(dir, 'errors.md')), 'The two registries say the same.\n');
  });

  test('init writes none, or refuses a CI that it does not know', () => {
    const dir = makeFolder('none');
    symlinkSync(join(origin, 'node_modules'), join(dir, 'node_modules'));
    const { status, stderr } = attempt(dir, ['npx', '--no', 'error-reference', 'init', '--ci', 'jenkins']);
    assert.deepEqual([status, stderr], [1, '--ci jenkins is none of github, gitlab, none.\n']);
    assert.match(run(dir, ['npx', '--no', 'error-reference', 'init', '--ci', 'none']), /^Made content\.\n/);
    assert.deepEqual(readdirSync(dir).sort(), ['content', 'node_modules']);
  });

  test('each action has a version, and no value of a run becomes a part of its shell', () => {
    const files = ['action.yml', '.github/workflows/ci.yml', 'src/templates/github-workflow.yml'];
    const texts = files.map((file) => [file, readRoot(file)] as const);
    const shown = [...readRoot('README.md').matchAll(/^```ya?ml\n([^]*?)^```/gm)].map(([, text = '']) => text);
    assert.ok(shown.length > 0);
    for (const [file, text] of [...texts, ...shown.map((text) => ['README.md', text] as const)]) {
      const steps = findSteps(parse(uncommented(text)));
      assert.ok(steps.length > 0, file);
      for (const { uses, run: line } of steps) {
        if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w-]+@v\d+$/, file);
        if (line !== undefined) assert.ok(!line.includes('${{'), `${file}: ${line}`);
      }
    }
    assert.equal(findSteps(parse(uncommented(readRoot('src/templates/github-workflow.yml')))).length, 12);
  });
});

/** Everything in a YAML file that is a step. */
function findSteps(value: unknown): readonly Step[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && ('run' in value || 'uses' in value)) return [value as Step];
  return Object.values(value).flatMap(findSteps);
}

test('the image runs the command as any user, in a mounted folder', async (t) => {
  await installing;
  const image = makeFolder('image');
  const place = (path: string): string => join(image, path);
  const copied = running.find(({ word }) => word === 'COPY')?.rest ?? '';
  const [, from = '', to = ''] = /^--from=package \/source\/(\S+) (\S+)$/.exec(copied) ?? [];
  cpSync(join(source, from), place(to), { recursive: true, verbatimSymlinks: true });
  assert.deepEqual(
    running.filter(({ word }) => word === 'RUN'),
    [],
  );
  const path = /PATH=(\S+):\$PATH/.exec(running.find(({ word }) => word === 'ENV')?.rest ?? '')?.[1] ?? '';
  const entry = JSON.parse(running.find(({ word }) => word === 'ENTRYPOINT')?.rest ?? '') as readonly [string];
  const work = makeFolder('image/work');
  // As in the image, it shares no folder with the program.
  const temp = mkdtempSync(join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'ci-'));
  t.after(() => {
    rmSync(temp, { recursive: true });
  });
  const user = 12345;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) t.diagnostic('not run as another user, for that takes root');
  if (isRoot) run(image, ['chown', String(user), work, temp]);
  // Without a home, as where a user is given whom the image does not know; root must not be able to write for it.
  const started = (...args: readonly string[]) =>
    spawn(entry[0], args, {
      cwd: work,
      env: { PATH: [place(path), PATH].join(delimiter), TMPDIR: temp },
      ...(isRoot && { uid: user, gid: user }),
    });
  const ended = async (...args: readonly string[]): Promise<string> => {
    const program = started(...args);
    let said = '';
    program.stdout.on('data', (text: Buffer) => (said += text.toString()));
    program.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const [status] = (await once(program, 'close')) as [number | null];
    assert.equal(status, 0, said);
    return said;
  };
  await ended('init', '--ci', 'none');
  assert.match(await ended('check'), /^2 errors keep all rules/);
  assert.match(await ended('build'), /^Built the pages of 2 errors/m);
  const server = started('start', '--host', '0.0.0.0', '--port', '0');
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const address = /http:\S+/.exec(line.toString())?.[0].replace('0.0.0.0', '127.0.0.1') ?? '';
    assert.match(await (await fetch(`${address}errors/ORDER_NOT_FOUND/`)).text(), /<h1/);
  } finally {
    server.kill();
  }
});

test('no line of ours lets a CI run the package by its name alone', () => {
  const texts = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'Dockerfile',
    'action.yml',
    '.ci/action.sh',
    ...['src/templates', 'content/guides'].flatMap((dir) =>
      readdirSync(join(root, dir))
        .filter((name) => /\.(?:ya?ml|mdx)$/.test(name))
        .map((name) => `${dir}/${name}`),
    ),
  ];
  const installs = /\b(?:npm|pnpm|yarn|bun) (?:i|install|add|exec|ci)\b[^\n`]*?(?<=[\s"'])error-reference(?![\w./-])/;
  const fetches = /\b(?:npx (?:-y|--yes)|npm exec(?! --no)|pnpm dlx|yarn dlx|bunx)\b[^\n`]*error-reference/;
  for (const file of texts) {
    const text = readRoot(file);
    assert.doesNotMatch(text, installs, file);
    assert.doesNotMatch(text, fetches, file);
    // What runs in a CI also never asks for it.
    const lines = /\.md$|\.mdx$/.test(file) ? [...text.matchAll(/^```ya?ml\n([^]*?)^```/gm)].join('\n') : text;
    assert.doesNotMatch(lines, /\bnpx (?!--no )[^\n]*error-reference/, file);
  }
  assert.match('npm install -D error-reference', installs);
  assert.doesNotMatch('npm install ./error-reference-0.2.0.tgz', installs);
  assert.match('npx --yes error-reference build', fetches);
});
