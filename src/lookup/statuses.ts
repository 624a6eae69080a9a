/** An HTTP status that a text mentions; `sure` where the text says that it is one. */
export interface MentionedStatus {
  readonly status: number;
  readonly sure: boolean;
}

const NAMED =
  /\b(?:https?(?:\/\d(?:\.\d)?)?|status(?:[ _-]?code)?|error(?:[ _-]?code)?|code)["']*\s*[:=-]?\s*["'([]?(\d{3})(?![\w.-])/gi;
const LOGGED = /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+\S+\s+(?:HTTP\/[\d.]+"?\s+)?(\d{3})\b/g;
const BARE = /(?<![\w.,:/#$€£+-])(\d{3})(?![\w:/%+-]|[.,]\d)/g;
const MOST_WORDS_AROUND_BARE = 7;

/** The statuses in a text, in order; a bare number counts as one only in a short text or before a name: `429 Too Many Requests`. */
export function readStatuses(text: string): readonly MentionedStatus[] {
  const found = new Map<number, boolean>();
  for (const pattern of [NAMED, LOGGED]) {
    for (const [, number] of text.matchAll(pattern)) found.set(Number(number), true);
  }
  const short = text.split(/\s+/).length <= MOST_WORDS_AROUND_BARE;
  for (const { 0: number, index } of text.matchAll(BARE)) {
    const status = Number(number);
    const explained = /^ \p{Lu}/u.test(text.slice(index + 3));
    if (!found.has(status) && (explained || short)) found.set(status, explained || text === number);
  }
  return Array.from(found, ([status, sure]) => ({ status, sure }));
}
