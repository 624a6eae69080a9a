/** The texts that a support desk copies, made from the facts of an error: at build for macros, in the browser with a ticket's values. */

import { escapeAttribute, escapeHtml } from './html.ts';
import { isSafeLink } from './url.ts';

/** What is known of an error, in plain words; the reader's own values where there are any. */
export interface SupportFacts {
  readonly code: string;
  readonly title: string;
  readonly url: string;
  readonly status?: string | undefined;
  readonly retry?: string | undefined;
  readonly actor?: string | undefined;
  readonly summary?: string | undefined;
  readonly userMessage?: string | undefined;
  readonly steps: readonly string[];
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  /** Names and values of the structured part of the payload. */
  readonly details?: readonly (readonly [string, string])[];
  readonly causes?: readonly { readonly cause: string; readonly check: string; readonly fix: string }[];
}

/** One text in two forms, so that a paste keeps its links where the target takes HTML. */
export interface RichText {
  readonly text: string;
  readonly html: string;
}

/** The texts by name, each with the words of its button. */
export const SUPPORT_TEXTS = {
  link: { label: 'Copy link', compose: composeLink },
  markdown: { label: 'Copy as Markdown', compose: composeMarkdownLink },
  note: { label: 'Copy for a ticket', compose: composeNote },
  reply: { label: 'Copy reply to customer', compose: composeReply },
  report: { label: 'Copy all for an engineer', compose: composeReport },
} as const satisfies Record<string, { label: string; compose: (facts: SupportFacts) => RichText }>;

/** A key of {@link SUPPORT_TEXTS}. */
export type SupportTextName = keyof typeof SUPPORT_TEXTS;

/** A paragraph or a list; a link stands for itself. */
type Block =
  | { readonly p: string }
  | { readonly link: string; readonly label: string }
  | { readonly list: readonly string[]; readonly ordered?: boolean };

const nameOf = ({ code, title }: SupportFacts): string => (title === code ? code : `${code}: ${title}`);

function composeLink(facts: SupportFacts): RichText {
  return { text: facts.url, html: anchor(facts.url, nameOf(facts)) };
}

function composeMarkdownLink(facts: SupportFacts): RichText {
  const text = `[${nameOf(facts).replaceAll(/[\\[\]]/g, '\\$&')}](${facts.url})`;
  return { text, html: escapeHtml(text) };
}

function composeNote(facts: SupportFacts): RichText {
  return render([{ p: nameOf(facts) }, { list: listFacts(facts) }, { label: 'Reference', link: facts.url }]);
}

function composeReply(facts: SupportFacts): RichText {
  const { code, userMessage, summary, steps, requestId, url } = facts;
  return render([
    { p: `About the error ${code}:` },
    { p: userMessage ?? summary ?? nameOf(facts) },
    ...(steps.length === 0 ? [] : [{ p: 'What to do:' }, { list: steps, ordered: true }]),
    ...(requestId === undefined ? [] : [{ p: `This is about the request ${requestId}.` }]),
    { label: 'More about this error', link: url },
  ]);
}

function composeReport(facts: SupportFacts): RichText {
  const { summary, steps, details = [], causes = [], url } = facts;
  return render([
    { p: nameOf(facts) },
    ...(summary === undefined ? [] : [{ p: summary }]),
    { list: listFacts(facts) },
    ...(details.length === 0 ? [] : [{ p: 'Details:' }, { list: details.map(([name, value]) => `${name}: ${value}`) }]),
    ...(causes.length === 0
      ? []
      : [
          { p: 'Causes, and how to tell them apart:' },
          {
            list: causes.map(({ cause, check, fix }) =>
              [cause, check && `Check: ${check}`, fix && `Fix: ${fix}`].filter(Boolean).join(' '),
            ),
          },
        ]),
    ...(steps.length === 0 ? [] : [{ p: 'What to do:' }, { list: steps, ordered: true }]),
    { label: 'Reference', link: url },
  ]);
}

function listFacts({ status, retry, actor, message, requestId }: SupportFacts): readonly string[] {
  return Object.entries({
    'HTTP status': status,
    Retry: retry,
    'Who acts': actor,
    Message: message,
    'Request id': requestId,
  }).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}: ${value}`]));
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
