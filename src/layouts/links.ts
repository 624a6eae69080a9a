import { hasGuides, site } from 'virtual:error-reference/content';
import { hasPage, type Site } from '../core/site.ts';
import { TEAM_PATH } from '../document/team-pages.ts';
import { href } from './href.ts';
import { dimensions, hasEndpoints, isTeamLinked, team, words, wordsLang } from './site.ts';

const { site: names } = words;

/** A link of the frame; `lang` where its words are not those of the interface. */
export interface PageLink {
  readonly label: string;
  readonly to: string;
  readonly lang?: string | undefined;
}

/** The links that a team adds to the header or the footer. */
export function ownLinks(part: Site['header']): readonly PageLink[] {
  const lang = wordsLang === undefined ? undefined : site.lang;
  return (part?.links ?? []).map(({ label, href: to }) => ({ label, to: href(to), lang }));
}

/** The pages that every page leads to at its top. */
export const topLinks = [
  { label: names.allErrors, to: href('/errors/') },
  ...(hasGuides ? [{ label: names.guides, to: href('/guides/') }] : []),
  { label: names.statuses, to: href('/status/') },
  ...(hasEndpoints ? [{ label: names.endpoints, to: href('/endpoints/') }] : []),
  ...(hasPage(site, 'support') ? [{ label: names.desk, to: href('/support/') }] : []),
  ...(hasPage(site, 'decode') ? [{ label: names.decodeShort, to: href('/decode/') }] : []),
];

/** Those that it leads to at its end: what is at the top doesn't stand there again. */
export const footLinks = [
  ...dimensions.map(({ link, path }) => ({ label: link, to: href(path) })),
  ...(hasEndpoints ? [{ label: names.byEndpoint, to: href('/endpoints/') }] : []),
  ...(team.changes === 'open' ? [{ label: names.changes, to: href('/changes/') }] : []),
  ...(team.coverage === 'open' ? [{ label: words.coverage.title, to: href('/coverage/') }] : []),
  ...(isTeamLinked ? [{ label: names.team, to: href(TEAM_PATH) }] : []),
];
