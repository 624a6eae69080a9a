/** Which of the pages for the team of the API a site has, and who is led to them. */
import type { Registry } from '../core/define.ts';
import type { History } from '../core/history.ts';
import { wordsOf } from '../core/say.ts';
import { TEAM_PAGES, type Site, type TeamPage } from '../core/site.ts';
import { listChanges } from './changes.ts';

/** Who finds a page: everybody (`open`), those who follow the one link for the team (`team`), or nobody, for it isn't made (`none`). */
export type PageState = 'open' | 'team' | 'none';

/** The path of the page that leads to the others. */
export const TEAM_PATH = '/api-team/';

/** How a site keeps each of these pages. */
export function teamPages(registry: Registry, site: Site, history?: History): Readonly<Record<TeamPage, PageState>> {
  const hasChanges = listChanges(registry, site, wordsOf(site), history).length > 0;
  const stateOf = (page: TeamPage): PageState => {
    const isOpen = site.pages?.[page] ?? (page === 'changes' && hasChanges ? true : undefined);
    return isOpen === undefined ? 'team' : isOpen ? 'open' : 'none';
  };
  return Object.fromEntries(TEAM_PAGES.map((page) => [page, stateOf(page)])) as Record<TeamPage, PageState>;
}

/** Whether there is anything to which the page of the team leads. */
export function hasTeamPage(pages: Readonly<Record<TeamPage, PageState>>, teamGuides: readonly string[]): boolean {
  return TEAM_PAGES.some((page) => pages[page] === 'team' && (page !== 'teamGuides' || teamGuides.length > 0));
}
