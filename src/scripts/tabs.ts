import words from 'virtual:error-reference/words/tabs';

/**
 * Turns each `.er-tabs` of code figures into tabs; the language chosen once is shown everywhere. A fragment that names a
 * figure chooses its language for this page.
 */
export function setUpTabs(): void {
  const groups = [...document.querySelectorAll<HTMLElement>('.er-tabs')].map(createTabs);
  if (groups.length === 0) return;
  const remembered = read();
  if (remembered) for (const select of groups) select(remembered);
  const follow = (): void => {
    const panel = document.getElementById(location.hash.slice(1));
    if (!panel?.matches('.er-tabs > figure')) return;
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
  setAttributes(list, { class: 'er-tablist', role: 'tablist', 'aria-label': words.label });
  const tabs = [...group.querySelectorAll<HTMLElement>(':scope > figure')].map((panel, index) => {
    const tab = document.createElement('button');
    const [tabId, panelId] = [`tab-${groupIndex}-${index}`, `panel-${groupIndex}-${index}`];
    tab.textContent = nameOf(panel);
    setAttributes(tab, { id: tabId, role: 'tab', 'aria-controls': panelId });
    // The role goes to the code itself: a figure with a caption keeps its own.
    const code = panel.querySelector('pre');
    if (code) setAttributes(code, { id: panelId, role: 'tabpanel', 'aria-labelledby': tabId });
    list.append(tab);
    return { tab, panel };
  });
  const select = (language: string): void => {
    if (!tabs.some(({ tab }) => tab.textContent === language)) return;
    for (const { tab, panel } of tabs) {
      const chosen = tab.textContent === language;
      setAttributes(tab, { 'aria-selected': chosen, tabindex: chosen ? 0 : -1 });
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
  group.classList.add('er-ready');
  group.prepend(list);
  select(tabs[0]?.tab.textContent ?? '');
  return select;
}

function setAttributes(element: Element, attributes: Readonly<Record<string, string | number | boolean>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
