import { isSafeLink } from '../url.ts';
import { entryRule, listMarkup } from './rule.ts';

// Code spans and escaped brackets are no links, so they are matched first and passed over.
const LINK = /\\[`[]|`[^`]+`|\[[^\]]+\]\(([^()\s]+)\)/g;

/** Links lead to the web, a mail address, a page of the site, or a setting of it. */
export const safeLinks = entryRule(
  'safe-links',
  'A link is https, http, mailto, a path of the site, or one of its settings.',
  (error) => {
    const links = listMarkup(error).flatMap(([field, text]) =>
      [...text.matchAll(LINK)].flatMap(([, href]) => (href === undefined ? [] : [{ field, href }])),
    );
    const all = error.docUrl === undefined ? links : [...links, { field: ['docUrl'], href: error.docUrl }];
    return all
      .filter(({ href }) => !isSafeLink(href))
      .map(({ field, href }) => ({
        field,
        message: `"${href}" is no safe link; write https://…, /path/, or site:support.`,
      }));
  },
);
