import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  type Node,
  type YAMLMap,
} from 'yaml';
import { readNumber } from './numbers.ts';
import { DEEPEST, FormatProblem } from './problem.ts';

/**
 * How many words, signs and gaps a file may have: each takes a few hundred bytes and ten microseconds. A specification of
 * 3 MB has 440,000, of seven characters each; what is denser is no specification, and gets no further than one.
 */
const MOST_TOKENS = 1_500_000;
const MOST_DENSE_TOKENS = 500_000;
const DENSE = 4;

/** How many characters aliases and merge keys may add; where they stand in each other, every line can double it. */
const MOST_COPIED = 10_000_000;

/** The library quotes what it doesn't understand, however long it is. */
const LONGEST_REASON = 100;

/** A value, how many characters it takes with all that its aliases stand for, and how many levels it has. */
interface Reading {
  readonly value: unknown;
  readonly size: number;
  readonly depth: number;
}

/**
 * Reads one document of YAML 1.2 with merge keys, as data of JSON: names are text as written, and numbers keep their
 * digits, as `readNumber` says. What aliases stand for is there once and shared. Throws a {@link FormatProblem} for what
 * is no YAML, for a name that stands twice in an object, and for values that are too deep, too many or part of themselves.
 */
export function parseYaml(text: string): unknown {
  if (hasTooManyTokens(text)) throw new FormatProblem('It holds too much to be read as one file; split it.');
  const lines = new LineCounter();
  // The library compares each name with all others; the reader below has a table of them.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, schema: 'core' });
  const [error] = document.errors;
  if (error?.code === 'RESOURCE_EXHAUSTION') throw tooDeep();
  if (error?.code === 'MULTIPLE_DOCS') throw new FormatProblem('It holds several documents; keep one in the file.');
  if (error) {
    const reason = error.message.slice(0, LONGEST_REASON).replace(/\.?$/, '');
    throw new FormatProblem(`It is not valid YAML: ${reason} (line ${lines.linePos(error.pos[0]).line}).`);
  }
  return document.contents === null ? null : reader(lines)(document.contents, 1).value;
}

function hasTooManyTokens(text: string): boolean {
  const most = Math.min(MOST_TOKENS, Math.max(MOST_DENSE_TOKENS, Math.floor(text.length / DENSE)));
  return (
    text.length > most &&
    !new Lexer()
      .lex(text)
      .take(most + 1)
      .every((_, at) => at < most)
  );
}

const tooDeep = (): FormatProblem =>
  new FormatProblem(`Its values lie deeper than ${DEEPEST} levels; make it flatter.`);

function reader(lines: LineCounter): (node: unknown, level: number) => Reading {
  /** What each anchor names so far; `undefined` while its value is being read. */
  const anchors = new Map<string, Reading | undefined>();
  let copied = 0;

  const problemAt = (node: unknown, message: string): FormatProblem => {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return new FormatProblem(start === undefined ? message : `Line ${lines.linePos(start).line}: ${message}`);
  };

  const read = (node: unknown, level: number): Reading => {
    if (level > DEEPEST) throw tooDeep();
    if (isAlias(node)) return readAlias(node, node.source, level);
    const anchor = isNode(node) ? (node as Node & { anchor?: string }).anchor : undefined;
    if (anchor === undefined) return readValue(node, level);
    anchors.set(anchor, undefined);
    const reading = readValue(node, level);
    anchors.set(anchor, reading);
    return reading;
  };

  const readAlias = (node: unknown, name: string, level: number): Reading => {
    const reading = anchors.get(name);
    if (reading === undefined) {
      const reason = anchors.has(name) ? 'is part of what it stands for' : 'has no anchor before it';
      throw problemAt(node, `the alias *${name} ${reason}; write the value itself.`);
    }
    copied += reading.size;
    if (copied > MOST_COPIED) throw problemAt(node, `its aliases stand for too much; write out what *${name} means.`);
    if (level + reading.depth - 1 > DEEPEST) throw tooDeep();
    return reading;
  };

  const readValue = (node: unknown, level: number): Reading => {
    if (isMap(node)) return readMap(node, level);
    if (isSeq(node)) {
      const items = node.items.map((item) => read(item, level + 1));
      return join(
        items.map(({ value }) => value),
        items,
      );
    }
    if (!isScalar(node)) return { value: null, size: 1, depth: 1 };
    const { value, source = '' } = node;
    // A tag such as !!binary makes an object of a text.
    const plain = typeof value === 'object' && value !== null ? source : value;
    return { value: typeof plain === 'number' ? readNumber(source) : plain, size: source.length + 1, depth: 1 };
  };

  const readMap = (map: YAMLMap, level: number): Reading => {
    const own = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    const readings: Reading[] = [];
    for (const { key, value } of map.items) {
      const reading = read(value, level + 1);
      readings.push(reading);
      if (isScalar(key) && key.type === 'PLAIN' && key.source === '<<') {
        for (const [name, item] of listMerged(key, reading.value)) if (!merged.has(name)) merged.set(name, item);
        continue;
      }
      const name = nameOf(key, level);
      if (own.has(name)) throw problemAt(key, `${JSON.stringify(name)} stands twice in an object; keep one.`);
      own.set(name, reading.value);
    }
    return join(Object.fromEntries([...merged, ...own]), readings);
  };

  const listMerged = (key: unknown, value: unknown): readonly (readonly [string, unknown])[] =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((part) => {
      if (typeof part !== 'object' || part === null || Array.isArray(part) || JSON.isRawJSON(part))
        throw problemAt(key, '<< takes an object, or a list of objects; give it one.');
      return Object.entries(part);
    });

  const nameOf = (key: unknown, level: number): string => {
    const { value } = read(key, level + 1);
    if (typeof value === 'object' && value !== null && !JSON.isRawJSON(value))
      throw problemAt(key, 'an object or a list can’t be a name; write text.');
    if (isScalar(key)) return key.source ?? '';
    return JSON.isRawJSON(value) ? value.rawJSON : String(value);
  };

  return read;
}

function join(value: unknown, parts: readonly Reading[]): Reading {
  return {
    value,
    size: parts.reduce((sum, { size }) => sum + size, 1),
    depth: parts.reduce((most, { depth }) => Math.max(most, depth), 0) + 1,
  };
}
