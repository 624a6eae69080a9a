import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { words } from '../../layouts/site.ts';
import { composeMacros } from '../../document/macros.ts';

export const GET: APIRoute = () => Response.json(composeMacros(registry, site, words));
