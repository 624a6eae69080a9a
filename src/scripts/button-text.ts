import { richText, type RichText } from '../core/support-texts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { editedText } from './reply.ts';
import { composeText, fetchErrorPage, readErrorPage } from './support.ts';

/** Texts that are Markdown already: HTML would make something else of them. */
const MARKDOWN = ['markdown', 'page'];

/** What a button copies: the text in the field above it, as it was edited, or else one that is made from the page. */
export async function textOfButton(button: HTMLElement, values: PastedValues | undefined): Promise<RichText> {
  const { supportText = 'reply', copyFile } = button.dataset;
  const name = copyFile === undefined ? supportText : 'page';
  const row = button.closest('.er-desk > li');
  // The reply of a row is the one that was edited there.
  const field =
    (name === 'reply' ? row : null)?.querySelector('textarea') ??
    button.closest('.er-reply')?.querySelector('textarea');
  if (!field) {
    const address = row?.querySelector<HTMLAnchorElement>('.er-desk-head a')?.href;
    return composeText(name, address === undefined ? readErrorPage(document) : await fetchErrorPage(address), values);
  }
  const text = await editedText(field);
  return MARKDOWN.includes(name) ? { text, html: '' } : richText(text, field.dataset['url'] ?? '');
}
