import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from './own-files.ts';

const FOLDER = join(PACKAGE, 'public');

/** The files that pages of ours refer to, by their paths; where the theme is another site's to choose, nothing of ours chooses it. */
export function publicFiles({ hasTheme }: { readonly hasTheme: boolean }): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(
    // What begins with a dot is for hosts.
    readdirSync(FOLDER)
      .filter((name) => !name.startsWith('.'))
      .map((name) => [`/${name}`, readFileSync(join(FOLDER, name))]),
  );
  if (hasTheme) return files;
  const script = readFileSync(join(FOLDER, 'theme.js'), 'utf8').replace("'theme', ", '');
  return files.set('/theme.js', Buffer.from(script));
}
