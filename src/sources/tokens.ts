/** A piece of a source that may name a code. */
export interface Token {
  /** A text in quotes, a name or the like, or a whole number. */
  readonly kind: 'literal' | 'word' | 'number';
  /** Without its quotes. */
  readonly text: string;
  /** Where it begins in the source, quotes included. */
  readonly start: number;
}

/** How a family of languages writes comments and texts. */
interface Syntax {
  readonly endings: string;
  readonly comments: readonly string[];
  readonly texts: readonly string[];
  /** Whether words stand without quotes where others have texts. */
  readonly isData?: true;
}

const BLOCK = String.raw`\/\*[^]*?(?:\*\/|$)`;
const SLASHES = String.raw`\/\/[^\n]*`;
// A mark within a word is none: `$#`, `a#b`.
const HASH = String.raw`(?<!\S)#[^\n]*`;
const DASHES = String.raw`--[^\n]*`;
const HTML = '<!--[^]*?(?:-->|$)';
const DOUBLE = String.raw`"(?:\\[^]|[^"\\\n])*"`;
const SINGLE = String.raw`'(?:\\[^]|[^'\\\n])*'`;
const BACK = '`(?:\\\\[^]|[^`\\\\])*`';
const TRIPLE = String.raw`"""[^]*?"""`;
const TRIPLE_SINGLE = `'''[^]*?'''`;
const RUNE = String.raw`'(?:\\[^\n]+?|[^'\\\n])'`;
/** What stands between slashes where a value is expected holds quotes that are none. */
const PATTERN = String.raw`(?<=(?:[(,=:[!&|?{};\n]|\breturn)[ \t]*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`;

const SYNTAXES: readonly Syntax[] = [
  { endings: 'ts mts cts tsx js mjs cjs jsx', comments: [BLOCK, SLASHES], texts: [PATTERN, DOUBLE, SINGLE, BACK] },
  { endings: 'vue svelte astro', comments: [HTML, BLOCK, SLASHES], texts: [PATTERN, DOUBLE, SINGLE, BACK] },
  { endings: 'go', comments: [BLOCK, SLASHES], texts: [DOUBLE, RUNE, '`[^`]*`'] },
  { endings: 'rs swift', comments: [BLOCK, SLASHES], texts: [TRIPLE, DOUBLE, RUNE] },
  {
    endings: 'java kt kts scala groovy gradle cs fs dart c h cc cpp cxx hpp hh m mm proto thrift zig v',
    comments: [BLOCK, SLASHES],
    texts: [TRIPLE, DOUBLE, SINGLE],
  },
  { endings: 'php', comments: [BLOCK, SLASHES, String.raw`(?<!\S)#(?!\[)[^\n]*`], texts: [DOUBLE, SINGLE, BACK] },
  { endings: 'py pyi', comments: [HASH], texts: [TRIPLE, TRIPLE_SINGLE, DOUBLE, SINGLE] },
  { endings: 'rb ex exs r pl pm sh bash zsh ps1 jl nim', comments: [HASH], texts: [TRIPLE, DOUBLE, SINGLE] },
  { endings: 'sql lua hs elm adb ads', comments: [BLOCK, DASHES], texts: [DOUBLE, SINGLE] },
  { endings: 'yaml yml toml properties conf env tf hcl cfg', comments: [HASH], texts: [DOUBLE, SINGLE], isData: true },
  { endings: 'ini', comments: [HASH, String.raw`(?<!\S);[^\n]*`], texts: [DOUBLE, SINGLE], isData: true },
  { endings: 'json jsonc json5 graphql gql', comments: [], texts: [DOUBLE], isData: true },
  { endings: 'html htm xml xaml resx svg md markdown', comments: [HTML], texts: [DOUBLE], isData: true },
];

/** Of a file whose language nobody knows all counts. */
const UNKNOWN: Syntax = { endings: '', comments: [], texts: [DOUBLE, SINGLE], isData: true };

const COMPILED = new Map<Syntax, RegExp>();
const BY_ENDING = new Map(
  SYNTAXES.flatMap((syntax) => syntax.endings.split(' ').map((ending) => [ending, syntax] as const)),
);

const NUMBER = String.raw`(?<![\w.])\d[\d_]*(?![\w.])`;
const WORD = String.raw`[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*`;
/** A word of data, where a sign within it is part of it: `orders.not_found`. */
const DATA_WORD = String.raw`[\w$\u0080-\uffff]+(?:[./:@-]+[\w$\u0080-\uffff]+)*`;

function expressionOf(syntax: Syntax): RegExp {
  const known = COMPILED.get(syntax);
  if (known !== undefined) return known;
  const comments = syntax.comments.length === 0 ? '(?!)' : syntax.comments.join('|');
  const made = new RegExp(
    `(${comments})|(${syntax.texts.join('|')})|(${syntax.isData ? '(?!)' : NUMBER})|(${syntax.isData ? DATA_WORD : WORD})`,
    'g',
  );
  COMPILED.set(syntax, made);
  return made;
}

/**
 * What a source says outside of its comments. A text is a literal as a whole. The comments of a language that is not known
 * count as text.
 */
export function* readTokens(file: string, text: string): Generator<Token> {
  const syntax = syntaxOf(file);
  for (const { 0: whole, 1: comment, 2: quoted, 3: number, index: start } of text.matchAll(expressionOf(syntax))) {
    if (comment !== undefined) continue;
    if (quoted !== undefined) {
      const quotes = /^(?:"""|''')/.test(quoted) ? 3 : 1;
      yield { kind: 'literal', text: quoted.slice(quotes, -quotes), start };
    } else if (number !== undefined) {
      const isNegative = text[start - 1] === '-' && !/[\w)\]]/.test(text[start - 2] ?? '');
      yield { kind: 'number', text: `${isNegative ? '-' : ''}${number.replaceAll('_', '')}`, start };
    } else yield { kind: /^\d+$/.test(whole) ? 'number' : 'word', text: whole, start };
  }
}

/** A source with blanks in the place of its comments. */
export function withoutComments(file: string, text: string): string {
  return text.replaceAll(expressionOf(syntaxOf(file)), (whole: string, comment?: string) =>
    comment === undefined ? whole : comment.replaceAll(/[^\n]/g, ' '),
  );
}

function syntaxOf(file: string): Syntax {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return BY_ENDING.get(ending) ?? UNKNOWN;
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
