/** Gives code a stop of the Tab key where it scrolls, for not every browser does; elsewhere it would be one too many. */
export function stopAtScrollers(): void {
  // Also told of code that a tab shows.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries)
      (target as HTMLElement).tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  });
  for (const code of document.querySelectorAll('pre')) sizes.observe(code);
}
