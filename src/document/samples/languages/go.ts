import goGrammar from 'shiki/langs/go.mjs';
import type { CarriedValue, Identity, Mark } from '../../../core/identity.ts';
import { digitsOf } from '../../../core/numbers.ts';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, typedHeaders, type Facts, type Language } from '../facts.ts';
import { conditionsOf, SIGNS, testAll, testStatus, type Condition, type Test } from '../condition.ts';
import { textLiteral as literal } from '../literals.ts';
import { comment, indent, lines } from '../text.ts';

/** Go with `net/http`: a function, for imports are what its tools add. */
export const go: Language = { grammar: goGrammar, write };

// A number without a type would be an int, which no decoded number equals.
const value = (wanted: CarriedValue): string => {
  const digits = digitsOf(wanted);
  return digits === undefined ? literal(String(wanted)) : `float64(${digits})`;
};

const DECODE = 'json.NewDecoder(response.Body).Decode(&body)';

/** What is read of the response, and the test of it. */
function readIdentity(told: Identity): Test & { readonly read: string | undefined } {
  if (told.by === 'status') return { read: undefined, ...testStatus(told.bounds, 'response.StatusCode', SIGNS) };
  return readMaps(told.marks) ?? readAny(told.marks);
}

/** Values that lie equally deep behind keys alone are read by a type. */
function readMaps(marks: readonly Mark[]): (Test & { readonly read: string }) | undefined {
  const depth = marks[0]?.path.length ?? 0;
  if (marks.some(({ path }) => path.length !== depth || path.includes(0))) return undefined;
  const read = lines(`var body ${'map[string]'.repeat(depth)}any`, DECODE);
  const found = marks.map(({ path }) => `body${path.map((key) => `[${literal(String(key))}]`).join('')}`);
  const [only = ''] = found;
  const [mark] = marks;
  if (marks.length === 1 && mark !== undefined)
    return { read, holds: `${only} == ${value(mark.value)}`, fails: `${only} != ${value(mark.value)}` };
  return {
    read,
    ...testAll(
      marks.map((mark, at) => `${found[at] ?? ''} == ${value(mark.value)}`),
      SIGNS,
    ),
  };
}

/** All others are reached step by step, and a part of another type ends the way. */
function readAny(marks: readonly Mark[]): Test & { readonly read: string } {
  const { steps, tests } = walk(conditionsOf(marks), 'body', 0);
  return { read: lines('var body any', DECODE, steps), ...testAll(tests, SIGNS) };
}

interface Walk {
  readonly steps: readonly string[];
  readonly tests: readonly string[];
}

/** The steps from a variable to what conditions are about, and the conditions on what they reach. */
function walk(conditions: readonly Condition[], source: string, depth: number): Walk {
  const ways = conditions.flatMap(({ keys }) => keys.map((_, length) => keys.slice(0, length)));
  const objects = [...new Set(ways.map((way) => JSON.stringify(way)))];
  const objectAt = (way: readonly string[]): string => numbered('object', objects.indexOf(JSON.stringify(way)));
  const found = ({ keys }: Pick<Condition, 'keys'>): string =>
    keys.length === 0 ? source : `${objectAt(keys.slice(0, -1))}[${literal(keys.at(-1) ?? '')}]`;
  const reach = objects.map((way) => {
    const keys = JSON.parse(way) as readonly string[];
    return `${objectAt(keys)}, _ := ${found({ keys })}.(map[string]any)`;
  });
  const lists = conditions.filter((condition) => 'items' in condition);
  const parts = conditions.map((condition): Walk => {
    if ('value' in condition) return { steps: [], tests: [`${found(condition)} == ${value(condition.value)}`] };
    const list = numbered('items', lists.indexOf(condition));
    // What an inner loop finds has another name, for it is told to the outer one.
    const mark = numbered(`found${'Inside'.repeat(depth)}`, lists.indexOf(condition));
    const { steps, tests } = walk(condition.items, 'item', depth + 1);
    const loop = [
      `${list}, _ := ${found(condition)}.([]any)`,
      `${mark} := false`,
      `for _, item := range ${list} {`,
      indent('\t', steps, `if ${tests.join(' && ')} {`, `\t${mark} = true`, '}'),
      '}',
    ];
    return { steps: loop, tests: [mark] };
  });
  return {
    steps: [...reach, ...parts.flatMap(({ steps }) => steps)],
    tests: parts.flatMap(({ tests }) => tests),
  };
}

const numbered = (name: string, at: number): string => (at === 0 ? name : `${name}${at + 1}`);

function write({ name, told, request, wait, advice, words }: Facts): string {
  const { read, holds, fails } = readIdentity(told);
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
    read,
  );
  const failure = `return errors.New(${literal(name)})`;
  if (wait === undefined) {
    return lines(
      'func send() error {',
      indent('\t', send, `if ${holds} {`, indent('\t', advice && `// ${comment(advice)}`, failure), '}', 'return nil'),
      '}',
    );
  }
  const backoff = 'rand.Float64() * math.Pow(2, float64(attempt))';
  return lines(
    'func send(attempt int) error {',
    indent(
      '\t',
      send,
      `if ${fails} {`,
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
