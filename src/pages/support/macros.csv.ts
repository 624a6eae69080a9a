import type { APIRoute } from 'astro';
import { macros } from '../../layouts/macros.ts';
import { macrosCsv } from '../../document/macros.ts';

export const GET: APIRoute = () => new Response(macrosCsv(macros));
