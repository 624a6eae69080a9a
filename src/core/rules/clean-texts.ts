import { listTexts } from '../entry-texts.ts';
import { CONTROLS } from '../literals.ts';
import { entryRule } from './rule.ts';

/** Texts hold nothing that a feed, a terminal or UTF-8 can't carry. */
export const cleanTexts = entryRule(
  'clean-texts',
  'No text holds a control character or half a surrogate pair, and none is empty that says something.',
  (error) =>
    [...listTexts(error)].flatMap(({ field, text, shape }) => {
      if (text.search(CONTROLS) >= 0) return [{ field, message: 'The text holds a control character; remove it.' }];
      if (/\p{Cs}/u.test(text))
        return [{ field, message: 'The text holds half a surrogate pair; write the whole character.' }];
      if (!shape.empty && text.trim() === '')
        return [{ field, message: 'The text is empty; write one, or leave the field out.' }];
      return [];
    }),
);
