import pythonGrammar from 'shiki/langs/python.mjs';
import { boundsOf } from '../../../core/http.ts';
import type { Identity } from '../../../core/identity.ts';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, isDefaultMethod, typedHeaders, type Facts, type Language } from '../facts.ts';
import {
  plainMark,
  testBody,
  testEqual,
  testStatus,
  valueWriter,
  type Dialect,
  type Signs,
  type Test,
} from '../condition.ts';
import { textLiteral as literal } from '../literals.ts';
import { comment, indent, lines } from '../text.ts';

/** Python with `urllib`. */
export const python: Language = { grammar: pythonGrammar, write };

const value = valueWriter(literal);

const SIGNS: Signs = { equals: '==', differs: '!=', and: 'and', or: 'or', not: 'not ' };

const BODY = 'body';

const DIALECT: Dialect = {
  signs: SIGNS,
  literal: value,
  at: (source, keys) => (source === BODY ? index(source, keys) : getEach(source, keys)),
  some: (list, item, condition, isInner) => `any(${condition} for ${item} in ${isInner ? `${list} or []` : list})`,
};

const index = (source: string, keys: readonly string[]): string =>
  source + keys.map((key) => `[${literal(key)}]`).join('');

/** A value in an item of a list, `None` where the item lacks a key. */
function getEach(source: string, keys: readonly string[]): string {
  return keys.reduce((found, key, at) => `${at === 0 ? found : `(${found} or {})`}.get(${literal(key)})`, source);
}

/** What is read of the response, and the test of it. */
function readIdentity(told: Identity, json: string): Test & { readonly read: string | undefined } {
  if (told.by === 'status') return { read: undefined, ...testStatus(told.bounds, 'response.code', SIGNS) };
  const mark = plainMark(told.marks);
  if (mark !== undefined) {
    const read = lines('try:', `    code = ${index(json, mark.keys)}`, 'except Exception:', '    code = None');
    return { read, ...testEqual('code', value(mark.value), SIGNS) };
  }
  const { holds } = testBody(told.marks, BODY, DIALECT);
  const read = lines('try:', `    ${BODY} = ${json}`, `    found = ${holds}`, 'except Exception:', '    found = False');
  return { read, holds: 'found', fails: 'not found' };
}

/** Whether the error may come with a status that urllib takes for a success. */
const mayArrive = ({ statuses }: Facts): boolean => statuses.some((status) => boundsOf(status)[0] < 300);

function write(facts: Facts): string {
  const { name, told, request, wait, advice, words } = facts;
  const headers = typedHeaders(request).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const options = [
    `os.environ["API_URL"] + ${literal(request.path)}`,
    ...(isDefaultMethod(request) ? [] : [`method=${literal(request.method)}`]),
    ...(headers.length === 0 ? [] : [`headers={${headers.join(', ')}}`]),
    ...(request.body === undefined ? [] : [`data=${literal(request.body)}.encode()`]),
  ];
  const call = `urllib.request.Request(${options.join(', ')})`;
  const arrives = mayArrive(facts);
  const { read, holds, fails } = readIdentity(told, arrives ? 'json.loads(text)' : 'json.load(response)');
  const modules = told.by === 'body' ? 'json, os' : 'os';
  // The response of either kind, with its text, for it is read but once.
  const receive = lines(
    'try:',
    '    response = urllib.request.urlopen(request)',
    'except urllib.error.HTTPError as error:',
    '    response = error',
    'text = response.read()',
    read,
  );
  const refuse = `raise SystemExit(${literal(name)})`;
  if (wait === undefined) {
    const branch = lines(`if ${holds}:`, indent('    ', advice && `# ${comment(advice)}`, refuse));
    return lines(
      `import ${modules}, urllib.error, urllib.request`,
      '',
      `request = ${call}`,
      arrives
        ? [receive, branch]
        : [
            'try:',
            '    urllib.request.urlopen(request)',
            'except urllib.error.HTTPError as response:',
            indent('    ', read, branch, 'raise'),
          ],
    );
  }
  const backoff = 'random.uniform(0, 2**attempt)';
  const chooseWait =
    wait.header === undefined
      ? `seconds = ${backoff}  # ${comment(words.backoff)}`
      : lines(
          `stated = response.headers.get(${literal(wait.header)}, "")  # ${comment(words.secondsOrDate)}`,
          'try:',
          '    date = parsedate_tz(stated)',
          '    seconds = mktime_tz(date) if date else float(stated)',
          'except Exception:',
          '    seconds = -1',
          `if seconds > ${EPOCH}:`,
          '    seconds -= time.time()',
          'if not seconds >= 0:',
          `    seconds = ${backoff}  # ${comment(words.noHeader)}`,
        );
  const isLast = `attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` or seconds > ${LONGEST_WAIT}`}`;
  const again = ['time.sleep(seconds)', 'return send(attempt + 1)'];
  return lines(
    `import ${modules}, random, time, urllib.error, urllib.request`,
    wait.header && 'from email.utils import mktime_tz, parsedate_tz',
    '',
    'def send(attempt=1):',
    indent(
      '    ',
      `request = ${call}`,
      arrives
        ? [receive, `if ${fails}:`, '    return text', chooseWait, `if ${isLast}:`, `    ${refuse}`, again]
        : [
            'try:',
            '    return urllib.request.urlopen(request)',
            'except urllib.error.HTTPError as response:',
            indent('    ', read, chooseWait, `if ${fails} or ${isLast}:`, '    raise', again),
          ],
    ),
    '',
    arrives ? 'text = send()' : 'response = send()',
  );
}
