import type { Words } from '../core/words.ts';
import type { VitePlugin } from './vite-plugin.ts';

const PREFIX = 'virtual:error-reference/words/';

/**
 * Gives browser scripts the words of the site, a module for each part of them: `virtual:error-reference/words/box` has the words as its
 * default export, and their language as `lang`. So a script carries the words that it says, in one language.
 */
export function browserWords(words: () => Words): VitePlugin {
  return {
    name: 'error-reference:words',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const all = words();
      const part = all[id.slice(PREFIX.length + 1) as keyof Words];
      return `export default ${JSON.stringify(part)};\nexport const lang = ${JSON.stringify(all.lang)};`;
    },
  };
}
