import type { BodyFields } from './body-fields.ts';
import { codeFields, readFields } from './fields.ts';
import { cleanText } from './words.ts';

const TOKEN = /[\p{L}\p{N}]+(?:[_.-]+[\p{L}\p{N}]+)*/gu;
const SCREAMING = /^\p{Lu}[\p{Lu}\p{N}]*(?:[_.-][\p{Lu}\p{N}]+)+$/u;
const SNAKE = /^\p{L}[\p{L}\p{N}]*(?:_[\p{L}\p{N}]+)+$/u;
const NUMBERED = /^\p{Lu}{1,6}-?\d{3,}$/u;
const CLASS = /^(?:\p{Lu}[\p{Ll}\p{N}]+){2,}$/u;
const SHOUTED = /^\p{Lu}{6,}$/u;
const LONGEST_CODE = 80;

/** The tokens of a text that could be identifiers, without quotes and other wrapping. */
export function readTokens(text: string): readonly string[] {
  return Array.from(text.matchAll(TOKEN), ([token]) => token);
}

/** Whether a token looks as error codes do: `ACCOUNT_LOCKED`, `account_locked`, `ORA-00942`, `AccountLocked`. */
export function isCodeLike(token: string): boolean {
  return token.length <= LONGEST_CODE && [SCREAMING, SNAKE, NUMBERED, CLASS, SHOUTED].some((form) => form.test(token));
}

/** The token of a text that looks most like an error code; meant for texts in which the lookup finds none. */
export function unknownCode(input: string, bodyFields: BodyFields = {}): string | undefined {
  const text = cleanText(input);
  const tokens = readTokens(text);
  const only = tokens.length === 1 ? tokens : [];
  const fields = codeFields(readFields(text), bodyFields);
  return [...fields, ...only].find(isCodeLike) ?? tokens.find((token) => SCREAMING.test(token) && /[_-]/.test(token));
}
