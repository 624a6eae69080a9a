import { normalizePath } from '../core/site-path.ts';
import { resolvePath } from '../lookup/resolve-path.ts';
import { unknownCode } from '../lookup/unknown-code.ts';
import { siteIndex } from './box.ts';

/** On the page for missing pages: moves on where the page has moved or the path can mean one page only, and names a code that is unknown. */
export async function resolveMissedPath(): Promise<void> {
  const base = document.documentElement.dataset['base'] ?? '';
  const path = location.pathname.slice(base.length);
  const moved = findMoved(path);
  if (moved !== undefined) {
    location.replace(moved + location.search + location.hash);
    return;
  }
  const index = siteIndex();
  await index.load(path);
  const ready = index.ready(path);
  if (ready === undefined) return;
  const { name, target, hits } = resolvePath(path, ready);
  if (target !== undefined) location.replace(base + target + location.search + location.hash);
  else if (name !== undefined && hits.length === 0) nameUnknown(unknownCode(name) ?? name);
}

/** Where the page has gone that was at a path, as the page for missing pages lists it. */
function findMoved(path: string): string | undefined {
  const old = normalizePath(`${path.replace(/\/$/, '')}/`);
  const links =
    document.querySelector<HTMLTemplateElement>('template[data-moved]')?.content.querySelectorAll('a') ?? [];
  return [...links].find(({ textContent }) => textContent === old)?.href;
}

function nameUnknown(name: string): void {
  const note = document.querySelector<HTMLElement>('[data-unknown]');
  const code = note?.querySelector('code');
  const link = note?.querySelector('a');
  if (!note || !code || !link) return;
  code.textContent = name;
  link.href = link.href.replaceAll(/%7Bcode%7D|\{code\}/g, () => encodeURIComponent(name));
  note.hidden = false;
}
