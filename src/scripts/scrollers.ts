/** Gives code a stop of the Tab key where it scrolls, for not every browser does; elsewhere it would be one too many. */
export function stopAtScrollers(): void {
  const mark = (): void => {
    for (const code of document.querySelectorAll('pre')) {
      if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
      else code.removeAttribute('tabindex');
    }
  };
  for (const event of ['resize', 'hashchange']) addEventListener(event, mark);
  document.addEventListener('tab', mark);
  mark();
}
