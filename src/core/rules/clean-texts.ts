import { entryRule, listTexts } from './rule.ts';

// Tab, line feed and carriage return are text; the other controls break feeds, terminals and sitemaps.
const CONTROL = /[^\P{Cc}\t\n\r\u0085]/u;

/** Fields whose inner texts are all for people; elsewhere, as in an example body, an empty text may be meant. */
const PROSE: readonly (string | number)[] = ['steps', 'causes', 'confusedWith'];

/** Texts hold nothing that a feed, a terminal or UTF-8 can't carry. */
export const cleanTexts = entryRule(
  'clean-texts',
  'No text holds a control character or half a surrogate pair, and none is empty.',
  (error) => {
    const { code: _, category: __, ...entry } = error;
    return [...listTexts(entry)].flatMap(([field, text]) => {
      if (CONTROL.test(text)) return [{ field, message: 'The text holds a control character; remove it.' }];
      if (!text.isWellFormed())
        return [{ field, message: 'The text holds half a surrogate pair; write the whole character.' }];
      if (text.trim() === '' && (field.length === 1 || PROSE.includes(field[0] ?? '')))
        return [{ field, message: 'The text is empty; write one, or leave the field out.' }];
      return [];
    });
  },
);
