import { history, registry, site, teamGuides } from 'virtual:error-reference/content';
import { base } from './href.ts';
import type { RegisteredError } from '../core/define.ts';
import { apiOf, type Api } from '../core/envelope.ts';
import { hasPage } from '../core/site.ts';
import { foreignLang, joinSentences, wordsOf } from '../core/say.ts';
import { compileInline } from '../document/compile.ts';
import { promisesOf } from '../document/compose.ts';
import { listDimensions } from '../document/dimensions.ts';
import { hasTeamPage, teamPages } from '../document/team-pages.ts';
import { endpointsOf } from '../core/define.ts';

/** The words of the site. */
export const words = wordsOf(site);

/** The language of {@link words} where it is not that of the site, as the `lang` of elements that hold only words. */
export const wordsLang = foreignLang(words, site);

/** The ways of grouping the errors. */
export const dimensions = listDimensions(registry, site, words);

/** Whether any error says where it occurs, and the site has pages of that. */
export const hasEndpoints =
  hasPage(site, 'endpoints') && registry.errors.some((error) => endpointsOf(error).length > 0);

/** How the site keeps the pages for the team of the API, and whether one page leads to them. */
export const team = teamPages(registry, site, history);
export const isTeamLinked = hasTeamPage(team, teamGuides);

const sayPromises = (api: Api): string =>
  compileInline(joinSentences(promisesOf(api, words)), { name: 'A promise', site, words, base });
const ownPromises = sayPromises(site);

/** What is promised of the address of an error, for the inside of an element. */
export const promisesFor = (error: RegisteredError): string =>
  error.registry === undefined ? ownPromises : sayPromises(apiOf(error, site));

/** Where a code without a page is reported; a script fills the code in. */
export const missingReport =
  site.repository?.issueUrl?.replaceAll('{title}', encodeURIComponent(words.missing.reportTitle)) ?? site.support.href;
