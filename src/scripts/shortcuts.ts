const SHORTCUTS: readonly (readonly [string, string])[] = [
  ['/ or Ctrl K', 'Go to the search box'],
  ['Enter', 'Open the selected suggestion; with Ctrl in a new tab'],
  ['Alt R', 'On an error page: copy the reply to the customer'],
  ['Esc', 'Clear the search box, then leave it'],
  ['?', 'Show this list'],
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
  element.setAttribute('aria-label', 'Keys');
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
  close.textContent = 'Close';
  close.addEventListener('click', () => element.close());
  element.append(list, close);
  document.body.append(element);
  return element;
}
