/** An author's mistake: the lines to print; no stack trace belongs to it. */
export class Mistake extends Error {
  override readonly name: string = 'Mistake';
  /** The files in which it is to be mended, as absolute paths, as far as they are known. */
  readonly files: readonly string[] = [];
}
