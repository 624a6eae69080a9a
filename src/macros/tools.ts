import { macrosCsv } from '../document/macros.ts';
import { freshdesk } from './freshdesk.ts';
import { front } from './front.ts';
import { gorgias } from './gorgias.ts';
import { helpScout } from './help-scout.ts';
import type { MacroTool } from './tool.ts';
import { zendesk } from './zendesk.ts';

const csv: MacroTool = {
  title: 'CSV',
  file: 'macros.csv',
  write: (macros) => ({ text: macrosCsv(macros.map(({ macro }) => macro)), remarks: [] }),
};

/** The ticket tools with an API for prepared answers, by the names that the command takes. */
export const API_TOOLS = { zendesk, freshdesk, helpscout: helpScout, front, gorgias } as const;

/** Where the site has the file for a ticket tool. */
export const toolPath = ({ file }: MacroTool): string => `/support/macros/${file}`;

/** Whatever takes prepared answers. */
export const TOOLS: Readonly<Record<string, MacroTool>> = { ...API_TOOLS, csv };
