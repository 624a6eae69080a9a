import { lookup } from 'mrmime';
import { writePolicy } from '../core/policy.ts';
import type { Policy, Site } from '../core/site.ts';

/**
 * The headers of every response, in the server and in every host rule; `policy` is what the site adds to ours, and no
 * search engine lists any file of an internal site.
 */
export function securityHeaders(policy?: Policy, visibility?: Site['visibility']): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': writePolicy(policy),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    ...(visibility && { 'X-Robots-Tag': 'noindex' }),
  };
}

/** The headers of a site that adds nothing. */
export const SECURITY_HEADERS = securityHeaders();

/** Path of the files whose names carry a hash of their content, below the base. */
const HASHED_FILES = '/_astro/';

/** How long a file may be kept: hashed files for ever, all others are asked for again. */
export function cacheControl(path: string): string {
  return path.includes(HASHED_FILES) ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
}

/** What nginx is to call the files of the site, by their endings; its own list knows neither Markdown nor TypeScript. */
const NGINX_TYPES = {
  'text/html': 'html',
  'text/css': 'css',
  'text/javascript': 'js mjs',
  'text/markdown': 'md',
  'text/plain': 'txt ts cs go java kt py rb rs swift',
  'text/csv': 'csv',
  'application/json': 'json',
  'application/jsonl': 'jsonl',
  'application/xml': 'xml',
  'application/wasm': 'wasm',
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg jpeg',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
  'font/woff2': 'woff2',
};

/** Headers and content types as directives of an nginx `server` block. */
export function nginxHeaders(policy?: Policy, visibility?: Site['visibility']): string {
  const headers = Object.entries(securityHeaders(policy, visibility)).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  );
  const types = Object.entries(NGINX_TYPES).map(([type, endings]) => `  ${type} ${endings};`);
  const texts = Object.keys(NGINX_TYPES).filter((type) => /^text\/(?!html)|json$|xml$/.test(type));
  const caching = [
    `set $cache_control "${cacheControl('/')}";`,
    `if ($uri ~ "${HASHED_FILES}") { set $cache_control "${cacheControl(HASHED_FILES)}"; }`,
    'add_header Cache-Control $cache_control always;',
  ];
  return [
    ...headers,
    ...caching,
    'types {',
    ...types,
    '}',
    'charset utf-8;',
    `charset_types ${texts.join(' ')};`,
    '',
  ].join('\n');
}

/** Content types of the files for programs, by the form of their paths below the base; the first that fits counts. */
const CONTENT_TYPES = {
  '/errors.schema.json': 'application/schema+json; charset=utf-8',
  '/*.json': 'application/json; charset=utf-8',
  '/*.jsonl': 'application/jsonl; charset=utf-8',
  '/*.md': 'text/markdown; charset=utf-8',
  '/*.txt': 'text/plain; charset=utf-8',
  // Programs to be read: some hosts call them by types of their own, and browsers save those.
  '/*.cs': 'text/plain; charset=utf-8',
  '/*.go': 'text/plain; charset=utf-8',
  '/*.java': 'text/plain; charset=utf-8',
  '/*.kt': 'text/plain; charset=utf-8',
  '/*.py': 'text/plain; charset=utf-8',
  '/*.rb': 'text/plain; charset=utf-8',
  '/*.rs': 'text/plain; charset=utf-8',
  '/*.swift': 'text/plain; charset=utf-8',
  // Hosts take the ending for that of a video.
  '/errors.ts': 'text/plain; charset=utf-8',
} as const;

/** The content type of a file for programs; `undefined` for all others. */
export function contentType(path: string): string | undefined {
  return Object.entries(CONTENT_TYPES).find(([form]) => fits(path, form))?.[1];
}

/** The content type of any file, by the ending of its name. */
export function fileType(path: string): string {
  const type = lookup(path) ?? '';
  return contentType(path) ?? (type === 'text/html' ? 'text/html;charset=utf-8' : type);
}

const fits = (path: string, form: string): boolean =>
  form.startsWith('/*') ? path.endsWith(form.slice('/*'.length)) : path === form;

/** The headers as a `_headers` file, as Netlify and Cloudflare Pages read it. */
export function headersFile(base: string, policy?: Policy, visibility?: Site['visibility']): string {
  const block = (path: string, headers: Readonly<Record<string, string>>, ...before: readonly string[]): string =>
    [path, ...before, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  // Where several rules fit, Netlify takes the last; Cloudflare appends it to the others unless they are taken back, in a
  // line that Netlify passes over.
  const takeBack = (form: string): readonly string[] =>
    Object.keys(CONTENT_TYPES).some((wider) => wider !== form && fits(form, wider)) ? ['  ! Content-Type'] : [];
  return `${[
    block(`${base}/*`, securityHeaders(policy, visibility)),
    block(`${base}${HASHED_FILES}*`, { 'Cache-Control': cacheControl(HASHED_FILES) }),
    // From the widest to the narrowest.
    ...Object.entries(CONTENT_TYPES)
      .map(([form, type]) => block(`${base}${form}`, { 'Content-Type': type }, ...takeBack(form)))
      .reverse(),
  ].join('\n\n')}\n`;
}

/** The headers of every response that a `_headers` file of ours states; those of a site that adds nothing, where there is none. */
export function readHeaders(file: string): Readonly<Record<string, string>> {
  const [, ...lines] = (file.split('\n\n')[0] ?? '').split('\n');
  const stated = lines.flatMap((line) => {
    const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return { ...SECURITY_HEADERS, ...Object.fromEntries(stated) };
}
