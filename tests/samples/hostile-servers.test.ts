/** The samples against servers that answer as real ones do: nothing, HTML, other shapes, and waits in every form. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { joinCategories, nameOf, type ErrorEntry, type RegisteredError } from '../../src/core/define.ts';
import { statusBounds } from '../../src/core/identity.ts';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import type { Site } from '../../src/core/site.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples } from '../../src/document/samples/index.ts';
import { contentOf, SHAPES } from '../fixtures/shapes.ts';
import { launchJava, missingProgram, prepareSample, type Program } from './run-sample.ts';

const LANGUAGES = Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[];
const SITE: Site = {
  name: 'Hostile',
  description: 'Servers as they are.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  samples: LANGUAGES,
  envelope: { error: { code: '{code}', message: '{message}' } },
};

const WORDS = wordsOf(SITE).samples;

function register(code: string, entry: ErrorEntry): RegisteredError {
  const [error] = joinCategories([{ name: 'c', title: 'C', errors: { [code]: entry } }]).errors;
  assert.ok(error);
  return error;
}

function sampleOf(error: RegisteredError, lang: SampleLanguage, site = SITE, words = WORDS): string {
  const sample = composeSamples(error, site, words).find((candidate) => candidate.lang === lang);
  assert.ok(sample, `${error.code} has no sample in ${lang}`);
  return sample.code;
}

type Answer = (response: ServerResponse) => void;
const answers = new Map<string, Answer>();
/** What the server received, by the first part of the path. */
const received = new Map<string, { request: IncomingMessage; body: string }[]>();
const server = createServer((request, response) => {
  const key = request.url?.split('/')[1] ?? '';
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.set(key, [...(received.get(key) ?? []), { request, body: Buffer.concat(chunks).toString() }]);
    answers.get(key)?.(response);
  });
});
before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs a program against a server that always gives one answer; tells what came of it. */
async function meet(program: Program, answer: Answer) {
  const key = `run-${answers.size}`;
  answers.set(key, answer);
  const outcome = await program.run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${key}`);
  return { ...outcome, requests: received.get(key) ?? [] };
}

const respond =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);

const REFUSAL = '{"error": {"code": "REFUSED", "message": "No."}}';

/** Answers that are not the error. */
const OTHER_ANSWERS: Readonly<Record<string, Answer>> = {
  'no content': (response) => response.writeHead(204).end(),
  'the HTML of a proxy': respond(502, '<html><h1>502 Bad Gateway</h1></html>', { 'Content-Type': 'text/html' }),
  'an empty body': respond(400, ''),
  'a list': respond(400, '[{"error": 1}]'),
  null: respond(400, 'null'),
  'a text': respond(400, '"error"'),
  'a number': respond(400, '42'),
  'bytes that are no text': (response) => response.writeHead(400).end(Buffer.from([0xff, 0xfe, 0x00, 0x7b])),
  'a text in place of an object': respond(400, '{"error": "code"}'),
  'null in place of an object': respond(400, '{"error": null}'),
  'a list in place of an object': respond(400, '{"error": ["code"]}'),
  'an object in place of the code': respond(400, '{"error": {"code": {"code": []}}}'),
  'another code': respond(400, '{"error": {"code": "OTHER"}}'),
  'a longer code': respond(400, '{"error": {"code": "REFUSED_TWICE"}}'),
};

const READ_BY_BOTH = ['no content', 'the HTML of a proxy', 'another code'];

const date = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
const epoch = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);
const between = (least: number, most: number) => (wait: number) => wait >= least && wait <= most;
const backoff = (wait: number, index: number): boolean => wait >= 0 && wait <= 2 ** (index + 1);

/** What a header may state, and the waits that follow; `undefined` where it is too long to wait. */
const STATED: Readonly<
  Record<string, { stated: () => string | undefined; waits: ((wait: number, index: number) => boolean) | undefined }>
> = {
  'no header': { stated: () => undefined, waits: backoff },
  'an empty header': { stated: () => '', waits: backoff },
  seconds: { stated: () => '3', waits: between(3, 3) },
  'no wait': { stated: () => '0', waits: between(0, 0) },
  'a part of a second': { stated: () => '1.5', waits: between(1.5, 1.5) },
  'less than nothing': { stated: () => '-1', waits: backoff },
  words: { stated: () => 'soon', waits: backoff },
  'words with a colon': { stated: () => 'at 12:00, or so', waits: backoff },
  'not a number': { stated: () => 'NaN', waits: backoff },
  'a date': { stated: () => date(600), waits: between(595, 601) },
  'a date that is past': { stated: () => date(-600), waits: backoff },
  'seconds since 1970': { stated: () => epoch(600), waits: between(595, 601) },
  'seconds since 1970 that are past': { stated: () => '1767225600', waits: backoff },
  'seconds since 1970, far ahead': { stated: () => '4102444800', waits: undefined },
  'a day': { stated: () => '86400', waits: undefined },
  'a date next year': { stated: () => date(31_536_000), waits: undefined },
  'more digits than fit': { stated: () => '9'.repeat(30), waits: undefined },
};

const plain = register('REFUSED', { actor: 'caller' });
const waiting = register('REFUSED', { status: 429, retry: { when: 'after-wait', header: 'Retry-After' } });
const notHere = process.env['CONTENT'] ? 'these samples do not depend on the content' : undefined;

/** How curl waits and reads the header is its own, so of it only the end is asked for, and it spends its time asleep. */
const MOST_AT_ONCE = 2;
const concurrencyOf = (lang: SampleLanguage): number => (lang === 'sh' ? 30 : MOST_AT_ONCE);

describe('samples meet real servers', { concurrency: MOST_AT_ONCE }, () => {
  for (const lang of LANGUAGES) meetServers(lang);
});

function meetServers(lang: SampleLanguage): void {
  const skip = notHere ?? missingProgram(lang) ?? false;
  describe(`${SAMPLE_LANGUAGES[lang]} meets real servers`, { skip, concurrency: concurrencyOf(lang) }, () => {
    const programs: Program[] = [];
    let branching: Program;
    let retrying: Program;
    before(async () => {
      [branching, retrying] = await Promise.all([
        prepareSample(lang, sampleOf(plain, lang)),
        prepareSample(lang, sampleOf(waiting, lang)),
      ]);
      programs.push(branching, retrying);
    });
    after(() => {
      for (const { remove } of programs) remove();
    });

    for (const [name, answer] of Object.entries(OTHER_ANSWERS)) {
      test(`${name} is not the error`, async () => {
        // Both read a body in the same way, so the second meets a few.
        for (const program of READ_BY_BOTH.includes(name) ? [branching, retrying] : [retrying]) {
          const { exit, stderr, waits, requests } = await meet(program, answer);
          assert.deepEqual(waits, []);
          assert.doesNotMatch(stderr, /REFUSED/);
          // curl takes a 502 for temporary, whatever its body says.
          if (lang !== 'sh' || program === branching) assert.equal(requests.length, 1);
          // urllib raises for each status from 400 on, and a sample leaves that to the caller.
          if (lang === 'python' && name !== 'no content') assert.match(stderr, /^urllib\.error\.HTTPError: HTTP /m);
          else assert.equal(exit, 0, stderr);
        }
      });
    }

    test('the code without a stated retry is reported, once', async () => {
      const { exit, stderr, waits, requests } = await meet(branching, respond(429, REFUSAL, { 'Retry-After': '1' }));
      assert.match(stderr, /REFUSED/);
      assert.deepEqual([exit === 0, waits, requests.length], [lang === 'sh', [], 1]);
    });

    for (const [name, { stated, waits: expected }] of Object.entries(STATED)) {
      test(`a wait stated as ${name}`, async () => {
        const header = stated();
        const answer = respond(429, REFUSAL, header === undefined ? {} : { 'Retry-After': header });
        if (lang === 'sh' && expected?.(600, 0)) return;
        const { stderr, waits, requests } = await meet(retrying, answer);
        if (lang === 'sh') {
          assert.match(stderr, /REFUSED: Still refused after all retries\./);
          assert.ok(requests.length <= 5, `curl sends ${requests.length} requests`);
          if (name === 'a day') assert.equal(requests.length, 1, 'curl would wait for a day');
          return;
        }
        assert.match(stderr, lang === 'python' ? /HTTP Error 429/ : /REFUSED/);
        assert.equal(waits.length, expected ? 4 : 0, `waits ${waits.join(', ')}; says ${stderr}`);
        assert.equal(requests.length, waits.length + 1);
        for (const [index, wait] of waits.entries()) assert.ok(expected?.(wait, index), `waits ${wait} seconds`);
      });
    }
  });
}

/** Everything that is special in one of the languages. */
const AWKWARD = `"'\\ \\n $HOME \${x} #{x} #$x #@x \`x\` $(x) %s %1$s {x} </script> */ ?> <!-- \\u000a \\u{41} \\u2028`;
const INVISIBLE = '\t\r\n\u0000\u007f\u0085\u2028\u2029\ufeff\u200f\u{1f600}é\u{e0001}';
const awkward = register(`${AWKWARD}/é\u{1f600}`, {
  status: 429,
  retry: { when: 'after-wait', header: 'Retry-After' },
  example: {
    request: `PATCH /a'b"c\\d$e#{f}\`g\`/{id}/é\u{1f600}?x[]=1&y=%20?>`,
    requestHeaders: { 'X-Awkward': AWKWARD, 'Content-Type': 'application/merge-patch+json', Host: 'e.example' },
    requestBody: { [AWKWARD]: INVISIBLE, list: [INVISIBLE + AWKWARD] },
  },
});
const awkwardSite: Site = { ...SITE, envelope: { [AWKWARD]: { '"`co,de': '{code}' } } };
const BREAKING = '*/ ?> \r\n exit 1 \u2028 exit(1) \u2029 \u0085 raise \\u000a throw 1; \\';
const breakingWords = Object.fromEntries(
  Object.keys(WORDS).map((name) => [name, `${name} ${BREAKING}`]),
) as typeof WORDS;

describe('texts that mean something in a language', { concurrency: 2 }, () => {
  for (const lang of LANGUAGES) {
    test(SAMPLE_LANGUAGES[lang], { skip: notHere ?? missingProgram(lang) ?? false }, async (context) => {
      const program = await prepareSample(lang, sampleOf(awkward, lang, awkwardSite, breakingWords));
      context.after(program.remove);
      const body = JSON.stringify({ [AWKWARD]: { '"`co,de': awkward.code } });
      // What a server escapes beyond need is the same text: PHP's slashes, Python's letters.
      const escaped = body.replaceAll('/', '\\/').replaceAll(/[^ -~]/g, (unit) => {
        return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
      });
      for (const sent of [body, escaped]) {
        const { stderr, waits, requests } = await meet(program, respond(429, sent, { 'Retry-After': '1' }));
        assert.equal(requests.length, 5, stderr);
        if (lang !== 'sh') assert.deepEqual(waits, [1, 1, 1, 1]);
        if (lang !== 'python') assert.ok(stderr.includes('$HOME'), stderr);
        const { request, body: got } = requests[0] ?? assert.fail();
        assert.equal(request.method, 'PATCH');
        assert.equal(request.headers['x-awkward'], AWKWARD);
        assert.match(request.headers['content-type'] ?? '', /^application\/merge-patch\+json(?:; charset=utf-8)?$/);
        assert.notEqual(request.headers.host, 'e.example');
        assert.deepEqual(JSON.parse(got), awkward.example?.requestBody);
        const path = decodeURIComponent(request.url ?? '');
        assert.ok(path.endsWith(`/a'b"c\\d$e#{f}\`g\`/id/é\u{1f600}?x[]=1&y= ?>`.replace('{f}', 'f')), path);
      }
      const breaking = await prepareSample(
        lang,
        sampleOf(register('REFUSED', { retry: { when: 'never' } }), lang, SITE, breakingWords),
      );
      context.after(breaking.remove);
      const { stderr, requests } = await meet(breaking, respond(400, REFUSAL));
      assert.equal(requests.length, 1, stderr);
      assert.match(stderr, /REFUSED/);
    });
  }
});

describe('a code that is a number', { concurrency: 2 }, () => {
  const numeric = register('42', { numeric: true });
  for (const lang of LANGUAGES) {
    test(SAMPLE_LANGUAGES[lang], { skip: notHere ?? missingProgram(lang) ?? false }, async (context) => {
      const program = await prepareSample(lang, sampleOf(numeric, lang));
      context.after(program.remove);
      const same = await meet(program, respond(400, '{"error": {"code": 42}}'));
      assert.match(same.stderr, /42/);
      const other = await meet(program, respond(400, '{"error": {"code": 421}}'));
      assert.doesNotMatch(other.stderr, /42/);
    });
  }
});

/** Languages whose programs are compiled: of a shape they take one error. */
const COMPILED: readonly SampleLanguage[] = ['go', 'java', 'csharp'];
/** They search the text without parsing it, so a value at another place is found as well. */
const AS_TEXT: readonly SampleLanguage[] = ['sh', 'java'];

describe('every shape of errors', { concurrency: MOST_AT_ONCE }, () => {
  for (const [shapeName, shape] of Object.entries(SHAPES)) {
    const { registry, site } = contentOf(shape);
    const told = registry.errors.filter(({ code }) => !shape.untold?.includes(code));
    for (const lang of LANGUAGES) {
      const skip = notHere ?? missingProgram(lang) ?? false;
      for (const error of COMPILED.includes(lang) ? told.slice(-1) : told) {
        const name = nameOf(error);
        test(`${shapeName}: ${error.code} in ${SAMPLE_LANGUAGES[lang]}`, { skip }, async (context) => {
          const [status, mediaType = 'application/json', body] = shape.responses[error.code] ?? assert.fail();
          const program = await prepareSample(lang, sampleOf(error, lang, site));
          context.after(program.remove);
          const send = (sent: unknown, code = status): Answer =>
            respond(code, sent === undefined ? '' : typeof sent === 'string' ? sent : JSON.stringify(sent), {
              'Content-Type': mediaType,
              'Retry-After': '0',
            });
          // urllib raises for each status from 400 on, and a sample that waits leaves that to the caller.
          const isLeft = lang === 'python' && error.retry?.when === 'after-wait' && status >= 400;
          const isSaid = (stderr: string): boolean =>
            stderr.includes(isLeft ? `HTTP Error ${status}` : name) && !/Warning|SyntaxError/.test(stderr);
          const same = await meet(program, send(body));
          assert.ok(isSaid(same.stderr), `says ${same.stderr}`);
          const repeats = error.retry?.when === 'after-wait' && (lang !== 'sh' || status >= 400);
          assert.equal(same.requests.length, repeats ? 5 : 1);
          if (isLeft || status >= 500) return;
          for (const [code, sent, found] of shape.bodies ?? []) {
            if (AS_TEXT.includes(lang) && found !== error.code) continue;
            const byStatus = error.identifiedBy === 'status';
            if (byStatus && found !== error.code && statusBounds(error).some(([a, b]) => a <= code && code <= b))
              continue;
            const { stderr, exit } = await meet(program, send(sent, code));
            const isFound = found === error.code || (found !== undefined && found.startsWith(`${error.code}/`));
            assert.equal(isSaid(stderr), isFound, `${JSON.stringify(sent)} is taken so: ${stderr}`);
            if (!isFound && (lang !== 'python' || code < 400)) assert.equal(exit, 0, stderr);
          }
          for (const [hostile, answer] of Object.entries(OTHER_ANSWERS)) {
            if (error.identifiedBy === 'status' || !['null', 'a list'].includes(hostile)) continue;
            const { stderr } = await meet(program, answer);
            assert.ok(!isSaid(stderr), `${hostile} is taken for the error: ${stderr}`);
            if (lang === 'python') assert.match(stderr, /^urllib\.error\.HTTPError: HTTP |^$/m);
          }
        });
      }
    }
  }
});

test('the sample in Java starts without a compiler', { skip: notHere ?? missingProgram('java') ?? false }, async () => {
  answers.set('java', respond(400, REFUSAL));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/java`;
  const { exit, stderr } = await launchJava(sampleOf(plain, 'java'), url);
  assert.match(stderr, /Exception: REFUSED/);
  assert.notEqual(exit, 0);
});
