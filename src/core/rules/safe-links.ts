import { linksOf } from '../markup.ts';
import { isSafeLink } from '../url.ts';
import { entryRule, listMarkup } from './rule.ts';

/** Links lead to the web, a mail address, a page of the site, or a setting of it. */
export const safeLinks = entryRule(
  'safe-links',
  'A link is https, http, mailto, a path of the site, or one of its settings.',
  (error) => {
    const links = listMarkup(error).flatMap(([field, tokens]) => linksOf(tokens).map((href) => ({ field, href })));
    const all = error.docUrl === undefined ? links : [...links, { field: ['docUrl'], href: error.docUrl }];
    return all
      .filter(({ href }) => !isSafeLink(href))
      .map(({ field, href }) => ({
        field,
        message: `"${href}" is no safe link; write https://…, /path/, or site:support.`,
      }));
  },
);
