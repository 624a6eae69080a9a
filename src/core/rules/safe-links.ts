import { hrefsOf, listTexts } from '../entry-texts.ts';
import { isSafeLink } from '../url.ts';
import { entryRule } from './rule.ts';

/** Links lead to the web, a mail address, a page of the site, or a setting of it. */
export const safeLinks = entryRule(
  'safe-links',
  'A link is https, http, mailto, a path of the site, or one of its settings.',
  (error) =>
    [...listTexts(error)].flatMap((found) =>
      hrefsOf(found)
        .filter((href) => !isSafeLink(href))
        .map((href) => ({
          field: found.field,
          message: `"${href}" is no safe link; write https://…, /path/, or site:support.`,
        })),
    ),
);
