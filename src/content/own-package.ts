/** Lets the modules of a content folder find this package under its name, wherever they lie. */
import { registerHooks } from 'node:module';
import { ownModule } from './own-files.ts';

registerHooks({
  resolve(specifier, context, next) {
    const [found, name = 'index'] = /^error-reference(?:\/(respond|astro))?$/.exec(specifier) ?? [];
    return next(found === undefined ? specifier : ownModule(`exports/${name}`).href, context);
  },
});
