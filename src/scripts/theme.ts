import words from 'virtual:error-reference/words/theme';

/** The switch between the light and the dark theme; the choice is remembered, until then the system decides. */
export function setUpTheme(): void {
  const root = document.documentElement;
  const button = document.querySelector<HTMLButtonElement>('.er-theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const current = (): string => root.dataset['theme'] ?? (system.matches ? 'dark' : 'light');
  const other = (): 'dark' | 'light' => (current() === 'dark' ? 'light' : 'dark');
  const label = (): void => button?.setAttribute('aria-label', words[other()]);
  label();
  system.addEventListener('change', label);
  button?.addEventListener('click', () => {
    root.dataset['theme'] = other();
    try {
      localStorage.setItem('theme', current());
    } catch {
      // Without storage the choice lasts for this page.
    }
    label();
  });
}
