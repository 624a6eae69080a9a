import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { words } from '../../layouts/site.ts';
import { composeMacros, macrosCsv } from '../../document/macros.ts';

export const GET: APIRoute = () => new Response(macrosCsv(composeMacros(registry, site, words)));
