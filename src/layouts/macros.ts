import { registry, site } from 'virtual:content';
import { composeMacros } from '../document/macros.ts';
import { words } from './site.ts';

/** The prepared answers of the site, for both of their files. */
export const macros = composeMacros(registry, site, words);
