import { ownPart } from './element.ts';
import words from 'virtual:error-reference/words/keys';
import { loadTouchedStyles } from './touched-styles.ts';

const SHORTCUTS: readonly (readonly [string, string])[] = [
  [words.box, words.boxAbout],
  [words.open, words.openAbout],
  [words.reply, words.replyAbout],
  [words.clear, words.clearAbout],
  [words.help, words.helpAbout],
];

/** Shows the list of keys. */
export async function showShortcuts(): Promise<void> {
  await loadTouchedStyles();
  const shown = dialog();
  if (!shown.open) shown.showModal();
}

function dialog(): HTMLDialogElement {
  const existing = document.querySelector<HTMLDialogElement>('#shortcuts');
  if (existing) return existing;
  const element = document.createElement('dialog');
  element.id = 'shortcuts';
  element.setAttribute('aria-label', words.title);
  const list = document.createElement('dl');
  for (const [keys, about] of SHORTCUTS) {
    const [term, description] = [document.createElement('dt'), document.createElement('dd')];
    const kbd = document.createElement('kbd');
    kbd.textContent = keys;
    term.append(kbd);
    description.textContent = about;
    list.append(term, description);
  }
  const close = document.createElement('button');
  close.textContent = words.close;
  close.addEventListener('click', () => element.close());
  element.append(list, singleKeys(), close);
  ownPart().append(element);
  return element;
}

/** The switch for shortcuts of one key; a voice or a slip may press them. The choice is remembered. */
function singleKeys(): HTMLElement {
  const [paragraph, label, box] = [
    document.createElement('p'),
    document.createElement('label'),
    document.createElement('input'),
  ];
  const root = document.documentElement;
  box.type = 'checkbox';
  box.checked = root.dataset['keys'] !== 'off';
  box.addEventListener('change', () => {
    const choice = box.checked ? 'on' : 'off';
    root.dataset['keys'] = choice;
    try {
      localStorage.setItem('keys', choice);
    } catch {
      // Without storage the choice lasts for this page.
    }
  });
  label.append(box, ' ', words.single);
  paragraph.append(label, document.createElement('br'), words.singleAbout);
  return paragraph;
}
