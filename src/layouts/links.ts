import { hasGuides } from 'virtual:error-reference/content';
import { TEAM_PATH } from '../document/team-pages.ts';
import { href } from './href.ts';
import { dimensions, hasEndpoints, isTeamLinked, team, words } from './site.ts';

const { site: names } = words;

/** The pages that every page leads to at its top. */
export const topLinks = [
  { label: names.allErrors, to: href('/errors/') },
  ...(hasGuides ? [{ label: names.guides, to: href('/guides/') }] : []),
  { label: names.statuses, to: href('/status/') },
  ...(hasEndpoints ? [{ label: names.endpoints, to: href('/endpoints/') }] : []),
  { label: names.desk, to: href('/support/') },
  { label: names.decodeShort, to: href('/decode/') },
];

/** Those that it leads to at its end: what is at the top doesn't stand there again. */
export const footLinks = [
  ...dimensions.map(({ link, path }) => ({ label: link, to: href(path) })),
  ...(hasEndpoints ? [{ label: names.byEndpoint, to: href('/endpoints/') }] : []),
  ...(team.changes === 'open' ? [{ label: names.changes, to: href('/changes/') }] : []),
  ...(team.coverage === 'open' ? [{ label: words.coverage.title, to: href('/coverage/') }] : []),
  ...(isTeamLinked ? [{ label: names.team, to: href(TEAM_PATH) }] : []),
];
