import type { APIRoute, GetStaticPaths } from 'astro';
import { macrosForTickets } from '../../../layouts/macros.ts';
import type { MacroTool } from '../../../macros/tool.ts';
import { API_TOOLS } from '../../../macros/tools.ts';

export const getStaticPaths = (() =>
  Object.values(API_TOOLS).map((tool) => ({ params: { file: tool.file }, props: { tool } }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ tool: MacroTool }> = ({ props }) =>
  new Response(props.tool.write(macrosForTickets, {}).text);
