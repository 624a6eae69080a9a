import type { Hit } from './answer.ts';
import { lookup } from './lookup.ts';
import type { LookupIndex } from './lookup-index.ts';
import { isAffix } from './query.ts';
import { splitWords, squash } from './words.ts';

/** What a path without a page may have meant. */
export interface PathResolution {
  /** The segment that names something; absent for a path that names nothing. */
  readonly name?: string;
  /** The one page that the path must have meant, from the site's root. */
  readonly target?: string;
  /** What it may have meant, best first. */
  readonly hits: readonly Hit[];
}

const FOLDERS = new Set(['errors', 'error', 'status', 'docs', 'reference', 'api', 'index']);

/** Finds what a path meant: any spelling of a code, a former code, or a status, whatever stands before it. */
export function resolvePath(path: string, index: LookupIndex): PathResolution {
  const names = namesInPath(path);
  const subcode = findSubcode(names, index);
  if (subcode !== undefined) return resolveName(subcode, index);
  const name = names.findLast((segment) => !FOLDERS.has(segment.toLowerCase()));
  if (name !== undefined) return resolveName(name, index);
  // A code may be called as a folder is: below another folder it means its page.
  const folder = names.length > 1 ? resolveName(names.at(-1) ?? '', index) : undefined;
  return folder?.target === undefined ? { hits: [] } : folder;
}

/** The key of a subcode whose address somebody wrote with a slash, as the key has one, and an address does not. */
function findSubcode(names: readonly string[], { errors }: LookupIndex): string | undefined {
  const asked = names.slice(-2).map(squash).join('/');
  return errors.find(({ code, parent }) => parent !== undefined && code.split('/').map(squash).join('/') === asked)
    ?.code;
}

function resolveName(name: string, index: LookupIndex): PathResolution {
  const hits = lookup(name, index);
  const [first] = hits;
  return first !== undefined && isWhole(name, first, index) ? { name, target: first.path, hits } : { name, hits };
}

/** The segments of a path, decoded and without a file's ending. */
function namesInPath(path: string): readonly string[] {
  return path
    .split('/')
    .map((segment) => decode(segment).replace(/\.(?:html?|json|md)$/i, ''))
    .filter((name) => name !== '');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll(/~([0-9A-F]{2})/g, '%$1')).trim();
  } catch {
    return segment; // no valid percent-encoding: taken as it stands
  }
}

/** Whether the name is a code or a status and nothing more; a part of a longer name proves too little to move on. */
function isWhole(name: string, hit: Hit, { byKey }: LookupIndex): boolean {
  if (/^\d{3}$/.test(name) && String(hit.status) === name) return true;
  const words = splitWords(name).map(({ text }) => text);
  const keys = [squash(name), words.join('')];
  while (words.length > 1 && isAffix(words.pop())) keys.push(words.join(''));
  return keys.some((key) =>
    byKey
      .get(key)
      ?.some(
        ({ kind, text, error }) =>
          error.code === hit.code && (kind === 'code' || kind === 'former' || text === hit.code),
      ),
  );
}
