/** The first sentence of what an author wrote, for a line on a list. */
import { parseMarkup, type Token } from './markup.ts';

/** A piece of a line: plain text, or code. */
export type LinePart = { readonly text: string } | { readonly code: string };

// A sign that ends a sentence, with the quotes and brackets that it closes; Chinese and Japanese put no space behind it.
const END = /[.!?؟…]+["'”’»)\]]*(?=\s|$)|[。！？]+[」』）]*/gu;
// Behind these, and behind a letter alone, a dot ends nothing.
const SHORTENED =
  /(?:^|[\s("'“„])(?:e\.\s?g|i\.\s?e|vs|cf|approx|resp|incl|z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|bzw|ca|vgl|ggf|evtl|inkl|max|min|\p{L})\.$/iu;
/** `No. 5`: a dot that a number follows. */
const NUMBERED = /(?:^|\s)(?:no|nos|nr|sec|art|fig|abs|kap)\.$/iu;
/** Stands for code while ends are looked for; it is no letter of any case. */
const CODE = '\uFFFC';

/** The first sentence of an author's text; code stays code, and a link leaves its words. */
export function firstSentence(text: string): readonly LinePart[] {
  const parts = parseMarkup(text.replaceAll(/\s+/g, ' ').trim()).flatMap(flatten);
  const shape = parts.map((part) => ('text' in part ? part.text : CODE)).join('');
  return cut(parts, endOfSentence(shape));
}

function flatten(token: Token): readonly LinePart[] {
  return 'label' in token ? token.label.flatMap(flatten) : [token];
}

function endOfSentence(text: string): number {
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    const before = text.slice(0, end);
    const next = text.slice(end).trimStart();
    const goesOn =
      /^\p{Ll}/u.test(next) ||
      (match[0] === '.' && (SHORTENED.test(before) || (NUMBERED.test(before) && /^\p{N}/u.test(next))));
    if (!goesOn) return end;
  }
  return text.length;
}

/** The parts up to a place, where code is one letter long. */
function cut(parts: readonly LinePart[], end: number): readonly LinePart[] {
  let left = end;
  return parts.flatMap((part) => {
    const length = Math.min(left, 'text' in part ? part.text.length : 1);
    left -= length;
    if (length === 0) return [];
    return ['text' in part ? { text: part.text.slice(0, length) } : part];
  });
}
