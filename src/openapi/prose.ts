import { markdownToHast, type HastNode } from 'satteri';
import type { ErrorResponse } from './bodies.ts';
import { textOf } from './operations.ts';
import { stateProse, type Statement } from './statements.ts';
import { isCodeLike, isStandIn, isSuccess } from './words.ts';

/** A code that a text names, with what it says of it. */
export interface ProseCode {
  readonly code: string;
  /** CommonMark; empty where it says nothing. */
  readonly about: string;
}

/** More would be a book. */
const LONGEST_TEXT = 20_000;

type Element = Extract<HastNode, { type: 'element' }>;

const isElement = (node: HastNode | undefined): node is Element => node?.type === 'element';
const childrenOf = (node: HastNode): readonly HastNode[] =>
  'children' in node ? (node.children as readonly HastNode[]) : [];

/** The codes of a text's lists and paragraphs: those that open with one, as in ``* `bad_digest`: …``. */
export function findCodesInProse(text: string): readonly ProseCode[] {
  if (text.length > LONGEST_TEXT || !text.includes('`')) return [];
  return readBlocks(markdownToHast(text, { features: { gfm: { footnotes: false }, frontmatter: false } }));
}

function readBlocks(node: HastNode): readonly ProseCode[] {
  return childrenOf(node).flatMap((child): readonly ProseCode[] => {
    if (!isElement(child)) return [];
    const found = ['li', 'p'].includes(child.tagName) ? readOpening(child) : undefined;
    return found === undefined ? readBlocks(child) : [found];
  });
}

/** A block that opens with a code and goes on about it. */
function readOpening(block: Element): ProseCode | undefined {
  const [first, ...rest] = childrenOf(block).filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (!isElement(first)) return undefined;
  if (first.tagName === 'p' && block.tagName === 'li') return readOpening(first);
  if (first.tagName !== 'code') return undefined;
  const code = wordsOf(first);
  const text = rest.map(writeInline).join('').trim();
  const about = /^(?:[:\u2013\u2014-]\s*|(?=(?:when|if|is|was|returned|occurs|means)\b))(.*)$/is.exec(text)?.[1];
  if (!isWrittenAsCode(code) || about === undefined) return undefined;
  return { code, about: about.replaceAll(/\s+/g, ' ').trim() };
}

/** Small or large letters with something between them: a single word may be anything. */
function isWrittenAsCode(text: string): boolean {
  return (
    isCodeLike(text) && !isStandIn(text) && !isSuccess(text) && /[a-z\d][_-][a-z\d]|[a-z][A-Z]|[a-z]\.[a-z]/i.test(text)
  );
}

function wordsOf(node: HastNode): string {
  return node.type === 'text' ? node.value : childrenOf(node).map(wordsOf).join('');
}

/** Inline content as CommonMark. */
function writeInline(node: HastNode): string {
  if (node.type === 'text') return node.value.replaceAll(/[\\`*_[\]<>]/g, '\\$&');
  if (!isElement(node)) return '';
  if (node.tagName === 'code') return `\`${wordsOf(node)}\``;
  const inside = childrenOf(node).map(writeInline).join('');
  const href = node.tagName === 'a' ? node.properties['href'] : undefined;
  return typeof href === 'string' ? `[${inside}](<${href}>)` : inside;
}

/** What the descriptions of responses state of codes; names of parameters are none. */
export function readProse(responses: readonly ErrorResponse[]): readonly Statement[] {
  return responses.flatMap((response) => {
    const text = textOf(response.place.value, 'description') ?? '';
    const parameters = new Set(response.operation.parameters);
    return findCodesInProse(text)
      .filter(({ code }) => !parameters.has(code))
      .map(({ code, about }) => stateProse(code, about, response));
  });
}
