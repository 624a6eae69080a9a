import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from './own-files.ts';

const FOLDER = join(PACKAGE, 'public');

/** Which of the package's public files a site has. */
export interface PublicFilesOptions {
  /** Whether light or dark is ours to choose; else nothing of ours chooses it. */
  readonly hasTheme: boolean;
  /** Whether all of the site is ours, with what begins with a dot, which is for hosts. */
  readonly isWhole: boolean;
}

/** The files that pages of ours refer to, by their paths. */
export function publicFiles({ hasTheme, isWhole }: PublicFilesOptions): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(
    readdirSync(FOLDER)
      .filter((name) => isWhole || !name.startsWith('.'))
      .map((name) => [`/${name}`, readFileSync(join(FOLDER, name))]),
  );
  if (hasTheme) return files;
  const script = readFileSync(join(FOLDER, 'theme.js'), 'utf8').replace("'theme', ", '');
  return files.set('/theme.js', Buffer.from(script));
}
