/** Marks the heading that is being read in "On this page". */
export function followHeadings(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.er-toc a')];
  const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
  const mark = (): void => {
    const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? NaN);
    const isEnd = scrollY > 0 && scrollY + innerHeight > document.documentElement.scrollHeight - 2;
    const line = isEnd ? innerHeight : innerHeight / 3;
    // Blocks beside each other, and the last ones, never have the top for themselves: the one that was jumped to is read.
    const target = links.findIndex(({ hash }) => hash === location.hash);
    const top = tops[target] ?? -1;
    const current = top >= 0 && top < line ? target : tops.findLastIndex((other) => other < line);
    links.forEach((link, index) => link.setAttribute('aria-current', String(index === current)));
  };
  if (!links[0]) return;
  for (const event of ['scroll', 'hashchange', 'resize']) addEventListener(event, mark);
  mark();
}
