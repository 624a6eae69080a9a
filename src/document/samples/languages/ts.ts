import typescript from 'shiki/langs/typescript.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, isDefaultMethod, typedHeaders, type Facts, type Language } from '../facts.ts';
import { STRICT_SIGNS, testBody, testStatus, valueWriter, type Dialect } from '../condition.ts';
import { comment, indent, lines, quote, utf16Escape } from '../text.ts';

/** TypeScript with `fetch`. */
export const ts: Language = { grammar: typescript, write };

const literal = (value: string): string => quote(value, utf16Escape);

const property = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `[${literal(name)}]`);

const DIALECT: Dialect = {
  signs: STRICT_SIGNS,
  literal: valueWriter(literal),
  at: (source, keys) => source + keys.map((key) => `?.${property(key)}`).join(''),
  // A list or anything in its place, which any body survives.
  some: (list, item, condition) => `[${list}].flat().some((${item}) => ${condition})`,
};

function write({ name, told, request, wait, advice, words }: Facts): string {
  const headers = typedHeaders(request).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const options = [
    ...(isDefaultMethod(request) ? [] : [`method: ${literal(request.method)}`]),
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(', ')} }`]),
    // `fetch` refuses these methods with a body.
    ...(request.body === undefined || /^(?:GET|HEAD)$/i.test(request.method) ? [] : [`body: ${literal(request.body)}`]),
  ];
  const call = `fetch(process.env.API_URL + ${literal(request.path)}${options.length === 0 ? '' : `, { ${options.join(', ')} }`})`;
  // Node's types call a body unknown, and the sample reads it field by field with `?.`, which any body survives.
  const read = (response: string): string | undefined =>
    told.by === 'body' ? `const body: any = await ${response}.json().catch(() => null);` : undefined;
  const { holds, fails } =
    told.by === 'body'
      ? testBody(told.marks, 'body', DIALECT)
      : testStatus(told.bounds, 'response.status', STRICT_SIGNS);
  const failure = `throw new Error(${literal(name)});`;
  if (wait === undefined) {
    return lines(
      `const response = await ${call};`,
      read('response'),
      `if (${holds}) {`,
      indent('  ', advice && `// ${comment(advice)}`, failure),
      '}',
    );
  }
  const backoff = 'Math.random() * 2 ** attempt';
  return lines(
    'async function send(attempt = 1): Promise<Response> {',
    indent(
      '  ',
      `const response = await ${call};`,
      read('response.clone()'),
      `if (${fails}) return response;`,
      wait.header === undefined
        ? `const seconds = ${backoff}; // ${comment(words.backoff)}`
        : [
            `const stated = response.headers.get(${literal(wait.header)}) || "none"; // ${comment(words.secondsOrDate)}`,
            'let seconds = isNaN(+stated) ? Date.parse(stated) / 1000 : +stated;',
            `if (seconds > ${EPOCH}) seconds -= Date.now() / 1000;`,
            `if (!(seconds >= 0)) seconds = ${backoff}; // ${comment(words.noHeader)}`,
          ],
      `if (attempt === ${ATTEMPTS}${wait.header === undefined ? '' : ` || seconds > ${LONGEST_WAIT}`}) ${failure}`,
      'await new Promise((resolve) => setTimeout(resolve, seconds * 1000));',
      'return send(attempt + 1);',
    ),
    '}',
    '',
    'const response = await send();',
  );
}
