import { richText, type RichText } from '../core/support-texts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { editedText } from './reply.ts';
import { composeText, readErrorPage } from './support.ts';

/** Texts that are Markdown already: HTML would make something else of them. */
const MARKDOWN = ['markdown', 'page'];

/** What a button copies: the text in the field above it, as it was edited, or else one that is made from the page. */
export async function textOfButton(button: HTMLElement, values: PastedValues | undefined): Promise<RichText> {
  const { supportText = 'reply', copyFile } = button.dataset;
  const name = copyFile === undefined ? supportText : 'page';
  const field = button.closest('.reply')?.querySelector('textarea');
  if (!field) return composeText(name, readErrorPage(document), values);
  const text = await editedText(field);
  return MARKDOWN.includes(name) ? { text, html: '' } : richText(text, field.dataset['url'] ?? '');
}
