import { site } from 'virtual:error-reference/content';
import { href } from './href.ts';
import { topLinks } from './links.ts';
import { words } from './site.ts';

const ours = new WeakSet<object>();

/** Says of the page of a request that it is one of ours. */
export function markOurs(locals: object): void {
  ours.add(locals);
}

/** Whether {@link markOurs} said so of a page. */
export const isOurs = (locals: object): boolean => ours.has(locals);

interface Link {
  readonly type: 'link';
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly badge: undefined;
  readonly attrs: Readonly<Record<string, string>>;
}
interface Group {
  readonly type: 'group';
  readonly label: string;
  readonly entries: readonly (Link | Group)[];
  readonly collapsed: boolean;
  readonly badge: undefined;
}

/** A request, as the middleware of Starlight gets it. */
interface Context {
  readonly url: URL;
  readonly locals: object & {
    readonly starlightRoute: { sidebar: readonly (Link | Group)[]; pagination: { prev?: undefined; next?: undefined } };
  };
}

/** Puts the reference into the side bar of each page, unless the site has put it there itself. */
export function addEntry({ url, locals }: Context): void {
  const route = locals.starlightRoute;
  if (isOurs(locals)) route.pagination = {};
  const links = [{ label: words.home.title, to: href('/') }, ...topLinks];
  if (hasEntry(route.sidebar, new Set(links.map(({ to }) => to)))) return;
  const entries = links.map(({ label, to }): Link => {
    return { type: 'link', label, href: to, isCurrent: url.pathname === to, badge: undefined, attrs: {} };
  });
  const group: Group = { type: 'group', label: site.name, entries, collapsed: false, badge: undefined };
  route.sidebar = [...route.sidebar, group];
}

/** Whether one of our lists is among the entries; other pages of the site may lie below the same path. */
const hasEntry = (entries: readonly (Link | Group)[], ours: ReadonlySet<string>): boolean =>
  entries.some((entry) =>
    entry.type === 'link' ? ours.has(`${entry.href.replace(/\/$/, '')}/`) : hasEntry(entry.entries, ours),
  );
