import goGrammar from 'shiki/langs/go.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, typedHeaders, type Facts, type Language } from '../facts.ts';
import { comment, indent, lines, quote, utf32Escape } from '../text.ts';

/** Go with `net/http`: a function, for imports are what its tools add. */
export const go: Language = { grammar: goGrammar, write };

const literal = (value: string): string => quote(value, utf32Escape);

function write({ code, numeric, keys, request, wait, advice, words }: Facts): string {
  const body = request.body === undefined ? 'nil' : `strings.NewReader(${literal(request.body)})`;
  const send = lines(
    `request, err := http.NewRequest(${literal(request.method)}, os.Getenv("API_URL")+${literal(request.path)}, ${body})`,
    'if err != nil {',
    '\treturn err',
    '}',
    typedHeaders(request).map(([name, value]) => `request.Header.Set(${literal(name)}, ${literal(value)})`),
    'response, err := http.DefaultClient.Do(request)',
    'if err != nil {',
    '\treturn err',
    '}',
    'defer response.Body.Close()',
    `var body ${'map[string]'.repeat(keys.length)}any`,
    'json.NewDecoder(response.Body).Decode(&body)',
  );
  const found = `body${keys.map((key) => `[${literal(key)}]`).join('')}`;
  // A number without a type would be an int, which no decoded number equals.
  const wanted = numeric ? `float64(${code})` : literal(code);
  const failure = `return errors.New(${literal(code)})`;
  if (wait === undefined) {
    return lines(
      'func send() error {',
      indent(
        '\t',
        send,
        `if ${found} == ${wanted} {`,
        indent('\t', advice && `// ${comment(advice)}`, failure),
        '}',
        'return nil',
      ),
      '}',
    );
  }
  const backoff = 'rand.Float64() * math.Pow(2, float64(attempt))';
  return lines(
    'func send(attempt int) error {',
    indent(
      '\t',
      send,
      `if ${found} != ${wanted} {`,
      '\treturn nil',
      '}',
      wait.header === undefined
        ? `seconds := ${backoff} // ${comment(words.backoff)}`
        : [
            `stated := response.Header.Get(${literal(wait.header)}) // ${comment(words.secondsOrDate)}`,
            'seconds, err := strconv.ParseFloat(stated, 64)',
            'if date, failed := http.ParseTime(stated); failed == nil {',
            '\tseconds, err = float64(date.Unix()), nil',
            '}',
            `if seconds > ${EPOCH} {`,
            '\tseconds -= float64(time.Now().Unix())',
            '}',
            'if err != nil || !(seconds >= 0) {',
            `\tseconds = ${backoff} // ${comment(words.noHeader)}`,
            '}',
          ],
      `if attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` || seconds > ${LONGEST_WAIT}`} {`,
      indent('\t', failure),
      '}',
      'time.Sleep(time.Duration(seconds * float64(time.Second)))',
      'return send(attempt + 1)',
    ),
    '}',
  );
}
