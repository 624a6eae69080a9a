/** The authors' markup: the one grammar of their sentences and of their longer texts, for all who read or write it. */

/** A piece of a sentence: text, code, or a link with its label; a link's destination may hold anything. */
export type Token =
  { readonly text: string } | { readonly code: string } | { readonly label: readonly Token[]; readonly href: string };

/** A piece of a longer text. */
export type MarkupBlock =
  | { readonly paragraph: readonly Token[] }
  | { readonly items: readonly (readonly Token[])[]; readonly ordered: boolean }
  | { readonly code: string; readonly lang: string };

const MARK = /\\([`[])|`([^`]+)`|\[/g;
const DESTINATION = /\(([^()\s]+)\)/y;

/** A piece of a sentence that is more than literal text, with its place. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly token: Token;
}

/** The marks of a sentence, first to last, in linear time. */
function* readMarks(sentence: string): Generator<Mark> {
  // All brackets before the same closing one lead to the same destination: it is looked for once.
  let close = -1;
  let href: string | undefined;
  let end = 0;
  for (;;) {
    MARK.lastIndex = end;
    const match = MARK.exec(sentence);
    if (match === null) return;
    const start = match.index;
    const [whole, escaped, code] = match;
    end = start + whole.length;
    if (code !== undefined) yield { start, end, token: { code } };
    else if (escaped !== undefined) yield { start, end, token: { text: escaped } };
    else {
      if (close < start) {
        const found = sentence.indexOf(']', start);
        close = found < 0 ? sentence.length : found;
        DESTINATION.lastIndex = close + 1;
        href = DESTINATION.exec(sentence)?.[1];
      }
      if (href === undefined || close === start + 1) continue;
      end = close + href.length + ']()'.length;
      yield { start, end, token: { label: parseMarkup(sentence.slice(start + 1, close)), href } };
    }
  }
}

/**
 * An author's sentence as tokens: `code` and [links](/path/) are markup; everything else is literal, and so is a
 * backtick or a bracket behind a backslash. Neighbouring texts are joined.
 */
export function parseMarkup(sentence: string): readonly Token[] {
  const tokens: Token[] = [];
  let text = '';
  let last = 0;
  for (const { start, end, token } of readMarks(sentence)) {
    text += sentence.slice(last, start);
    last = end;
    if ('text' in token) text += token.text;
    else {
      if (text !== '') tokens.push({ text });
      text = '';
      tokens.push(token);
    }
  }
  text += sentence.slice(last);
  return text === '' ? tokens : [...tokens, { text }];
}

const ITEM = /^(?:-|\d+\.) +/;
/** A line that would begin an item is part of its paragraph behind a backslash; one more backslash shows as one. */
const ESCAPED_ITEM = /^\\(?=\\*(?:-|\d+\.) )/;

/** An author's longer text: paragraphs and lists of sentences, parted by blank lines, and fenced code. */
export function parseBlocks(text: string): readonly MarkupBlock[] {
  const blocks: MarkupBlock[] = [];
  let lines: string[] = [];
  let fence: { readonly ticks: string; readonly lang: string } | undefined;
  const close = (): void => {
    if (fence !== undefined) blocks.push({ code: lines.join('\n'), lang: fence.lang });
    else if (lines.length > 0) blocks.push(listOrParagraph(lines));
    lines = [];
    fence = undefined;
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const [, ticks, info = ''] = /^(`{3,})([^`]*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (line.trimEnd() === fence.ticks) close();
      else lines.push(line);
    } else if (ticks !== undefined) {
      close();
      fence = { ticks, lang: info.trim().split(/\s/)[0] ?? '' };
    } else if (line.trim() === '') close();
    else lines.push(line.trim());
  }
  close();
  return blocks;
}

function listOrParagraph(lines: readonly string[]): MarkupBlock {
  if (lines.every((line) => ITEM.test(line))) {
    return { items: lines.map((line) => sentence(line.replace(ITEM, ''))), ordered: !lines[0]?.startsWith('-') };
  }
  return { paragraph: sentence(lines.map((line) => line.replace(ESCAPED_ITEM, '')).join(' ')) };
}

const sentence = (text: string): readonly Token[] => parseMarkup(text.replaceAll(/\s+/g, ' '));

/** The sentences of a longer text; fenced code holds none. */
export function sentencesOf(blocks: readonly MarkupBlock[]): readonly (readonly Token[])[] {
  return blocks.flatMap((block) => ('paragraph' in block ? [block.paragraph] : 'items' in block ? block.items : []));
}

/** The destinations of the links among tokens. */
export function linksOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => ('label' in token ? [token.href, ...linksOf(token.label)] : []));
}

/** The words of tokens: code and links keep theirs. */
export function shownText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => ('label' in token ? shownText(token.label) : 'code' in token ? token.code : token.text))
    .join('');
}

/** The words of a longer text, block by block; the items of a list stand on lines of their own. */
export function blockWords(blocks: readonly MarkupBlock[]): string {
  return blocks
    .map((block) => {
      if ('code' in block) return block.code;
      return 'items' in block ? block.items.map(shownText).join('\n') : shownText(block.paragraph);
    })
    .join('\n\n');
}

/** An author's sentence without its markup: code and links keep their words. */
export function plainText(sentence: string): string {
  return shownText(parseMarkup(sentence));
}

/** Whether an author's sentence holds any markup. */
export function hasMarkup(sentence: string): boolean {
  return readMarks(sentence).next().done === false;
}

/** Any text as an author's sentence that shows it literally. */
export function literal(text: string): string {
  return hasMarkup(text) ? escapeMarkup(text) : text;
}

/** Any longer text as one that {@link parseBlocks} finds no markup in, paragraph by paragraph. */
export function literalBlocks(text: string): string {
  return literal(text)
    .split(/\r\n?|\n/)
    .map((line) => escapeItem(line.replace(/^`{3,}/, escapeMarkup)))
    .join('\n');
}

/** A line of a paragraph that begins no item of a list. */
function escapeItem(line: string): string {
  return line.replace(/^\s*(?=\\*(?:-|\d+\.) [^]*\S)/, '\\');
}

function escapeMarkup(text: string): string {
  return text.replaceAll(/[`[]/g, '\\$&');
}

/**
 * Tokens as an author's sentence, from which {@link parseMarkup} makes them again. What the grammar can't say keeps its
 * words: code with a backtick, a link whose label has a closing bracket or whose destination has a space or a
 * parenthesis, and markup right behind a backslash.
 */
export function writeMarkup(tokens: readonly Token[]): string {
  const pieces: string[] = [];
  for (const token of tokens) {
    const mark = pieces.at(-1)?.endsWith('\\') ? undefined : writeMark(token);
    const piece = mark ?? escapeMarkup(shownText([token]));
    if (piece !== '') pieces.push(piece);
  }
  return pieces.join('');
}

function writeMark(token: Token): string | undefined {
  if ('code' in token) return /^[^`]+$/.test(token.code) ? `\`${token.code}\`` : undefined;
  if ('text' in token) return escapeMarkup(token.text);
  const label = writeMarkup(token.label);
  return /^[^\]]+$/.test(label) && /^[^()\s]+$/.test(token.href) ? `[${label}](${token.href})` : undefined;
}

/** Blocks as an author's longer text, from which {@link parseBlocks} makes them again. */
export function writeBlocks(blocks: readonly MarkupBlock[]): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: MarkupBlock): string {
  if ('paragraph' in block) return escapeItem(writeMarkup(block.paragraph));
  if ('items' in block) {
    return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${writeMarkup(item)}`).join('\n');
  }
  const ticks = fenceTicks(block.code);
  return `${ticks}${block.lang}\n${block.code}\n${ticks}`;
}

/** The backticks of a fence that no line of the code can close. */
export function fenceTicks(code: string): string {
  return '`'.repeat(Math.max(3, longestRun(code, '`') + 1));
}

/** The length of the longest run of a character; 0 where there is none. */
export function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const other of text) {
    run = other === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** An escaped character, a code span, neither of which holds links, backticks that open none, or the destination of a link. */
const ESCAPE_SPAN_OR_DESTINATION = /\\.|(`+)(?!`)[^]*?(?<!`)\1(?!`)|`+|\]\(([^()\s]+)\)/g;

/** A text of Markdown with other destinations of its links; where `change` returns nothing, it stays. */
export function mapDestinations(text: string, change: (destination: string) => string | undefined): string {
  return text.replaceAll(ESCAPE_SPAN_OR_DESTINATION, (match, _ticks: string | undefined, destination?: string) => {
    const changed = destination === undefined ? undefined : change(destination);
    return changed === undefined ? match : `](${changed})`;
  });
}
