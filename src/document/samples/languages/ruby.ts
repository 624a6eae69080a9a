import rubyGrammar from 'shiki/langs/ruby.mjs';
import type { Identity } from '../../../core/identity.ts';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, typedHeaders, type Facts, type Language } from '../facts.ts';
import {
  plainMark,
  SIGNS,
  testBody,
  testEqual,
  testStatus,
  valueWriter,
  type Dialect,
  type Test,
} from '../condition.ts';
import { rubyLiteral as literal } from '../literals.ts';
import { comment, indent, lines } from '../text.ts';

/** Ruby with `net/http`. */
export const ruby: Language = { grammar: rubyGrammar, write };

// What `URI` refuses in a path.
const encodePath = (path: string): string => path.replaceAll(/[[\]]/g, encodeURIComponent);

const value = valueWriter(literal);

const DIALECT: Dialect = {
  signs: SIGNS,
  literal: value,
  at: (source, keys) => (keys.length === 0 ? source : `${source}.dig(${keys.map(literal).join(', ')})`),
  some: (list, item, condition, isInner) => `${list}${isInner ? '.to_a' : ''}.any? { |${item}| ${condition} }`,
};

/** What is read of the response, and the test of it. */
function readIdentity(told: Identity): Test & { readonly read: string } {
  if (told.by === 'status') return { read: 'status = response.code.to_i', ...testStatus(told.bounds, 'status', SIGNS) };
  const mark = plainMark(told.marks);
  if (mark !== undefined) {
    const read = `code = ${DIALECT.at('JSON.parse(response.body)', mark.keys)} rescue nil`;
    return { read, ...testEqual('code', value(mark.value), SIGNS) };
  }
  const read = lines(
    'body = JSON.parse(response.body) rescue nil',
    `found = ${testBody(told.marks, 'body', DIALECT).holds} rescue false`,
  );
  return { read, holds: 'found', fails: '!found' };
}

function write({ name, told, request, wait, advice, words }: Facts): string {
  const headers = typedHeaders(request).map(([name, value]) => `${literal(name)} => ${literal(value)}`);
  const values = [
    literal(request.method),
    'uri.request_uri',
    ...(request.body === undefined ? (headers.length === 0 ? [] : ['nil']) : [literal(request.body)]),
    ...(headers.length === 0 ? [] : [`{ ${headers.join(', ')} }`]),
  ];
  const { read, holds, fails } = readIdentity(told);
  const requires = [told.by === 'body' ? 'require "json"' : undefined, 'require "net/http"'];
  const send = lines(
    `uri = URI(ENV["API_URL"] + ${literal(encodePath(request.path))})`,
    'response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") do |http|',
    `  http.send_request(${values.join(', ')})`,
    'end',
    read,
  );
  const failure = `raise ${literal(name)}`;
  if (wait === undefined) {
    return lines(requires, '', send, `if ${holds}`, indent('  ', advice && `# ${comment(advice)}`, failure), 'end');
  }
  const backoff = 'rand * 2**attempt';
  return lines(
    requires,
    wait.header && 'require "time"',
    '',
    'def request(attempt = 1)',
    indent(
      '  ',
      send,
      `return response if ${fails}`,
      wait.header === undefined
        ? `seconds = ${backoff} # ${comment(words.backoff)}`
        : [
            `stated = response[${literal(wait.header)}].to_s # ${comment(words.secondsOrDate)}`,
            'seconds = (Float(stated) rescue Time.httpdate(stated).to_f rescue -1)',
            `seconds -= Time.now.to_f if seconds > ${EPOCH}`,
            `seconds = ${backoff} if seconds < 0 # ${comment(words.noHeader)}`,
          ],
      `${failure} if attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` || seconds > ${LONGEST_WAIT}`}`,
      'sleep seconds',
      'request(attempt + 1)',
    ),
    'end',
    '',
    'response = request',
  );
}
