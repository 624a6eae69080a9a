import { setUpBox } from './box-loader.ts';
import { setUpCopy } from './copy.ts';
import { fillFromFragment } from './filled.ts';
import { setUpTabs } from './tabs.ts';
import { setUpTheme } from './theme.ts';
import { followHeadings } from './toc.ts';

setUpBox();
setUpTheme();
setUpCopy();
setUpTabs();
followHeadings();
fillFromFragment();
if (document.querySelector('[data-not-found]'))
  void import('./not-found.ts').then(({ resolveMissedPath }) => resolveMissedPath());
document.addEventListener('keydown', ({ key, target }) => {
  const typing = target instanceof HTMLElement && target.matches('input, textarea, select');
  if ((key === '?' || key === '؟') && !typing)
    void import('./shortcuts.ts').then(({ showShortcuts }) => showShortcuts());
});
