import { registry, site } from 'virtual:error-reference/content';
import { composeMacros } from '../document/macros.ts';
import { ticketMacros } from '../macros/ticket-macro.ts';
import { words } from './site.ts';

/** The prepared answers of the site. */
export const macros = composeMacros(registry, site, words);

/** The same, made fit for ticket tools. */
export const macrosForTickets = ticketMacros(registry, macros);
