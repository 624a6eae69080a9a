import type { APIRoute, GetStaticPaths } from 'astro';
import { macrosForTickets } from '../../../layouts/macros.ts';
import type { MacroTool } from '../../../macros/tool.ts';
import { API_TOOLS } from '../../../macros/tools.ts';

export const getStaticPaths = (() =>
  Object.entries(API_TOOLS).map(([name, tool]) => ({
    params: { tool: name },
    props: { tool },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ tool: MacroTool }> = ({ props }) =>
  new Response(props.tool.write(macrosForTickets, {}).text);
