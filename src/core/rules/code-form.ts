import { entryRule } from './rule.ts';

// Control characters, bidi controls and the like make two codes look equal, or one look like another.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
// As a path, such a code leads out of any folder that it is put below.
const ESCAPING = /^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/;
const RESERVED = new Set(['.', '..', 'index.html']);

/** A code, present or former, is visible as it is, and can be a file name. */
export const codeForm = entryRule(
  'code-form',
  'A code has no invisible characters, no space at its ends, and is no file of the site.',
  ({ code, formerly = [] }) =>
    [{ field: [], name: code }, ...formerly.map((name, index) => ({ field: ['formerly', index], name }))].flatMap(
      ({ field, name }) => {
        const message = describeForm(name);
        return message === undefined ? [] : [{ field, message }];
      },
    ),
);

/** What is wrong with a code, and what to do; `undefined` for a sound one. */
function describeForm(code: string): string | undefined {
  if (code.trim() === '') return 'The code is empty; give the error the code that the API returns.';
  if (code !== code.trim()) return 'The code starts or ends with a space; remove it.';
  if (INVISIBLE.test(code)) return 'The code holds an invisible character; remove it.';
  if (RESERVED.has(code)) return `The code "${code}" can't be a page; give the error another code.`;
  if (code.startsWith('.'))
    return 'The code starts with a dot, and servers hide such files; give the error another code.';
  if (ESCAPING.test(code)) return 'The code leads out of its folder as a path; give the error another code.';
  return undefined;
}
