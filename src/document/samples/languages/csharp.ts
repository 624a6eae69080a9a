import csharpGrammar from 'shiki/langs/csharp.mjs';
import { ATTEMPTS, EPOCH, LONGEST_WAIT, type Facts, type Language, type SentRequest } from '../facts.ts';
import { comment, indent, lines, quote, utf32Escape } from '../text.ts';

/** C# with `HttpClient` and `System.Text.Json`: a program of .NET 6 and later, with the usings that it implies. */
export const csharp: Language = { grammar: csharpGrammar, write };

const literal = (value: string): string => quote(value, utf32Escape);

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

function write({ code, keys, request, wait, advice, words }: Facts): string {
  const path = keys.map((key) => `?[${literal(key)}]`).join('');
  const send = lines(
    createRequest(request),
    'var response = await new HttpClient().SendAsync(request);',
    'var text = await response.Content.ReadAsStringAsync();',
    'var code = "";',
    `try { code = JsonNode.Parse(text)${path}?.ToString(); } catch { }`,
  );
  const wanted = literal(code);
  const failure = `throw new Exception(${wanted});`;
  if (wait === undefined) {
    return lines(
      'using System.Text.Json.Nodes;',
      '',
      send,
      `if (code == ${wanted})`,
      '{',
      indent('    ', advice && `// ${comment(advice)}`, failure),
      '}',
    );
  }
  const header = literal(wait.header ?? '');
  const backoff = 'new Random().NextDouble() * Math.Pow(2, attempt)';
  return lines(
    wait.header && 'using System.Globalization;',
    'using System.Text.Json.Nodes;',
    '',
    'async Task<HttpResponseMessage> Send(int attempt = 1)',
    '{',
    indent(
      '    ',
      send,
      `if (code != ${wanted}) return response;`,
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
