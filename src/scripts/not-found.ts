import { normalizePath } from '../core/site-path.ts';
import { resolvePath } from '../lookup/resolve-path.ts';
import { UNKNOWN_PATH } from './box-rows.ts';
import { fragmentOf } from './fragment.ts';
import { reportAddress } from './report-address.ts';
import { siteIndex } from './site-index.ts';

const base = import.meta.env.ERROR_REFERENCE_BASE;

/**
 * On the page for missing pages: moves on where the page has moved or the path can mean one page only, and names a
 * code that is unknown.
 */
export async function resolveMissedPath(): Promise<void> {
  const path = location.pathname.slice(base.length);
  const moved = findMoved(path);
  if (moved !== undefined) {
    location.replace(moved + location.search + location.hash);
    return;
  }
  const index = siteIndex();
  await index.load(path);
  const loaded = index.read(path);
  if (!loaded?.complete) return;
  const { name, target, hits } = resolvePath(path, loaded.index);
  if (target !== undefined) location.replace(base + target + location.search + location.hash);
  else if (name !== undefined && hits.length === 0) nameUnknown(name);
}

/** Where the page has gone that was at a path, as the page for missing pages lists it. */
function findMoved(path: string): string | undefined {
  const old = normalizePath(`${path.replace(/\/$/, '')}/`);
  const links =
    document.querySelector<HTMLTemplateElement>('template[data-moved]')?.content.querySelectorAll('a') ?? [];
  return [...links].find(({ textContent }) => textContent === old)?.href;
}

/** What the address seems to name. */
export function missedName(): string | undefined {
  const segment = location.pathname.split('/').findLast(Boolean);
  try {
    return (
      segment && decodeURIComponent(segment.replaceAll(/~([0-9A-F]{2})/g, '%$1')).replace(/\.(?:html|json|md)$/, '')
    );
  } catch {
    return undefined; // no valid percent-encoding, so no name
  }
}

/** Says that a name is unknown; the name leads to what to do about it, and carries itself there. */
function nameUnknown(name: string): void {
  const note = document.querySelector<HTMLElement>('[data-unknown]');
  const code = note?.querySelector('code');
  const report = note?.querySelector('a');
  if (!note || !code || !report) return;
  code.textContent = name;
  report.href = reportAddress(report.href, name);
  const link = document.createElement('a');
  link.href = base + UNKNOWN_PATH + fragmentOf({ code: name });
  code.replaceWith(link);
  link.append(code);
  note.hidden = false;
}
