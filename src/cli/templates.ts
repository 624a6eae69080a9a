import { readFileSync } from 'node:fs';
import { ownPath } from '../content/own-files.ts';

/** New files with their texts, by their paths in a folder. */
export type Files = readonly (readonly [path: string, text: string])[];

/** The text of a file that the package brings for a team to begin with. */
export const readTemplate = (path: string): string => readFileSync(ownPath(`templates/${path}`), 'utf8');

/** Files of a content folder to begin with. */
export const contentTemplates = (paths: readonly string[]): Files =>
  paths.map((path) => [path, readTemplate(`content/${path}`)]);

/** What an editor and Node need to know of the modules of a content folder, wherever it lies. */
export const aroundModules = (): Files => contentTemplates(['tsconfig.json', 'package.json']);
