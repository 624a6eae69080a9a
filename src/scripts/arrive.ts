import { setBoxText } from './box-text.ts';

/**
 * What a page does at once: it asks the box for what the address says, the text of `?q=` or on the page for missing pages
 * what is missed there, and makes the filter of the support desk ready.
 */
export async function arrive(): Promise<void> {
  const asked = takeQuery();
  if (asked !== undefined) askBox(asked);
  if (document.querySelector('[data-desk-filter]')) (await import('./desk.ts')).setUpDesk();
  if (!document.querySelector('[data-not-found]')) return;
  const { missedName, resolveMissedPath } = await import('./not-found.ts');
  const missed = missedName();
  if (asked === undefined && missed !== undefined) askBox(missed);
  await resolveMissedPath();
}

/** The text of `?q=`, which then leaves the address. */
function takeQuery(): string | undefined {
  const url = new URL(location.href);
  const text = url.searchParams.get('q') ?? undefined;
  if (text === undefined) return undefined;
  url.searchParams.delete('q');
  history.replaceState(history.state, '', url);
  return text;
}

/** Puts a text into the first box of the page and goes there. */
function askBox(text: string): void {
  const input = document.querySelector<HTMLInputElement>('[data-box] input');
  if (!input) return;
  input.focus();
  setBoxText(input, text);
}
