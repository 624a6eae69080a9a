import type { Grammar } from 'shiki/core';
import { EncodedTokenMetadata, INITIAL, type StateStack, type StateStackImpl } from 'shiki/textmate';
import { escapeHtml } from '../core/html.ts';
import { highlighter, kinds } from './grammars.ts';

const languages = new Set(highlighter.getLoadedLanguages());
// By the number of its colour, which is what a token of a line carries.
const { colorMap } = highlighter.setTheme('kinds');
const kindOfColor = colorMap.map((color) => kinds.find((kind) => kind.color === color.toLowerCase())?.kind);

/** Code longer than this many characters stays plain: its colours would cost more than they tell. */
const MAX_HIGHLIGHTED = 20_000;

/**
 * Code as HTML for the inside of `<code>`: tokens are `<i class=k>`, lines in `marked` (from 1) stand in `<mark>`.
 * An unknown language gives plain text.
 */
export function highlight(code: string, lang: string, marked: readonly number[] = []): string {
  const lines = highlightLines(code, lang);
  return lines.map((line, index) => (marked.includes(index + 1) ? `<mark>${line}</mark>` : line)).join('\n');
}

function highlightLines(code: string, lang: string): readonly string[] {
  if (!languages.has(lang) || code.length > MAX_HIGHLIGHTED) return code.split('\n').map(escapeHtml);
  const grammar = highlighter.getLanguage(lang);
  let state = stateOf(grammar, INITIAL as Stack);
  return code.split(/\r?\n/).map((line) => {
    if (line === '') return '';
    const { html, next } = highlightLine(grammar, state, line);
    state = next;
    return html;
  });
}

/** What the library tells of a state only in its types: the rules that it is in, each with what it carries. */
type Frame = Pick<StateStackImpl, 'parent' | 'toStateStackFrame'>;
type Stack = StateStack & Frame;

/** Where a grammar stands at the start of a line, with the lines that it read from there. */
interface State {
  readonly stack: Stack;
  readonly lines: Map<string, Line>;
  /** The lines without their quoted words, by which they are shared; null where the words count. */
  readonly shapes: Map<string, Line | null>;
}

/** A line that was read: its HTML, in pieces between which its quoted words go, and where the next line starts. */
interface Line {
  readonly pieces: readonly string[];
  readonly next: State;
}

const states = new Map<string, State>();

/** Equal states are one object, so that the lines of one sample are known in the next. */
function stateOf(grammar: Grammar, stack: Stack): State {
  const state: State = { stack, lines: new Map(), shapes: new Map() };
  const key = keyOf(grammar, stack);
  return key === undefined ? state : once(states, key, () => state);
}

/** Code nested deeper than this is not remembered: its states would cost more than its lines. */
const DEEPEST = 100;

/** All that a state carries to the next line, as text: the library's own `equals` leaves out where `\G` matches. */
function keyOf(grammar: Grammar, stack: Stack): string | undefined {
  if (stack.depth > DEEPEST) return undefined;
  let key = grammar.name;
  for (let frame: Frame | null = stack; frame; frame = frame.parent) {
    key += `\n${JSON.stringify(frame.toStateStackFrame())}`;
  }
  return key;
}

// What is remembered weighs its key's characters and these; past the most, all is forgotten, whatever it was.
const ENTRY_WEIGHT = 100;
const MOST_WEIGHT = 4_000_000;
let weight = 0;

function once<T>(known: Map<string, T>, key: string, read: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  weight += key.length + ENTRY_WEIGHT;
  if (weight > MOST_WEIGHT) {
    states.clear();
    weight = 0;
  }
  const value = read();
  known.set(key, value);
  return value;
}

function highlightLine(grammar: Grammar, state: State, line: string): { html: string; next: State } {
  const { shape, words } = withoutWords(line);
  const shared = words.length > 0 ? once(state.shapes, shape, () => readShape(grammar, state, shape)) : null;
  const { pieces, next } = shared ?? once(state.lines, line, () => readLine(grammar, state, line));
  return { html: pieces.reduce((html, piece, index) => html + (words[index - 1] ?? '') + piece), next };
}

const STAND_IN = 'Quoted0Text';
const ALL_STAND_INS = new RegExp(STAND_IN, 'g');
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
/**
 * Quoted text in which a word may count: placeholders, escapes other than `\"`, a single character, and what PHP takes
 * for a query or a pattern.
 */
const TELLING =
  /[$%#`]|\{(?!\\?")|\\(?!")|^.{2,3}$|^.\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|REPLACE|ALTER|AND|WITH)\b|^.\/[^/]*\/[imsxeADSUXu]*.$/u;
/** A word between marks that give it no meaning: none next to a bracket or after a backslash. */
const WORD = /(?<=["' .,:;/-])\w+(?=[\\"' .,:;/!?-])/g;

/** A line with a stand-in for each quoted word that says nothing to a grammar. */
function withoutWords(line: string): { shape: string; words: readonly string[] } {
  const words: string[] = [];
  if (line.includes(STAND_IN)) return { shape: line, words };
  // After a slash in code, those within quotes may end a pattern.
  const slashes = line.includes('/') && line.replaceAll(QUOTED, '').includes('/');
  const shape = line.replaceAll(QUOTED, (text) =>
    TELLING.test(text) || (slashes && text.includes('/'))
      ? text
      : text.replaceAll(WORD, (word) => {
          words.push(word);
          return STAND_IN;
        }),
  );
  return { shape, words };
}

function readLine(grammar: Grammar, { stack }: State, line: string): Line {
  const { tokens, ruleStack } = tokenize(grammar, stack, line);
  return { pieces: [toHtml(line, tokens)], next: stateOf(grammar, ruleStack) };
}

/** As {@link readLine} for a line without its words, or null where the words count after all. */
function readShape(grammar: Grammar, { stack }: State, shape: string): Line | null {
  const { tokens, ruleStack } = tokenize(grammar, stack, shape);
  // A heredoc waits for its word.
  const waits = keyOf(grammar, ruleStack)?.includes(STAND_IN) ?? true;
  if (waits || !areWordsInStrings(shape, tokens)) return null;
  return { pieces: toHtml(shape, tokens).split(STAND_IN), next: stateOf(grammar, ruleStack) };
}

/** The tokens of a line: where each starts, followed by what it is, in one list. */
type Tokens = Uint32Array;

function tokenize(grammar: Grammar, stack: Stack, line: string): { tokens: Tokens; ruleStack: Stack } {
  // No time limit: on a busy machine it would colour a page otherwise than on an idle one.
  const { tokens, ruleStack } = grammar.tokenizeLine2(line, stack, 0);
  return { tokens, ruleStack: ruleStack as Stack };
}

/** What the library calls a string, among the few types of token that it tells apart. */
const STRING_TYPE = 2;

/** Whether each stand-in is within a token of a string, and its quote opens that string instead of being a part of it. */
function areWordsInStrings(shape: string, tokens: Tokens): boolean {
  const tokenAt = (at: number): number => {
    let token = 0;
    while ((tokens[token + 2] ?? Infinity) <= at) token += 2;
    return token;
  };
  const isString = (token: number): boolean =>
    (EncodedTokenMetadata.getTokenType(tokens[token + 1] ?? 0) as number) === STRING_TYPE;
  return [...shape.matchAll(QUOTED)].every(({ 0: text, index: start }) => {
    const words = [...text.matchAll(ALL_STAND_INS)].map(({ index }) => start + index);
    if (words.length === 0) return true;
    if (start === 0 || isString(tokenAt(start - 1))) return false;
    return words.every((at) => isString(tokenAt(at)) && tokenAt(at) === tokenAt(at + STAND_IN.length - 1));
  });
}

function toHtml(line: string, tokens: Tokens): string {
  let html = '';
  let run = '';
  let runKind: string | undefined;
  const flush = (): void => {
    if (run) html += runKind === undefined ? escapeHtml(run) : `<i class=${runKind}>${escapeHtml(run)}</i>`;
    run = '';
  };
  for (let token = 0; token < tokens.length; token += 2) {
    const content = line.slice(tokens[token], tokens[token + 2]);
    const color = EncodedTokenMetadata.getForeground(tokens[token + 1] ?? 0);
    const kind = content.trim() === '' ? runKind : kindOfColor[color];
    if (kind !== runKind) flush();
    runKind = kind;
    run += content;
  }
  flush();
  return html;
}
