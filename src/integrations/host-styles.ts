import { sep } from 'node:path';
import { ownPath } from '../content/own-files.ts';
import type { Frame } from './frame.ts';
import { scopeStyles } from './scope-styles.ts';
import type { VitePlugin } from './vite-plugin.ts';

/** The styles of ours for a frame of another site, besides those that all pages have. */
export function frameStyles({ kind }: Frame): readonly string[] {
  return kind === 'document' ? [] : ['host.css', ...(kind === 'starlight' ? ['starlight.css'] : [])];
}

/**
 * Styles of ours as they stand in another site: bound to our part of its pages, whose room decides where ours asks for the
 * width of the window. Elements of ours look as Starlight's own styles leave them only where ours say nothing.
 */
export function hostStyles(css: string, { kind }: Frame): string {
  if (kind === 'document') return css;
  const scoped = scopeStyles(css.replaceAll(/@media \((?=width)/g, '@container error-reference ('));
  return kind === 'starlight' ? `@layer starlight, error-reference;\n${scoped}` : scoped;
}

/** Makes the files of our styles fit for the frame of another site. */
export function fitStyles(frame: Frame): VitePlugin {
  const folder = ownPath('styles') + sep;
  return {
    name: 'error-reference:styles',
    enforce: 'pre',
    transform: (css, id) => {
      const [file = '', query = ''] = id.split('?');
      // A module that holds the address of a file is no file of styles.
      const isStyle = file.startsWith(folder) && file.endsWith('.css') && !/\burl\b/.test(query);
      return isStyle ? { code: hostStyles(css, frame), map: null } : undefined;
    },
  };
}
