import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { composeMacros, macrosCsv } from '../../document/macros.ts';

export const GET: APIRoute = () => new Response(macrosCsv(composeMacros(registry, site)));
