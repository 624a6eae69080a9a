/** Marks the heading that is being read in "On this page". */
export function followHeadings(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')];
  const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
  const root = document.documentElement;
  const mark = (): void => {
    const line = Number.parseFloat(getComputedStyle(root).scrollPaddingTop) + 20;
    const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? NaN);
    let current = tops.findLastIndex((top) => top < line);
    const isEnd = scrollY + innerHeight > root.scrollHeight - 2;
    if (isEnd && scrollY > 0) current = tops.length - 1;
    // Blocks beside each other, and the last ones, never come to the top alone: the one that was jumped to is read.
    const target = links.findIndex(({ hash }) => hash === location.hash);
    const top = tops[target] ?? -1;
    if (top >= 0 && (isEnd || top === tops[current])) current = target;
    links.forEach((link, index) => {
      if (index === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  };
  if (links.length === 0) return;
  for (const event of ['scroll', 'hashchange', 'resize']) addEventListener(event, mark);
  mark();
}
