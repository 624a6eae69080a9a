import { registry, site } from 'virtual:content';
import { foreignLang, wordsOf } from '../core/say.ts';
import { listDimensions } from '../document/dimensions.ts';

/** The words of the site. */
export const words = wordsOf(site);

/** The language of {@link words} where it is not that of the site, as the `lang` of elements that hold only words. */
export const wordsLang = foreignLang(words, site);

/** The ways of grouping the errors. */
export const dimensions = listDimensions(registry, site, words);

/** Where a code without a page is reported; a script fills the code in. */
export const missingReport =
  site.repository?.issueUrl?.replaceAll('{title}', encodeURIComponent(words.missing.reportTitle)) ?? site.support.href;
