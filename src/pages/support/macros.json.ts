import { registry, site } from 'virtual:content';
import type { APIRoute } from 'astro';
import { composeMacros } from '../../document/macros.ts';

export const GET: APIRoute = () => Response.json(composeMacros(registry, site));
