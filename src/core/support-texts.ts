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
  const { summary, steps, details = [], causes, url } = facts;
  const described = causes.map(({ cause, check, fix }) =>
    [cause, check && say(words.check, { text: check }), fix && say(words.fix, { text: fix })].filter(Boolean).join(' '),
  );
  return render([
    { p: fullNameOf(facts) },
    ...(summary === undefined ? [] : [{ p: summary }]),
    { list: listFacts(facts, words) },
    ...(details.length === 0
      ? []
      : [{ p: words.details }, { list: details.map(([name, value]) => say(words.fact, { name, value })) }]),
    ...(causes.length === 0 ? [] : [{ p: words.causes }, { list: described }]),
    ...(steps.length === 0 ? [] : [{ p: words.steps }, { list: steps, ordered: true }]),
    { label: words.reference, link: url },
  ]);
}

function listFacts(facts: SupportFacts, words: SupportWords): readonly string[] {
  return (['status', 'retry', 'actor', 'message', 'requestId'] as const).flatMap((name) => {
    const value = facts[name];
    return value === undefined || value === '' ? [] : [say(words.fact, { name: words[name], value })];
  });
}

function render(blocks: readonly Block[]): RichText {
  return { text: blocks.map(blockText).join('\n\n'), html: blocks.map(blockHtml).join('') };
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
