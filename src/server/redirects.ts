import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, withBase } from '../core/url.ts';
import type { Words } from '../core/words.ts';

type Redirects = ReadonlyMap<string, string>;

/** Each redirect with the base, for the path with and without its last slash. */
function listRules(redirects: Redirects, base: string): readonly (readonly [string, string])[] {
  return [...redirects].flatMap(([from, to]) => {
    const target = withBase(base, to);
    const old = withBase(base, from);
    return [[old, target] as const, [old.replace(/\/$/, ''), target] as const];
  });
}

/** Redirects as a `_redirects` file, as Netlify and Cloudflare Pages read it. */
export function redirectsFile(redirects: Redirects, base: string): string {
  return listRules(redirects, base)
    .map(([from, to]) => `${from} ${to} 301\n`)
    .join('');
}

/** Redirects as the lines of an nginx `map $uri`. A slug has no character that nginx would read as more than itself. */
export function nginxMap(redirects: Redirects, base: string): string {
  return listRules(redirects, base)
    .map(([from, to]) => `"${from}" "${to}";\n`)
    .join('');
}

/** The static page at an old path, for hosts that know no redirects: a visible link, the canonical address, a refresh. */
export function redirectPage(
  site: Site,
  { moved: words }: Words,
  base: string,
  [from, to]: readonly [string, string],
): string {
  const name = from.split('/').findLast(Boolean) ?? from;
  const target = withBase(base, to);
  const title = say(words.title, { name });
  return `<!doctype html>
<html lang="${site.lang}" dir="${site.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${say(words.about, { name, target })}">
<meta name="robots" content="noindex">
<link rel="canonical" href="${absoluteUrl(site.url, to)}">
<meta http-equiv="refresh" content="0; url=${target}">
</head>
<body>
<main>
<h1>${title}</h1>
<p><a href="${target}">${words.link}</a></p>
</main>
</body>
</html>
`;
}
