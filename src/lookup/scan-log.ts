import { hasCode } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import type { IndexedError } from './lookup-index.ts';
import { squash } from './words.ts';

/** How often a token stands in a log, one a line at most, and where; lines count from 1. */
export interface Occurrence {
  readonly name: string;
  readonly count: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What a log holds: codes of the registry, and tokens that look like codes but are none; most frequent first. */
export interface LogReport {
  readonly known: readonly Occurrence[];
  readonly unknown: readonly Occurrence[];
  readonly lines: number;
}

/** Reads a log in pieces of any size. */
export interface LogScanner {
  readonly push: (piece: string) => void;
  readonly finish: () => LogReport;
}

const TOKEN = /[\p{L}\p{N}_][\p{L}\p{N}_.:/-]*/gu;
const SEPARATOR = /[.:/-]+/;
const CODE_FIELD = /code["']?\s*[:=]\s*["']?(-?\d+)(?![\w.])/gi;
const UNKNOWN = /^\p{Lu}[\p{Lu}\p{N}]*(?:_[\p{Lu}\p{N}]+)+$/u;
const MOST_REMEMBERED = 50_000;
const MOST_UNKNOWN = 1000;

/** A scanner that knows the codes of these errors in all written forms. */
export function createLogScanner(errors: readonly IndexedError[]): LogScanner {
  const coded = errors.filter(hasCode);
  // Of two errors with one name, the one whose whole code it is comes last and counts.
  const byKey = new Map([
    ...coded.flatMap((error) => namesOf(codePartsOf(error).subcode, error)),
    ...coded.flatMap((error) => [error.code, ...(error.formerly ?? [])].flatMap((name) => namesOf(name, error))),
  ]);
  const numbers = new Set(coded.flatMap(({ code }) => (/^-?\d+$/.test(code) ? [code] : [])));
  // Logs repeat themselves: most tokens were already looked at.
  const remembered = new Map<string, string | undefined>();
  const known = new Map<string, Mutable<Occurrence>>();
  const unknown = new Map<string, Mutable<Occurrence>>();
  let line = 0;
  let rest = '';

  const resolve = (token: string): string | undefined => {
    if (remembered.has(token)) return remembered.get(token);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const code = codeOf(token, byKey);
    remembered.set(token, code);
    return code;
  };
  const readToken = (token: string): void => {
    const whole = resolve(token);
    if (whole !== undefined) {
      count(known, whole, line);
      return;
    }
    for (const part of token.split(SEPARATOR)) {
      const code = resolve(part);
      if (code !== undefined) count(known, code, line);
      else if (UNKNOWN.test(part) && (unknown.size < MOST_UNKNOWN || unknown.has(part))) count(unknown, part, line);
    }
  };
  const readLine = (text: string): void => {
    line++;
    for (const [token] of text.matchAll(TOKEN)) readToken(token);
    if (numbers.size === 0) return;
    for (const [, code = ''] of text.matchAll(CODE_FIELD)) if (numbers.has(code)) count(known, code, line);
  };
  return {
    push(piece) {
      rest += piece;
      if (!piece.includes('\n')) return;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) readLine(text);
    },
    finish() {
      if (rest !== '') readLine(rest);
      rest = '';
      return { known: ranked(known), unknown: ranked(unknown), lines: line };
    },
  };
}

function namesOf(name: string | undefined, { code }: IndexedError): readonly (readonly [string, string])[] {
  return name === undefined ? [] : [[squash(name), code]];
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** The code that a token writes in one of its forms. A number alone or a plain lower-case word is none. */
function codeOf(token: string, byKey: ReadonlyMap<string, string>): string | undefined {
  if (/^(?:\p{Ll}+|\p{N}+)$/u.test(token)) return undefined;
  const key = squash(token);
  return byKey.get(key) ?? byKey.get(key.replace(/(?:errors?|exception)$/, ''));
}

function count(found: Map<string, Mutable<Occurrence>>, name: string, line: number): void {
  const known = found.get(name);
  if (known === undefined) found.set(name, { name, count: 1, firstLine: line, lastLine: line });
  else if (known.lastLine !== line) {
    known.count++;
    known.lastLine = line;
  }
}

function ranked(found: ReadonlyMap<string, Occurrence>): readonly Occurrence[] {
  return [...found.values()].sort((one, other) => other.count - one.count || one.firstLine - other.firstLine);
}
