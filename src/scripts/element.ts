/** Where our part of the page ends, or all of it: what is put over a page belongs to it there, for the styles of ours. */
export const ownPart = (): Element => document.querySelector('.error-reference') ?? document.body;

/** An element with a class and a text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
