import { docusaurus } from './docusaurus.ts';
import type { Host } from './host.ts';
import { plain } from './plain.ts';
import { starlight } from './starlight.ts';
import { vitepress } from './vitepress.ts';

/** The hosts that an export can be for, by the name that the command takes. */
export const HOSTS: Readonly<Record<string, Host>> = { starlight, docusaurus, vitepress, plain };
