import type { RegisteredError } from '../core/define.ts';
import type { Json } from '../core/json.ts';
import { codeValue } from '../core/payload.ts';
import type { Site } from '../core/site.ts';

/** A code sample that handles one error. */
export interface Sample {
  readonly title: string;
  readonly lang: string;
  readonly code: string;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** What the templates need to know of an error: the code's literal, the keys that lead to it, the request, the wait. */
interface Facts {
  readonly code: string;
  readonly status: number | undefined;
  readonly keys: readonly string[];
  readonly request: Request;
  readonly retries: boolean;
  readonly waitHeader: string | undefined;
  readonly advice: string;
}

/** Samples in curl, TypeScript, Python and Go that branch on the code and wait where a retry helps; none where the payload carries no code. */
export function composeSamples(error: RegisteredError, site: Site): readonly Sample[] {
  const keys = findKeys(site.envelope, '{code}');
  if (keys === undefined || keys.length === 0) return [];
  const facts: Facts = {
    code: JSON.stringify(codeValue(error)),
    status: error.status,
    keys,
    request: requestOf(error),
    retries: error.retry?.when === 'after-wait',
    waitHeader: error.retry?.when === 'after-wait' ? error.retry.header : undefined,
    advice: adviceFor(error),
  };
  const typed = { ...facts, request: withContentType(facts.request) };
  return [
    { title: 'curl', lang: 'sh', code: curl(facts) },
    { title: 'TypeScript', lang: 'ts', code: typescript(typed) },
    { title: 'Python', lang: 'python', code: python(typed) },
    { title: 'Go', lang: 'go', code: go(typed) },
  ].map((sample) => ({ ...sample, code: error.samples?.[sample.lang] ?? sample.code }));
}

function adviceFor({ actor, retry }: RegisteredError): string {
  if (retry?.when === 'never') return 'Sending this request again never succeeds.';
  if (actor === 'admin') return 'An account admin acts first; until then, the same request fails the same way.';
  if (actor === 'us') return 'The cause is on the side of the API; report it with the details of the request.';
  return 'Fix the cause first: the same request fails the same way.';
}

/** The keys that lead to a placeholder of the envelope. */
export function findKeys(template: Json, placeholder: string): readonly string[] | undefined {
  if (template === placeholder) return [];
  if (template === null || typeof template !== 'object' || Array.isArray(template)) return undefined;
  for (const [key, value] of Object.entries(template)) {
    const rest = findKeys(value, placeholder);
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

/** The request of the example: the entry's own, else its first endpoint. */
export function requestOf({ example, endpoints }: RegisteredError): Request {
  const [method = 'GET', path = '/'] = (example?.request ?? endpoints?.[0] ?? 'GET /').split(/\s+/);
  // The method goes into a shell as it is, so it is letters or nothing that an import brought.
  const verb = /^[A-Za-z]+$/.test(method) ? method : 'GET';
  return { method: verb, path, headers: example?.requestHeaders ?? {}, body: example?.requestBody };
}

/** The request with the content type of its body; curl's `--json` sends it by itself. */
function withContentType(request: Request): Request {
  if (request.body === undefined) return request;
  return { ...request, headers: { 'Content-Type': 'application/json', ...request.headers } };
}

const indent = (width: number, lines: readonly string[]): string =>
  lines.map((line) => (line ? ' '.repeat(width) + line : line)).join('\n');

function shellQuote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Statuses that curl takes for temporary by itself. */
const CURL_RETRIES = [408, 429, 500, 502, 503, 504];

function curl({ code, status, keys, request, retries, advice }: Facts): string {
  const isTemporary = status === undefined || CURL_RETRIES.includes(status);
  const options = [
    ...(retries ? [isTemporary ? '--retry 5' : '--retry 5 --retry-all-errors --fail-with-body'] : []),
    ...Object.entries(request.headers).map(([name, value]) => `--header ${shellQuote(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--json ${shellQuote(JSON.stringify(request.body))}`]),
  ];
  const pattern = `"${keys.at(-1) ?? ''}": *${code.replaceAll(/[\\.*[\]^$]/g, '\\$&')}`;
  const waits = isTemporary ? 'as long as Retry-After says, else 1, 2, 4 … seconds' : '1, 2, 4 … seconds';
  return [
    ...(retries ? [`# --retry waits ${waits}.`] : []),
    `curl --silent --show-error --output response.json --request ${request.method} \\`,
    ...options.map((option) => `  ${option} \\`),
    `  "$API_URL"${shellQuote(request.path)}`,
    `if grep --quiet ${shellQuote(pattern)} response.json; then`,
    retries ? '  echo "Still refused after five retries." >&2' : `  echo "${advice}" >&2`,
    'fi',
  ].join('\n');
}

function typescript({ code, keys, request, retries, waitHeader, advice }: Facts): string {
  const read = `body${keys.map((key) => `?.${/^[A-Za-z_$][\w$]*$/.test(key) ? key : `[${JSON.stringify(key)}]`}`).join('')}`;
  const init = [
    `method: ${JSON.stringify(request.method)}`,
    ...(Object.keys(request.headers).length === 0 ? [] : [`headers: ${JSON.stringify(request.headers)}`]),
    ...(request.body === undefined ? [] : [`body: ${JSON.stringify(JSON.stringify(request.body))}`]),
  ];
  const call = `fetch(process.env.API_URL + ${JSON.stringify(request.path)}, { ${init.join(', ')} })`;
  if (!retries) {
    return [
      `const response = await ${call};`,
      `const body = await response.json();`,
      `if (${read} === ${code}) {`,
      `  // ${advice}`,
      `  throw new Error(${code});`,
      `}`,
    ].join('\n');
  }
  const wait =
    waitHeader === undefined
      ? ['const seconds = Math.random() * 2 ** attempt; // backoff with jitter']
      : [
          `const stated = response.headers.get(${JSON.stringify(waitHeader)}) ?? ""; // seconds or a date`,
          'const until = /^\\d+$/.test(stated) ? Number(stated) : (Date.parse(stated) - Date.now()) / 1000;',
          'const seconds = until >= 0 ? until : Math.random() * 2 ** attempt; // no header: backoff with jitter',
        ];
  return [
    'async function send(attempt = 1): Promise<Response> {',
    `  const response = await ${call};`,
    '  const body = await response.clone().json();',
    `  if (${read} !== ${code}) return response;`,
    `  if (attempt === 5) throw new Error(${code});`,
    indent(2, wait),
    '  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));',
    '  return send(attempt + 1);',
    '}',
    '',
    'const response = await send();',
  ].join('\n');
}

function python({ code, keys, request, retries, waitHeader, advice }: Facts): string {
  const read = `body${keys.map((key) => `[${JSON.stringify(key)}]`).join('')}`;
  const options = [
    `method=${JSON.stringify(request.method)}`,
    ...(Object.keys(request.headers).length === 0 ? [] : [`headers=${JSON.stringify(request.headers)}`]),
    ...(request.body === undefined ? [] : [`data=${JSON.stringify(JSON.stringify(request.body))}.encode()`]),
  ];
  const call = `urllib.request.Request(os.environ["API_URL"] + ${JSON.stringify(request.path)}, ${options.join(', ')})`;
  if (!retries) {
    return [
      'import json, os, urllib.error, urllib.request',
      '',
      `request = ${call}`,
      'try:',
      '    urllib.request.urlopen(request)',
      'except urllib.error.HTTPError as response:',
      '    body = json.load(response)',
      `    if ${read} == ${code}:`,
      `        # ${advice}`,
      `        raise SystemExit(${code})`,
      '    raise',
    ].join('\n');
  }
  const wait =
    waitHeader === undefined
      ? ['time.sleep(random.uniform(0, 2**attempt))  # backoff with jitter']
      : [
          `stated = response.headers.get(${JSON.stringify(waitHeader)}, "")  # seconds or a date`,
          'if stated.isdigit():',
          '    seconds = int(stated)',
          'elif stated:',
          '    seconds = parsedate_to_datetime(stated).timestamp() - time.time()',
          'else:',
          '    seconds = random.uniform(0, 2**attempt)  # backoff with jitter',
          'time.sleep(max(0, seconds))',
        ];
  return [
    'import json, os, random, time, urllib.error, urllib.request',
    ...(waitHeader === undefined ? [] : ['from email.utils import parsedate_to_datetime']),
    '',
    'def send(attempt=1):',
    `    request = ${call}`,
    '    try:',
    '        return urllib.request.urlopen(request)',
    '    except urllib.error.HTTPError as response:',
    '        body = json.load(response)',
    `        if ${read} != ${code} or attempt == 5:`,
    '            raise',
    indent(8, wait),
    '        return send(attempt + 1)',
    '',
    'response = send()',
  ].join('\n');
}

const tabbed = (lines: readonly string[]): readonly string[] => lines.map((line) => `\t${line}`);

/** A key as the name of an exported Go field. */
function goName(key: string): string {
  return /^[A-Za-z]\w*$/.test(key) ? key.slice(0, 1).toUpperCase() + key.slice(1) : 'Value';
}

/** A variable of nested structs that holds the value behind `keys`. */
function declareGoBody(keys: readonly string[], type: string): readonly string[] {
  const open = keys.map(
    (_, depth) => `${'\t'.repeat(depth)}${depth === 0 ? 'var body' : goName(keys[depth - 1] ?? '')} struct {`,
  );
  const last = keys.length - 1;
  const leaf = `${'\t'.repeat(keys.length)}${goName(keys[last] ?? '')} ${type} \`json:"${keys[last] ?? ''}"\``;
  const close = keys.map((_, index) => {
    const depth = last - index;
    return `${'\t'.repeat(depth)}}${depth === 0 ? '' : ` \`json:"${keys[depth - 1] ?? ''}"\``}`;
  });
  return [...open, leaf, ...close];
}

function go({ code, keys, request, retries, waitHeader, advice }: Facts): string {
  const bodyReader =
    request.body === undefined ? 'nil' : `strings.NewReader(${JSON.stringify(JSON.stringify(request.body))})`;
  const send = [
    `request, _ := http.NewRequest(${JSON.stringify(request.method)}, os.Getenv("API_URL")+${JSON.stringify(request.path)}, ${bodyReader})`,
    ...Object.entries(request.headers).map(
      ([name, value]) => `request.Header.Set(${JSON.stringify(name)}, ${JSON.stringify(value)})`,
    ),
    'response, err := http.DefaultClient.Do(request)',
    'if err != nil {',
    '\treturn err',
    '}',
    'defer response.Body.Close()',
    ...declareGoBody(keys, code.startsWith('"') ? 'string' : 'int'),
    'json.NewDecoder(response.Body).Decode(&body)',
  ];
  const field = `body.${keys.map(goName).join('.')}`;
  if (!retries) {
    return [
      'func send() error {',
      ...tabbed(send),
      `\tif ${field} == ${code} {`,
      `\t\t// ${advice}`,
      `\t\treturn errors.New(${JSON.stringify(String(JSON.parse(code)))})`,
      '\t}',
      '\treturn nil',
      '}',
    ].join('\n');
  }
  const backoff = 'time.Duration(rand.Int63n(int64(time.Second) << attempt))';
  const wait =
    waitHeader === undefined
      ? [`time.Sleep(${backoff}) // backoff with jitter`]
      : [
          `wait := ${backoff} // no header: backoff with jitter`,
          `stated := response.Header.Get(${JSON.stringify(waitHeader)}) // seconds or a date`,
          'if seconds, err := strconv.Atoi(stated); err == nil {',
          '\twait = time.Duration(seconds) * time.Second',
          '} else if date, err := http.ParseTime(stated); err == nil {',
          '\twait = time.Until(date)',
          '}',
          'time.Sleep(wait)',
        ];
  return [
    'func send(attempt int) error {',
    ...tabbed(send),
    `\tif ${field} != ${code} {`,
    '\t\treturn nil',
    '\t}',
    '\tif attempt == 5 {',
    `\t\treturn errors.New(${JSON.stringify(String(JSON.parse(code)))})`,
    '\t}',
    ...tabbed(wait),
    '\treturn send(attempt + 1)',
    '}',
  ].join('\n');
}
