import { reasonPhrase, statusOfPhrase } from '../core/http.ts';

/** An HTTP status that a text mentions; `sure` where the text says that it is one. */
export interface MentionedStatus {
  readonly status: number;
  readonly sure: boolean;
  /** The part of the text that says so. */
  readonly found: string;
  readonly start: number;
}

// A gap of a name and its value has a limit, so that no pattern reads a text twice.
const NAMED =
  /(?<![A-Za-z])(?:https?(?:\/\d(?:\.\d)?)?|(?:http[ _-]?)?status(?:[ _-]?code)?|error(?:[ _-]?code)?|code)["']{0,3}\s{0,8}[:=-]?>?\s{0,8}["'([]?(\d{3})(?![\w.-])/gi;
const LOGGED =
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s{1,4}\S{1,2000}\s{1,4}(?:HTTP\/[\d.]{1,5}"?\s{1,4})?(\d{3})\b/g;
// Classes of clients that are called as HTTP calls the status: `NotFoundError`.
const CLASS = /(?<![A-Za-z])[A-Z][A-Za-z]{5,60}(?:Error|Exception)(?![A-Za-z])/g;
const BARE = /(?<![\w.,:/#$€£+-])(\d{3})(?![\w/%+-]|[.,]\d|:(?! \p{Lu}))/gu;
const MAY_HOLD_STATUS = /\d{3}|Error|Exception/;
const NOT_HTTP = /(?:exit(?:ed)?|return(?:ed)?|with|country|zip|area)[\s_-]{0,3}$/i;
const MOST_WORDS_AROUND_BARE = 7;
const LONGEST_SHOWN = 20;
const LONGEST_SHORT_TEXT = 200;
// Below it a status tells of no error: only a text that is about nothing else means it.
const FIRST_ERROR = 400;

/** The statuses in a text, in order; a bare number counts as one only in a short text or before a name: `429 Too Many Requests`. */
export function readStatuses(text: string): readonly MentionedStatus[] {
  if (!MAY_HOLD_STATUS.test(text)) return [];
  const found = new Map<number, MentionedStatus>();
  const short = text.length <= LONGEST_SHORT_TEXT && text.split(/\s+/).length <= MOST_WORDS_AROUND_BARE;
  const add = (number: string, sure: boolean, part: string, start: number): void => {
    const status = Number(number);
    const counts = (status >= FIRST_ERROR && status < 600) || (sure && short);
    if (counts && !found.has(status)) found.set(status, { status, sure, found: part.trim(), start });
  };
  for (const { 0: part, 1: number = '', index } of text.matchAll(NAMED))
    if (!NOT_HTTP.test(text.slice(Math.max(0, index - 12), index))) add(number, true, part, index);
  for (const { 0: part, 1: number = '', index } of text.matchAll(LOGGED))
    add(number, true, part.slice(-LONGEST_SHOWN), index + Math.max(0, part.length - LONGEST_SHOWN));
  for (const { 0: number, index } of text.matchAll(BARE)) {
    if (found.has(Number(number))) continue;
    const named = /^:? \p{Lu}[\p{L} -]{0,30}/u.exec(text.slice(index + 3, index + 40))?.[0];
    const isSure = text === number || (named !== undefined && isPhraseOf(named, Number(number)));
    if (named !== undefined || short) add(number, isSure, number + (named ?? ''), index);
  }
  if (found.size > 0) return [...found.values()];
  for (const { 0: name, index } of text.matchAll(CLASS)) {
    const status = statusOfPhrase(name.replace(/(?:Error|Exception)$/, '').toLowerCase());
    if (status !== undefined) add(String(status), true, name, index);
  }
  return [...found.values()];
}

/** Whether words start as HTTP calls a status: `429 Too Many Requests`. */
function isPhraseOf(words: string, status: number): boolean {
  const [first = ''] = /\p{L}[\p{L}-]*/u.exec(words) ?? [];
  return reasonPhrase(status)?.startsWith(first) ?? false;
}
