/** What an error page shows is what a client gets: examples and samples of the built pages against the mock. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parser as goParser } from '@lezer/go';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { hasCode, nameOf, type RegisteredError } from '../../src/core/define.ts';
import { envelopeOf, findPlaceholder, isJsonType, valuesAtPath } from '../../src/core/envelope.ts';
import { identityOf } from '../../src/core/identity.ts';
import { matchMessage } from '../../src/core/message.ts';
import { DEFAULT_SAMPLES, SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import { codeValue, exampleValues, formatMessage } from '../../src/core/payload.ts';
import { offersProblem, PROBLEM_TYPE, statusOf } from '../../src/core/respond.ts';
import { errorDataPath, errorPath, slugOf } from '../../src/core/url.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples, sampleLanguages } from '../../src/document/samples/index.ts';
import { nameComponents } from '../../src/machine/openapi.ts';
import { createMock } from '../../src/server/mock.ts';
import { attribute, content, dist, readPage, textOf, type Element } from './built-site.ts';
import { missingProgram, prepareSample } from '../samples/run-sample.ts';

const { registry, site } = content;
const WORDS = wordsOf(site).samples;
/** Of a large registry the first ones are run: they all come from the same templates. */
const errors = registry.errors.slice(0, 40);

type Body = Readonly<Record<string, unknown>>;
const readJson = (path: string): Body => JSON.parse(readFileSync(join(dist, path), 'utf8')) as Body;

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(readJson('openapi.json'), 'openapi.json');
const names = nameComponents(registry);

function assertValid(schema: object, value: unknown, subject: string): void {
  const validate = ajv.compile(schema);
  assert.ok(validate(value), `${subject}: ${ajv.errorsText(validate.errors)}`);
}

/** Starts a mock; the request lines that it sees of each error are in `seen`, by slug. */
async function startMock(
  headers: Readonly<Record<string, string>>,
): Promise<{ url: string; seen: Map<string, string[]>; close: () => void }> {
  const server = createMock({ registry, site, headers });
  const seen = new Map<string, string[]>();
  server.on('request', ({ url = '', method = '' }) => {
    const [, slug = '', ...rest] = url.split('/');
    seen.set(slug, [...(seen.get(slug) ?? []), `${method} /${rest.join('/')}`]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const mock = await startMock({});
after(mock.close);

/** A code block of a page. */
interface Block {
  readonly title: string;
  readonly lang: string;
  readonly code: string;
}

const descendants = (node: Element): readonly Element[] => [
  node,
  ...node.children.flatMap((child) => (child.type === 'element' ? descendants(child) : [])),
];

function blocksIn(elements: readonly Element[]): readonly Block[] {
  return elements
    .filter(({ tagName }) => tagName === 'figure')
    .map((figure) => {
      const inside = descendants(figure);
      const title = inside.find(({ tagName }) => tagName === 'span');
      const pre = inside.find(({ tagName }) => tagName === 'pre');
      return {
        title: title ? textOf(title) : '',
        lang: attribute(figure, 'dataLang') ?? '',
        code: pre ? textOf(pre) : '',
      };
    });
}

/** The blocks of the exchange on an error's page, and its samples. */
function readExamples(error: RegisteredError): { exchange: ReadonlyMap<string, string>; samples: readonly Block[] } {
  const { elements } = readPage(errorPath(error.code));
  const tabs = elements.find(
    (element) => element.tagName === 'div' && /(?:^| )er-tabs(?: |$)/.test(attribute(element, 'className') ?? ''),
  );
  const hasSamples = elements.some((element) => attribute(element, 'id') === 'handle-in-code');
  return {
    exchange: new Map(blocksIn(elements).map(({ title, code }) => [title, code])),
    samples: tabs && hasSamples ? blocksIn(descendants(tabs)) : [],
  };
}

const shownLanguages = site.samples ?? DEFAULT_SAMPLES;

test('every page shows a sample in each language of the site, in its order, if something tells the error', () => {
  for (const error of errors) {
    const shown = readExamples(error).samples.map(({ lang }) => lang);
    assert.deepEqual(shown, sampleLanguages(error, site), error.code);
  }
});

/** What the mock sends, as its media type has it. */
async function askMock(path: string): Promise<{ response: Response; body: unknown }> {
  const response = await fetch(mock.url + path);
  const text = await response.text();
  const isJson = isJsonType(response.headers.get('Content-Type') ?? '');
  return { response, body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text };
}

for (const [index, error] of errors.entries()) {
  const { code, message, details } = error;
  const slug = slugOf(code);
  const { exchange } = readExamples(error);
  const schema = { $ref: `openapi.json#/components/schemas/${names.get(code) ?? ''}` };

  test(`${code}: the mock answers what the page shows`, async () => {
    const { response, body } = await askMock(`/${slug}`);
    const [statusLine = '', ...lines] = (exchange.get('Response') ?? '').split('\n');
    const stated = /^HTTP\/1\.1 (\d{3})(?: (.+))?$/.exec(statusLine);
    // A page without a response still states the status among its facts.
    assert.equal(response.status, stated ? Number(stated[1]) : statusOf(error), `${code}: the status on the page`);
    if (stated?.[2] !== undefined) assert.equal(response.statusText, stated[2], `${code}: the reason on the page`);
    for (const line of stated ? lines : [statusLine, ...lines].filter(Boolean)) {
      const [, name = '', value] = /^([^:]+): (.*)$/.exec(line) ?? [];
      assert.equal(response.headers.get(name), value, `${code}: the header ${name} on the page`);
    }
    const shown = exchange.get('Response body');
    if (body !== undefined && (message ?? details)) assert.ok(shown, `${code}: the page shows a response body`);
    if (shown)
      assert.deepEqual(body, typeof body === 'string' ? shown : JSON.parse(shown), `${code}: the payload on the page`);
  });

  test(`${code}: the mock's answer keeps the schemas, and no other error's`, async () => {
    const { body } = await askMock(`/${slug}`);
    const { response } = readJson(errorDataPath(code)) as { response: { body?: unknown; schema?: object } };
    if (response.schema === undefined) return;
    assertValid(schema, body, `${code} against openapi.json`);
    assertValid(response.schema, body, `${code} against its own JSON`);
    assert.deepEqual(response.body, body, `${code}: the body in its own JSON`);
    const other = errors[(index + 1) % errors.length];
    if (other && hasCode(error) && identityOf(error, site) && !other.code.startsWith(code)) {
      const { body: foreign } = await askMock(`/${slugOf(other.code)}`);
      assert.equal(ajv.validate(schema, foreign), false, `${other.code} passes the schema of ${code}`);
    }
  });

  test(`${code}: the problem document keeps its schema`, { skip: !offersProblem(error, site) }, async () => {
    const response = await fetch(`${mock.url}/any/path`, { headers: { Accept: PROBLEM_TYPE, 'Mock-Error': slug } });
    assert.equal(response.headers.get('Content-Type'), PROBLEM_TYPE);
    const pointer = `components/responses/${names.get(code) ?? ''}/content/${PROBLEM_TYPE.replace('/', '~1')}/schema`;
    const body = (await response.json()) as Body;
    assertValid({ $ref: `openapi.json#/${pointer}` }, body, `${code} as a problem`);
    assert.equal(body['status'], response.status, code);
  });

  test(`${code}: code, message and details of the payload are those of the entry`, async () => {
    const { body } = await askMock(`/?error=${encodeURIComponent(code)}`);
    const template = envelopeOf(error, site)?.body;
    const at = (placeholder: string): unknown => valuesAtPath(body, findPlaceholder(template, placeholder) ?? [])[0];
    const isIn = (placeholder: string): boolean => findPlaceholder(template, placeholder) !== undefined;
    if (isIn('code')) assert.deepEqual(at('code'), codeValue(error), `${code}: the code`);
    if (isIn('details')) assert.deepEqual(at('details'), details?.example, `${code}: details`);
    if (message !== undefined && isIn('message')) {
      const sent = String(at('message'));
      assert.equal(sent, formatMessage(error, exampleValues(error)), `${code}: the message`);
      assert.ok(matchMessage(message, sent), `${code}: "${sent}" is no message of the template "${message}"`);
    }
  });
}

/** The sample of a page, or the one that another site would show; an author's own does what the author likes. */
function generatedSample(error: RegisteredError, lang: SampleLanguage): string | undefined {
  if (identityOf(error, site) === undefined || error.samples?.[lang] !== undefined) return undefined;
  if (shownLanguages.includes(lang)) return readExamples(error).samples.find((block) => block.lang === lang)?.code;
  return composeSamples(error, { ...site, samples: [lang] }, WORDS)[0]?.code;
}

/** One error of each kind that makes a template say something else. */
const kinds = [
  ...Map.groupBy(errors, ({ retry, example }) => {
    return JSON.stringify([retry?.when === 'after-wait' && [retry.header], example?.requestBody === undefined]);
  }).values(),
].flatMap(([first]) => first ?? []);

/** Languages that start at once; the others are compiled, so they take one error of each kind. */
const QUICK: readonly SampleLanguage[] = ['sh', 'ts', 'python', 'ruby', 'php'];

describe('samples take the branch that they show', { concurrency: 6 }, () => {
  for (const lang of Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[]) {
    const skip = missingProgram(lang) ?? false;
    const withoutWait = startMock({ 'Retry-After': '0' });
    after(async () => (await withoutWait).close());
    for (const error of QUICK.includes(lang) ? errors : kinds) {
      const code = generatedSample(error, lang);
      if (code === undefined) continue;
      const name = `${error.code}: the sample in ${SAMPLE_LANGUAGES[lang]}`;
      test(name, { skip }, async () => {
        const { url, seen } = await withoutWait;
        const program = await prepareSample(lang, code);
        const { exit, stderr } = await program.run(`${url}/${slugOf(error.code)}`);
        program.remove();
        const requests = seen.get(slugOf(error.code)) ?? [];
        const retries = error.retry?.when === 'after-wait';
        assert.equal(requests.length, retries ? 5 : 1, `${name} sends as many requests as it says; it said: ${stderr}`);
        const [line = ''] = (readExamples(error).exchange.get('Request') ?? '').split(' HTTP/');
        if (line) assert.equal(requests[0], line, `${name} sends the request of the example`);
        // In a terminal, a sample that ends the shell would end the session.
        assert.equal(exit === 0, lang === 'sh', `${name} ends as if nothing had happened; it said: ${stderr}`);
        const wanted = lang === 'python' && retries ? `HTTP Error ${statusOf(error)}` : nameOf(error);
        assert.ok(stderr.includes(wanted), `${name} ends with ${wanted}; it said: ${stderr}`);
      });
    }
  }
});

describe('samples in Go', () => {
  for (const error of errors) {
    const sample = readExamples(error).samples.find(({ lang }) => lang === 'go');
    if (sample === undefined) continue;
    test(`${error.code}: the Go sample parses`, () => {
      goParser.parse(sample.code).iterate({
        enter({ type, from }) {
          const line = sample.code.slice(0, from).split('\n').length;
          assert.ok(!type.isError, `${error.code}: line ${line} of the Go sample is not valid Go`);
        },
      });
    });
  }
});
