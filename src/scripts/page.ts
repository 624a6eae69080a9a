import { isShortcut, isSingleKey, sayFailed, setUpBox } from './box-loader.ts';
import { takeStrayPaste } from './box-text.ts';
import { setUpCopy } from './copy.ts';
import { fillFromFragment } from './filled.ts';
import { stopAtScrollers } from './scrollers.ts';
import { setUpTabs } from './tabs.ts';
import { setUpTheme } from './theme.ts';
import { followHeadings } from './toc.ts';

const input = setUpBox();
setUpTheme();
setUpCopy();
setUpTabs();
stopAtScrollers();
followHeadings();
fillFromFragment();
if (location.search || document.querySelector('[data-not-found], [data-desk-filter]'))
  void import('./arrive.ts').then((arrival) => arrival.arrive(), sayFailed);
if (input) document.addEventListener('paste', (event) => takeStrayPaste(event, input));
document.addEventListener('toggle', () => void import('./menus.ts').catch(sayFailed), true);
// Where a site has others, these keys are its own.
if (!import.meta.env.ERROR_REFERENCE_IS_PART)
  document.addEventListener('keydown', (event) => {
    if (input && isShortcut(event)) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (/^[?؟]$/.test(event.key) && (event.ctrlKey || isSingleKey(event)))
      void import('./shortcuts.ts').then((shortcuts) => shortcuts.showShortcuts(), sayFailed);
  });
