import type { Content } from '../content/load.ts';
import { Mistake } from '../core/mistake.ts';
import { decodePath } from '../core/site-path.ts';
import { baseOf, isBase } from '../core/url.ts';

/** What decides where our pages stand in another site: settings of Astro. */
export interface HostSettings {
  readonly site?: string | undefined;
  readonly base: string;
  readonly trailingSlash: 'always' | 'never' | 'ignore';
  readonly build: { readonly format: 'directory' | 'file' | 'preserve' };
}

/** Whether a path is one below which our pages stand in another site, and not all of a site. */
export function isPlace(at: string | undefined): at is string {
  return at !== undefined && baseOf(at) !== '';
}

/** The path of a route of ours, below that of all of them. */
export function patternBelow(at: string, pattern: string): string {
  return decodePath(baseOf(at)) + (pattern === '/' ? '' : pattern);
}

/** The content as it stands in another site: its address begins with that of the site, and ends with `at`. */
export function placeContent(content: Content, at: string, { site, base }: HostSettings): Content {
  const url = new URL(site ?? content.site.url);
  url.pathname = `${baseOf(base)}${baseOf(at)}/`;
  return { ...content, site: { ...content.site, url: url.href } };
}

/** Throws a {@link Mistake} where our addresses, which end with a slash, would lead nowhere in a site. */
export function checkPlace(at: string, { trailingSlash, build }: HostSettings): void {
  const told = tellMisfit(at, trailingSlash, build.format);
  if (told === undefined) return;
  const mistake = new Mistake(`error-reference: ${told}`);
  // Astro prints the stack of what it is told, and the author wants the sentence.
  mistake.stack = '';
  throw mistake;
}

function tellMisfit(at: string, slash: string, format: string): string | undefined {
  if (!isBase(at))
    return `\`at\` is ${JSON.stringify(at)}, which is no path that every host serves; write one like '/reference'.`;
  if (slash === 'never')
    return "The addresses of errors end with a slash, and `trailingSlash` is 'never'; write 'ignore' or 'always'.";
  if (format !== 'directory')
    return `The addresses of errors end with a slash, and \`build.format\` is '${format}'; write 'directory'.`;
  return undefined;
}
