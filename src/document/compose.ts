import { titleOf, type Details, type RegisteredError } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import type { Json } from '../core/json.ts';
import { buildPayload } from '../core/payload.ts';
import { foreignLang, sayWith } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { errorPath, errorUrl } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { actorWords, retryWords } from './facts.ts';
import {
  blocks as blocksOf,
  codeSpan,
  fence,
  frontMatter,
  inline,
  inlinePart,
  link,
  list,
  table,
  text,
} from './mdx.ts';
import { note } from './notes.ts';
import { composeSamples, requestOf } from './samples/index.ts';

/** What a document is made from, besides its entry. */
export interface DocumentContext {
  readonly site: Site;
  readonly words: Words;
  /** What is told of other errors, by code. */
  readonly errors: ReadonlyMap<string, Pick<RegisteredError, 'status'>>;
  /** Hand-written MDX for this code, without front matter. */
  readonly prose?: string | undefined;
}

/** The fragment id of a block: stable, whatever its title is. */
export type BlockId = keyof Words['blocks'];

/** A piece of an error's document: MDX that compiles by itself. */
export interface Block {
  /** With a title of ours above it. */
  readonly id?: BlockId;
  readonly title?: string;
  readonly body: string;
  /** Whether it is hand-written: its MDX may hold anything, also headings. */
  readonly isProse?: boolean;
}

type Compose = (error: RegisteredError, context: DocumentContext) => string;

/** What stands on the page, in this order; a block whose text is empty is left out. */
const BLOCKS: readonly (Pick<Block, 'id' | 'isProse'> & { readonly compose: Compose })[] = [
  { compose: ({ description }) => (description === undefined ? '' : blocksOf(description)) },
  { id: 'what-to-do', compose: ({ steps = [] }) => list(steps.map(inline), { ordered: true }) },
  { id: 'causes', compose: composeCauses },
  { id: 'example', compose: composeExample },
  { id: 'message', compose: composeMessage },
  { id: 'handle-in-code', compose: composeHandling },
  { id: 'retry', compose: composeRetry },
  { isProse: true, compose: (_, { prose = '' }) => prose.trim() },
  { id: 'tell-your-user', compose: composeUserMessage },
  {
    id: 'endpoints',
    compose: ({ endpoints = [] }) => list(endpoints.map((place) => link(codeSpan(place), '/endpoints/'))),
  },
  { id: 'not-this', compose: composeLookAlikes },
  { id: 'support', compose: composeSupport },
  { id: 'history', compose: composeHistory },
];

/** Every id that a block may have; no other heading of a document takes one of them. */
export const BLOCK_IDS: readonly BlockId[] = BLOCKS.flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The blocks of an error's document, in the order of the page, each only if it has data. */
export function composeBlocks(error: RegisteredError, context: DocumentContext): readonly Block[] {
  return BLOCKS.flatMap(({ compose, ...block }) => {
    const body = compose(error, context);
    if (body === '') return [];
    return [{ ...block, ...(block.id && { title: context.words.blocks[block.id] }), body }];
  });
}

/** A block as MDX; its heading carries the id in a note. */
function blockMdx({ id, title, body }: Block, context: Pick<DocumentContext, 'site' | 'words'>): string {
  return title === undefined ? body : `## ${ours(context, text(title))}${note({ id })}\n\n${body}`;
}

/** A whole error document as MDX: front matter, facts and blocks, for use without this site's page around it. */
export function composeDocument(error: RegisteredError, context: DocumentContext): string {
  const { words } = context;
  const { fact, status, retry, actor } = words.document;
  const facts = [
    ...(error.status === undefined ? [] : [[status, text(statusLine(error.status))] as const]),
    ...(error.retry === undefined ? [] : [[retry, inline(retryWords(error.retry, words))] as const]),
    ...(error.actor === undefined ? [] : [[actor, text(actorWords(error.actor, words))] as const]),
  ];
  const head = frontMatter({
    title: error.code === titleOf(error) ? error.code : `${error.code}: ${titleOf(error)}`,
    description: error.summary,
    code: error.code,
    status: error.status,
    category: error.category,
    slug: errorPath(error.code).slice(1, -1),
  });
  return `${[
    head,
    error.summary === undefined ? '' : inline(error.summary),
    list(facts.map(([label, value]) => sayWith(fact, (part) => part, { label: text(label), value }))),
    ...composeBlocks(error, context).map((block) => blockMdx(block, context)),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

type Speaker = Pick<DocumentContext, 'site' | 'words'>;

/** MDX that holds words of ours: marked with their language where the site speaks another. */
function ours({ site, words }: Speaker, mdx: string): string {
  const lang = foreignLang(words, site);
  return lang === undefined || mdx === '' ? mdx : `<span lang="${lang}">${mdx}</span>`;
}

/** A word as MDX; its values are MDX already. */
function speak(speaker: Speaker, word: string, values: Readonly<Record<string, string>> = {}): string {
  return sayWith(word, (part, place) => inlinePart(part, place, (mdx) => ours(speaker, mdx)), values);
}

/** The words over the columns of a table. */
function columns<Key extends string>(
  speaker: Speaker,
  titles: Readonly<Record<Key, string>>,
): Readonly<Record<Key, string>> {
  const named = Object.entries<string>(titles).map(([key, title]) => [key, ours(speaker, text(title))]);
  return Object.fromEntries(named) as Record<Key, string>;
}

function composeCauses({ causes = [], actor }: RegisteredError, context: DocumentContext): string {
  const { words } = context;
  if (causes.every(({ check, fix }) => !check && !fix)) return list(causes.map(({ cause }) => inline(cause)));
  const rows = causes.map(({ cause, check = '', fix = '', audience = actor }) => ({
    cause: `**${inline(cause)}**`,
    check: inline(check),
    fix:
      audience === undefined || audience === actor || fix === ''
        ? inline(fix)
        : sayWith(words.document.fixBy, (part) => part, {
            fix: inline(fix),
            actor: ours(context, text(actorWords(audience, words))),
          }),
  }));
  const { cause, check, fix } = words.document;
  return table(columns(context, { cause, check, fix }), rows);
}

function composeExample(error: RegisteredError, context: DocumentContext): string {
  const { example, scenario, examples = [], details } = error;
  const { words } = context;
  const payload = error.message === undefined && details === undefined ? [] : composeExchange(error, context);
  const illustrative = example !== undefined && example.source === undefined;
  return [
    scenario === undefined ? '' : inline(scenario),
    ...payload,
    illustrative ? speak(context, words.document.illustrates) : '',
    example?.source === undefined ? '' : speak(context, words.document.source, { source: inline(example.source) }),
    details === undefined ? '' : composeDetails(details, context),
    ...examples.map(({ title, lang, body }) => fence(lang, body, title === undefined ? {} : { title })),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function composeDetails({ fields, example: shown }: Details, context: DocumentContext): string {
  const { detail, type, meaning, example } = context.words.document;
  const rows = Object.entries(fields).map(([name, field]) => ({
    detail: codeSpan(name),
    type: text(field.type),
    meaning: inline(field.about),
    example: codeSpan(showValue(shown[name])) + note({ fill: `details.${name}` }),
  }));
  return table(columns(context, { detail, type, meaning, example }), rows);
}

/** A value of the details in a cell: a text as it is, all else as JSON. */
function showValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function composeExchange(error: RegisteredError, { site, words }: DocumentContext): readonly string[] {
  const { example, status } = error;
  const { request, response, body: bodyTitle } = words.document;
  const mark = example?.mark ?? [];
  const body = JSON.stringify(buildPayload(error, site), null, 2);
  const head = [
    ...(status === undefined ? [] : [`HTTP/1.1 ${statusLine(status)}`]),
    ...headerLines(example?.headers ?? {}),
  ].join('\n');
  return [
    ...(example?.request === undefined ? [] : [fence('http', composeRequest(error, site), { title: request })]),
    ...(head === '' ? [] : [fence('http', head, { title: response, marked: markedLines(head, mark, /^([\w-]+):/) })]),
    fence('json', body, { title: bodyTitle, marked: markedLines(body, mark, /^\s*"([^"]+)":/) }),
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

function composeMessage({ message, params = {}, variants = [] }: RegisteredError, context: DocumentContext): string {
  const { document: words } = context.words;
  if (variants.length > 0) {
    const titles = { status: words.variantStatus, title: words.variantTitle, message: words.message };
    const rows = variants.map((variant) => ({
      status: variant.status === undefined ? '' : String(variant.status),
      title: text(variant.title ?? ''),
      message: codeSpan(variant.message ?? ''),
    }));
    return [speak(context, words.variants), table(columns(context, titles), rows)].join('\n\n');
  }
  if (message === undefined) return '';
  const { placeholder, standsFor, example } = words;
  const rows = Object.entries(params).map(([name, param]) => ({
    placeholder: codeSpan(`{${name}}`),
    standsFor: inline(param.about),
    example: codeSpan(String(param.example)) + note({ fill: `params.${name}` }),
  }));
  const placeholders = rows.length === 0 ? '' : table(columns(context, { placeholder, standsFor, example }), rows);
  return [fence('text', message, { title: words.message, fill: 'message' }), placeholders].filter(Boolean).join('\n\n');
}

function composeHandling(error: RegisteredError, context: DocumentContext): string {
  const samples = composeSamples(error, context.site, context.words.samples);
  if (samples.length === 0) return '';
  const fences = samples.map(({ title, lang, code }) => fence(lang, code, { title }));
  return [speak(context, context.words.document.branch), '<CodeTabs>', ...fences, '</CodeTabs>'].join('\n\n');
}

function composeRetry({ retry }: RegisteredError, context: DocumentContext): string {
  if (retry === undefined) return '';
  const { waitHeader, retrySentences } = context.words;
  const remark = retry.note === undefined ? '' : inline(retry.note);
  if (retry.when !== 'after-wait' && remark !== '') return remark;
  const sentence =
    retry.when === 'after-wait' && retry.header !== undefined
      ? speak(context, waitHeader.sentence, { header: codeSpan(retry.header) })
      : speak(context, retrySentences[retry.when]);
  return [sentence, remark].filter(Boolean).join(' ');
}

function composeUserMessage({ userMessage }: RegisteredError, { words }: DocumentContext): string {
  return userMessage === undefined ? '' : fence('text', userMessage, { title: words.document.safe });
}

function composeLookAlikes({ confusedWith = [], related = [] }: RegisteredError, context: DocumentContext): string {
  const { code, codeStatus: status, difference, related: relatedWord, comma } = context.words.document;
  const linkTo = (other: string): string => link(codeSpan(other), errorPath(other));
  const rows = confusedWith.map((other) => ({
    code: linkTo(other.code),
    status: String(context.errors.get(other.code)?.status ?? ''),
    difference: inline(other.difference),
  }));
  const others = related.filter((other) => !confusedWith.some((twin) => twin.code === other));
  return [
    rows.length === 0 ? '' : table(columns(context, { code, status, difference }), rows),
    others.length === 0 ? '' : speak(context, relatedWord, { codes: others.map(linkTo).join(comma) }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function composeSupport({ code }: RegisteredError, context: DocumentContext): string {
  const {
    site,
    words: { document: words },
  } = context;
  const { label, href } = site.support;
  const requestId = site.requestIdHeader;
  return [
    speak(context, words.collect, { support: link(text(label), href) }),
    list([
      ...(requestId === undefined
        ? []
        : [speak(context, words.collectRequestId, { header: codeSpan(requestId) }) + note({ fill: 'requestId' })]),
      ...[words.collectBody, words.collectRequest, words.collectTime].map((word) => speak(context, word)),
    ]),
    speak(context, words.permanent),
    fence('text', errorUrl(site.url, code), { title: words.permanentLink }),
  ].join('\n\n');
}

function composeHistory(error: RegisteredError, context: DocumentContext): string {
  const { since, changes = [], formerly = [], aliases = [], docUrl } = error;
  const { document: words } = context.words;
  return list([
    ...(since === undefined ? [] : [speak(context, words.since, { since: text(since) })]),
    ...changes.map((change) =>
      speak(context, words.change, { since: text(change.since), about: inline(change.about) }),
    ),
    ...(formerly.length === 0
      ? []
      : [speak(context, words.formerly, { names: formerly.map(codeSpan).join(words.comma) })]),
    ...(aliases.length === 0 ? [] : [speak(context, words.aliases, { names: aliases.map(text).join(words.comma) })]),
    ...(docUrl === undefined ? [] : [speak(context, words.reading, { link: link(text(docUrl), docUrl) })]),
  ]);
}
