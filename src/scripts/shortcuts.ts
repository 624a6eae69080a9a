import words from 'virtual:words/keys';

const SHORTCUTS: readonly (readonly [string, string])[] = [
  [words.box, words.boxAbout],
  [words.open, words.openAbout],
  [words.reply, words.replyAbout],
  [words.clear, words.clearAbout],
  [words.help, words.helpAbout],
];

/** Shows the list of keys. */
export function showShortcuts(): void {
  dialog().showModal();
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
  element.append(list, close);
  document.body.append(element);
  return element;
}
