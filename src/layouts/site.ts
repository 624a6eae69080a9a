import { registry, site } from 'virtual:content';
import { foreignLang, wordsOf } from '../core/say.ts';
import { listDimensions } from '../document/dimensions.ts';

/** The words of the site. */
export const words = wordsOf(site);

/** The language of {@link words} where it is not that of the site, as the `lang` of elements that hold only words. */
export const wordsLang = foreignLang(words, site);

/** The ways of grouping the errors. */
export const dimensions = listDimensions(registry, site, words);
