/** The files for ticket tools, held to what the public texts of their APIs say and sent as the printed line does. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Ajv, type AnySchema } from 'ajv';
import { parse as parseCsv } from 'csv-parse/sync';
import { loadContent } from '../../src/content/load.ts';
import { joinCategories, type ErrorEntry, type Registry } from '../../src/core/define.ts';
import { checkRegistry } from '../../src/core/rules/index.ts';
import { wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { composeMacros } from '../../src/document/macros.ts';
import { spareBraces, tagsOf, ticketMacros, type TicketMacro } from '../../src/macros/ticket-macro.ts';
import type { ToolFile, ToolOptions } from '../../src/macros/tool.ts';
import { API_TOOLS, TOOLS } from '../../src/macros/tools.ts';
import { parseRegistry } from '../../src/schema/registry.ts';
import { HOSTILE_SETS, registryText } from '../fixtures/hostile.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ticket-tools-'));
after(() => rmSync(folder, { recursive: true }));

type ToolName = keyof typeof API_TOOLS;
const TOOL_NAMES = Object.keys(API_TOOLS) as readonly ToolName[];

const own = await loadContent(join(root, 'content'));
const { site } = own;

const registryOf = (errors: Readonly<Record<string, ErrorEntry>>): Registry =>
  joinCategories([{ name: 'c', title: 'C', errors }]);

const ODD = registryOf({
  AUTH_FAILED: { title: 'Sign in again' },
  AUTH_FAILED_TWICE: {},
  'auth.failed': {},
  'AUTH-failed': {},
  'Zahlung abgelehnt': {},
  رمز: {},
  timeout: {},
  FORBIDDEN: {},
  '1001': { numeric: true },
  '10012': { numeric: true },
  'ORA-00942': {},
  card_declined: {},
  'card_declined/stolen_card': { parent: 'card_declined' },
  'card_declined/fraudulent': { parent: 'card_declined' },
  'twice-a': { identifiedBy: 'status', status: 503, title: 'Busy' },
  'twice-b': { identifiedBy: 'status', status: 503, title: 'Busy' },
  braces_in_text: {
    title: 'Of {{ticket.id}} and {%customer.firstName%}',
    userMessage: 'Write {{{x}}} or {# not #} or {%if%}.',
    steps: ['=1+1', '@x', '-1\' "</p><script>1</script>'],
  },
  Same_Case: {},
  same_case: {},
  [`long_${'x'.repeat(500)}`]: { title: 'T'.repeat(2000) },
});

/** The hostile entries that a registry takes, each set as a registry. */
const hostile = HOSTILE_SETS.flatMap((entries) => {
  try {
    const registry = parseRegistry(JSON.parse(registryText(entries)), 'registry.json');
    return checkRegistry(registry).length === 0 ? [registry] : [];
  } catch {
    return [];
  }
});
assert.ok(hostile.length > 0);
const MANY = registryOf(Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`ERR_${n}`, { title: `T ${n}` }])));
const REGISTRIES: readonly Registry[] = [own.registry, ODD, MANY, ...hostile];

const answersOf = (registry: Registry, of: Site = site): readonly TicketMacro[] =>
  ticketMacros(registry, composeMacros(registry, of, wordsOf(of)));
const write = (name: string, registry: Registry, options: ToolOptions = {}): ToolFile =>
  TOOLS[name]?.write(answersOf(registry), options) ?? assert.fail(name);
const bodiesOf = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

const text = { type: 'string', minLength: 1 };
const closed = (properties: Readonly<Record<string, AnySchema>>, optional: readonly string[] = []): AnySchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const one = (properties: Readonly<Record<string, AnySchema>>): AnySchema => closed(properties);
const listOf = (items: AnySchema): AnySchema => ({ type: 'array', minItems: 1, items });
const tag = { type: 'string', pattern: '^[a-z0-9_]+$' };

/** What the public texts of the APIs say of one request; see the README for their names. */
const SCHEMAS: Readonly<Record<ToolName, AnySchema>> = {
  zendesk: {
    oneOf: [
      one({
        macro: closed({
          title: text,
          actions: listOf({
            oneOf: [
              closed({ field: { const: 'comment_value_html' }, value: text }),
              closed({ field: { const: 'current_tags' }, value: tag }),
            ],
          }),
        }),
      }),
      one({
        trigger: closed({
          title: text,
          conditions: closed({
            all: listOf({
              oneOf: [
                closed({ field: { const: 'update_type' }, operator: { const: 'is' }, value: { const: 'Create' } }),
                closed({
                  field: { const: 'comment_includes_word' },
                  operator: { enum: ['is', 'is_not'] },
                  value: { type: 'string', pattern: '^\\S+$' },
                }),
              ],
            }),
            any: { type: 'array', maxItems: 0 },
          }),
          actions: listOf(closed({ field: { const: 'current_tags' }, value: tag })),
        }),
      }),
    ],
  },
  freshdesk: closed({
    canned_responses: {
      type: 'array',
      items: {
        oneOf: [
          closed({ title: text, content_html: text, visibility: { const: 1 } }),
          closed({ title: text, content_html: text, visibility: { const: 0 }, folder_id: { type: 'integer' } }),
        ],
      },
    },
  }),
  helpscout: closed({ name: text, text, chatText: text }),
  front: closed({ name: text, body: text }),
  gorgias: closed({
    name: text,
    actions: listOf({
      oneOf: [
        closed({
          name: { const: 'setResponseText' },
          title: text,
          type: { const: 'user' },
          arguments: closed({ body_html: text, body_text: text }),
        }),
        closed({ name: { const: 'addTags' }, title: text, type: { const: 'user' }, arguments: closed({ tags: tag }) }),
      ],
    }),
  }),
};

/** Every text within a value. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) yield* textsIn(item);
}

for (const name of TOOL_NAMES) {
  test(`${name}: every body is one that the API takes, and no error is left out`, () => {
    const check = new Ajv().compile(SCHEMAS[name]);
    for (const registry of REGISTRIES) {
      const { text: file } = write(name, registry);
      const bodies = bodiesOf(file);
      for (const body of bodies) assert.ok(check(body), JSON.stringify([check.errors, body]).slice(0, 2000));
      const texts = new Set(textsIn(bodies));
      for (const { name: title, reply } of answersOf(registry)) {
        assert.ok(texts.has(title), title);
        assert.ok(texts.has(reply.html), title);
      }
      for (const part of texts) assert.doesNotMatch(part, /\{[{%#]/, 'no text is a placeholder');
    }
  });
}

test('the site has a file by the name of each tool', () => {
  for (const name of TOOL_NAMES) assert.equal(API_TOOLS[name].file, `${name}.jsonl`);
});

test('names and tags are of one error each, and tags do not depend on the order', () => {
  for (const registry of REGISTRIES) {
    const answers = answersOf(registry);
    assert.equal(new Set(answers.map(({ name }) => name)).size, answers.length);
    assert.equal(new Set(answers.map(({ tag: own }) => own)).size, answers.length);
    const codes = registry.errors.map(({ code }) => code);
    assert.deepEqual(tagsOf(codes.toReversed()).toReversed(), tagsOf(codes));
  }
  assert.deepEqual(tagsOf(['A_B', 'card declined!', 'Zürich']), ['error_a_b', 'error_card_declined', 'error_zurich']);
  const [plain, dotted] = tagsOf(['A_B', 'a.b']);
  assert.match(`${plain} ${dotted}`, /^error_a_b_[0-9a-f]{8} error_a_b_[0-9a-f]{8}$/);
  assert.match(tagsOf(['رمز'])[0] ?? '', /^error_[0-9a-f]{8}$/);
});

test('braces are parted by a space that readers see', () => {
  assert.equal(spareBraces('a {{b}} {%c%} {#d#} {e} {{{f}}}'), 'a { {b}} { %c%} { #d#} {e} { { {f}}}');
});

interface Trigger {
  readonly conditions: { readonly all: readonly { field: string; operator: string; value: string }[] };
  readonly actions: readonly { readonly value: string }[];
}
const triggersOf = (registry: Registry): readonly Trigger[] =>
  bodiesOf(write('zendesk', registry).text).flatMap((body) => (body as { trigger?: Trigger }).trigger ?? []);

/** The tags that triggers put on a new ticket. */
function tagsFor(ticket: string, triggers: readonly Trigger[]): readonly string[] {
  const holds = (value: string): boolean => ticket.toLowerCase().includes(value.toLowerCase());
  return triggers
    .filter(({ conditions }) =>
      conditions.all.every(
        ({ field, operator, value }) => field !== 'comment_includes_word' || holds(value) === (operator === 'is'),
      ),
    )
    .flatMap(({ actions }) => actions.map(({ value }) => value));
}

test('a ticket with a code gets the tag of that code, and of its parent, and no other', () => {
  for (const registry of REGISTRIES) {
    const triggers = triggersOf(registry);
    const answers = answersOf(registry);
    const tagOf = new Map(answers.map((answer) => [answer.error.code, answer.tag]));
    const made = new Set(triggers.flatMap(({ actions }) => actions.map(({ value }) => value)));
    for (const { error, tag: own } of answers) {
      const { code, parent } = error;
      const parts = parent === undefined ? [code] : [parent, code.slice(parent.length + 1)];
      const found = tagsFor(`Hello, we got "${parts.join('" and "')}" today.`, triggers);
      if (made.has(own)) assert.ok(found.includes(own), code);
      const allowed = [own, parent && tagOf.get(parent)];
      assert.deepEqual(
        found.filter((one) => !allowed.includes(one)),
        [],
        code,
      );
    }
    assert.deepEqual(tagsFor('It says timeout 10012 (403 forbidden), please help.', triggers), []);
  }
});

test('what ordinary text may hold has no trigger, and that is said', () => {
  const { text: file, remarks } = write('zendesk', ODD);
  const tagged = new Set(triggersOf(ODD).flatMap(({ actions }) => actions.map(({ value }) => value)));
  const untold = answersOf(ODD).filter(({ tag: own }) => !tagged.has(own));
  assert.deepEqual(
    untold.map(({ error }) => error.code).toSorted(),
    [
      '1001',
      '10012',
      'AUTH-failed',
      'FORBIDDEN',
      'Same_Case',
      'same_case',
      'timeout',
      'twice-a',
      'twice-b',
      'رمز',
      'Zahlung abgelehnt',
    ].toSorted(),
  );
  assert.match(remarks.join('\n'), /No trigger .*: .*timeout/);
  assert.equal(file.includes('"value":"1001"'), false);
});

test('a rule that Zendesk would refuse for its length is left out, and that is said', () => {
  const long = registryOf({ TOO_LONG: { steps: ['x'.repeat(66_000)] }, SHORT_ONE: {} });
  const { text: file, remarks } = write('zendesk', long);
  assert.ok(remarks.some((remark) => remark.includes('65 kB') && remark.includes('TOO_LONG')));
  assert.ok(bodiesOf(file).every((body) => JSON.stringify(body).length < 65_000));
});

test('Freshdesk shares answers in a folder, or with nobody', () => {
  const places = (options: ToolOptions): ReadonlySet<string> => {
    const [body] = bodiesOf(write('freshdesk', own.registry, options).text);
    const { canned_responses: all } = body as { canned_responses: readonly Readonly<Record<string, unknown>>[] };
    return new Set(all.map(({ visibility, folder_id }) => JSON.stringify([visibility, folder_id])));
  };
  assert.deepEqual([...places({})], ['[1,null]']);
  assert.deepEqual([...places({ folder: 7 })], ['[0,7]']);
});

test('no cell of the macros as CSV starts a formula', () => {
  for (const registry of REGISTRIES) {
    const rows = parseCsv(write('csv', registry).text) as readonly (readonly string[])[];
    assert.equal(rows.length, registry.errors.length + 1);
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
  }
});

const run = promisify(execFile);
const errorsCli = join(root, 'src/cli/main.ts');

function macros(...args: readonly string[]) {
  return spawnSync(process.execPath, [errorsCli, 'macros', ...args], {
    cwd: folder,
    env: { CONTENT: join(root, 'content'), ...process.env },
    encoding: 'utf8',
  });
}

test('the command prints data only, writes a file, and refuses in one sentence', () => {
  const printed = macros('--for', 'zendesk');
  assert.equal(printed.status, 0);
  assert.equal(printed.stdout, write('zendesk', own.registry).text);
  assert.ok(printed.stderr.trimEnd().endsWith(`\n${API_TOOLS.zendesk.send?.('zendesk.jsonl')}`), printed.stderr);
  const written = macros('--for', 'csv', '--out', 'made.csv');
  assert.deepEqual([written.status, written.stdout], [0, '']);
  assert.equal(readFileSync(join(folder, 'made.csv'), 'utf8'), write('csv', own.registry).text);
  const help = macros('--help');
  assert.equal(help.status, 0);
  for (const name of Object.keys(TOOLS)) assert.ok(help.stdout.includes(`--for ${name} `), name);
  for (const [args, why] of [
    [['--for', 'intercom'], /^"intercom" is no ticket tool .* zendesk, freshdesk, helpscout, front, gorgias, csv\.$/],
    [['--for', 'toString'], /^"toString" is no ticket tool/],
    [[], /^Name a ticket tool/],
    [['zendesk'], /^Write `macros --for TOOL/],
    [['--for', 'front', '--folder', '4'], /^Only Freshdesk has folders/],
    [['--for', 'freshdesk', '--folder', 'x'], /^"x" is no id of a folder/],
    [['--for', 'front', '--out', 'none/x'], /can't be written \(ENOENT\)/],
  ] as const) {
    const { status, stdout, stderr } = macros(...args);
    assert.deepEqual([status, stdout], [1, ''], args.join(' '));
    assert.match(stderr.trimEnd(), why);
    assert.equal(stderr.trimEnd().split('\n').length, 1);
  }
});

/** What an API takes: where its text says that it is, with what name, and the answers are sent to which path. */
interface Endpoint {
  readonly host: string;
  readonly env: Readonly<Record<string, string>>;
  readonly auth: string;
  readonly pathOf: (body: string) => string;
}
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const ENDPOINTS: Readonly<Record<ToolName, Endpoint>> = {
  zendesk: {
    host: 'https://${ZENDESK_SUBDOMAIN}.zendesk.com',
    env: { ZENDESK_SUBDOMAIN: 'acme', ZENDESK_EMAIL: 'a@example.com', ZENDESK_API_TOKEN: 't o$k"en' },
    auth: basic('a@example.com/token:t o$k"en'),
    pathOf: (body) => (body.startsWith('{"macro":') ? '/api/v2/macros' : '/api/v2/triggers'),
  },
  freshdesk: {
    host: 'https://${FRESHDESK_DOMAIN}.freshdesk.com',
    env: { FRESHDESK_DOMAIN: 'acme', FRESHDESK_API_KEY: 'key' },
    auth: basic('key:X'),
    pathOf: () => '/api/v2/canned_responses/bulk',
  },
  helpscout: {
    host: 'https://api.helpscout.net',
    env: { HELPSCOUT_MAILBOX: '100', HELPSCOUT_TOKEN: 'tok' },
    auth: 'Bearer tok',
    pathOf: () => '/v2/mailboxes/100/saved-replies',
  },
  front: {
    host: 'https://api2.frontapp.com',
    env: { FRONT_TOKEN: 'tok' },
    auth: 'Bearer tok',
    pathOf: () => '/message_templates',
  },
  gorgias: {
    host: 'https://${GORGIAS_DOMAIN}.gorgias.com',
    env: { GORGIAS_DOMAIN: 'acme', GORGIAS_EMAIL: 'a@example.com', GORGIAS_API_KEY: 'key' },
    auth: basic('a@example.com:key'),
    pathOf: () => '/api/macros',
  },
};

interface Received {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly auth: string;
  readonly body: string;
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe('the printed line sends the file', { skip: hasCurl ? false : 'curl is missing here' }, () => {
  const received: Received[] = [];
  /** Bodies that the receiver refuses, as an API does what it can't take. */
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const { 'content-type': type = '', authorization: auth = '' } = headers;
      received.push({ method, path, type, auth, body });
      response.writeHead(refused.has(body) ? 422 : 201).end('{}');
    });
  });
  const listening = new Promise<string>((done) =>
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
  after(() => server.close());

  const read = async (request: IncomingMessage): Promise<string> => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  };

  /** Runs the line for a file, with the host that it names replaced by the receiver. */
  async function send(name: ToolName, file: string, env: Readonly<Record<string, string>>): Promise<boolean> {
    received.length = 0;
    const line = API_TOOLS[name].send?.(file) ?? assert.fail(name);
    const { host } = ENDPOINTS[name];
    assert.equal(line.split(host).length, 2, line);
    const toHere = line.replace(host, await listening);
    const { PATH } = process.env;
    return run('sh', ['-c', toHere], { cwd: folder, env: { PATH, ...env } }).then(
      () => true,
      () => false,
    );
  }

  for (const name of TOOL_NAMES) {
    const { env, auth, pathOf } = ENDPOINTS[name];
    const bodiesIn = (content: string): readonly string[] =>
      name === 'freshdesk' ? [content] : content.trimEnd().split('\n');

    test(name, async () => {
      for (const registry of [own.registry, ODD]) {
        const content = write(name, registry).text;
        const file = `it's ${name} $(x).json`;
        writeFileSync(join(folder, file), content);
        assert.ok(await send(name, file, env));
        const bodies = bodiesIn(content);
        assert.deepEqual(
          received,
          bodies.map((body) => ({ method: 'POST', path: pathOf(body), type: 'application/json', auth, body })),
        );
        assert.equal(existsSync(join(folder, `${file}.left`)), false);
      }
    });

    test(`${name}: without a variable nothing is sent`, async () => {
      const file = `unset-${name}`;
      writeFileSync(join(folder, file), write(name, own.registry).text);
      for (const missing of Object.keys(env)) {
        const { [missing]: _, ...rest } = env;
        assert.equal(await send(name, file, rest), false);
        assert.deepEqual(received, []);
      }
    });
  }

  test('what was refused is kept, and can be sent the same way', async () => {
    const content = write('front', own.registry).text;
    const bodies = content.trimEnd().split('\n');
    writeFileSync(join(folder, 'front.jsonl'), content);
    for (const body of bodies.slice(1, 3)) refused.add(body);
    await send('front', 'front.jsonl', ENDPOINTS.front.env);
    assert.equal(received.length, bodies.length);
    assert.equal(readFileSync(join(folder, 'front.jsonl.left'), 'utf8'), `${bodies.slice(1, 3).join('\n')}\n`);
    refused.clear();
    await send('front', 'front.jsonl.left', ENDPOINTS.front.env);
    assert.deepEqual(
      received.map(({ body }) => body),
      bodies.slice(1, 3),
    );
  });
});
