/** An author's mistake: the lines to print; no stack trace belongs to it. */
export class Mistake extends Error {
  override readonly name: string = 'Mistake';
}
