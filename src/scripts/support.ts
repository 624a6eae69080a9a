import words from 'virtual:words/support';
import { SUPPORT_TEXTS, type RichText, type SupportFacts, type SupportTextName } from '../core/support-texts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';

/** A text of the support desk for the error page that is open: its facts, with the values of a paste laid over them. */
export function textOfPage(name: string, values: PastedValues | undefined): RichText {
  if (!Object.hasOwn(SUPPORT_TEXTS, name)) throw new Error(`There is no support text "${name}".`);
  return SUPPORT_TEXTS[name as SupportTextName](withValues(readFacts(), values), words);
}

/** A text of the support desk for one row of its page, as the build composed it. */
export async function textOfRow(row: HTMLElement, name: string): Promise<RichText> {
  const file = row.closest<HTMLElement>('[data-macros]')?.dataset['macros'] ?? '';
  const macros = (await (await fetch(file)).json()) as readonly ({ url: string } & Record<string, RichText>)[];
  const text = macros.find(({ url }) => url === row.dataset['url'])?.[name];
  if (text === undefined) throw new Error(`There is no support text "${name}" for this row.`);
  return text;
}

/** The facts that the build put into the page. */
function readFacts(): SupportFacts {
  const facts = document.querySelector<HTMLTemplateElement>('template[data-facts]');
  return JSON.parse(facts?.content.textContent ?? '') as SupportFacts;
}

function withValues(
  facts: SupportFacts,
  { code, status, message, requestId, details = {} }: PastedValues = {},
): SupportFacts {
  return {
    ...facts,
    receivedCode: code,
    receivedStatus: status === undefined ? undefined : String(status),
    message,
    requestId,
    details: Object.entries(details),
  };
}
