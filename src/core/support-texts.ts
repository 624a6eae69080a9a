/** The texts that a support desk copies, made from the facts of an error: at build for macros, in the browser with a ticket's values. */
import type { CauseValues } from './findings.ts';
import { escapeAttribute, escapeHtml } from './html.ts';
import { joinSentences, say } from './say.ts';
import { isSafeLink } from './url.ts';
import type { Words } from './words.ts';

/** What a ticket states of an error, as texts copy it. */
export interface TicketFacts {
  /** What the ticket states where it is not what the page states. */
  readonly receivedCode?: string | undefined;
  readonly receivedStatus?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly time?: string | undefined;
  readonly retryAfter?: string | undefined;
  /** Names and values of the structured part of the payload. */
  readonly details?: readonly (readonly [string, string])[] | undefined;
  /** The findings of the error with the values of the ticket. */
  readonly told?: readonly string[] | undefined;
}

/** What is known of an error, in plain words; what a ticket brings comes from the reader. */
export interface SupportFacts extends TicketFacts {
  /** Absent where responses carry none. */
  readonly code?: string | undefined;
  /** What responses may state for the code besides it: its two parts, where it is a subcode. */
  readonly parts?: readonly string[] | undefined;
  readonly title: string;
  readonly url: string;
  readonly status?: string | undefined;
  readonly retry?: string | undefined;
  readonly actor?: string | undefined;
  readonly summary?: string | undefined;
  readonly userMessage?: string | undefined;
  readonly steps: readonly string[];
  readonly causes: readonly {
    readonly cause: string;
    readonly check?: string | undefined;
    readonly fix?: string | undefined;
    readonly when?: CauseValues | undefined;
  }[];
  /** As the author wrote them, without values. */
  readonly findings?: readonly string[] | undefined;
}

/** One text in two forms, so that a paste keeps its links where the target takes HTML. */
export interface RichText {
  readonly text: string;
  readonly html: string;
}

type SupportWords = Words['support'];

/** The texts by name; the words of their buttons have the same names. */
export const SUPPORT_TEXTS = {
  link: composeLink,
  markdown: composeMarkdownLink,
  note: composeNote,
  reply: composeReply,
  report: composeReport,
} as const satisfies Partial<Record<keyof SupportWords, (facts: SupportFacts, words: SupportWords) => RichText>>;

/** A key of {@link SUPPORT_TEXTS}. */
export type SupportTextName = keyof typeof SUPPORT_TEXTS;

/** The texts for what is no error of the API, by the names of their buttons: each holds all that was received. */
export const UNKNOWN_TEXTS = {
  reply: composeUnknownReply,
  note: composeUnknown,
  report: composeReport,
} as const satisfies Partial<typeof SUPPORT_TEXTS>;

/** What a response states that is no error of the API. */
export interface UnknownFacts extends Omit<TicketFacts, 'receivedCode' | 'told'> {
  readonly code?: string | undefined;
  /** Whether the code was looked up, so that it is known to be none of the API. */
  readonly isLookedUp: boolean;
  /** The page that shows it. */
  readonly url: string;
  /** What the status means, whatever the API. */
  readonly meaning?: string | undefined;
}

/** The facts of what is no error of the API, which are those that were received and no others. */
export function unknownFacts({ meaning, isLookedUp, ...facts }: UnknownFacts, words: SupportWords): SupportFacts {
  const { code } = facts;
  const title = code === undefined ? words.codeless : isLookedUp ? words.unknown : code;
  return { ...facts, title, summary: meaning, steps: [], causes: [] };
}

/** A paragraph or a list. */
type Block = string | { readonly list: readonly string[]; readonly ordered?: boolean };

/** What an error goes by: its code, or its status where it has none. */
const shortNameOf = ({ code, status, title }: Pick<SupportFacts, 'code' | 'status' | 'title'>): string =>
  code ?? status ?? title;

/** The same with its title. */
export function fullNameOf(facts: Pick<SupportFacts, 'code' | 'status' | 'title'>): string {
  const name = shortNameOf(facts);
  return facts.title === name ? name : `${name}: ${facts.title}`;
}

function composeLink(facts: SupportFacts): RichText {
  return { text: facts.url, html: anchor(facts.url, fullNameOf(facts)) };
}

function composeMarkdownLink(facts: SupportFacts): RichText {
  const text = `[${fullNameOf(facts).replaceAll(/[\\[\]]/g, '\\$&')}](${facts.url})`;
  return { text, html: escapeHtml(text) };
}

function composeNote(facts: SupportFacts, words: SupportWords): RichText {
  return render(facts, [
    fullNameOf(facts),
    { list: [...(facts.told ?? []), ...listFacts(LISTED, facts, words)] },
    referTo(facts, words.reference, words),
  ]);
}

function composeUnknown(facts: SupportFacts, words: SupportWords): RichText {
  return render(facts, [
    fullNameOf(facts),
    { list: listFacts(LISTED, facts, words) },
    ...listDetails(facts, words),
    referTo(facts, words.reference, words),
  ]);
}

/** What tells the customer of the ticket which request this is about. */
const OF_REQUEST = ['requestId', 'endpoint', 'time', 'retryAfter'] as const;

function composeReply(facts: SupportFacts, words: SupportWords): RichText {
  const { userMessage, summary, steps, told = [], details = [] } = facts;
  return render(facts, [
    say(words.about, { code: shortNameOf(facts) }),
    userMessage ?? summary ?? fullNameOf(facts),
    ...(told.length > 0 ? [{ list: told }] : listFew(details, words)),
    ...titled(words.steps, steps, true),
    ...titled(words.request, listFacts(OF_REQUEST, facts, words)),
    referTo(facts, words.more, words),
  ]);
}

function composeUnknownReply(facts: SupportFacts, words: SupportWords): RichText {
  const { receivedStatus, summary, endpoint, time, details = [] } = facts;
  const needed = [
    words.needResponse,
    ...(endpoint === undefined ? [words.needRequest] : []),
    ...(time === undefined ? [words.needTime] : []),
  ];
  const status = [receivedStatus, summary].filter((part) => part !== undefined).join(': ');
  return render(facts, [
    say(words.about, { code: facts.code ?? receivedStatus ?? facts.title }),
    facts.code === undefined ? words.noCode : words.notListed,
    ...(status === '' ? [] : [say(words.fact, { name: words.receivedStatus, value: status })]),
    ...listFew(details, words),
    ...titled(words.need, needed),
    ...titled(words.request, listFacts(OF_REQUEST, facts, words)),
  ]);
}

function composeReport(facts: SupportFacts, words: SupportWords): RichText {
  const { summary, steps, causes, told = [] } = facts;
  const described = causes.map(({ cause, check, fix }) =>
    joinSentences([cause, check && say(words.check, { text: check }), fix && say(words.fix, { text: fix })]),
  );
  return render(facts, [
    fullNameOf(facts),
    ...(summary === undefined ? [] : [summary]),
    { list: [...told, ...listFacts(LISTED, facts, words)] },
    ...listDetails(facts, words),
    ...titled(words.causes, described),
    ...titled(words.steps, steps, true),
    referTo(facts, words.reference, words),
  ]);
}

const referTo = ({ url }: SupportFacts, name: string, { fact }: SupportWords): string =>
  say(fact, { name, value: url });

/** A list with a title; nothing where it is empty. */
function titled(title: string, list: readonly string[], ordered = false): readonly Block[] {
  return list.length === 0 ? [] : [title, { list, ordered }];
}

function listDetails({ details = [] }: SupportFacts, words: SupportWords): readonly Block[] {
  return titled(
    words.details,
    details.map(([name, value]) => say(words.fact, { name, value })),
  );
}

// A reply is for a customer to read: what is longer stays in the ticket.
const MOST_REPLIED = 8;
const LONGEST_REPLIED = 120;

/** The details that a customer can read; none where they are many or long. */
function listFew(details: readonly (readonly [string, string])[], words: SupportWords): readonly Block[] {
  const isFew = details.length <= MOST_REPLIED && details.every(([, value]) => value.length <= LONGEST_REPLIED);
  return isFew ? listDetails({ details } as SupportFacts, words) : [];
}

const LISTED = [
  'receivedCode',
  'receivedStatus',
  'status',
  'retry',
  'retryAfter',
  'actor',
  'message',
  'requestId',
  'endpoint',
  'time',
] as const;

function listFacts(
  names: readonly (typeof LISTED)[number][],
  facts: SupportFacts,
  words: SupportWords,
): readonly string[] {
  return names.flatMap((name) => {
    const value = facts[name];
    return value === undefined || value === '' ? [] : [say(words.fact, { name: labelOf(name, words), value })];
  });
}

/** The label of a fact; a header goes by its name in every language. */
const labelOf = (name: (typeof LISTED)[number], words: SupportWords): string =>
  name === 'retryAfter' ? RETRY_AFTER : words[name];

/** The header that states the wait. */
export const RETRY_AFTER = 'Retry-After';

function render({ url }: Pick<SupportFacts, 'url'>, blocks: readonly Block[]): RichText {
  const said = blocks.filter((block) => typeof block === 'string' || block.list.length > 0);
  return richText(said.map(blockText).join('\n\n'), url);
}

function blockText(block: Block): string {
  if (typeof block === 'string') return block;
  // An item stays on its line, whatever a ticket states: no line of it passes for another item.
  return block.list
    .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${item.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')}`)
    .join('\n');
}

/** A text as HTML as well: its paragraphs and lists, with the address of its page as a link. */
export function richText(text: string, url: string): RichText {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return { text, html: paragraphs.map((paragraph) => paragraphHtml(paragraph, url)).join('') };
}

const ITEMS = [
  ['ul', /^- /],
  ['ol', /^\d+\. /],
] as const;

function paragraphHtml(paragraph: string, url: string): string {
  const lines = paragraph.split('\n');
  const inline = (line: string): string => line.split(url).map(escapeHtml).join(anchor(url, url));
  const [tag, mark] = ITEMS.find(([, sign]) => lines.every((line) => sign.test(line))) ?? [];
  if (mark === undefined) return `<p>${lines.map(inline).join('<br>')}</p>`;
  return `<${tag}>${lines.map((line) => `<li>${inline(line.replace(mark, ''))}</li>`).join('')}</${tag}>`;
}

const anchor = (href: string, label: string): string =>
  isSafeLink(href) ? `<a href="${escapeAttribute(href)}">${escapeHtml(label)}</a>` : escapeHtml(label);
