import rubyGrammar from 'shiki/langs/ruby.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, typedHeaders, type Facts, type Language } from '../facts.ts';
import { bracedEscape, comment, indent, lines, quote } from '../text.ts';

/** Ruby with `net/http`. */
export const ruby: Language = { grammar: rubyGrammar, write };

/** `#{`, `#$` and `#@` would run code. */
const literal = (value: string): string => quote(value, bracedEscape).replaceAll(/#(?=[{$@])/g, '\\#');

// What `URI` refuses in a path.
const encodePath = (path: string): string => path.replaceAll(/[[\]]/g, encodeURIComponent);

function write({ code, numeric, keys, request, wait, advice, words }: Facts): string {
  const headers = typedHeaders(request).map(([name, value]) => `${literal(name)} => ${literal(value)}`);
  const values = [
    literal(request.method),
    'uri.request_uri',
    ...(request.body === undefined ? (headers.length === 0 ? [] : ['nil']) : [literal(request.body)]),
    ...(headers.length === 0 ? [] : [`{ ${headers.join(', ')} }`]),
  ];
  const requires = ['require "json"', 'require "net/http"'];
  const send = lines(
    `uri = URI(ENV["API_URL"] + ${literal(encodePath(request.path))})`,
    'response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") do |http|',
    `  http.send_request(${values.join(', ')})`,
    'end',
    `code = JSON.parse(response.body).dig(${keys.map(literal).join(', ')}) rescue nil`,
  );
  const wanted = numeric ? code : literal(code);
  const failure = `raise ${literal(code)}`;
  if (wait === undefined) {
    return lines(
      requires,
      '',
      send,
      `if code == ${wanted}`,
      indent('  ', advice && `# ${comment(advice)}`, failure),
      'end',
    );
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
      `return response if code != ${wanted}`,
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
