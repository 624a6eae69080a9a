import words from 'virtual:error-reference/words/support';
import { SUPPORT_TEXTS, type RichText, type SupportFacts, type SupportTextName } from '../core/support-texts.ts';
import { withTicket } from '../lookup/ticket-facts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import type { Offer } from './reply.ts';

/** An error page as far as texts are made from it: the facts that the build put into it, and its Markdown twin. */
export interface ErrorPage {
  readonly facts: SupportFacts;
  /** The address of the page as Markdown. */
  readonly markdown: string;
}

/** Reads the error page that a document is. */
export function readErrorPage(root: Document): ErrorPage {
  const facts = root.querySelector<HTMLTemplateElement>('template[data-facts]')?.content.textContent ?? '';
  const markdown = root.querySelector('link[type="text/markdown"]')?.getAttribute('href') ?? '';
  return { facts: JSON.parse(facts) as SupportFacts, markdown };
}

/** Reads the error page at an address. */
export async function fetchErrorPage(address: string): Promise<ErrorPage> {
  return readErrorPage(new DOMParser().parseFromString(await fetchText(address), 'text/html'));
}

/** A text of the support desk, or as `page` the whole page as Markdown, with the values of a ticket. */
export async function composeText(
  name: string,
  { facts, markdown }: ErrorPage,
  values: PastedValues | undefined,
): Promise<RichText> {
  if (name === 'page') return plain(await fetchText(markdown));
  if (!Object.hasOwn(SUPPORT_TEXTS, name)) throw new Error(`There is no support text "${name}".`);
  return SUPPORT_TEXTS[name as SupportTextName](withTicket(facts, values), words);
}

/** The names of all texts, that for the customer first. */
const TEXT_NAMES = ['reply', 'note', 'report', 'link', 'markdown', 'page'] as const;

/** All texts about an error, with the values of a ticket. */
export function offerOf(page: ErrorPage, values: PastedValues | undefined): Offer {
  const texts = TEXT_NAMES.map((name) => [name, async () => (await composeText(name, page, values)).text] as const);
  return { texts: Object.fromEntries(texts), url: page.facts.url };
}

const plain = (text: string): RichText => ({ text, html: '' });

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.text();
}
