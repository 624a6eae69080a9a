import type { RegisteredError } from '../core/define.ts';
import { titleOf } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import type { Json } from '../core/json.ts';
import { buildPayload } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import { errorPath, errorUrl } from '../core/url.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { BLOCKS, type BlockId } from './blocks.ts';
import { blocks as blocksOf, codeSpan, fence, frontMatter, inline, link, list, table, text } from './mdx.ts';
import { composeSamples, requestOf } from './samples/index.ts';

/** What a document is made from, besides its entry. */
export interface DocumentContext {
  readonly site: Site;
  /** The registry by code. */
  readonly errors: ReadonlyMap<string, RegisteredError>;
  /** Hand-written MDX for this code, without front matter. */
  readonly prose?: string | undefined;
}

/** The body of an error's document as MDX: its blocks in the order of the page, each only if it has data. */
export function composeBody(error: RegisteredError, context: DocumentContext): string {
  const blocks: Readonly<Record<BlockId, string>> = {
    'what-to-do': composeSteps(error),
    causes: composeCauses(error),
    example: composeExample(error, context.site),
    message: composeMessage(error),
    'handle-in-code': composeHandling(error, context.site),
    retry: composeRetry(error),
    'tell-your-user':
      error.userMessage === undefined ? '' : fence('text', error.userMessage, { title: 'Safe to show' }),
    endpoints: list((error.endpoints ?? []).map((endpoint) => link(codeSpan(endpoint), '/endpoints/'))),
    'not-this': composeLookAlikes(error, context),
    support: composeSupport(error, context.site),
    history: composeHistory(error),
  };
  const sections = Object.entries(BLOCKS).map(([id, title]) => {
    const block = blocks[id as BlockId];
    const section = block === '' ? '' : `## ${title}\n\n${block}`;
    return id === PROSE_BEFORE ? [context.prose?.trim(), section] : [section];
  });
  return [error.description === undefined ? '' : blocksOf(error.description), ...sections.flat()]
    .filter(Boolean)
    .join('\n\n');
}

/** The block that hand-written prose stands before. */
const PROSE_BEFORE: BlockId = 'tell-your-user';

/** A whole error document as MDX: front matter, facts and body, for use without this site's page around it. */
export function composeDocument(error: RegisteredError, context: DocumentContext): string {
  const facts = [
    ...(error.status === undefined ? [] : [`**HTTP status:** ${text(statusLine(error.status))}`]),
    ...(error.retry === undefined ? [] : [`**Retry:** ${retryLabel(error)}`]),
    ...(error.actor === undefined ? [] : [`**Who acts:** ${ACTORS[error.actor].label}`]),
  ];
  const head = frontMatter({
    title: error.code === titleOf(error) ? error.code : `${error.code}: ${titleOf(error)}`,
    description: error.summary,
    code: error.code,
    status: error.status,
    category: error.category,
    slug: errorPath(error.code).slice(1, -1),
  });
  const summary = error.summary === undefined ? '' : inline(error.summary);
  return `${[head, summary, list(facts), composeBody(error, context)].filter(Boolean).join('\n\n')}\n`;
}

/** Whether to retry, as MDX: "Yes, after `Retry-After`". */
export function retryLabel({ retry }: RegisteredError): string {
  if (retry === undefined) return '';
  if (retry.when !== 'after-wait' || retry.header === undefined) return RETRY_KINDS[retry.when].label;
  return `Yes, after ${codeSpan(retry.header)}`;
}

function composeSteps({ steps = [] }: RegisteredError): string {
  return list(steps.map(inline), { ordered: true });
}

function composeCauses({ causes = [], actor }: RegisteredError): string {
  const rows = causes.map(({ cause, check = '', fix = '', audience = actor }) => [
    `**${inline(cause)}**`,
    inline(check),
    audience === undefined || audience === actor || fix === ''
      ? inline(fix)
      : `${inline(fix)} (${ACTORS[audience].label})`,
  ]);
  if (rows.length === 0) return '';
  if (rows.every(([, check, fix]) => !check && !fix)) return list(causes.map(({ cause }) => inline(cause)));
  return table(['Cause', 'How to confirm', 'Fix'], rows);
}

function composeExample(error: RegisteredError, site: Site): string {
  const { example, scenario, examples = [], details } = error;
  const payload = error.message === undefined && details === undefined ? [] : composeExchange(error, site);
  const illustrative = example !== undefined && example.source === undefined;
  return [
    scenario === undefined ? '' : inline(scenario),
    ...payload,
    illustrative
      ? 'The request and the values of the headers illustrate; the status and the body are this API’s own.'
      : '',
    example?.source === undefined ? '' : `Source of the request: ${inline(example.source)}.`,
    details === undefined
      ? ''
      : table(
          ['Detail', 'Type', 'Meaning', 'Example'],
          Object.entries(details.fields).map(([name, { type, about }]) => [
            codeSpan(name),
            text(type),
            inline(about),
            codeSpan(showValue(details.example[name])),
          ]),
        ),
    ...examples.map(({ title, lang, body }) => fence(lang, body, title === undefined ? {} : { title })),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A value of the details in a cell: a text as it is, all else as JSON. */
function showValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function composeExchange(error: RegisteredError, site: Site): readonly string[] {
  const { example, status } = error;
  const mark = example?.mark ?? [];
  const body = JSON.stringify(buildPayload(error, site), null, 2);
  const head = [
    ...(status === undefined ? [] : [`HTTP/1.1 ${statusLine(status)}`]),
    ...headerLines(example?.headers ?? {}),
  ].join('\n');
  return [
    ...(example?.request === undefined ? [] : [fence('http', composeRequest(error, site), { title: 'Request' })]),
    ...(head === '' ? [] : [fence('http', head, { title: 'Response', marked: markedLines(head, mark, /^([\w-]+):/) })]),
    fence('json', body, { title: 'Response body', marked: markedLines(body, mark, /^\s*"([^"]+)":/) }),
  ];
}

function composeRequest(error: RegisteredError, site: Site): string {
  const { method, path, headers, body } = requestOf(error);
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${new URL(site.apiUrl).host}`, ...headerLines(headers)];
  if (body === undefined) return lines.join('\n');
  return [...lines, 'Content-Type: application/json', '', JSON.stringify(body, null, 2)].join('\n');
}

const headerLines = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** Numbers of the lines whose key, found by `pattern`, is one of `mark`. */
function markedLines(body: string, mark: readonly string[], pattern: RegExp): readonly number[] {
  return body.split('\n').flatMap((line, index) => (mark.includes(pattern.exec(line)?.[1] ?? '') ? [index + 1] : []));
}

function composeMessage({ message, params = {}, variants = [] }: RegisteredError): string {
  if (variants.length > 0) {
    return [
      'The code comes in several forms:',
      table(
        ['Status', 'Title', 'Message'],
        variants.map((variant) => [
          variant.status === undefined ? '' : String(variant.status),
          text(variant.title ?? ''),
          codeSpan(variant.message ?? ''),
        ]),
      ),
    ].join('\n\n');
  }
  if (message === undefined) return '';
  const rows = Object.entries(params).map(([name, { about, example }]) => [
    codeSpan(`{${name}}`),
    inline(about),
    codeSpan(String(example)),
  ]);
  const placeholders = rows.length === 0 ? '' : table(['Placeholder', 'Stands for', 'Example'], rows);
  return [fence('text', message, { title: 'Message', fill: 'message' }), placeholders].filter(Boolean).join('\n\n');
}

function composeHandling(error: RegisteredError, site: Site): string {
  const samples = composeSamples(error, site);
  if (samples.length === 0) return '';
  const fences = samples.map(({ title, lang, code }) => fence(lang, code, { title }));
  return [
    'Branch on the code, never on the message: the message may change, the code does not.',
    '<CodeTabs>',
    ...fences,
    '</CodeTabs>',
  ].join('\n\n');
}

function composeRetry({ retry }: RegisteredError): string {
  if (retry === undefined) return '';
  if (retry.when !== 'after-wait' && retry.note !== undefined) return inline(retry.note);
  const sentence =
    retry.when === 'after-wait' && retry.header !== undefined
      ? `The same request may be sent again once the time in the ${codeSpan(retry.header)} header has passed.`
      : RETRY_SENTENCES[retry.when];
  return [sentence, retry.note === undefined ? '' : inline(retry.note)].filter(Boolean).join(' ');
}

const RETRY_SENTENCES = {
  'after-wait': 'The same request may be sent again after a wait that grows with each attempt.',
  'once-fixed': 'The same request fails again until its cause is removed, so an automatic retry is of no use.',
  never: 'The same request never succeeds.',
} as const;

function composeLookAlikes({ confusedWith = [], related = [] }: RegisteredError, { errors }: DocumentContext): string {
  const rows = confusedWith.map(({ code, difference }) => {
    const status = errors.get(code)?.status;
    return [link(codeSpan(code), errorPath(code)), status === undefined ? '' : String(status), inline(difference)];
  });
  const others = related.filter((code) => !confusedWith.some((other) => other.code === code));
  return [
    rows.length === 0 ? '' : table(['Code', 'Status', 'The difference'], rows),
    others.length === 0 ? '' : `Related: ${others.map((code) => link(codeSpan(code), errorPath(code))).join(', ')}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function composeSupport({ code }: RegisteredError, site: Site): string {
  return [
    `Collect these, then write to ${link(text(site.support.label), site.support.href)}:`,
    list([
      ...(site.requestIdHeader === undefined ? [] : [`the request id (${codeSpan(site.requestIdHeader)})`]),
      'the code, and the whole response body',
      'the method and path of the request, without its credentials',
      'the time of the request, with its time zone',
    ]),
    'The address of this page is permanent. It is also the `type` of this error in an RFC 9457 problem document.',
    fence('text', errorUrl(site.url, code), { title: 'Permanent link' }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function composeHistory({ since, changes = [], formerly = [], aliases = [], docUrl }: RegisteredError): string {
  return list([
    ...(since === undefined ? [] : [`Since ${text(since)}`]),
    ...changes.map((change) => `${text(change.since)}: ${inline(change.about)}`),
    ...(formerly.length === 0 ? [] : [`Formerly ${formerly.map(codeSpan).join(', ')}`]),
    ...(aliases.length === 0 ? [] : [`Also called ${aliases.map(text).join(', ')}`]),
    ...(docUrl === undefined ? [] : [`Further reading: ${link(text(docUrl), docUrl)}`]),
  ]);
}
