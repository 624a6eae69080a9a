import words from 'virtual:words/tabs';

/**
 * Turns each `.tabs` of code figures into tabs; the language chosen once is shown everywhere. A fragment that names a
 * figure chooses its language for this page.
 */
export function setUpTabs(): void {
  const groups = [...document.querySelectorAll<HTMLElement>('.tabs')].map(createTabs);
  if (groups.length === 0) return;
  const remembered = read();
  if (remembered) for (const select of groups) select(remembered);
  const follow = (): void => {
    const panel = document.getElementById(location.hash.slice(1));
    if (!panel?.matches('.tabs > figure')) return;
    const language = nameOf(panel);
    for (const select of groups) select(language);
    panel.scrollIntoView();
  };
  follow();
  addEventListener('hashchange', follow);
  document.addEventListener('tab', ({ detail }) => {
    for (const select of groups) select(detail);
    try {
      localStorage.setItem('language', detail);
    } catch {
      // Without storage the choice lasts for this page.
    }
  });
}

declare global {
  interface DocumentEventMap {
    tab: CustomEvent<string>;
  }
}

function read(): string | null {
  try {
    return localStorage.getItem('language');
  } catch {
    return null;
  }
}

const nameOf = (panel: HTMLElement): string => panel.querySelector('figcaption > *')?.textContent ?? '';

/** Builds the tab list of one group; returns the function that shows the tab of a language. */
function createTabs(group: HTMLElement, groupIndex: number): (language: string) => void {
  const list = document.createElement('div');
  list.className = 'tablist';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', words.label);
  const tabs = [...group.querySelectorAll<HTMLElement>(':scope > figure')].map((panel, index) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.textContent = nameOf(panel);
    tab.id = `tab-${groupIndex}-${index}`;
    tab.setAttribute('role', 'tab');
    // The role goes to the code itself: a figure with a caption keeps its own.
    const code = panel.querySelector('pre');
    code?.setAttribute('id', `panel-${groupIndex}-${index}`);
    code?.setAttribute('role', 'tabpanel');
    code?.setAttribute('aria-labelledby', tab.id);
    tab.setAttribute('aria-controls', `panel-${groupIndex}-${index}`);
    list.append(tab);
    return { tab, panel };
  });
  const select = (language: string): void => {
    if (!tabs.some(({ tab }) => tab.textContent === language)) return;
    for (const { tab, panel } of tabs) {
      const chosen = tab.textContent === language;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      panel.hidden = !chosen;
    }
  };
  const choose = (tab: HTMLButtonElement | undefined): void => {
    if (!tab) return;
    document.dispatchEvent(new CustomEvent('tab', { detail: tab.textContent }));
    tab.focus();
  };
  list.addEventListener('click', ({ target }) => choose(tabs.find(({ tab }) => tab === target)?.tab));
  list.addEventListener('keydown', (event) => {
    const right = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
    const step = { ArrowRight: right, ArrowLeft: -right }[event.key];
    const index = tabs.findIndex(({ tab }) => tab === document.activeElement);
    if (step === undefined || index < 0) return;
    event.preventDefault();
    choose(tabs.at((index + step) % tabs.length)?.tab);
  });
  group.classList.add('ready');
  group.prepend(list);
  select(tabs[0]?.tab.textContent ?? '');
  return select;
}
