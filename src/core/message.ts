/** Message templates: `{name}` and `{0}` are placeholders, `{{` and `}}` literal braces, all else is text. */

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type LowerLetter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z');
type WordCharacter = LowerLetter | Uppercase<LowerLetter> | Digit | '_';
type ConsistsOf<Text extends string, Character extends string> = Text extends ''
  ? true
  : Text extends `${Character}${infer Rest}`
    ? ConsistsOf<Rest, Character>
    : false;
type IsName<Text extends string> = Text extends ''
  ? false
  : Text extends `${Digit}${string}`
    ? ConsistsOf<Text, Digit>
    : ConsistsOf<Text, WordCharacter>;

/** The union of placeholder names in a message template; `never` if it has none, `string` if it is no literal. */
export type PlaceholderName<Message extends string> = string extends Message
  ? string
  : Message extends `${string}{${infer AfterBrace}`
    ? AfterBrace extends `{${infer AfterLiteralBrace}`
      ? PlaceholderName<AfterLiteralBrace>
      : AfterBrace extends `${infer Name}}${infer Rest}`
        ? IsName<Name> extends true
          ? Name | PlaceholderName<Rest>
          : PlaceholderName<AfterBrace>
        : never
    : never;

/** One piece of a parsed message template. */
export type MessagePart = { readonly text: string } | { readonly placeholder: string };

const TOKEN = /\{\{|\}\}|\{([A-Za-z_]\w*|\d+)\}/g;

/** Splits a message template into texts and placeholders; neighbouring texts are joined. */
export function parseMessage(message: string): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let text = '';
  let end = 0;
  for (const token of message.matchAll(TOKEN)) {
    text += message.slice(end, token.index);
    end = token.index + token[0].length;
    if (token[1] === undefined) {
      text += token[0].charAt(0);
    } else {
      if (text) parts.push({ text });
      text = '';
      parts.push({ placeholder: token[1] });
    }
  }
  text += message.slice(end);
  if (text) parts.push({ text });
  return parts;
}

/** The placeholder names of a message template, in order of first appearance. */
export function listPlaceholders(message: string): readonly string[] {
  const names = parseMessage(message).flatMap((part) => ('placeholder' in part ? [part.placeholder] : []));
  return [...new Set(names)];
}

/** The message with its placeholders filled; one without a value stays as `{name}`. */
export function fillMessage(message: string, values: Readonly<Record<string, unknown>>): string {
  return parseMessage(message)
    .map((part) => {
      if ('text' in part) return part.text;
      return Object.hasOwn(values, part.placeholder) ? String(values[part.placeholder]) : `{${part.placeholder}}`;
    })
    .join('');
}

/** The values that turn the template into `text`, or `undefined` if it is not such a message. Linear in `text`. */
export function matchMessage(message: string, text: string): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  let open: string | undefined;
  let position = 0;
  const parts = parseMessage(message);
  for (const part of parts) {
    if ('placeholder' in part) {
      open = part.placeholder;
      continue;
    }
    const start = open === undefined ? position : position + 1;
    // What a template ends with is the end of the text: the value of `for {amount}.` may hold a full stop.
    const isEnd = open !== undefined && part === parts.at(-1) && text.endsWith(part.text);
    const end = text.length - part.text.length;
    const found = isEnd && end >= start ? end : text.indexOf(part.text, start);
    if (found < 0 || (open === undefined && found !== position)) return undefined;
    if (open !== undefined) values[open] = text.slice(position, found);
    open = undefined;
    position = found + part.text.length;
  }
  if (open === undefined) return position === text.length ? values : undefined;
  if (position >= text.length) return undefined;
  return { ...values, [open]: text.slice(position) };
}

/** A text as a template without placeholders: every brace doubled. */
export function escapeMessage(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&');
}
