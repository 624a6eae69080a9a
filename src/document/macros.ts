import type { Registry } from '../core/define.ts';
import { csvCell } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { say } from '../core/say.ts';
import { fullNameOf, SUPPORT_TEXTS, type RichText, type SupportFacts } from '../core/support-texts.ts';
import type { Words } from '../core/words.ts';
import { supportFacts } from './support-facts.ts';

/** A prepared answer for a ticket tool. */
export interface Macro extends Pick<SupportFacts, 'code' | 'title' | 'url' | 'status' | 'retry' | 'actor'> {
  /** `Error CODE: title`, or with its status where it has no code. */
  readonly name: string;
  readonly reply: RichText;
  readonly note: RichText;
}

/** One macro an error, in the order of the registry. */
export function composeMacros({ errors }: Registry, site: Site, words: Words): readonly Macro[] {
  return errors.map((error) => {
    const facts = supportFacts(error, site, words);
    const { code, title, url, status, retry, actor } = facts;
    const name = say(words.support.macro, { name: fullNameOf(facts) });
    const [reply, note] = [SUPPORT_TEXTS.reply(facts, words.support), SUPPORT_TEXTS.note(facts, words.support)];
    return { name, code, title, url, status, retry, actor, reply, note };
  });
}

const COLUMNS: Readonly<Record<string, (macro: Macro) => string>> = {
  name: ({ name }) => name,
  reply: ({ reply }) => reply.text,
  reply_html: ({ reply }) => reply.html,
  url: ({ url }) => url,
};

/** Macros as CSV (RFC 4180) for import into a ticket tool; no cell starts a formula. */
export function macrosCsv(macros: readonly Macro[]): string {
  const rows = macros.map((macro) => Object.values(COLUMNS).map((column) => csvCell(column(macro))));
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
