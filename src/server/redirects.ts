import { escapeAttribute, escapeHtml } from '../core/html.ts';
import type { Redirects } from '../core/permalinks.ts';
import { foreignLang, say } from '../core/say.ts';
import { caselessPath, decodePath } from '../core/site-path.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, withBase } from '../core/url.ts';
import type { Words } from '../core/words.ts';

/**
 * Each redirect with the base; those of pages also without their last slash, for Cloudflare tells the two apart. These are
 * last: a host that reads no further adds the slash itself where there is a page.
 */
function listRules(redirects: Redirects, base: string): readonly (readonly [string, string])[] {
  const rules = [...redirects].map(([from, to]) => [withBase(base, from), withBase(base, to)] as const);
  const slashless = rules.filter(([from]) => from.endsWith('/')).map(([from, to]) => [from.slice(0, -1), to] as const);
  return [...rules, ...slashless];
}

/**
 * Redirects as a `_redirects` file, as Netlify and Cloudflare Pages read it. A path is percent-encoded, so it holds
 * neither a space nor what would be a comment, a placeholder or a wildcard.
 */
export function redirectsFile(redirects: Redirects, base: string): string {
  return listRules(redirects, base)
    .map(([from, to]) => `${from} ${to} 301\n`)
    .join('');
}

/** Reads what {@link redirectsFile} wrote: each old path, decoded, with its target. */
export function parseRedirects(text: string): Redirects {
  const rules = text.split('\n').map((line) => line.split(' '));
  return new Map(rules.flatMap(([from, to]) => (from && to ? [[decodePath(from), to] as const] : [])));
}

/** Redirects as the lines of an nginx `map $uri`, which holds a decoded path; `made` is what the site has elsewhere. */
export function nginxMap(redirects: Redirects, made: ReadonlySet<string>, base: string): string {
  // The home page is asked for without its slash too; below a base that is no page to nginx.
  const rules = listRules(redirects, base).concat(base === '' ? [] : [[base, `${base}/`]]);
  // nginx compares texts without regard to case, which would send a page to itself that got its name in capitals; and
  // it refuses two texts that are the same to it. A regular expression tells them apart, but is slower.
  const lowerCase = Map.groupBy([...rules.map(([from]) => from), ...listPaths(made, base)], caselessPath);
  return rules
    .map(([from, to]) => {
      const path = decodePath(from);
      const alone = lowerCase.get(caselessPath(from))?.length === 1;
      // A dollar sign in the value would begin a variable.
      return `${quote(alone ? path : `~^${escapeRegExp(path)}$`)} ${quote(to.replaceAll('$', '%24'))};\n`;
    })
    .join('');
}

function listPaths(made: ReadonlySet<string>, base: string): readonly string[] {
  return [...made].map((path) => withBase(base, path)).flatMap((path) => [path, path.replace(/\/$/, '')]);
}

/** A text as nginx reads it between quotes. */
const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

const escapeRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The static page at an old path, for hosts that know no redirects: a visible link, the canonical address, a refresh. */
export function redirectPage(site: Site, words: Words, base: string, [from, to]: readonly [string, string]): string {
  const { moved } = words;
  const name = decodePath(from).split('/').findLast(Boolean) ?? from;
  const target = withBase(base, to);
  const title = escapeHtml(say(moved.title, { name }));
  // The page holds nothing but our words. Where they lack the language of the site they are English.
  const lang = foreignLang(words, site);
  const href = escapeAttribute(target);
  return `<!doctype html>
<html lang="${escapeAttribute(lang ?? site.lang)}" dir="${lang === undefined ? site.dir : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${escapeAttribute(say(moved.about, { name, target: decodePath(target) }))}">
<meta name="robots" content="noindex">
<link rel="canonical" href="${escapeAttribute(absoluteUrl(site.url, to))}">
<meta http-equiv="refresh" content="0; url=${href}">
</head>
<body>
<main>
<h1>${title}</h1>
<p><a href="${href}">${escapeHtml(moved.link)}</a></p>
</main>
</body>
</html>
`;
}
