const POLICY = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

/** The headers of every response, in the server and in every host rule. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

/** Path of the files whose names carry a hash of their content, below the base. */
export const HASHED_FILES = '/_astro/';

/** How long a file may be kept: hashed files for ever, all others are asked for again. */
export function cacheControl(path: string): string {
  return path.includes(HASHED_FILES) ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
}

/** The headers as directives of an nginx `server` block. */
export function nginxHeaders(): string {
  return Object.entries(SECURITY_HEADERS)
    .map(([name, value]) => `add_header ${name} "${value}" always;\n`)
    .join('');
}

/** The headers as a `_headers` file, as Netlify and Cloudflare Pages read it. */
export function headersFile(base: string): string {
  const block = (path: string, headers: Readonly<Record<string, string>>): string =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return `${[
    block(`${base}/*`, SECURITY_HEADERS),
    block(`${base}${HASHED_FILES}*`, { 'Cache-Control': cacheControl(HASHED_FILES) }),
  ].join('\n\n')}\n`;
}
