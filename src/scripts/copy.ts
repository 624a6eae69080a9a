const SHOWN_MS = 1600;

/** Copy buttons: a code block's text, the text in `data-copy`, or the page's permanent link for `data-copy-link`. */
export function setUpCopy(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button.copy') : null;
    if (button) void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const done = await navigator.clipboard.writeText(textFor(button)).then(
    () => 'Copied',
    () => 'Not allowed',
  );
  const label = button.textContent;
  if (label === done) return;
  button.textContent = done;
  announce(done);
  setTimeout(() => (button.textContent = label), SHOWN_MS);
}

function textFor(button: HTMLButtonElement): string {
  if (button.dataset['copy'] !== undefined) return button.dataset['copy'];
  if (button.dataset['copyLink'] !== undefined) {
    return document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
  }
  return button.closest('figure')?.querySelector('pre')?.textContent ?? '';
}

/** Tells a screen reader, which a button's changed text does not. */
function announce(message: string): void {
  let region = document.querySelector('#announcer');
  if (!region) {
    region = document.createElement('div');
    region.id = 'announcer';
    region.className = 'visually-hidden';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.textContent = message;
}
