/** Closes an open menu by Esc, which gives the focus back to its name, and by a click elsewhere. */
export function closeMenus(): void {
  const close = (menu: HTMLDetailsElement | null): void => menu?.removeAttribute('open');
  const open = (): HTMLDetailsElement | null => document.querySelector('.share[open], .menu[open]');
  addEventListener('click', ({ target }) => {
    const menu = open();
    if (!menu?.contains(target as Node)) close(menu);
  });
  addEventListener('keydown', ({ key }) => {
    const menu = open();
    if (key !== 'Escape' || !menu) return;
    close(menu);
    menu.querySelector('summary')?.focus();
  });
}
