import type { Registry } from './define.ts';
import type { Site } from './site.ts';
import { errorPath, guidePath } from './url.ts';

/** Every path that must work for ever: those with a page, and those that lead to another one. */
export interface Permalinks {
  readonly pages: ReadonlySet<string>;
  /** Old path to present path. */
  readonly redirects: ReadonlyMap<string, string>;
}

/** The permanent paths of a registry and its guides; renamed codes and `site.moved` make the redirects. */
export function listPermalinks({ errors }: Registry, guides: readonly string[], { moved = {} }: Site): Permalinks {
  const renamed = errors.flatMap(({ code, formerly = [] }) =>
    formerly.map((old) => [errorPath(old), errorPath(code)] as const),
  );
  return {
    pages: new Set([...errors.map(({ code }) => errorPath(code)), ...guides.map(guidePath)]),
    redirects: new Map([...renamed, ...Object.entries(moved)]),
  };
}

/** Reads the ledger: one path a line; `#` starts a comment. Returns each path with its line number. */
export function readLedger(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').map((line, index) => [line.replace(/#.*/, '').trim(), index + 1] as const);
  return new Map(lines.filter(([path]) => path !== ''));
}

/** The paths that the ledger lacks, in the order of the site. */
export function findUnlisted(ledger: ReadonlyMap<string, number>, { pages, redirects }: Permalinks): readonly string[] {
  return [...pages, ...redirects.keys()].filter((path) => !ledger.has(path));
}

/** What is wrong with old paths, one sentence each: those of the ledger that lead nowhere, and redirects to no page. */
export function checkLedger(ledger: ReadonlyMap<string, number>, { pages, redirects }: Permalinks): readonly string[] {
  const lost = [...ledger]
    .filter(([path]) => !pages.has(path) && !redirects.has(path))
    .map(([path, line]) => `permalinks.txt:${line}  ${path} leads nowhere; ${adviceFor(path)}`);
  const astray = [...redirects]
    .filter(([old, path]) => !pages.has(path) || pages.has(old))
    .map(([old, path]) => {
      const why = pages.has(old) ? `${old} has a page of its own` : `${path} is no page of the site`;
      return `site.ts  moved: ${why}; correct the line for ${old}.`;
    });
  return [...lost, ...astray];
}

function adviceFor(path: string): string {
  const slug = /^\/errors\/(.+)\/$/.exec(path)?.[1];
  return slug === undefined
    ? `name its new path under moved in site.ts: { '${path}': '/guides/…/' }.`
    : `list ${slug} under the formerly of its successor, or keep its entry with removed: { since, use }.`;
}
