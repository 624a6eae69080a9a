import shell from 'shiki/langs/shellscript.mjs';
import { boundsOf, type Status } from '../../../core/http.ts';
import type { Bounds, Identity } from '../../../core/identity.ts';
import { ATTEMPTS, LONGEST_WAIT, isDefaultMethod, type Facts, type Language, type SentRequest } from '../facts.ts';
import { comment, indent, jsonPattern, lines } from '../text.ts';

/** curl in a POSIX shell. */
export const sh: Language = { grammar: shell, write };

/** A text in single quotes, where only they are special; a shell's word can't hold NUL. */
function literal(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}

/** Statuses as patterns of `case`: `404`, and `4??` for a whole class. */
function statusPatterns([first, last]: Bounds): readonly string[] {
  if (first > last) return [];
  const isClass = first % 100 === 0 && first + 99 <= last;
  const pattern = isClass ? `${first / 100}??` : String(first);
  return [pattern, ...statusPatterns([isClass ? first + 100 : first + 1, last])];
}

/** What the sample does where the response is the error. */
function branch(told: Identity, action: string): string {
  if (told.by === 'status') {
    const patterns = told.bounds.flatMap(statusPatterns).join('|');
    return lines('case $http_code in', `  ${patterns}) ${action} ;;`, 'esac');
  }
  const found = told.marks.map((mark) => `grep -qE ${literal(jsonPattern(mark))} "$body"`).join(' && ');
  return lines(`if ${found}; then`, indent('  ', action), 'fi');
}

/** Statuses that curl takes for temporary by itself: with these alone it reads Retry-After. */
const TEMPORARY: readonly Status[] = [408, 429, 500, 502, 503, 504];

/** The option with a space behind it; a response to HEAD has no body to wait for, which curl is to know. */
function chooseMethod(request: SentRequest): string {
  if (isDefaultMethod(request)) return '';
  return request.method === 'HEAD' ? '--head ' : `--request ${request.method} `;
}

function write({ name, told, statuses, request, wait, advice, words }: Facts): string {
  const isTemporary = statuses.every((status) => TEMPORARY.includes(status));
  const readsHeader = isTemporary && wait?.header?.toLowerCase() === 'retry-after';
  // It repeats no request that succeeds, as the status says.
  const retries =
    wait !== undefined && (statuses.length === 0 || statuses.some((status) => boundsOf(status)[1] >= 400));
  const limits = [`--retry ${ATTEMPTS - 1}`, `--retry-max-time ${LONGEST_WAIT}`];
  const options = [
    ...(retries ? [[...limits, ...(isTemporary ? [] : ['--retry-all-errors', '--fail-with-body'])].join(' ')] : []),
    ...request.headers.map(([name, value]) => `--header ${literal(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--json ${literal(request.body)}`]),
    // Braces and brackets of a path are no patterns of addresses.
    ...(/[[\]{}]/.test(request.path) ? ['--globoff'] : []),
  ];
  const waits = readsHeader ? words.curlStated.replaceAll('{header}', wait.header) : words.curlBackoff;
  const report = [name, retries ? words.stillRefused : advice].filter((part) => part !== undefined).join(': ');
  // The shell takes what curl writes besides the body.
  const [opening, option, closing] =
    told.by === 'status' ? ['http_code=$(', "--write-out '%{http_code}' ", ')'] : ['', '', ''];
  return lines(
    'body=$(mktemp)',
    retries ? `# ${comment(waits)}` : undefined,
    `${opening}curl --silent --show-error --output "$body" ${option}${chooseMethod(request)}\\`,
    options.map((option) => `  ${option} \\`),
    `  "$API_URL"${literal(request.path)}${closing}`,
    branch(told, `printf '%s\\n' ${literal(comment(report))} >&2`),
  );
}
