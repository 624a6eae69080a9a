import { isReplyKey, sayFailed } from './box-loader.ts';

const BUTTONS = '.copy, [data-reply]';

/**
 * Copy buttons: a code block's text, the text in `data-copy`, or a text of the support desk by `data-support-text`; Alt R
 * copies the reply that is in view. Their program is loaded once one is touched, so that it is there when it is pressed.
 */
export function setUpCopy(): void {
  const load = () => import('./copy-text.ts');
  const buttonOf = ({ target }: Event): HTMLButtonElement | null =>
    target instanceof Element ? target.closest<HTMLButtonElement>(BUTTONS) : null;
  for (const name of ['pointerdown', 'focusin'])
    document.addEventListener(name, (event) => {
      if (buttonOf(event)) load().catch(() => undefined); // the press asks again
    });
  document.addEventListener('click', (event) => {
    const button = buttonOf(event);
    if (button)
      load()
        .then((copy) => copy.press(button))
        .catch(sayFailed);
  });
  document.addEventListener('keydown', (event) => {
    if (!isReplyKey(event) || event.defaultPrevented || !document.querySelector('.reply, [data-reply]')) return;
    event.preventDefault();
    load()
      .then((copy) => copy.pressReply())
      .catch(sayFailed);
  });
}
