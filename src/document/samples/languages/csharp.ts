import csharpGrammar from 'shiki/langs/csharp.mjs';
import type { Identity } from '../../../core/identity.ts';
import { digitsOf } from '../../../core/numbers.ts';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, type Facts, type Language, type SentRequest } from '../facts.ts';
import { plainMark, SIGNS, testBody, testEqual, testStatus, type Dialect, type Test } from '../condition.ts';
import { textLiteral as literal } from '../literals.ts';
import { comment, indent, lines } from '../text.ts';

/** C# with `HttpClient` and `System.Text.Json`: a program of .NET 6 and later, with the usings that it implies. */
export const csharp: Language = { grammar: csharpGrammar, write };

/** Headers that .NET counts to the content; without one it refuses them. */
const OF_CONTENT = /^(?:allow|content-.+|expires|last-modified)$/i;

function createRequest({ method, path, headers, body }: SentRequest): readonly string[] {
  const [, contentType = 'application/json'] = headers.find(([name]) => /^content-type$/i.test(name)) ?? [];
  // The charset is UTF-8 whatever the entry says, and .NET adds it.
  const mediaType = contentType.replace(/;.*/, '').trim();
  return [
    `var request = new HttpRequestMessage(new HttpMethod(${literal(method)}), Environment.GetEnvironmentVariable("API_URL") + ${literal(path)});`,
    ...(body === undefined
      ? []
      : [`request.Content = new StringContent(${literal(body)}, null, ${literal(mediaType)});`]),
    ...headers.flatMap(([name, value]) => {
      const isOfContent = OF_CONTENT.test(name);
      if (isOfContent && (body === undefined || /^content-type$/i.test(name))) return [];
      const owner = isOfContent ? 'request.Content' : 'request';
      return [`${owner}.Headers.TryAddWithoutValidation(${literal(name)}, ${literal(value)});`];
    }),
  ];
}

const DIALECT: Dialect = {
  signs: SIGNS,
  // A value is compared as a text, which a number is written as.
  literal: (value) => literal(digitsOf(value) ?? String(value)),
  at: (source, keys) => source + keys.map((key) => `?[${literal(key)}]`).join(''),
  compared: (found) => `${found}?.ToString()`,
  some: (list, item, condition) => `${list}?.AsArray().Any(${item} => ${condition}) == true`,
};

/** What is read of the response, and the test of it. */
function readIdentity(told: Identity): Test & { readonly read: string } {
  if (told.by === 'status') {
    const read = 'var status = (int)response.StatusCode;';
    return { read, ...testStatus(told.bounds, 'status', SIGNS) };
  }
  const readText = 'var text = await response.Content.ReadAsStringAsync();';
  const mark = plainMark(told.marks);
  if (mark !== undefined) {
    const code = DIALECT.at('JsonNode.Parse(text)', mark.keys);
    const read = lines(readText, 'var code = "";', `try { code = ${code}?.ToString(); } catch { }`);
    return { read, ...testEqual('code', DIALECT.literal(mark.value), SIGNS) };
  }
  const { holds } = testBody(told.marks, 'body', DIALECT);
  const read = lines(
    readText,
    'var found = false;',
    `try { var body = JsonNode.Parse(text); found = ${holds}; } catch { }`,
  );
  return { read, holds: 'found', fails: '!found' };
}

function write({ name, told, request, wait, advice, words }: Facts): string {
  const { read, holds, fails } = readIdentity(told);
  const usings = [
    ...(wait?.header === undefined ? [] : ['using System.Globalization;']),
    ...(told.by === 'body' ? ['using System.Text.Json.Nodes;'] : []),
  ];
  const head = usings.length === 0 ? [] : [...usings, ''];
  const send = lines(createRequest(request), 'var response = await new HttpClient().SendAsync(request);', read);
  const failure = `throw new Exception(${literal(name)});`;
  if (wait === undefined) {
    return lines(head, send, `if (${holds})`, '{', indent('    ', advice && `// ${comment(advice)}`, failure), '}');
  }
  const header = literal(wait.header ?? '');
  const backoff = 'new Random().NextDouble() * Math.Pow(2, attempt)';
  return lines(
    head,
    'async Task<HttpResponseMessage> Send(int attempt = 1)',
    '{',
    indent(
      '    ',
      send,
      `if (${fails}) return response;`,
      wait.header === undefined
        ? `var seconds = ${backoff}; // ${comment(words.backoff)}`
        : [
            `var stated = response.Headers.Contains(${header}) ? response.Headers.GetValues(${header}).First() : ""; // ${comment(words.secondsOrDate)}`,
            'if (!double.TryParse(stated, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))',
            '    seconds = DateTimeOffset.TryParse(stated, CultureInfo.InvariantCulture, 0, out DateTimeOffset date) ? date.ToUnixTimeSeconds() : -1;',
            `if (seconds > ${EPOCH}) seconds -= DateTimeOffset.UtcNow.ToUnixTimeSeconds();`,
            `if (!(seconds >= 0)) seconds = ${backoff}; // ${comment(words.noHeader)}`,
          ],
      `if (attempt == ${ATTEMPTS}${wait.header === undefined ? '' : ` || seconds > ${LONGEST_WAIT}`}) ${failure}`,
      'await Task.Delay(TimeSpan.FromSeconds(seconds));',
      'return await Send(attempt + 1);',
    ),
    '}',
    '',
    'await Send();',
  );
}
