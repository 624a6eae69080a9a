import type { Registry } from '../core/define.ts';
import { csvCell } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { SUPPORT_TEXTS, type RichText, type SupportFacts } from '../core/support-texts.ts';
import { supportFacts } from './support-facts.ts';

/** A prepared answer for a ticket tool. */
export interface Macro extends Pick<SupportFacts, 'code' | 'title' | 'url' | 'status' | 'retry' | 'actor'> {
  /** `Error CODE: title`. */
  readonly name: string;
  readonly reply: RichText;
  readonly note: RichText;
}

/** One macro an error, in the order of the registry. */
export function composeMacros({ errors }: Registry, site: Site): readonly Macro[] {
  return errors.map((error) => {
    const facts = supportFacts(error, site);
    const { code, title, url, status, retry, actor } = facts;
    const name = title === code ? `Error ${code}` : `Error ${code}: ${title}`;
    // The message of the example has nothing to say about a ticket.
    const general = { ...facts, message: undefined };
    const [reply, note] = [SUPPORT_TEXTS.reply.compose(general), SUPPORT_TEXTS.note.compose(general)];
    return { name, code, title, url, status, retry, actor, reply, note };
  });
}

const COLUMNS: Readonly<Record<string, (macro: Macro) => string>> = {
  name: ({ name }) => name,
  reply: ({ reply }) => reply.text,
  reply_html: ({ reply }) => reply.html,
  url: ({ url }) => url,
};

/** Macros as CSV (RFC 4180) for import into a ticket tool. No cell can start a spreadsheet formula: each starts with our own words. */
export function macrosCsv(macros: readonly Macro[]): string {
  const rows = macros.map((macro) => Object.values(COLUMNS).map((column) => csvCell(column(macro))));
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
