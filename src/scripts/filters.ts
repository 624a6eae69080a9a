/** The chips of the home page filter its list in place; each stays a link to the page of its filter. */
export function setUpFilters(): void {
  const nav = document.querySelector<HTMLElement>('[data-filters]');
  if (!nav) return;
  const chips = [...nav.querySelectorAll<HTMLAnchorElement>('a')];
  const groups = [...document.querySelectorAll<HTMLElement>('.group:has(.errors)')];
  const show = (chip: HTMLAnchorElement): void => {
    const { by, value } = chip.dataset;
    for (const other of chips) {
      if (other === chip) other.setAttribute('aria-current', 'true');
      else other.removeAttribute('aria-current');
    }
    for (const group of groups) {
      const rows = [...group.querySelectorAll<HTMLElement>('.errors > li')];
      for (const row of rows) row.hidden = by !== undefined && row.getAttribute(`data-${by}`) !== value;
      group.hidden = rows.every((row) => row.hidden);
    }
  };
  const fromUrl = (): void => {
    const [by, value] =
      [...new URLSearchParams(location.search)].find(([key]) => chips.some((chip) => chip.dataset['by'] === key)) ?? [];
    const chip = chips.find(({ dataset }) => dataset['by'] === by && dataset['value'] === value) ?? chips[0];
    if (chip) show(chip);
  };
  nav.addEventListener('click', (event) => {
    const chip = event.target instanceof Element ? event.target.closest('a') : null;
    if (!chip || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { by, value } = chip.dataset;
    history.pushState(null, '', by === undefined ? location.pathname : `?${by}=${encodeURIComponent(value ?? '')}`);
    show(chip);
  });
  addEventListener('popstate', fromUrl);
  if (location.search) fromUrl();
}
