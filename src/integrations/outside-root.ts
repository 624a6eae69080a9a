import { ownPath } from '../content/own-files.ts';
import type { VitePlugin } from './vite-plugin.ts';

const OWN = ownPath('').replaceAll('\\', '/');

/**
 * Lets scripts of our components be found where the package and the root of a site share no folder, such as `/opt` and
 * `/tmp`: Astro takes their paths for ones below the root, unless they begin as those of Vite's server do.
 */
export const outsideRoot: VitePlugin = {
  name: 'error-reference:outside-root',
  configResolved({ plugins }) {
    const load = plugins.find(({ name }) => name === 'astro:build')?.load;
    if (typeof load !== 'object') return;
    const { handler } = load;
    load.handler = function (id, ...rest) {
      return handler.call(this, id.startsWith(OWN) && id.startsWith('/') ? `/@fs${id}` : id, ...rest);
    };
  },
};
