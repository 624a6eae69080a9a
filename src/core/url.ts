/** The one place that knows a slug or a URL. Paths start at the site's root; {@link withBase} puts the base before them. */
import { ownValue } from './json.ts';
import { encodeSegment, isPortable, normalizePath, safeName } from './site-path.ts';

const VERBATIM = /[A-Za-z0-9_.-]/;
const MAX_SLUG_BYTES = 200;
/** Names of devices: Windows takes them for no file, in any folder and with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The code as one path segment: verbatim where it is made of `A-Z a-z 0-9 _ . -`, other UTF-8 bytes as `~XX`. So is one
 * byte of a name that Windows can give no file: `con` becomes `co~6E`, and `a.` becomes `a~2E`.
 * Past 200 bytes the tail becomes `~~` and a 128-bit hash. Two codes never share a slug.
 */
export function slugOf(code: string): string {
  let slug = '';
  for (const byte of new TextEncoder().encode(code)) {
    const character = String.fromCharCode(byte);
    slug += VERBATIM.test(character) ? character : escapeByte(byte);
  }
  slug = slug
    .replace(DEVICE, (name) => name.slice(0, 2) + escapeByte(name.charCodeAt(2)) + name.slice(3))
    .replace(/(?<=.)\.$/, (dot) => escapeByte(dot.charCodeAt(0)));
  if (slug.length <= MAX_SLUG_BYTES) return slug;
  const head = slug.slice(0, MAX_SLUG_BYTES - 34).replace(/~.?$/, '');
  return `${head}~~${hash64(slug, 0xcbf29ce484222325n)}${hash64(slug, 0x9ae16a3b2f90404fn)}`;
}

const escapeByte = (byte: number): string => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** A slug by which two codes have the same one where they differ only by the case of ASCII letters. */
export function caselessSlug(code: string): string {
  return slugOf(code)
    .replaceAll(/~(4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .toLowerCase();
}

/** The hand-written MDX of a code; the names that every object inherits are none. */
export function proseOf(prose: Readonly<Record<string, string>>, code: string): string | undefined {
  return ownValue(prose, slugOf(code));
}

/** FNV-1a over 64 bits as 16 hexadecimal digits. */
function hash64(text: string, seed: bigint): string {
  let hash = seed;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** `/errors/RATE_LIMIT_EXCEEDED/` */
export const errorPath = (code: string): string => `/errors/${slugOf(code)}/`;
/** `/errors/RATE_LIMIT_EXCEEDED.md` */
export const errorTextPath = (code: string): string => `/errors/${slugOf(code)}.md`;
/** `/errors/RATE_LIMIT_EXCEEDED.json` */
export const errorDataPath = (code: string): string => `/errors/${slugOf(code)}.json`;
/** `/status/429/` */
export const statusPath = (status: number): string => `/status/${status}/`;
/** `/categories/client/` */
export const categoryPath = (name: string): string => `/categories/${slugOf(name)}/`;
/** `/retry/after-wait/` */
export const retryPath = (kind: string): string => `/retry/${kind}/`;
/** `/actor/caller/` */
export const actorPath = (kind: string): string => `/actor/${kind}/`;
/** `/names/notfound/`, the same for all spellings that differ by case. */
export const namePath = (name: string): string => `/names/${slugOf(name.toLowerCase())}/`;
/**
 * `/endpoints/post-api-v1-users/`, made of nothing but the endpoint, so that it stays whichever others there are. What
 * differs from another only by case or by signs has the address of the other, and they share a page.
 */
export function endpointPath(endpoint: string): string {
  const words = endpoint
    .normalize()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_.]+/gu, '-')
    .replaceAll(/^[-.]+|-+$/g, '');
  // A number is a page of the list of all endpoints.
  return `/endpoints/${slugOf(/^\d*$/.test(words) ? `-${words}` : words)}/`;
}
/** `/support/client/` */
export const deskPath = (category: string): string => `/support/${slugOf(category)}/`;
/** `/guides/rate-limits/`; the folder of the page is `safeName` of the guide's. */
export const guidePath = (name: string): string => `/guides/${encodeSegment(safeName(name))}/`;

/** Where a file beside the texts of errors is published, by its path inside the content folder: `/_files/errors/plan.png`. */
export const filePath = (file: string): string => `/_files/${file.split('/').map(encodeSegment).join('/')}`;

/** The base of a site's URL or of an override, percent-encoded: no slash at its end, `''` at the root. */
export function baseOf(urlOrPath: string): string {
  const path = withOuterSlashes(urlOrPath.includes('://') ? new URL(urlOrPath).pathname : urlOrPath);
  return (normalizePath(path) ?? path).slice(0, -1);
}

/** Whether a path, with or without its outer slashes, can be the base of a site on every host. */
export function isBase(path: string): boolean {
  const form = normalizePath(withOuterSlashes(path));
  return form !== undefined && isPortable(form);
}

const withOuterSlashes = (path: string): string => `/${path}/`.replaceAll(/^\/+|\/+$/g, '/');

/** A path of the site below its base, as {@link baseOf} gives it; anything that doesn't start with one slash stays as it is. */
export function withBase(base: string, path: string): string {
  return path.startsWith('/') && !path.startsWith('//') ? base + path : path;
}

/** The permanent address of an error's page, for payloads and tickets: `https://errors.example.com/errors/CODE/`. */
export function errorUrl(siteUrl: string, code: string): string {
  return absoluteUrl(siteUrl, errorPath(code));
}

/** A path of the site as a full URL; the path of `siteUrl` is the base. */
export function absoluteUrl(siteUrl: string, path: string): string {
  return new URL(siteUrl).origin + withBase(baseOf(siteUrl), path);
}

const SAFE_LINK = /^(?:https?:\/\/\S|mailto:\S+@|\/(?!\/)|#|site:(?:support|statusPage|accountSettings)$)/;

/** Whether a link leads to the web, a mail address, a page of the site, or a setting of it: never to a script. */
export function isSafeLink(href: string): boolean {
  return SAFE_LINK.test(href);
}
