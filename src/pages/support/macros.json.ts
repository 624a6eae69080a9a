import type { APIRoute } from 'astro';
import { macros } from '../../layouts/macros.ts';

export const GET: APIRoute = () => Response.json(macros);
