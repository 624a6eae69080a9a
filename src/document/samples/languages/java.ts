import javaGrammar from 'shiki/langs/java.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, isDefaultMethod, typedHeaders, type Facts, type Language } from '../facts.ts';
import { SIGNS, testAll, testStatus } from '../condition.ts';
import { javaLiteral as literal } from '../literals.ts';
import { comment, indent, jsonPattern, lines } from '../text.ts';

/** Java 11 and later with `java.net.http`, which has no reader of JSON beside it. */
export const java: Language = { grammar: javaGrammar, write };

/** `\u` is an escape in a comment too, and could end its line, unless the backslash is doubled. */
const remark = (sentence: string): string => comment(sentence).replaceAll('\\', '\\\\');

// What `URI.create` refuses in a path.
const encodePath = (path: string): string => path.replaceAll(/[[\]]/g, encodeURIComponent);

function write({ name, told, request, wait, advice, words }: Facts): string {
  const body = request.body === undefined ? 'noBody()' : `ofString(${literal(request.body)})`;
  const send = lines(
    `var request = HttpRequest.newBuilder(URI.create(System.getenv("API_URL") + ${literal(encodePath(request.path))}))`,
    indent(
      '    ',
      isDefaultMethod(request) ? undefined : `.method(${literal(request.method)}, HttpRequest.BodyPublishers.${body})`,
      typedHeaders(request).map(([name, value]) => `.header(${literal(name)}, ${literal(value)})`),
      '.build();',
    ),
    'var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());',
  );
  const { holds, fails } =
    told.by === 'body'
      ? testAll(
          told.marks.map((mark) => `response.body().matches(${literal(`(?s).*${jsonPattern(mark)}.*`)})`),
          SIGNS,
        )
      : testStatus(told.bounds, 'response.statusCode()', SIGNS);
  const failure = `throw new Exception(${literal(name)});`;
  const imports = ['import java.net.*;', 'import java.net.http.*;'];
  if (wait === undefined) {
    return lines(
      imports,
      '',
      'class Sample {',
      '    public static void main(String[] args) throws Exception {',
      indent('        ', send, `if (${holds}) {`, indent('    ', advice && `// ${remark(advice)}`, failure), '}'),
      '    }',
      '}',
    );
  }
  const backoff = 'Math.random() * Math.pow(2, attempt)';
  return lines(
    imports,
    '',
    'class Sample {',
    '    public static void main(String[] args) throws Exception {',
    '        send(1);',
    '    }',
    '',
    '    static HttpResponse<String> send(int attempt) throws Exception {',
    indent(
      '        ',
      send,
      `if (${fails}) return response;`,
      wait.header === undefined
        ? `var seconds = ${backoff}; // ${remark(words.backoff)}`
        : [
            `var stated = response.headers().firstValue(${literal(wait.header)}).orElse(""); // ${remark(words.secondsOrDate)}`,
            'var seconds = -1.0;',
            'try {',
            '    seconds = stated.contains(":")',
            '        ? java.time.ZonedDateTime.parse(stated, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond()',
            '        : Double.parseDouble(stated);',
            '} catch (Exception unreadable) {}',
            `if (seconds > ${EPOCH}) seconds -= System.currentTimeMillis() / 1000;`,
            `if (!(seconds >= 0)) seconds = ${backoff}; // ${remark(words.noHeader)}`,
          ],
      `if (attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` || seconds > ${LONGEST_WAIT}`}) ${failure}`,
      'Thread.sleep((long) (seconds * 1000));',
      'return send(attempt + 1);',
    ),
    '    }',
    '}',
  );
}
