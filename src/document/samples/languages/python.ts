import pythonGrammar from 'shiki/langs/python.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, isDefaultMethod, typedHeaders, type Facts, type Language } from '../facts.ts';
import { comment, indent, lines, quote, utf32Escape } from '../text.ts';

/** Python with `urllib`. */
export const python: Language = { grammar: pythonGrammar, write };

const literal = (value: string): string => quote(value, utf32Escape);

function write({ code, numeric, keys, request, wait, advice, words }: Facts): string {
  const headers = typedHeaders(request).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const options = [
    `os.environ["API_URL"] + ${literal(request.path)}`,
    ...(isDefaultMethod(request) ? [] : [`method=${literal(request.method)}`]),
    ...(headers.length === 0 ? [] : [`headers={${headers.join(', ')}}`]),
    ...(request.body === undefined ? [] : [`data=${literal(request.body)}.encode()`]),
  ];
  const call = `urllib.request.Request(${options.join(', ')})`;
  const readCode = lines(
    'try:',
    `    code = json.load(response)${keys.map((key) => `[${literal(key)}]`).join('')}`,
    'except Exception:',
    '    code = None',
  );
  const wanted = numeric ? code : literal(code);
  if (wait === undefined) {
    return lines(
      'import json, os, urllib.error, urllib.request',
      '',
      `request = ${call}`,
      'try:',
      '    urllib.request.urlopen(request)',
      'except urllib.error.HTTPError as response:',
      indent(
        '    ',
        readCode,
        `if code == ${wanted}:`,
        indent('    ', advice && `# ${comment(advice)}`, `raise SystemExit(${literal(code)})`),
        'raise',
      ),
    );
  }
  const backoff = 'random.uniform(0, 2**attempt)';
  return lines(
    'import json, os, random, time, urllib.error, urllib.request',
    wait.header && 'from email.utils import mktime_tz, parsedate_tz',
    '',
    'def send(attempt=1):',
    indent(
      '    ',
      `request = ${call}`,
      'try:',
      '    return urllib.request.urlopen(request)',
      'except urllib.error.HTTPError as response:',
      indent(
        '    ',
        readCode,
        wait.header === undefined
          ? `seconds = ${backoff}  # ${comment(words.backoff)}`
          : [
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
            ],
        `if code != ${wanted} or attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` or seconds > ${LONGEST_WAIT}`}:`,
        '    raise',
        'time.sleep(seconds)',
        'return send(attempt + 1)',
      ),
    ),
    '',
    'response = send()',
  );
}
