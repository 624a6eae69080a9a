import shell from 'shiki/langs/shellscript.mjs';
import { ATTEMPTS, LONGEST_WAIT, isDefaultMethod, type Facts, type Language, type SentRequest } from '../facts.ts';
import { comment, indent, jsonPattern, lines } from '../text.ts';

/** curl in a POSIX shell. */
export const sh: Language = { grammar: shell, write };

/** A text in single quotes, where only they are special; a shell's word can't hold NUL. */
function literal(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}

/** Statuses that curl takes for temporary by itself: with these alone it reads Retry-After. */
const TEMPORARY = [408, 429, 500, 502, 503, 504];

/** The option with a space behind it; a response to HEAD has no body to wait for, which curl is to know. */
function chooseMethod(request: SentRequest): string {
  if (isDefaultMethod(request)) return '';
  return request.method === 'HEAD' ? '--head ' : `--request ${request.method} `;
}

function write({ code, numeric, status, keys, request, wait, advice, words }: Facts): string {
  const isTemporary = status === undefined || TEMPORARY.includes(status);
  const readsHeader = isTemporary && wait?.header?.toLowerCase() === 'retry-after';
  const retries = [`--retry ${ATTEMPTS - 1}`, `--retry-max-time ${LONGEST_WAIT}`];
  const options = [
    ...(wait ? [[...retries, ...(isTemporary ? [] : ['--retry-all-errors', '--fail-with-body'])].join(' ')] : []),
    ...request.headers.map(([name, value]) => `--header ${literal(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--json ${literal(request.body)}`]),
    // Braces and brackets of a path are no patterns of addresses.
    ...(/[[\]{}]/.test(request.path) ? ['--globoff'] : []),
  ];
  const waits = readsHeader ? words.curlStated.replaceAll('{header}', wait.header) : words.curlBackoff;
  const pattern = jsonPattern(keys.at(-1) ?? '', code, numeric);
  const report = [code, wait ? words.stillRefused : advice].filter((part) => part !== undefined).join(': ');
  return lines(
    'body=$(mktemp)',
    wait && `# ${comment(waits)}`,
    `curl --silent --show-error --output "$body" ${chooseMethod(request)}\\`,
    options.map((option) => `  ${option} \\`),
    `  "$API_URL"${literal(request.path)}`,
    `if grep -qE ${literal(pattern)} "$body"; then`,
    indent('  ', `printf '%s\\n' ${literal(comment(report))} >&2`),
    'fi',
  );
}
