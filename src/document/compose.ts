import { hasCode, nameOf, statusesOf, stepsOf, titleOf, type RegisteredError } from '../core/define.ts';
import { apiOf, codePartsOf, envelopeOf, findPlaceholder, NO_BODY } from '../core/envelope.ts';
import { statusLine } from '../core/http.ts';
import { codeValue, subcodeValue } from '../core/payload.ts';
import { SAMPLE_LANGUAGES } from '../core/samples.ts';
import { joinSentences, sayWith } from '../core/say.ts';
import { endpointPath, errorPath, errorUrl } from '../core/url.ts';
import { hasPage, type Site } from '../core/site.ts';
import { isPublic } from '../core/visibility.ts';
import type { Words } from '../core/words.ts';
import { composeExample, composeFields, composeHeaders, showPath } from './example.ts';
import { actorWords, retryWords, statusName } from './facts.ts';
import {
  blocks as blocksOf,
  codeSpan,
  fence,
  frontMatter,
  inline,
  link,
  list,
  splitFences,
  table,
  text,
} from './mdx.ts';
import { note } from './notes.ts';
import { composeSamples } from './samples/index.ts';
import { isSparse } from './sparse.ts';
import { columns, ours, speak, type Speaker } from './speak.ts';
import type { ToldErrors } from './told-errors.ts';

/** What a document is made from, besides its entry. */
export interface DocumentContext extends Speaker {
  /** What is told of other errors, by code. */
  readonly errors: ToldErrors;
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
  /**
   * Where the page shows it, without a heading: among the facts, at the end of the example, or in the menu for sharing,
   * which says it in its own way. Absent: below its heading.
   */
  readonly place?: 'facts' | 'example' | 'share';
}

type Compose = (error: RegisteredError, context: DocumentContext) => string;

/** How a block of a document is made. */
interface BlockMaker extends Pick<Block, 'id' | 'isProse' | 'place'> {
  readonly compose: Compose;
  /** Its title, where that depends on the entry. */
  readonly titleOf?: (error: RegisteredError, words: Words) => string;
  /** Whether it says of each error much the same. */
  readonly isGeneral?: boolean;
}

/** What stands on the page, in this order; a block whose text is empty is left out. */
const BLOCKS: readonly BlockMaker[] = [
  { compose: composeSource },
  { compose: composeParent },
  { compose: ({ description }) => (description === undefined ? '' : blocksOf(description)) },
  { id: 'what-to-do', compose: composeSteps },
  { id: 'causes', compose: composeCauses },
  { id: 'subcodes', compose: composeSubcodes },
  { id: 'example', compose: composeExample },
  { id: 'fields', compose: composeFields },
  { id: 'headers', compose: composeHeaders },
  { id: 'message', place: 'example', compose: composeTemplate },
  { id: 'forms', compose: composeVariants },
  { id: 'handle-in-code', isGeneral: true, compose: composeHandling },
  { id: 'retry', place: 'facts', compose: composeRetry },
  { isProse: true, compose: (_, { prose = '' }) => prose.trim() },
  { id: 'tell-your-user', compose: composeUserMessage },
  { id: 'endpoints', compose: composeEndpoints },
  { id: 'not-this', compose: composeLookAlikes },
  { id: 'support', isGeneral: true, compose: composeSupport },
  { place: 'share', isGeneral: true, compose: composeLink },
  { id: 'history', titleOf: historyTitle, compose: composeHistory },
];

/** The same where nobody wrote about the error: what is known of it comes before what is true of all. */
const SPARSE_BLOCKS = [...BLOCKS.filter(({ isGeneral }) => !isGeneral), ...BLOCKS.filter(({ isGeneral }) => isGeneral)];

/** Every id that a block may have. */
const BLOCK_IDS: readonly BlockId[] = BLOCKS.flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The fragment that shows a block in one of the languages of its samples. */
export const sampleId = (id: BlockId, lang: string): string => `${id}-${lang}`;

/** Every id that a page of an error may have without its prose; no heading of prose takes one of them. */
export const RESERVED_IDS: readonly string[] = [
  ...BLOCK_IDS,
  ...Object.keys(SAMPLE_LANGUAGES).map((lang) => sampleId('handle-in-code', lang)),
  'content',
  'on-this-page',
];

/** The blocks of an error's document, in the order of the page, each only if it has data. */
export function composeBlocks(error: RegisteredError, context: DocumentContext): readonly Block[] {
  const { words } = context;
  return (isSparse(error) ? SPARSE_BLOCKS : BLOCKS).flatMap(({ compose, titleOf, isGeneral: _, ...block }) => {
    const body = compose(error, context);
    if (body === '') return [];
    const title = titleOf?.(error, words) ?? (block.id && words.blocks[block.id]);
    return [{ ...block, ...(title !== undefined && { title }), body }];
  });
}

/** The fragments of blocks of ours, and of the languages of their samples. */
export function listAnchors(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(({ id, body }) => {
    if (id !== 'handle-in-code') return id ?? [];
    const samples = splitFences(body).filter((part) => typeof part !== 'string');
    return [id, ...samples.map(({ lang }) => sampleId(id, lang))];
  });
}

/** A block as MDX; its heading carries the id in a note. */
function blockMdx({ id, title, body }: Block, context: Pick<DocumentContext, 'site' | 'words'>): string {
  return title === undefined ? body : `## ${ours(context, text(title))}${note({ id })}\n\n${body}`;
}

/** The title of an error's document, where no page around it tells its name. */
export function documentTitle(error: RegisteredError): string {
  const name = nameOf(error);
  return name === titleOf(error) ? name : `${name}: ${titleOf(error)}`;
}

/** What follows the title of an error's document as MDX: summary, facts and blocks. */
export function documentBody(
  error: RegisteredError,
  context: DocumentContext,
  blocks: readonly Block[] = composeBlocks(error, context),
): string {
  const { words } = context;
  const { fact, status, retry, actor } = words.document;
  const statuses = statusesOf(error);
  const facts = [
    ...(statuses.length === 0 ? [] : [[status, text(statuses.map(statusLine).join(words.document.comma))] as const]),
    ...(error.retry === undefined ? [] : [[retry, inline(retryWords(error.retry, words))] as const]),
    ...(error.actor === undefined ? [] : [[actor, text(actorWords(error.actor, words))] as const]),
  ];
  return [
    error.summary === undefined ? '' : inline(error.summary),
    list(facts.map(([label, value]) => sayWith(fact, (part) => part, { label: text(label), value }))),
    ...blocks.map((block) => blockMdx(block, context)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A whole error document as MDX: front matter, facts and blocks, for use without this site's page around it. */
export function composeDocument(error: RegisteredError, context: DocumentContext): string {
  const head = frontMatter({
    title: documentTitle(error),
    description: error.summary,
    code: hasCode(error) ? error.code : undefined,
    status: error.status,
    category: error.category,
    slug: errorPath(error.code).slice(1, -1),
  });
  return `${[head, documentBody(error, context)].filter(Boolean).join('\n\n')}\n`;
}

function composeSteps({ steps = [] }: RegisteredError, context: DocumentContext): string {
  const texts = stepsOf({ steps }).map((step, index) => markInternal(inline(step), steps[index], context));
  return list(texts, { ordered: true });
}

/** MDX with a mark before it where the public doesn't see what it says. */
function markInternal(mdx: string, part: unknown, context: DocumentContext): string {
  const { internal, document } = context.words;
  if (isPublic(part)) return mdx;
  return sayWith(document.fact, (word) => word, { label: ours(context, text(internal.label)), value: mdx });
}

function composeCauses({ causes = [], actor }: RegisteredError, context: DocumentContext): string {
  const { words } = context;
  if (causes.every(({ check, fix }) => !check && !fix))
    return list(causes.map((each) => markInternal(inline(each.cause), each, context)));
  const rows = causes.map(({ cause, check = '', fix = '', audience = actor, visibility }) => ({
    cause: markInternal(`**${inline(cause)}**`, { visibility }, context),
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

/** Where nobody wrote about an error, its source leads the page. */
function composeSource(error: RegisteredError, context: DocumentContext): string {
  const { docUrl } = error;
  return docUrl === undefined || !isSparse(error) ? '' : speakReading(docUrl, context);
}

const speakReading = (docUrl: string, context: DocumentContext): string =>
  speak(context, context.words.document.reading, readingOf(docUrl));

const readingOf = (docUrl: string): { readonly link: string } => ({ link: link(text(docUrl), docUrl) });

/** The parent of a subcode, and where its body holds the two. */
function composeParent(error: RegisteredError, context: DocumentContext): string {
  const { parent } = error;
  if (parent === undefined) return '';
  const { subcodeOf, subcodeOfTitled, bodyHolds, comma } = context.words.document;
  const title = context.errors.get(parent)?.title;
  const body = envelopeOf(error, context.site)?.body;
  const values = { code: codeValue(error), subcode: subcodeValue(error) };
  const held = Object.entries(values).flatMap(([name, value]) => {
    const path = findPlaceholder(body, name);
    return path === undefined || value === undefined ? [] : [codeSpan(`${showPath(path)}: ${JSON.stringify(value)}`)];
  });
  const sentence =
    title === undefined
      ? speak(context, subcodeOf, { parent: linkTo(parent, context) })
      : speak(context, subcodeOfTitled, { parent: linkTo(parent, context), title: text(title) });
  return joinSentences([sentence, held.length === 0 ? '' : speak(context, bodyHolds, { values: held.join(comma) })]);
}

/** The subcodes of an error, each with its page. */
function composeSubcodes({ code }: RegisteredError, context: DocumentContext): string {
  const { subcode, variantTitle: title, meaning } = context.words.document;
  const rows = (context.errors.get(code)?.subcodes ?? []).map((key) => {
    const told = context.errors.get(key);
    return {
      subcode: link(codeSpan(codePartsOf({ code: key, parent: code }).subcode ?? key), errorPath(key)),
      title: text(told?.title ?? ''),
      meaning: inline(told?.summary ?? ''),
    };
  });
  return rows.length === 0 ? '' : table(columns(context, { subcode, title, meaning }), rows);
}

/** A link to another error, called as pages call it. */
export function linkTo(code: string, { errors }: Pick<DocumentContext, 'errors'>): string {
  const other = errors.get(code);
  return link(other === undefined || hasCode(other) ? codeSpan(code) : text(nameOf(other)), errorPath(code));
}

function composeVariants({ variants = [] }: RegisteredError, context: DocumentContext): string {
  const { document: words, blocks } = context.words;
  if (variants.length === 0) return '';
  const titles = {
    status: words.variantStatus,
    title: words.variantTitle,
    message: words.message,
    meaning: words.meaning,
    endpoints: blocks.endpoints,
  };
  const rows = variants.map((variant) => ({
    status: variant.status === undefined ? '' : text(statusName(variant.status, context.words)),
    title: text(variant.title ?? ''),
    message: codeSpan(variant.message ?? ''),
    meaning: inline(variant.about ?? ''),
    endpoints: nameSome(variant.endpoints ?? [], context),
  }));
  return [speak(context, words.variants), table(columns(context, titles), rows)].join('\n\n');
}

/** How many endpoints stand there at once; a page with hundreds would hide all else below them. */
const FEW_ENDPOINTS = 12;

const nameEndpoint = (place: string, { site }: Pick<Speaker, 'site'>): string =>
  hasPage(site, 'endpoints') ? link(codeSpan(place), endpointPath(place)) : codeSpan(place);

/** The first endpoints of a form, and how many more it has: its error lists them all. */
function nameSome(places: readonly string[], context: Speaker): string {
  const { comma, moreEndpoints } = context.words.document;
  const shown = places.slice(0, FEW_ENDPOINTS).map((place) => nameEndpoint(place, context));
  const more = places.length - shown.length;
  return [...shown, ...(more > 0 ? [speak(context, moreEndpoints, { count: String(more) })] : [])].join(comma);
}

/** Every endpoint that no form has named. */
function composeEndpoints({ endpoints = [], variants = [] }: RegisteredError, context: DocumentContext): string {
  const named = new Set(variants.flatMap((variant) => (variant.endpoints ?? []).slice(0, FEW_ENDPOINTS)));
  const places = endpoints.filter((place) => !named.has(place)).map((place) => nameEndpoint(place, context));
  const more = places.slice(FEW_ENDPOINTS);
  if (more.length === 0) return list(places);
  const summary = speak(context, context.words.document.moreEndpoints, { count: String(more.length) });
  return [
    list(places.slice(0, FEW_ENDPOINTS)),
    `<details>\n<summary>${summary}</summary>`,
    list(more),
    '</details>',
  ].join('\n\n');
}

function composeTemplate({ message, params = {} }: RegisteredError, context: DocumentContext): string {
  const { document: words } = context.words;
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
  const branch = hasCode(error) ? [speak(context, context.words.document.branch)] : [];
  return [...branch, '<CodeTabs>', ...fences, '</CodeTabs>'].join('\n\n');
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
  return joinSentences([sentence, remark]);
}

function composeUserMessage({ userMessage }: RegisteredError, { words }: DocumentContext): string {
  return userMessage === undefined ? '' : fence('text', userMessage, { title: words.document.safe });
}

function composeLookAlikes({ confusedWith = [], related = [] }: RegisteredError, context: DocumentContext): string {
  const { code, codeStatus: status, difference, related: relatedWord, comma } = context.words.document;
  const rows = confusedWith.map((other) => ({
    code: linkTo(other.code, context),
    status: statusesOf(context.errors.get(other.code) ?? {})
      .map((status) => text(statusName(status, context.words)))
      .join(comma),
    difference: inline(other.difference),
  }));
  const others = related.filter((other) => !confusedWith.some((twin) => twin.code === other));
  return [
    rows.length === 0 ? '' : table(columns(context, { code, status, difference }), rows),
    others.length === 0
      ? ''
      : speak(context, relatedWord, { codes: others.map((other) => linkTo(other, context)).join(comma) }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function composeSupport(error: RegisteredError, context: DocumentContext): string {
  const {
    site,
    words: { document: words },
  } = context;
  const { label, href } = site.support;
  const requestId = apiOf(error, site).requestIdHeader;
  return [
    speak(context, words.collect, { support: link(text(label), href) }),
    list([
      ...(requestId === undefined
        ? []
        : [speak(context, words.collectRequestId, { header: codeSpan(requestId) }) + note({ fill: 'requestId' })]),
      ...[collectedBody(error, words), words.collectRequest, words.collectTime].map((word) => speak(context, word)),
    ]),
  ].join('\n\n');
}

/** What a site promises of the address of an error. */
export function promisesOf(
  site: Pick<Site, 'problemDocuments'>,
  { document: { permanent, problemType } }: Words,
): readonly string[] {
  return [permanent, ...(site.problemDocuments === true ? [problemType] : [])];
}

function composeLink(error: RegisteredError, context: DocumentContext): string {
  const { site, words } = context;
  return [
    joinSentences(promisesOf(apiOf(error, site), words).map((word) => speak(context, word))),
    fence('text', errorUrl(site.url, error.code), { title: words.document.permanentLink }),
  ].join('\n\n');
}

function collectedBody(error: RegisteredError, words: Words['document']): string {
  if (error.envelope === NO_BODY) return words.collectStatus;
  return hasCode(error) ? words.collectBody : words.collectWholeBody;
}

const hasHistory = ({ since, changes = [], formerly = [] }: RegisteredError): boolean =>
  since !== undefined || changes.length + formerly.length > 0;

/** A history is called one only where something happened; the other names of an error are what it is found by. */
function historyTitle(error: RegisteredError, { blocks, document: words }: Words): string {
  if (hasHistory(error)) return blocks.history;
  return error.aliases?.length ? words.foundBy : words.readingTitle;
}

function composeHistory(error: RegisteredError, context: DocumentContext): string {
  const { since, changes = [], formerly = [], aliases = [], docUrl } = error;
  const { document: words } = context.words;
  const names = aliases.map(text).join(words.comma);
  const reading = docUrl === undefined || isSparse(error) ? undefined : docUrl;
  if (!hasHistory(error)) {
    const more =
      reading === undefined ? [] : names === '' ? [readingOf(reading).link] : [speakReading(reading, context)];
    return [names, ...more].filter(Boolean).join('\n\n');
  }
  return list([
    ...(since === undefined ? [] : [speak(context, words.since, { since: text(since) })]),
    ...changes.map((change) =>
      speak(context, words.change, { since: text(change.since), about: inline(change.about) }),
    ),
    ...(formerly.length === 0
      ? []
      : [speak(context, words.formerly, { names: formerly.map(codeSpan).join(words.comma) })]),
    ...(names === '' ? [] : [speak(context, words.aliases, { names })]),
    ...(reading === undefined ? [] : [speakReading(reading, context)]),
  ]);
}
