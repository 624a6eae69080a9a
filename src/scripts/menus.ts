/** Loaded by the first menu that opens: Esc closes it and gives the focus back to its name, and so does a click elsewhere. */
const openMenu = (): HTMLDetailsElement | null => document.querySelector('.er-share[open], .er-menu[open]');

addEventListener('click', ({ target }) => {
  const menu = openMenu();
  if (menu && !menu.contains(target as Node)) menu.open = false;
});

addEventListener('keydown', ({ key }) => {
  const menu = openMenu();
  if (key !== 'Escape' || !menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});

export {};
