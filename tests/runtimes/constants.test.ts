/** The generated constants of each language, compiled and run against the mock. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { titleOf } from '../../src/core/define.ts';
import { slugOf } from '../../src/core/url.ts';
import { TARGETS } from '../../src/generate/targets.ts';
import { createMock } from '../../src/server/mock.ts';
import { RUNTIMES, type Command, type Runtime } from './languages.ts';
import { samples, type Sample } from './registries.ts';

const { all, missing } = await samples();
const folder = mkdtempSync(join(tmpdir(), 'constants-'));
const servers: Server[] = [];

/** A response that a program asks for, and what its error has to be. */
interface Ask {
  readonly index: number;
  readonly url: string;
  readonly error: string | undefined;
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

let asks: readonly Ask[] = [];

before(async () => {
  asks = (await Promise.all(all.map(async (sample, index) => asksOf(sample, index)))).flat();
});

after(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

async function listen(server: Server): Promise<string> {
  servers.push(server.unref());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function asksOf({ name, registry, site, bodies }: Sample, index: number): Promise<readonly Ask[]> {
  const mock = await listen(createMock({ registry, site }));
  const other = await listen(
    createServer((request, response) => {
      const [status, body] = bodies[Number(request.url?.slice(1))] ?? [404, null];
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    }),
  );
  const known = await identify(index);
  // Many codes of one kind say no more than some of them.
  const some = registry.errors.filter((_, at) => registry.errors.length < 300 || at % 7 === 0);
  const documented = some.map(async ({ code }) => {
    const ask = await receive(`${mock}/${encodeURIComponent(slugOf(code))}`, index);
    return { ...ask, error: known(ask.status, ask.body) };
  });
  const others = bodies.map(async ([, , error], at) => {
    const ask = await receive(`${other}/${at}`, index);
    assert.equal(known(ask.status, ask.body), error, `${name}: body ${at}`);
    return { ...ask, error };
  });
  const found = await Promise.all([...documented, ...others]);
  return found;
}

async function receive(url: string, index: number): Promise<Omit<Ask, 'error'>> {
  const response = await fetch(url);
  const text = await response.text();
  return { index, url, status: response.status, body: parse(text), headers: response.headers };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the TypeScript module, which has tests of its own, takes a response for. */
async function identify(index: number): Promise<(status: number, body: unknown) => string | undefined> {
  const file = join(folder, `known-${index}.ts`);
  writeFileSync(file, compose('typescript', index));
  const { keyOf } = (await import(pathToFileURL(file).href)) as {
    keyOf: (status: number, body: unknown) => string | undefined;
  };
  return keyOf;
}

function compose(language: string, index: number, packageName?: string): string {
  const { registry, site } = all[index] ?? assert.fail();
  return TARGETS[language]?.compose(registry, site, packageName === undefined ? {} : { packageName }) ?? assert.fail();
}

test('the real registries are there', { skip: missing.length > 0 && `not there: ${missing.join(', ')}` }, () => {
  // Most errors have to be told, or nothing is compared.
  assert.ok(asks.filter(({ error }) => error !== undefined).length > asks.length / 2);
});

const only = process.env['ONLY']?.split(',');
for (const [language, runtime] of Object.entries(RUNTIMES)) {
  if (only && !only.includes(language)) continue;
  const lacking = runtime.needs.find(([program, ...args]) => spawnSync(program, args).status !== 0);
  const skip = lacking !== undefined && `${lacking.join(' ')} fails here`;
  test(`${language} tells every error of the mock by its response`, { skip }, async () => {
    const told = await run(language, runtime);
    assert.equal(told.length, asks.length);
    const kinds = new Map<string, string>();
    asks.forEach((ask, at) => {
      compare(ask, told[at] ?? assert.fail(), kinds);
    });
  });
}

/** Whether the program that a command of a shell begins with is there. */
const hasProgram = (command: Command): boolean =>
  spawnSync('sh', ['-c', `command -v ${command.at(-1)?.split(' ')[0] ?? ''}`]).status === 0;

/** Writes, compiles and runs the program of a language: what it says of each response. */
async function run(language: string, runtime: Runtime): Promise<readonly (readonly string[])[]> {
  const dir = join(folder, language);
  const files = Object.fromEntries(
    all.map((_, index) => [runtime.fileOf(index), compose(language, index, runtime.packageOf?.(index))]),
  );
  const lines = asks.map(({ index, url }) => `${index}\t${url}\n`).join('');
  for (const [name, text] of Object.entries({
    ...files,
    ...runtime.driver(all.length, Object.values(files)),
    asks: lines,
  })) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  if (runtime.format && hasProgram(runtime.format))
    assert.equal(await execute(runtime.format, dir), '', 'not as its formatter leaves it');
  if (runtime.compile) await execute(runtime.compile, dir);
  const said = await execute(runtime.run, dir);
  return said
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

function execute([program, ...args]: Command, cwd: string): Promise<string> {
  const env = { ...process.env, NO_PROXY: '*', no_proxy: '*', NODE_OPTIONS: '' };
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, timeout: 240_000, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error === null && stderr === '') resolve(stdout);
      else reject(new Error(`${program} fails:\n${(stderr + stdout).slice(0, 6000)}`));
    });
  });
}

const text = (hex: string | undefined): string | undefined =>
  hex === '-' ? undefined : Buffer.from(hex ?? '', 'hex').toString();

/** Names of fields differ by the habits of a language alone. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

function compare(ask: Ask, said: readonly string[], kinds: Map<string, string>): void {
  const { registry, site, name } = all[ask.index] ?? assert.fail();
  const where = `${name}: ${ask.url} ${JSON.stringify(ask.body)}`;
  const [kind = '', code, status, wait, page, message, details = ''] = said;
  const error = registry.errors.find((each) => each.code === ask.error);
  assert.equal(Number(status), ask.status, where);
  if (error === undefined) {
    assert.deepEqual([kind, wait, page, details], ['?', '-', '-', '-'], where);
    return;
  }
  assert.equal(text(code), error.code, where);
  assert.ok(text(page)?.startsWith(new URL(site.url).origin), where);
  // A category has one type, and a type one category.
  const category = `${ask.index} ${error.category}`;
  assert.equal(kinds.get(category) ?? kind, kind, where);
  assert.equal(kinds.get(`${ask.index} ${kind} of`) ?? error.category, error.category, where);
  kinds.set(category, kind).set(`${ask.index} ${kind} of`, error.category);
  assert.notEqual(kind, '?', where);
  assert.ok(text(message) !== '' || titleOf(error) === '', where);
  const stated = error.retry?.when === 'after-wait' && error.retry.header ? ask.headers.get(error.retry.header) : null;
  const seconds = stated !== null && /^\d+$/.test(stated) && Number(stated) < 1e9 ? String(Number(stated)) : undefined;
  if (stated === null) assert.equal(wait, '-', where);
  else if (seconds !== undefined) assert.equal(wait, seconds, where);
  compareDetails(ask, error.details, details, where);
}

function compareDetails(
  ask: Ask,
  details: { readonly fields: Readonly<Record<string, { readonly type: string }>> } | undefined,
  said: string,
  where: string,
): void {
  const sent = findObject(ask.body, Object.keys(details?.fields ?? {}));
  if (details === undefined || Object.keys(details.fields).length === 0 || sent === undefined) {
    assert.equal(said, '-', where);
    return;
  }
  const expected = Object.entries(details.fields).flatMap(([name, { type }]) =>
    isOfType(sent[name], type) ? [`${bare(name)}=${plain(sent[name])}`] : [],
  );
  const found = said === '' ? [] : said.split(',').map((pair) => pair.split('=').map((part) => text(part) ?? ''));
  // A name that is taken, or begins as none may, has more letters than the field.
  assert.equal(found.length, expected.length, `${where}: ${JSON.stringify(found)}`);
  assert.deepEqual(
    found.map(([, value]) => value).toSorted(),
    expected.map((pair) => pair.slice(pair.indexOf('=') + 1)).toSorted(),
    where,
  );
}

/** The object in a body that has one of some fields. */
function findObject(body: unknown, names: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const record = body as Readonly<Record<string, unknown>>;
  if (
    !Array.isArray(body) &&
    names.length > 0 &&
    names.some((name) => Object.hasOwn(record, name)) &&
    !('code' in record)
  )
    return record;
  for (const item of Object.values(record)) {
    const found = findObject(item, names);
    if (found) return found;
  }
  return undefined;
}

function isOfType(value: unknown, type: string): boolean {
  if (value === undefined || value === null) return false;
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    default:
      return true;
  }
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).length}}`;
  return String(value);
}
