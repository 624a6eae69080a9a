/** The forms in which people and programs write a code. */

const words = (code: string): readonly string[] => code.toLowerCase().split('_');
const pascal = (code: string): string =>
  words(code)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Every form by its name; codes are in `SCREAMING_SNAKE_CASE`. */
export const FORMS: Readonly<Record<string, (code: string) => string>> = {
  raw: (code) => code,
  'with line break': (code) => `${code}\n`,
  lower: (code) => code.toLowerCase(),
  spaced: (code) => words(code).join(' '),
  dashed: (code) => words(code).join('-'),
  dotted: (code) => words(code).join('.'),
  squashed: (code) => words(code).join(''),
  camel: (code) => pascal(code).slice(0, 1).toLowerCase() + pascal(code).slice(1),
  Pascal: pascal,
  PascalError: (code) => `${pascal(code)}Error`,
  PascalException: (code) => `${pascal(code)}Exception`,
  quoted: (code) => `"${code}"`,
  'back-ticked': (code) => `\`${code}\``,
  'Enum.': (code) => `ErrorCode.${code}`,
  'Enum::': (code) => `ErrorCode::${code}`,
  'in a comparison': (code) => `if (error.code === '${code}') {`,
  'JSON, compact': (code) => JSON.stringify({ error: { code, message: 'It failed.' } }),
  'JSON, pretty': (code) => JSON.stringify({ error: { code, message: 'It failed.' } }, null, 2),
  'JSON, a line of it': (code) => `  "code": "${code}",`,
  'JSON in a JSON string': (code) => JSON.stringify({ body: JSON.stringify({ error: { code } }) }),
  'Python dict': (code) => `{'error': {'code': '${code}'}}`,
  YAML: (code) => `error:\n  code: ${code}\n  message: It failed.`,
  logfmt: (code) => `time="2026-05-02T14:03:11Z" level=error msg="it failed" code=${code} user=42`,
  'log line': (code) => `[2026-05-02 14:03:11] production.ERROR: POST /v1/users ${code} param=user_id`,
  'stack trace': (code) =>
    `Traceback (most recent call last):\n  File "/srv/app.py", line 42, in run\nacme.${pascal(code)}Error: ${code}\n`,
  URL: (code) => `https://errors.example.com/errors/${code}/`,
  'in terminal colours': (code) => `\u001b[31m${code}\u001b[0m`,
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The text with one transposition, deletion, insertion or substitution at each place; letters from `letters`. */
export function misspell(code: string, letters: string = LETTERS): readonly string[] {
  const edits = Array.from(code, (letter, place) => {
    const [before, after] = [code.slice(0, place), code.slice(place + 1)];
    return [
      before + after,
      before + after.slice(0, 1) + letter + after.slice(1),
      ...Array.from(letters, (other) => before + other + letter + after),
      ...Array.from(letters, (other) => before + other + after),
    ];
  });
  return [...new Set(edits.flat())].filter((edit) => edit !== code);
}
