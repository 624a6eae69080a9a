/** The texts that a support desk copies, made from the facts of an error: at build for macros, in the browser with a ticket's values. */
import { escapeAttribute, escapeHtml } from './html.ts';
import { say } from './say.ts';
import { isSafeLink } from './url.ts';
import type { Words } from './words.ts';

/** What is known of an error, in plain words; what a ticket brings comes from the reader. */
export interface SupportFacts {
  /** Absent where responses carry none. */
  readonly code?: string | undefined;
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
  }[];
  /** What the ticket states where it is not what the page states. */
  readonly receivedCode?: string | undefined;
  readonly receivedStatus?: string | undefined;
  /** The message of the ticket. */
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  /** Names and values of the structured part of the ticket's payload. */
  readonly details?: readonly (readonly [string, string])[];
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
  note: composeUnknown,
  report: composeReport,
} as const satisfies Partial<typeof SUPPORT_TEXTS>;

/** What a response states that is no error of the API. */
export interface UnknownFacts extends Pick<
  SupportFacts,
  'code' | 'receivedStatus' | 'message' | 'requestId' | 'details'
> {
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

/** A paragraph or a list; a link stands for itself. */
type Block =
  | { readonly p: string }
  | { readonly link: string; readonly label: string }
  | { readonly list: readonly string[]; readonly ordered?: boolean };

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
  return render([
    { p: fullNameOf(facts) },
    { list: listFacts(facts, words) },
    { label: words.reference, link: facts.url },
  ]);
}

function composeUnknown(facts: SupportFacts, words: SupportWords): RichText {
  return render([
    { p: fullNameOf(facts) },
    { list: listFacts(facts, words) },
    ...listDetails(facts, words),
    { label: words.reference, link: facts.url },
  ]);
}

function composeReply(facts: SupportFacts, words: SupportWords): RichText {
  const { userMessage, summary, steps, requestId, url } = facts;
  return render([
    { p: say(words.about, { code: shortNameOf(facts) }) },
    { p: userMessage ?? summary ?? fullNameOf(facts) },
    ...(steps.length === 0 ? [] : [{ p: words.steps }, { list: steps, ordered: true }]),
    ...(requestId === undefined ? [] : [{ p: say(words.request, { id: requestId }) }]),
    { label: words.more, link: url },
  ]);
}

function composeReport(facts: SupportFacts, words: SupportWords): RichText {
  const { summary, steps, causes, url } = facts;
  const described = causes.map(({ cause, check, fix }) =>
    [cause, check && say(words.check, { text: check }), fix && say(words.fix, { text: fix })].filter(Boolean).join(' '),
  );
  return render([
    { p: fullNameOf(facts) },
    ...(summary === undefined ? [] : [{ p: summary }]),
    { list: listFacts(facts, words) },
    ...listDetails(facts, words),
    ...(causes.length === 0 ? [] : [{ p: words.causes }, { list: described }]),
    ...(steps.length === 0 ? [] : [{ p: words.steps }, { list: steps, ordered: true }]),
    { label: words.reference, link: url },
  ]);
}

function listDetails({ details = [] }: SupportFacts, words: SupportWords): readonly Block[] {
  const list = details.map(([name, value]) => say(words.fact, { name, value }));
  return list.length === 0 ? [] : [{ p: words.details }, { list }];
}

const LISTED = ['receivedCode', 'receivedStatus', 'status', 'retry', 'actor', 'message', 'requestId'] as const;

function listFacts(facts: SupportFacts, words: SupportWords): readonly string[] {
  return LISTED.flatMap((name) => {
    const value = facts[name];
    return value === undefined || value === '' ? [] : [say(words.fact, { name: words[name], value })];
  });
}

function render(blocks: readonly Block[]): RichText {
  const said = blocks.filter((block) => !('list' in block) || block.list.length > 0);
  return { text: said.map(blockText).join('\n\n'), html: said.map(blockHtml).join('') };
}

function blockText(block: Block): string {
  if ('p' in block) return block.p;
  if ('link' in block) return `${block.label}: ${block.link}`;
  return block.list.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${item}`).join('\n');
}

function blockHtml(block: Block): string {
  if ('p' in block) return `<p>${escapeHtml(block.p)}</p>`;
  if ('link' in block) return `<p>${escapeHtml(block.label)}: ${anchor(block.link, block.link)}</p>`;
  const tag = block.ordered ? 'ol' : 'ul';
  return `<${tag}>${block.list.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</${tag}>`;
}

const anchor = (href: string, label: string): string =>
  isSafeLink(href) ? `<a href="${escapeAttribute(href)}">${escapeHtml(label)}</a>` : escapeHtml(label);
