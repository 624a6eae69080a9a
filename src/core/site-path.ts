/** Paths of the site as people write them, as links hold them, and as files are named. */

// Netlify deploys no file with `#` or `?` in its name, Windows keeps none with `<>:"|*\`, and a dollar sign begins a
// variable in nginx; the rest would be percent-encoded by some programs and left as it is by others, so that one page
// had two addresses.
const UNSAFE = /[#?%$<>:"|*\\[\]{}^`]/g;
// What a file can't be called everywhere, or no server would show: control characters, what was no UTF-8, a dot at the
// start, a dot or a space at the end.
const UNSERVED = /[\p{Cc}\p{Cs}\uFFFD/]|^[. ]|[. ]$/u;
// Most file systems end here; a name may grow by an ending while it is written.
const MAX_NAME_BYTES = 240;
// With the flag `u`, half a pair alone.
const LONE_SURROGATE = /\p{Cs}/gu;
// Sub-delimiters that a URL holds as they are; a colon and an asterisk mean more in the rules of hosts.
const KEPT = /%(?:26|2B|2C|3B|3D|40)/g;

/** One segment of a path, percent-encoded in the one form that the site writes. */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(LONE_SURROGATE, '\uFFFD').normalize())
    .replaceAll('*', '%2A')
    .replaceAll(KEPT, (sequence) => decodeURIComponent(sequence));
}

/**
 * The one form of a page's path that a person wrote, percent-encoded or not: `/guides/été/` becomes
 * `/guides/%C3%A9t%C3%A9/`. `undefined` where it is no such path: it begins and ends with one slash, and no segment is
 * empty, leads up or holds what no address can.
 */
export function normalizePath(text: string): string | undefined {
  if (text === '/') return text;
  if (!text.startsWith('/') || !text.endsWith('/')) return undefined;
  const segments = text.slice(1, -1).split('/').map(decodeSegment);
  const sound = segments.every((segment) => !/^\.{0,2}$|[\p{Cc}\p{Cs}/\\]/u.test(segment));
  return sound ? `/${segments.map(encodeSegment).join('/')}/` : undefined;
}

/** A path as its file is named; a segment that is not valid percent-encoding stands for itself. */
export function decodePath(path: string): string {
  return path.split('/').map(decodeSegment).join('/');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).normalize();
  } catch {
    return segment.normalize(); // somebody wrote a percent sign as it is
  }
}

/** What follows the base in a path, whichever percent-encoding either has; `undefined` where the path lies elsewhere. */
export function pathBelow(base: string, path: string): string | undefined {
  const [depth, names] = [base.split('/').length, path.split('/')];
  if (decodePath(names.slice(0, depth).join('/')) !== decodePath(base)) return undefined;
  return ['', ...names.slice(depth)].join('/');
}

/** A path as a file system sees it that ignores case. */
export function caselessPath(path: string): string {
  return decodePath(path).toLowerCase();
}

/** Whether every host and every file system takes files of this path. */
export function isPortable(path: string): boolean {
  return decodePath(path)
    .split('/')
    .every((name) => name === '' || (name.search(UNSAFE) < 0 && isServed(name)));
}

/** Whether a file of this name is found on any host, once {@link safeName} has written it. */
export function isServed(name: string): boolean {
  return !UNSERVED.test(name) && new TextEncoder().encode(safeName(name)).length <= MAX_NAME_BYTES;
}

/** A name as that of a file which every host finds: characters that some of them don't take are written `~XX`. */
export function safeName(name: string): string {
  return name.normalize().replaceAll(UNSAFE, (character) => {
    return `~${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
