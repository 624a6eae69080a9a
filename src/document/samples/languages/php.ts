import phpGrammar from 'shiki/langs/php.mjs';
import type { Identity } from '../../../core/identity.ts';
import {
  ATTEMPTS,
  EPOCH,
  LONGEST_WAIT,
  isDefaultMethod,
  typedHeaders,
  type Facts,
  type Language,
  type SentRequest,
} from '../facts.ts';
import {
  plainMark,
  STRICT_SIGNS,
  testBody,
  testEqual,
  testStatus,
  valueWriter,
  type Dialect,
  type Test,
} from '../condition.ts';
import { phpLiteral as literal } from '../literals.ts';
import { comment, indent, lines } from '../text.ts';

/** PHP 7.4 and later with its curl extension. */
export const php: Language = { grammar: phpGrammar, write };

/** A closing tag ends even a comment. */
const remark = (sentence: string): string => comment(sentence).replaceAll('?>', '? >');

function chooseMethod(request: SentRequest): string | undefined {
  if (isDefaultMethod(request)) return undefined;
  return request.method === 'HEAD' ? 'CURLOPT_NOBODY => true,' : `CURLOPT_CUSTOMREQUEST => ${literal(request.method)},`;
}

const value = valueWriter(literal);

const index = (source: string, keys: readonly string[]): string =>
  source + keys.map((key) => `[${literal(key)}]`).join('');

const DIALECT: Dialect = {
  signs: STRICT_SIGNS,
  literal: value,
  at: (source, keys) => (keys.length === 0 ? `$${source}` : `(${index(`$${source}`, keys)} ?? null)`),
  some: (list, item, condition) => `array_filter((array) ${list}, fn($${item}) => ${condition})`,
};

/** What is read of the response, and the test of it. */
function readIdentity(told: Identity): Test & { readonly read: string } {
  if (told.by === 'status') {
    const read = '$status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);';
    return { read, ...testStatus(told.bounds, '$status', STRICT_SIGNS) };
  }
  const mark = plainMark(told.marks);
  if (mark === undefined)
    return { read: '$body = json_decode($text, true);', ...testBody(told.marks, 'body', DIALECT) };
  const read = `$code = ${index('json_decode($text, true)', mark.keys)} ?? null;`;
  return { read, ...testEqual('$code', value(mark.value), STRICT_SIGNS) };
}

function write({ name, told, request, wait, advice, words }: Facts): string {
  const { read, holds, fails } = readIdentity(told);
  const headers = typedHeaders(request).map(([name, value]) => literal(`${name}: ${value}`));
  const send = lines(
    `$request = curl_init(getenv('API_URL') . ${literal(request.path)});`,
    'curl_setopt_array($request, [',
    indent(
      '    ',
      chooseMethod(request),
      headers.length === 0 ? undefined : `CURLOPT_HTTPHEADER => [${headers.join(', ')}],`,
      request.body === undefined ? undefined : `CURLOPT_POSTFIELDS => ${literal(request.body)},`,
      'CURLOPT_RETURNTRANSFER => true,',
      wait?.header && [
        'CURLOPT_HEADERFUNCTION => function ($_, $line) use (&$stated) {',
        `    if (stripos($line, ${literal(`${wait.header}:`)}) === 0) $stated = trim(substr($line, ${wait.header.length + 1}));`,
        '    return strlen($line);',
        '},',
      ],
    ),
    ']);',
    '$text = curl_exec($request);',
    read,
  );
  const failure = `throw new RuntimeException(${literal(name)});`;
  if (wait === undefined) {
    return lines('<?php', send, `if (${holds}) {`, indent('    ', advice && `// ${remark(advice)}`, failure), '}');
  }
  const backoff = 'mt_rand() / mt_getrandmax() * 2 ** $attempt';
  return lines(
    '<?php',
    'function send($attempt = 1)',
    '{',
    indent(
      '    ',
      wait.header && `$stated = ''; // ${remark(words.secondsOrDate)}`,
      send,
      `if (${fails}) return $text;`,
      wait.header === undefined
        ? `$seconds = ${backoff}; // ${remark(words.backoff)}`
        : [
            '$seconds = is_numeric($stated) ? (float) $stated : (strtotime($stated) ?: -1);',
            `if ($seconds > ${EPOCH}) $seconds -= time();`,
            `if ($seconds < 0) $seconds = ${backoff}; // ${remark(words.noHeader)}`,
          ],
      `if ($attempt === ${ATTEMPTS}${wait.header === undefined ? '' : ` || $seconds > ${LONGEST_WAIT}`}) ${failure}`,
      'usleep((int) ($seconds * 1e6));',
      'return send($attempt + 1);',
    ),
    '}',
    '',
    '$text = send();',
  );
}
