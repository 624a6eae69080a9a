/** Names that stand where no error is meant: levels of logs, variables, settings, headers and paths. */

/** Words that say how grave a line of a log is. */
export const LEVELS: ReadonlySet<string> = new Set(
  'TRACE DEBUG INFO NOTICE WARN WARNING ERROR CRITICAL ALERT FATAL PANIC EMERGENCY SEVERE VERBOSE STATEMENT DETAIL HINT'.split(
    ' ',
  ),
);

const BEFORE_VARIABLE =
  /(?:[$%@]\{?|-D|--?|\bprocess\.env\.|\benv(?:iron(?:ment)?)?(?:\.|\[["']?)|\b(?:getenv|env)\(["']?|\b(?:export|set|unset|ENV|ARG)\s{1,4}|\benv(?:ironment)?(?:\s{1,4}var(?:iable)?s?)?\s{1,4}["'`]?)$/i;
const LONGEST_BEFORE = 32;
const LONGEST_AFTER = 8;
const LONGEST_PATH = 100;

/** `DB_HOST` */
const SHOUTED = /^[\p{Lu}\p{N}_]+$/u;

/** `Rate-Limit` */
const HEADER = /^\p{L}\p{Ll}*(?:-\p{L}\p{Ll}*)+$/u;

/**
 * Whether what stands from `start` to `end` of a text names a variable, setting, header or path and not what happened;
 * `isCode` where it is written as a code of the registry.
 */
export function isSetting(text: string, start: number, end: number, isCode: boolean): boolean {
  const after = text.slice(end, end + LONGEST_AFTER);
  // `DB_HOST=localhost`, `rate_limit: 100`
  if (/^["'`]?\s?=(?![=>])/.test(after) || /^["']?:\s?(?:\d|true|false|null)/.test(after)) return true;
  const before = text.slice(Math.max(0, start - LONGEST_BEFORE), start);
  if (BEFORE_VARIABLE.test(before)) return true;
  const name = text.slice(start, end);
  const isShouted = SHOUTED.test(name);
  if (!isShouted && before.endsWith('/') && !/err/i.test(text.slice(Math.max(0, start - LONGEST_PATH), start)))
    return true;
  // A key of a payload, and a header: `"card_declined": {`, `Rate-Limit: 100`.
  if (/^["']\s?:/.test(after)) return !isCode || !isShouted;
  return !isCode && /^:\s/.test(after) && HEADER.test(name);
}
