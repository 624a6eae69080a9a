import { entryRule } from './rule.ts';

// Control characters, bidi controls and the like make two codes look equal, or one look like another.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
// As a path, such a code leads out of any folder that it is put below.
const ESCAPING = /^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/;
const RESERVED = new Set(['.', '..', 'index.html']);

/** A code is visible as it is, and can be a file name. */
export const codeForm = entryRule(
  'code-form',
  'A code has no invisible characters, no space at its ends, and is no file of the site.',
  ({ code }) => {
    if (code.trim() === '')
      return [{ field: [], message: 'The code is empty; give the error the code that the API returns.' }];
    if (code !== code.trim()) return [{ field: [], message: 'The code starts or ends with a space; remove it.' }];
    if (INVISIBLE.test(code)) return [{ field: [], message: 'The code holds an invisible character; remove it.' }];
    if (RESERVED.has(code))
      return [{ field: [], message: `The code "${code}" can't be a page; give the error another code.` }];
    if (code.startsWith('.'))
      return [
        { field: [], message: 'The code starts with a dot, and servers hide such files; give the error another code.' },
      ];
    if (ESCAPING.test(code))
      return [{ field: [], message: 'The code leads out of its folder as a path; give the error another code.' }];
    return [];
  },
);
